"""The key to real devices: who may turn it, what it opens, what closes it."""

from __future__ import annotations

from typing import Any

import pytest

from devices.events import EventKind
from procedures import intents
from procedures.people import Sitter

OPEN = intents.Select("server", "open", role="MGC")


def test_nothing_is_armed_when_a_live_sitting_opens(seat: Any) -> None:
    s = seat()
    live = s.look.live
    assert (live.read_only, live.armed_by, live.armed_since_s) == (False, "", None)
    assert live.may_arm == ("ozawa", "hayashi", "ishii", "okada")
    assert not s.plant.permitted
    assert s.wish(OPEN) != ()
    assert s.plant.written == []


def test_a_named_person_arms_and_the_record_holds_his_name(seat: Any) -> None:
    s = seat()
    s.go(5.0)
    s.granted(intents.Arm("hayashi"))
    assert s.look.live.armed_by == "hayashi"
    assert s.look.live.armed_since_s == pytest.approx(5.0)
    assert s.plant.permitted
    s.granted(OPEN)
    s.granted(intents.Execute())
    assert s.plant.written == ["server.open"]
    assert [e.who for e in s.events(EventKind.SITTING_ARMED)] == ["hayashi"]


@pytest.mark.parametrize("person", ["mori", "kato", "nobody"])
def test_who_commands_no_device_cannot_arm(seat: Any, person: str) -> None:
    s = seat()
    (reason,) = s.wish(intents.Arm(person))
    assert "Ozawa, Hayashi, Ishii, Okada" in reason
    assert not s.plant.permitted


def test_it_is_armed_once_and_disarmed_by_anybody(seat: Any) -> None:
    s = seat(person="mori")
    s.granted(intents.Arm("ozawa"))
    assert s.wish(intents.Arm("hayashi")) != ()
    s.granted(intents.Disarm())
    assert not s.plant.permitted
    assert s.look.live.armed_by == ""
    assert s.wish(intents.Disarm()) != ()
    assert [e.who for e in s.events(EventKind.SITTING_DISARMED)] == ["mori"]


def test_disarming_lets_go_of_what_is_selected(seat: Any) -> None:
    s = seat()
    s.granted(intents.Arm("ozawa"))
    s.granted(OPEN)
    s.granted(intents.Disarm())
    assert s.look.selection is None
    assert s.wish(intents.Execute()) != ()
    assert s.plant.written == []


def test_closing_the_sitting_disarms_it_and_lets_the_plant_go(seat: Any) -> None:
    s = seat()
    s.granted(intents.Arm("ozawa"))
    events = s.events(EventKind.SITTING_DISARMED, EventKind.SITTING_CLOSED)
    assert [e.kind for e in events] == [EventKind.SITTING_DISARMED, EventKind.SITTING_CLOSED]
    assert not s.plant.permitted
    assert s.plant.closed


def test_a_sitting_that_only_reads_can_never_be_armed_and_says_so(seat: Any) -> None:
    s = seat(read_only=True)
    assert s.look.live.may_arm == ()
    (reason,) = s.wish(intents.Arm("ozawa"))
    assert "only reads" in reason
    assert s.wish(OPEN) != ()
    assert s.look.chapters == ()  # no procedure leads where nothing can be done
    (reason,) = s.wish(intents.StartProcedure("odawara-p1-activation"))
    assert "no procedure" in reason
    s.go(3600.0)
    assert not s.plant.permitted
    assert not s.sitting.finished


def test_a_simulated_sitting_has_no_key(bench: Any) -> None:
    b = bench(sitter=Sitter("ozawa", ("MGC",)), chain=0)
    assert b.sitting.snapshot().live is None
    assert b.wish(intents.Arm("ozawa")) != ()
    assert b.wish(intents.Disarm()) != ()
