"""What the trainee was shown of a drill is shown again at that time, from wherever one comes."""

from __future__ import annotations

import random
from collections.abc import Callable

from procedures.drill.views import DrillView
from procedures.drill.wishes import (
    AnswerMessage,
    AnyWish,
    BeginDrill,
    GiveHint,
    HotWash,
    SendMessage,
)
from procedures.people import Sitter
from procedures.replay import read_recorded
from procedures.replaying import ReplaySitting
from procedures.sitting import Sitting

MGC = Sitter("ozawa", ("MGC",))
LEADER = "kondo"
DRILL = """
injects:
  - id: call
    title: {en: Call, ja: 電話}
    at: 20 s
    channel: phone
    by: TSO-D
    text: {en: "It is {now}. May I close?", ja: "{now}です。投入してよいか。"}
    answers:
      - {id: "no", text: {en: "No.", ja: だめです。}, right: true}
      - {id: "yes", text: {en: "Yes.", ja: はい。}}
    expect:
      text: {en: Refuse, ja: 断る}
      answer: "no"
      within: 20 s
      hint: {en: "The charge is {bess.soc_pct} %.", ja: "充電率は{bess.soc_pct}%。"}
      scores: safety
"""


def test_messages_answers_and_hints_are_what_they_were(opened: Callable[..., Sitting]) -> None:
    sitting = opened(DRILL, sitter=MGC, led=True)
    sitting.accept(BeginDrill(LEADER))
    wishes: dict[int, AnyWish] = {
        30: SendMessage("CITY", "text", "急いで", LEADER),
        36: GiveHint("call", LEADER),
        45: AnswerMessage("call", MGC.person, "no", "Locked."),
        50: HotWash(MGC.person, fix="a second telephone"),
    }
    shown: list[tuple[float, DrillView | None]] = []
    for second in range(5, 70, 5):
        sitting.advance(float(second))
        shown.append((sitting.now_s, sitting.snapshot().drill))
        for at_s in (at_s for at_s in wishes if second - 5 < at_s <= second):
            sitting.advance(sitting.now_s + 0.5)
            sitting.accept(wishes[at_s])
    sitting.close()
    assert shown[-1][1] is not None
    assert len(shown[-1][1].messages) == 2
    assert shown[-1][1].hints[0].words is not None
    replay = ReplaySitting(read_recorded(sitting.recording.path))
    random.Random(1).shuffle(shown)
    for time_s, then in shown:
        replay.seek(time_s)
        assert replay.snapshot().drill == then, time_s


def test_a_plain_record_shows_no_drill(opened: Callable[..., Sitting]) -> None:
    sitting = opened("", head="scenario: try\nsite: odawara\ntitle: {en: Try, ja: 試し}\n")
    sitting.close()
    replay = ReplaySitting(read_recorded(sitting.recording.path))
    assert replay.snapshot().drill is None
