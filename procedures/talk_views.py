"""An exchange in three parts as screens show it."""

from __future__ import annotations

from collections.abc import Mapping

from procedures.run.world import World
from procedures.snapshot import SayView
from procedures.talk import Exchange, Stage

# whose words somebody else enters, by where the exchange stands
_PARTS: Mapping[Stage, str] = {
    Stage.SPEAK: "order",
    Stage.READ_BACK: "read_back",
    Stage.JUDGE: "judge",
    Stage.REPORT: "report",
    Stage.REPORT_BACK: "report_back",
}

# what was heard in an earlier attempt is over
_BEFORE_REPEATING = frozenset({Stage.SPEAK, Stage.READ_BACK, Stage.REPORT_BACK})


def say_view(exchange: Exchange, world: World, here: str) -> SayView:
    """An exchange as `here` sees it; while the report is being repeated, that is what is read back.

    here: the person at the screen, "" for nobody.
    """
    back = exchange.stage is Stage.REPORT_BACK
    repeated = exchange.stage not in _BEFORE_REPEATING
    speaker, listener = exchange.speaker, exchange.listener
    text = exchange.said_text or world.render(exchange.text)
    expected = exchange.expected or world.render(exchange.read_back)
    if back and exchange.said_report is not None:
        speaker, listener = listener, speaker
        text = expected = exchange.said_report
    stages = {Stage.REPORT_BACK: "read_back", Stage.ACT: "report"}
    left_s = None if exchange.answer_by_s is None else exchange.answer_by_s - world.now_s
    turn = exchange.turn()
    elsewhere = turn is not None and not turn.simulated and turn.member.id != here
    entered = elsewhere and exchange.by_ear
    return SayView(
        speaker=speaker.role,
        listener=listener.role,
        text=text,
        expected_read_back=expected,
        stage=stages.get(exchange.stage, exchange.stage.value),
        heard=exchange.heard if repeated else None,
        differences=exchange.differing if repeated else (),
        report=exchange.said_report,
        seconds_left=left_s,
        attempt=exchange.attempt,
        sitter_speaks=speaker.member.id == here,
        sitter_listens=listener.member.id == here,
        sitter_enters=_PARTS.get(exchange.stage, "") if entered else "",
    )
