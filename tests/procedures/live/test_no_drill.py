"""Nothing of a drill is granted where devices are real."""

from __future__ import annotations

from typing import Any

import pytest

from procedures import intents
from procedures.drill import wishes
from procedures.drill.guide import Verdict
from procedures.people import Slip

BY = "kondo"
EVERY: tuple[wishes.DrillWish, ...] = (
    wishes.SendInject("storm", BY),
    wishes.SkipInject("storm", BY),
    wishes.SendMessage("TSO-D", "phone", "hello", BY),
    wishes.GiveHint("task", BY),
    wishes.LetHappen("bess", "trip", BY),
    wishes.LetSlip("TSO-D", Slip.SILENCE, BY),
    wishes.Freeze(BY),
    wishes.Freeze(BY, disaster=True),
    wishes.Thaw(BY),
    wishes.StepTime(1.0, BY),
    wishes.KeepMoment(BY),
    wishes.KeepEvery(5.0, BY),
    wishes.TakeRole("TSO-D", BY),
    wishes.GiveRoleBack("TSO-D", BY),
    wishes.ActAs("TSO-D", intents.Speak("odawara-p1-activation"), BY),
    wishes.Override("bess", "start_black", "to show it", BY),
    wishes.Mark("look", BY),
    wishes.BeginDrill(BY),
    wishes.EndDrill(BY),
    wishes.Judge("task", Verdict.MET, BY),
    wishes.AnswerMessage("m1", "ozawa", text="yes"),
    wishes.HotWash("ozawa", fix="the torch"),
)


def test_every_wish_of_a_drill_is_refused_in_words(seat: Any) -> None:
    s = seat()
    s.go(1.0)
    told = {type(wish) for wish in EVERY}
    assert told == set(wishes.DrillWish.__args__)
    for wish in EVERY:
        assert s.wish(wish) == ("This is real: there is no drill here.",), wish
    assert s.sitting.instructor_view() is None
    assert s.look.drill is None
    assert not s.plant.written


def test_the_code_word_of_drills_does_not_stop_what_is_real(seat: Any) -> None:
    s = seat()
    s.wish(wishes.Freeze(BY, disaster=True))
    before_s = s.look.time_s
    s.go(1.0)
    assert s.look.time_s == pytest.approx(before_s + 1.0)
