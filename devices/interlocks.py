"""Interlocks: what must be true before a command may go, for everybody and independent of steps.

A condition that cannot be judged holds the command back: unknown is never taken for safe.
"""

from __future__ import annotations

from dataclasses import dataclass

from devices.phrases import filled, listed, said
from devices.picture import Picture, TargetView
from devices.plant import Command
from devices.site.site import Interlock, Site
from devices.unknown import unreported_behind, why_unknown
from devices.words import Words

_NOTHING = Words("", "")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that can stand in the way of a command, and whether it does now.

    truth: True is satisfied, False stands in the way, None cannot be judged (and so stands in the
    way too); `unknown` then names the signals, and `unreported` the points behind them that
    somebody has to report. words: the full sentence with live values. hazard: what would happen
    otherwise. live: the values it was judged by.
    """

    id: str
    words: Words
    truth: bool | None
    hazard: Words = _NOTHING
    live: Words = _NOTHING
    unknown: tuple[str, ...] = ()
    unreported: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether it holds the command back."""
        return self.truth is not True


class Interlocks:
    """The interlocks of a site, looked up once for each of its commands."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._of: dict[str, tuple[Interlock, ...]] = {}

    def covering(self, target: str) -> tuple[Interlock, ...]:
        """The interlocks that guard `device.verb`, in the order of the site file."""
        if target not in self._of:
            self._of[target] = self._site.interlocks_of(target)
        return self._of[target]

    def obstacles(self, command: Command, picture: Picture) -> tuple[Obstacle, ...]:
        """Every interlock that guards `command` with its truth now; all of them, not the first."""
        view = picture.with_target(command.device, command.arguments)
        return tuple(_judged(interlock, view) for interlock in self.covering(command.target))


def _judged(interlock: Interlock, view: TargetView) -> Obstacle:
    truth = interlock.require.evaluate(view)
    names = sorted(interlock.require.names, key=view.full_name)
    unknown = tuple(view.full_name(name) for name in names if view.value(name) is None)
    words = filled(interlock.reason, view.words)
    unread = [name for name in unknown if not name.startswith("argument.")]
    unreported = (point for name in unread for point in unreported_behind(name, view))
    if truth is None and not unread:
        words = said("gate.choose_first", reason=words)
    elif truth is None:
        missing = listed(why_unknown(name, view) for name in unread)
        words = said("gate.unknown", signals=missing, reason=words)
    return Obstacle(
        id=interlock.id,
        words=words,
        truth=truth,
        hazard=interlock.hazard,
        live=_live(names, view),
        unknown=unknown if truth is None else (),
        unreported=tuple(dict.fromkeys(unreported)) if truth is None else (),
    )


def _live(names: list[str], view: TargetView) -> Words:
    shown = [name for name in names if view.signal(name) is not None]
    return listed(
        said("gate.live", label=view.label(n), value=view.words_with_unit(n)) for n in shown
    )
