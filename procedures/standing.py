"""What stands in a sitting, in words to say: for whoever takes it over, and for him to repeat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from devices.alarms import Alarms
from devices.phrases import listed, said
from devices.words import Words
from procedures.language.steps import Hold, Say
from procedures.phase import phase_title
from procedures.run import Engine, Run, reseat
from procedures.run.saying import SayWork
from procedures.snapshot import AlarmState, TalkLine
from procedures.talk import Stage
from procedures.views import Logs

_TOLD = 3  # so many of those who were told something last are named
_HOURS = "island.hours_left_h"


@dataclass(frozen=True, slots=True)
class WhatStands:
    """Looks at the runs, the alarms and the talk of one sitting."""

    engine: Engine
    alarms: Alarms
    logs: Logs

    def words(self) -> tuple[Words, Words]:
        """What stands, and what of it must be repeated: phase, steps, alarms, hours."""
        facts = tuple(self._facts())
        return _sentences((*facts, *self._details())), _sentences(facts)

    def reseat(self) -> None:
        """Let the runs go on with whoever sits now."""
        reseat(self.engine)

    # --- what must be repeated ----------------------------------------------------------------

    def _facts(self) -> Iterator[Words]:
        yield said("stands.phase", phase=phase_title(self.engine.phase.phase.value))
        for run in self.engine.active:
            step = run.frame.step
            if step is not None:
                yield said("stands.step", chain=run.frame.procedure.chain, step=step.id)
        yield said("stands.alarms", count=len(self._unseen()))
        picture = self.engine.world.picture
        if picture.value(_HOURS) is not None and picture.value("island.supply") == "island":
            yield said("stands.hours", hours=picture.words_with_unit(_HOURS))

    def _unseen(self) -> tuple[Words, ...]:
        wanted = AlarmState.UNACKNOWLEDGED.value
        return tuple(r.rule.title for r in self.alarms.rows() if r.state.value == wanted)

    # --- what is only said --------------------------------------------------------------------

    def _details(self) -> Iterator[Words]:
        for run in self.engine.active:
            yield from self._of_run(run)
        unseen = self._unseen()
        if unseen:
            yield said("stands.unseen", titles=listed(unseen))
        for line in self._told():
            time = self.engine.world.clock.time_of_day(line.time_s)
            yield said("stands.told", who=line.listener, time=f"{time:%H:%M}", words=line.words)

    def _of_run(self, run: Run) -> Iterator[Words]:
        step, attempt = run.frame.step, run.attempt
        if step is None:
            return
        title = self.engine.world.render(step.title)
        if isinstance(step.action, Hold):
            yield said("stands.hold", id=step.action.id, title=title)
        elif isinstance(step.action, Say) and attempt is not None:
            work = attempt.work
            spoken = isinstance(work, SayWork) and work.exchange.stage is not Stage.SPEAK
            yield said("stands.order_open" if spoken else "stands.order_ahead", title=title)
        else:
            yield said("stands.at_work", title=title)

    def _told(self) -> tuple[TalkLine, ...]:
        """The last thing that each listener was told, the newest of them, oldest first."""
        last = {line.listener: line for line in self.logs.talk() if line.part in _TELLING}
        return tuple(sorted(last.values(), key=lambda line: line.time_s)[-_TOLD:])


_TELLING = frozenset({"order", "reissue", "notice"})


def _sentences(parts: tuple[Words, ...]) -> Words:
    return Words(" ".join(part.en for part in parts), "".join(part.ja for part in parts))
