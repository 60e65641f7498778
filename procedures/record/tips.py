"""Where the next event goes: after which event, on which branch, and what it has to seal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple, Self

from procedures.record.seals import Seal, seals_text


class Tip(NamedTuple):
    """An event that another may follow: its number (0 = the root) and its hash."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Tips:
    """The end of a record.

    last: the event written last. parent: the one that the next follows in the tree. unsealed:
    what was stored since `last`. chunks, snapshots: how many there are.
    """

    last: Tip
    parent: Tip
    branch: int = 1
    branches: int = 1
    chunks: int = 0
    snapshots: int = 0
    unsealed: tuple[Seal, ...] = ()

    @property
    def seals(self) -> str:
        """What the next event says of that which stands before it and is not its parent."""
        passed = () if self.parent == self.last else (Seal("event", *self.last),)
        return seals_text((*passed, *self.unsealed))

    def after_event(self, event: Tip) -> Self:
        """The end after one more event."""
        return replace(self, last=event, parent=event, unsealed=())

    def after_chunk(self, digest: str) -> Self:
        """The end after one more chunk of telemetry."""
        number = self.chunks + 1
        unsealed = (*self.unsealed, Seal("telemetry", number, digest))
        return replace(self, chunks=number, unsealed=unsealed)

    def after_snapshot(self, digest: str) -> Self:
        """The end after one more snapshot."""
        number = self.snapshots + 1
        unsealed = (*self.unsealed, Seal("snapshot", number, digest))
        return replace(self, snapshots=number, unsealed=unsealed)

    def branched_off(self, parent: Tip) -> Self:
        """The end where the next event follows `parent` on a branch of its own."""
        branch = self.branches + 1
        return replace(self, parent=parent, branch=branch, branches=branch)


def tips_at_start(root: str) -> Tips:
    """The end of a record without events; root: the hash of its header."""
    return Tips(Tip(0, root), Tip(0, root))
