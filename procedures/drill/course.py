"""The course of a drill: begun, standing still, going on, ended. A fold over its events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from devices.events import Event, EventKind, Json
from procedures.drill.views import FrozenView


@dataclass(slots=True)
class Course:
    """Where a drill stands in its time. step_until_s: while frozen, it goes on until then."""

    begun: bool = False
    ended: bool = False
    frozen: FrozenView | None = None
    step_until_s: float | None = None

    @property
    def disaster(self) -> bool:
        """Whether the code word was said, and something real goes before."""
        return self.frozen is not None and self.frozen.disaster

    def stands(self, now_s: float) -> bool:
        """Whether plant time stands still now."""
        stepping = self.step_until_s is not None and now_s < self.step_until_s
        return not self.begun or self.ended or (self.frozen is not None and not stepping)

    def observe(self, event: Event) -> None:
        """Follow what was said of the drill."""
        if event.kind is not EventKind.DRILL:
            return
        match event.data.get("what"):
            case "begun":
                self.begun = True
            case "ended":
                self.ended, self.frozen, self.step_until_s = True, None, None
            case "frozen" | "disaster" as what:
                since_s = event.time_s if self.frozen is None else self.frozen.since_s
                reason = str(event.data.get("reason", ""))
                self.frozen = FrozenView(since_s, event.who, reason, what == "disaster")
                self.step_until_s = None
            case "thawed":
                self.frozen = self.step_until_s = None
            case "stepped":
                self.step_until_s = float(str(event.data["until_s"]))
            case _:
                pass

    # --- state ----------------------------------------------------------------------------------

    def export_state(self) -> dict[str, Json]:
        """Where it stands, as JSON."""
        frozen = self.frozen
        told: list[Json] | None = None
        if frozen is not None:
            told = [frozen.since_s, frozen.by, frozen.reason, frozen.disaster]
        return {
            "begun": self.begun,
            "ended": self.ended,
            "frozen": told,
            "step_until_s": self.step_until_s,
        }

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `export_state` gave; raises KeyError or TypeError for another form."""
        self.begun, self.ended = state["begun"], state["ended"]
        frozen = state["frozen"]
        self.frozen = None if frozen is None else FrozenView(*frozen)
        self.step_until_s = state["step_until_s"]
