"""What stands around every window and dialog: whether what it shows is simulated, past, or real."""

from __future__ import annotations

from typing import Literal, Protocol, runtime_checkable

from procedures.snapshot import Mode, Snapshot

Edge = Literal["", "hatched", "film"]  # live, simulated, shown again


def edge_of(snapshot: Snapshot | None, *, live: bool = False, replayed: bool = False) -> Edge:
    """The one answer for a picture; a replay is past, of whatever kind its record is.

    live: what is opened is live, and nothing of it looks simulated before its first picture.
    replayed: it is a record, and nothing of it looks like now.
    """
    if snapshot is None:
        return "film" if replayed else "" if live else "hatched"
    if snapshot.replay is not None:
        return "film"
    return "" if snapshot.mode is Mode.LIVE else "hatched"


@runtime_checkable
class HasEdge(Protocol):
    """A window that knows its own border: what opens over it wears the same."""

    @property
    def edge(self) -> Edge:
        """The border of now."""
