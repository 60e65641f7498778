"""A record shown again as a sitting is: it can be let run, and be taken to any of its moments.

Readings come from the samples. Steps, talk, alarms, board and phase come from the stored moment
before, with the events since put on it; without a moment that is understood, from all events.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from devices.documents import DocumentError
from devices.links import LinkState, LinkView
from devices.phrases import said
from devices.signals import Quality
from devices.words import Words
from procedures.drill.wishes import AnyWish
from procedures.forking import fork
from procedures.past import Past
from procedures.people import Sitter
from procedures.record import RecordError
from procedures.replay.fold import Fold
from procedures.replay.forkable import CannotFork, against_fork
from procedures.replay.recorded import Recorded, read_recorded, state_of
from procedures.replay.shown import Curves, DaySums, Samples
from procedures.replay.stage import Stage
from procedures.replay.timeline import marks_of
from procedures.sampling import TrendBatch
from procedures.screen import Standing
from procedures.sitting import Sitting
from procedures.snapshot import (
    CommandView,
    LiveView,
    Mode,
    Refusal,
    ReplayBranch,
    ReplayView,
    RunView,
    Snapshot,
    VerbView,
)

_NOTHING = Words("", "")
_LINKS = {"lost": LinkState.LOST, "mismatch": LinkState.MISMATCH}


class ReplaySitting:
    """Shows `recorded` from its beginning, or from `at_s` in s of plant time."""

    def __init__(self, recorded: Recorded, at_s: float = 0.0) -> None:
        self._now_s = 0.0
        self._refusal: Refusal | None = None
        self._take_up(recorded)
        self.seek(at_s)

    def _take_up(self, recorded: Recorded) -> None:
        """Build everything anew for a record, or for another way through it."""
        self.recorded = recorded
        way = recorded.way
        self._ages = self._measured()
        samples = Samples(recorded.site, way.telemetry, self._ages)
        self._samples = samples
        self._stage = Stage(recorded, samples)
        self._fold = Fold(self._stage)
        self._curves = Curves(recorded.site, way.telemetry)
        self._sums = DaySums(recorded.site, way.telemetry, recorded.clock)
        self._after = np.array([moment.after for moment in way.moments], dtype=np.int64)
        self._numbers = np.array([entry.number for entry in way.entries], dtype=np.int64)
        self._stored_s = np.array([moment.time_s for moment in way.moments])
        self._followed = 0  # so many events are on the stage
        self._logged = 0  # and so many in the log
        self._base = -1  # the stored moment that they were put on; -1 for none
        self._stage.clear()
        self._view = ReplayView(
            ends_s=way.ends_s,
            branch=way.branch,
            marks=tuple(marks_of(way.entries, self._stage)),
            branches=tuple(
                ReplayBranch(one.number, one.from_s, one.to_s, one.reason)
                for one in recorded.branches
            ),
            notes=self._notes(),
            against_fork=against_fork(recorded),
        )

    def warm(self) -> None:
        """Make ready for a window: nobody who moves through the record waits for the simulator."""
        self._stage.warm()

    def _measured(self) -> tuple[str, ...]:
        """What the real plant measured, by the first stored moment; nothing of a simulated one."""
        moments = self.recorded.way.moments
        if self.recorded.mode is not Mode.LIVE or not moments:
            return ()
        picture = (state_of(moments[-1]) or {}).get("picture")
        return tuple(map(str, picture["measured"])) if isinstance(picture, dict) else ()

    def _notes(self) -> tuple[Words, ...]:
        recorded = self.recorded
        open_still = (said("replay.standing"),) if recorded.standing else ()
        damage = () if recorded.damage is None else (recorded.damage,)
        return (*damage, *open_still, *recorded.others)

    # --- where it stands ------------------------------------------------------------------------

    @property
    def now_s(self) -> float:
        """Plant time in s since the recorded sitting opened."""
        return self._now_s

    @property
    def finished(self) -> bool:
        """Never: one can always go back."""
        return False

    @property
    def real_now_s(self) -> float:
        """Where it stands."""
        return self._now_s

    def advance(self, until_s: float) -> None:
        """Go on to `until_s`, or to the end of the record."""
        if until_s > self._now_s:
            self._stand_at(min(until_s, self.recorded.way.ends_s))

    def seek(self, time_s: float) -> None:
        """Stand at any time of the record."""
        self._refusal = None
        self._stand_at(min(max(time_s, 0.0), self.recorded.way.ends_s))

    def take_branch(self, branch: int) -> None:
        """Show another way through the record, at the same time; refused where it is gone."""
        try:
            self._take_up(read_recorded(self.recorded.path, branch))
        except RecordError as error:
            self.refuse(said(error.key, **error.arguments))
            return
        except DocumentError as error:
            self.refuse(Words(error.render("en"), error.render("ja")))
            return
        self.seek(self._now_s)

    def _stand_at(self, time_s: float) -> None:
        way, stage = self.recorded.way, self._stage
        until = int(np.searchsorted(way.events_s, time_s, side="right"))
        base = self._moment_before(until, time_s)
        if until < self._followed or base != self._base:
            self._begin_at(base)
        for entry in way.entries[self._followed : until]:
            self._fold.follow(entry.event)
        self._followed, self._now_s = until, time_s
        self._log_until(until)
        stage.clock.restore(time_s)
        stage.picture.stand(time_s, stage.phase.phase.value)
        stage.alarms.look(stage.picture, time_s)
        stage.picture.set_sitting(stage.alarms.standing(), stage.clock.time_of_day())
        self._fold.look()

    def _moment_before(self, until: int, time_s: float) -> int:
        """The last stored moment that is not later than `time_s`; -1 for none.

        None of the events to come had happened before it.
        """
        if until == 0:
            return -1
        by_event = np.searchsorted(self._after, self._numbers[until - 1], side="right")
        return int(min(by_event, np.searchsorted(self._stored_s, time_s, side="right"))) - 1

    def _begin_at(self, base: int) -> None:
        """Put the stage where the stored moment `base` was, or the one before that is understood.

        Where none is: where nothing had happened yet.
        """
        way, stage, wanted = self.recorded.way, self._stage, base
        while base >= 0:
            state = state_of(way.moments[base])
            if state is not None and stage.go_to(state):
                break
            base -= 1
        if base < 0:
            stage.clear()
        self._base = wanted
        begun = 0 if base < 0 else int(np.searchsorted(self._numbers, self._after[base])) + 1
        if begun < self._followed:
            self._fold.begin()
            self._followed = 0
        for entry in way.entries[self._followed : begun]:
            self._fold.follow_sitting(entry.event)
        self._followed = begun

    def _log_until(self, until: int) -> None:
        """Let the log hold what had happened; it follows every event, whatever is stored."""
        logs = self._stage.logs
        if until < self._logged:
            logs.forget()
            self._logged = 0
        logs.observe(e.event for e in self.recorded.way.entries[self._logged : until])
        self._logged = until

    # --- wished ---------------------------------------------------------------------------------

    @property
    def answer_runs_out(self) -> bool:
        """Nobody is asked anything any more."""
        return False

    def accept(self, wish: AnyWish) -> None:
        """Refuse it: what is past cannot be worked."""
        self.refuse(said("replay.refused"))

    def refuse(self, *reasons: Words) -> None:
        """Let the picture say why something was not done."""
        self._refusal = Refusal(self._now_s, "", self.recorded.site.title, reasons)

    def go_on_from(
        self, time_s: float, person: str, roles: tuple[str, ...], path: Path
    ) -> Sitting | None:
        """A sitting that goes on from the moment before `time_s`, its record at `path`.

        None where nobody can: the picture says why.
        """
        try:
            return fork(self.recorded, time_s, Sitter(person, roles), path)
        except CannotFork as error:
            self.refuse(*error.reasons)
        except RecordError as error:
            self.refuse(said(error.key, **error.arguments))
        return None

    # --- looked at ------------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """The picture of then."""
        stage, fold = self._stage, self._fold
        over = self.recorded.mode is not Mode.LIVE and stage.chapters.outcome != ""
        shown = stage.screen.snapshot(
            Standing(
                phase=stage.phase.phase.value,
                phase_declared=not stage.phase.follows,
                refusal=self._refusal,
                finished=fold.closed != "" or (over and not stage.engine.active),
                outcome=stage.chapters.outcome or fold.closed,
                record=str(self.recorded.path),
                branch=self.recorded.way.branch,
                taking_up=None,
                drill=None if stage.drill is None else stage.drill.view(),
                energy=self._sums.at(self._samples.place(self._now_s), self._now_s),
            )
        )
        return replace(
            shown,
            runs=tuple(map(_unworked, shown.runs)),
            selection=_unheld(shown.selection),
            startable=(),
            handover=None,
            hourly=None,
            live=self._live(),
            replay=self._shown_view(),
        )

    def _shown_view(self) -> ReplayView:
        """With a note of how many events so far could not be understood."""
        odd = self._fold.odd
        if not odd:
            return self._view
        return replace(self._view, notes=(*self._view.notes, said("replay.odd", count=odd)))

    def _live(self) -> LiveView | None:
        if self.recorded.mode is not Mode.LIVE:
            return None
        header, fold = self.recorded.header, self._fold
        lines = header.get("lines")
        links = lines.items() if isinstance(lines, dict) else ()
        return LiveView(
            read_only=bool(header.get("read_only")),
            armed_by=fold.armed_by,
            armed_since_s=fold.armed_since_s,
            may_arm=(),
            links=tuple(self._link(str(name), str(address)) for name, address in links),
        )

    def _link(self, device: str, address: str) -> LinkView:
        """A line as the events told of it; how long answers took is not in the record."""
        event = self._fold.lines.get(device)
        what = "" if event is None else str(event.data.get("what", ""))
        state, words = _LINKS.get(what, LinkState.CONNECTED), _NOTHING
        if event is not None and state is not LinkState.CONNECTED:
            words = Words(str(event.data.get("en", "")), str(event.data.get("ja", "")))
        since_s = 0.0 if event is None else event.time_s
        if state is LinkState.CONNECTED and self._is_silent(device):
            state = LinkState.SILENT
        return LinkView(device, state, address, since_s, None, None, 0, words)

    def _is_silent(self, device: str) -> bool:
        """Whether nothing that it measures was known."""
        readings = self._stage.picture.readings()
        own = [name for name in self._ages if name.partition(".")[0] == device]
        return bool(own) and all(
            name in readings and readings[name].quality is Quality.STALE for name in own
        )

    def faceplate(self, device: str) -> tuple[VerbView, ...]:
        """The verbs of a device with what stood in the way of each then."""
        verbs = self._stage.screen.faceplate(device)
        return tuple(replace(verb, past=True) for verb in verbs)

    def take_trend(self) -> TrendBatch:
        """The samples up to the time that is shown which have not been handed over yet."""
        return self._curves.take(self._samples.place(self._now_s))

    def past(self, branch: int | None = None) -> Past:
        """Nothing that one could go back to: one is there already."""
        return Past(self.recorded.way.branch)

    def close(self) -> None:
        """The record was let go of when it had been read."""


def _unworked(run: RunView) -> RunView:
    """A run of which nothing can be worked any more."""
    step = run.current
    if step is None:
        return run
    return replace(run, current=replace(step, can=frozenset(), command=_unheld(step.command)))


def _unheld(command: CommandView | None) -> CommandView | None:
    """A command that was selected, and that nobody can execute any more."""
    if command is None or command.stage != "selected":
        return command
    return replace(command, stage="was_selected")
