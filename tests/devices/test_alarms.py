from __future__ import annotations

import json
from dataclasses import replace

import pytest

from devices.alarms import Alarm, Alarms, AlarmState, Done, NotDone
from devices.conditions import compile_condition
from devices.events import Event, EventKind
from devices.picture import Picture
from devices.signals import Quality, Reading, Value
from devices.site import load_site
from devices.site.site import AlarmRule, Site
from devices.words import Words, same


def rule(identity: str, when: str, priority: int = 3, **more: object) -> AlarmRule:
    plain = AlarmRule(
        id=identity,
        device="bess",
        priority=priority,
        when=compile_condition(when),
        off_when=None,
        delay_s=0.0,
        off_delay_s=0.0,
        suppress_when=None,
        group="",
        title=Words(f"title of {identity}", f"{identity}の警報"),
        cause=same("cause"),
        consequence=same("consequence"),
        action=same("action"),
        value="bess.soc_pct",
        act_within_s=1800.0,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def odawara() -> Site:
    return load_site("odawara")


class Desk:
    """A picture fed by hand and the alarms that look at it."""

    def __init__(self, site: Site, *rules: AlarmRule) -> None:
        self.site = replace(site, alarms=rules) if rules else site
        self.events: list[Event] = []
        self.picture = Picture(self.site)
        self.alarms = Alarms(self.site, self.events.append)
        self.now_s = 0.0
        self.values: dict[str, Value | None] = {}

    def after(
        self,
        seconds: float,
        expected: tuple[str, ...] = (),
        overdue: bool = False,
        **values: Value | None,
    ) -> None:
        self.now_s += seconds
        self.values |= {name.replace("__", ".", 1): value for name, value in values.items()}
        readings = {
            name: Reading(value, Quality.BAD if value is None else Quality.GOOD, self.now_s)
            for name, value in self.values.items()
        }
        self.picture.update(readings, self.now_s)
        self.alarms.update(self.picture, self.now_s, frozenset(expected), overdue)

    def row(self, identity: str) -> Alarm | None:
        return next((row for row in self.alarms.rows() if row.id == identity), None)

    def state(self, identity: str) -> AlarmState:
        row = self.row(identity)
        return AlarmState.NORMAL if row is None else row.state

    def told(self, kind: EventKind) -> list[str]:
        return [event.subject for event in self.events if event.kind is kind]


LOW = rule("soc-low", "bess.soc_pct < 20")


# --- raising and clearing ------------------------------------------------------------


def test_an_alarm_comes_waits_for_acknowledgement_and_goes(odawara: Site) -> None:
    desk = Desk(odawara, LOW)
    desk.after(0.0, bess__soc_pct=25.0)
    assert desk.state("soc-low") is AlarmState.NORMAL
    desk.after(1.0, bess__soc_pct=19.0)
    assert desk.state("soc-low") is AlarmState.UNACKNOWLEDGED
    row = desk.row("soc-low")
    assert row is not None
    assert (row.value.en, row.time_s, row.listed) == ("19.0 %", 1.0, True)
    assert desk.alarms.acknowledge("soc-low", "ozawa", "seen") == Done(("soc-low",))
    assert desk.state("soc-low") is AlarmState.ACKNOWLEDGED
    desk.after(1.0, bess__soc_pct=21.0)
    assert desk.state("soc-low") is AlarmState.NORMAL
    kinds = [event.kind for event in desk.events]
    assert kinds == [
        EventKind.ALARM_RAISED,
        EventKind.ALARM_ACKNOWLEDGED,
        EventKind.ALARM_CLEARED,
    ]
    assert desk.events[1].data["comment"] == "seen"


def test_an_alarm_that_went_unseen_stays_until_it_is_acknowledged(odawara: Site) -> None:
    desk = Desk(odawara, LOW)
    desk.after(0.0, bess__soc_pct=19.0)
    desk.after(1.0, bess__soc_pct=21.0)
    assert desk.state("soc-low") is AlarmState.RETURNED
    desk.alarms.acknowledge("soc-low", "ozawa")
    assert desk.state("soc-low") is AlarmState.NORMAL


def test_an_alarm_waits_for_its_on_delay_without_interruption(odawara: Site) -> None:
    desk = Desk(odawara, replace(LOW, delay_s=5.0))
    desk.after(0.0, bess__soc_pct=19.0)
    desk.after(4.9)
    assert desk.state("soc-low") is AlarmState.NORMAL
    desk.after(0.05, bess__soc_pct=21.0)
    desk.after(0.05, bess__soc_pct=19.0)
    desk.after(4.9)
    assert desk.state("soc-low") is AlarmState.NORMAL
    desk.after(0.1)
    assert desk.state("soc-low") is AlarmState.UNACKNOWLEDGED


def test_an_alarm_waits_for_its_off_delay(odawara: Site) -> None:
    desk = Desk(odawara, replace(LOW, off_delay_s=5.0))
    desk.after(0.0, bess__soc_pct=19.0)
    desk.after(1.0, bess__soc_pct=21.0)
    desk.after(4.9)
    assert desk.state("soc-low") is AlarmState.UNACKNOWLEDGED
    desk.after(0.1)
    assert desk.state("soc-low") is AlarmState.RETURNED


def test_a_clear_condition_of_its_own_is_a_deadband(odawara: Site) -> None:
    band = replace(LOW, off_when=compile_condition("bess.soc_pct > 22"))
    desk = Desk(odawara, band)
    desk.after(0.0, bess__soc_pct=19.0)
    desk.after(1.0, bess__soc_pct=21.0)
    assert desk.state("soc-low") is AlarmState.UNACKNOWLEDGED
    desk.after(1.0, bess__soc_pct=22.1)
    assert desk.state("soc-low") is AlarmState.RETURNED


def test_not_knowing_neither_raises_nor_clears(odawara: Site) -> None:
    desk = Desk(odawara, replace(LOW, delay_s=2.0))
    desk.after(0.0, bess__soc_pct=None)
    desk.after(10.0)
    assert desk.state("soc-low") is AlarmState.NORMAL
    desk.after(1.0, bess__soc_pct=19.0)
    desk.after(2.0)
    assert desk.state("soc-low") is AlarmState.UNACKNOWLEDGED
    desk.after(10.0, bess__soc_pct=None)
    assert desk.state("soc-low") is AlarmState.UNACKNOWLEDGED


def test_stale_values_have_an_alarm_of_their_own(odawara: Site) -> None:
    stale = rule("bess-comms", "false", stale_of=("bess.soc_pct", "bess.p_kw"), delay_s=5.0)
    desk = Desk(odawara, stale)
    desk.after(0.0, bess__soc_pct=50.0, bess__p_kw=0.0)
    desk.after(60.0)
    assert desk.state("bess-comms") is AlarmState.NORMAL
    del desk.values["bess.p_kw"]
    desk.after(5.1)
    assert desk.state("bess-comms") is AlarmState.NORMAL
    desk.after(5.0)
    assert desk.state("bess-comms") is AlarmState.UNACKNOWLEDGED
    desk.after(1.0, bess__p_kw=0.0)
    assert desk.state("bess-comms") is AlarmState.RETURNED


def test_a_condition_on_age_is_seen_by_time_alone(odawara: Site) -> None:
    desk = Desk(odawara, rule("old", "age(bess.soc_pct) > 10"))
    desk.after(0.0, bess__soc_pct=50.0)
    del desk.values["bess.soc_pct"]
    desk.after(10.0)
    assert desk.state("old") is AlarmState.NORMAL
    desk.after(0.1)
    assert desk.state("old") is AlarmState.UNACKNOWLEDGED


def test_an_overdue_hold_point_is_told_by_the_sitting(odawara: Site) -> None:
    desk = Desk(odawara, rule("hold", "false", hold_overdue=True))
    desk.after(0.0)
    assert desk.state("hold") is AlarmState.NORMAL
    desk.after(1.0, overdue=True)
    assert desk.state("hold") is AlarmState.UNACKNOWLEDGED


# --- suppression ---------------------------------------------------------------------


def quiet_while_dead() -> AlarmRule:
    return replace(LOW, suppress_when=compile_condition("phase.name == 'ISOLATED'"))


def test_a_state_suppresses_and_its_end_restores(odawara: Site) -> None:
    desk = Desk(odawara, quiet_while_dead())
    desk.picture.set_phase("ISOLATED")
    desk.after(0.0, bess__soc_pct=19.0)
    assert desk.state("soc-low") is AlarmState.SUPPRESSED
    assert desk.told(EventKind.ALARM_SUPPRESSED) == ["soc-low"]
    assert desk.told(EventKind.ALARM_RAISED) == []
    desk.picture.set_phase("GRID")
    desk.after(1.0)
    assert desk.state("soc-low") is AlarmState.UNACKNOWLEDGED
    assert desk.told(EventKind.ALARM_RAISED) == ["soc-low"]


def test_after_suppression_an_alarm_holds_its_delay_anew(odawara: Site) -> None:
    desk = Desk(odawara, replace(quiet_while_dead(), delay_s=2.0, off_delay_s=5.0))
    desk.picture.set_phase("ISOLATED")
    desk.after(0.0, bess__soc_pct=19.0)
    desk.after(10.0)
    desk.picture.set_phase("GRID")
    desk.after(1.0)
    assert desk.state("soc-low") is AlarmState.SUPPRESSED
    desk.after(1.9, bess__soc_pct=19.0)
    assert desk.state("soc-low") is AlarmState.SUPPRESSED
    desk.after(0.1)
    assert desk.state("soc-low") is AlarmState.UNACKNOWLEDGED


def test_what_gets_well_while_suppression_ends_is_never_told(odawara: Site) -> None:
    desk = Desk(odawara, replace(quiet_while_dead(), delay_s=2.0, off_delay_s=5.0))
    desk.picture.set_phase("ISOLATED")
    desk.after(0.0, bess__soc_pct=19.0)
    desk.after(10.0)
    desk.picture.set_phase("GRID")
    desk.after(1.0)
    desk.after(0.5, bess__soc_pct=21.0)
    desk.after(3.0)
    assert desk.state("soc-low") is AlarmState.SUPPRESSED
    desk.after(3.0)
    assert desk.state("soc-low") is AlarmState.NORMAL
    assert desk.told(EventKind.ALARM_RAISED) == []


def test_a_state_takes_an_alarm_from_the_list(odawara: Site) -> None:
    desk = Desk(odawara, quiet_while_dead())
    desk.after(0.0, bess__soc_pct=19.0)
    assert desk.state("soc-low") is AlarmState.UNACKNOWLEDGED  # an unknown phase hides nothing
    desk.picture.set_phase("ISOLATED")
    desk.after(1.0)
    row = desk.row("soc-low")
    assert row is not None
    assert (row.state, row.held_back, row.listed) == (AlarmState.SUPPRESSED, "state", False)


def test_what_the_step_predicted_goes_to_the_log_until_it_clears(odawara: Site) -> None:
    desk = Desk(odawara, LOW)
    desk.after(0.0, bess__soc_pct=25.0, expected=("soc-low",))
    desk.after(1.0, bess__soc_pct=19.0, expected=("soc-low",))
    desk.after(100.0)  # the step is over, the alarm is still its result
    assert desk.state("soc-low") is AlarmState.SUPPRESSED
    desk.after(1.0, bess__soc_pct=25.0)
    desk.after(1.0, bess__soc_pct=19.0)
    assert desk.state("soc-low") is AlarmState.UNACKNOWLEDGED


def test_an_alarm_from_before_the_step_is_not_its_result(odawara: Site) -> None:
    desk = Desk(odawara, LOW)
    desk.after(0.0, bess__soc_pct=19.0)
    desk.after(1.0, expected=("soc-low",))
    assert desk.state("soc-low") is AlarmState.UNACKNOWLEDGED


# --- first-out -----------------------------------------------------------------------


def blackout_rules() -> tuple[AlarmRule, ...]:
    return (
        rule("fire", "bess.fire", priority=1, group="blackout"),
        rule("child-a", "pv.p_kw < 1", group="blackout"),
        rule("first", "island.v_kv < 1", priority=2, group="blackout"),
        rule("child-b", "server.p_kw < 1", group="blackout", delay_s=2.0),
        rule("other", "bess.soc_pct < 20"),
    )


def black_out(desk: Desk) -> None:
    desk.after(0.0, island__v_kv=6.6, pv__p_kw=9.0, server__p_kw=9.0, bess__fire=False)
    desk.after(1.0, island__v_kv=0.0)
    desk.after(1.0, pv__p_kw=0.0, server__p_kw=0.0)
    desk.after(2.0)


def test_a_blackout_folds_its_children_under_the_first_out(odawara: Site) -> None:
    desk = Desk(odawara, *blackout_rules())
    black_out(desk)
    first, child = desk.row("first"), desk.row("child-b")
    assert first is not None
    assert child is not None
    assert (first.state, first.folded) == (AlarmState.UNACKNOWLEDGED, 2)
    assert (child.state, child.parent) == (AlarmState.SUPPRESSED, "first")
    assert desk.told(EventKind.ALARM_RAISED) == ["first"]
    figures = desk.alarms.figures()
    assert (figures.shown, figures.raw) == (1, 3)  # the evaluator sees all three


def test_of_what_comes_together_the_higher_priority_is_first_out(odawara: Site) -> None:
    desk = Desk(odawara, *blackout_rules())
    desk.after(0.0, island__v_kv=6.6, pv__p_kw=9.0)
    desk.after(1.0, island__v_kv=0.0, pv__p_kw=0.0)
    assert desk.told(EventKind.ALARM_RAISED) == ["first"]


def test_a_higher_priority_takes_the_place_of_the_first_out(odawara: Site) -> None:
    desk = Desk(odawara, *blackout_rules())
    desk.after(0.0, island__v_kv=6.6, pv__p_kw=9.0, server__p_kw=9.0)
    desk.after(1.0, pv__p_kw=0.0, server__p_kw=0.0)
    desk.after(2.0)
    assert desk.told(EventKind.ALARM_RAISED) == ["child-a"]
    desk.after(1.0, island__v_kv=0.0)
    first = desk.row("first")
    assert first is not None
    assert (first.state, first.folded) == (AlarmState.UNACKNOWLEDGED, 2)
    assert desk.state("child-a") is AlarmState.SUPPRESSED


def test_an_emergency_and_a_stranger_never_fold(odawara: Site) -> None:
    desk = Desk(odawara, *blackout_rules())
    black_out(desk)
    desk.after(1.0, bess__fire=True, bess__soc_pct=10.0)
    assert desk.state("fire") is AlarmState.UNACKNOWLEDGED
    assert desk.state("other") is AlarmState.UNACKNOWLEDGED
    assert desk.alarms.rows()[0].id == "fire"


def test_when_the_first_out_goes_its_eldest_child_stands_up(odawara: Site) -> None:
    desk = Desk(odawara, *blackout_rules())
    black_out(desk)
    desk.after(1.0, island__v_kv=6.6)
    assert desk.state("child-a") is AlarmState.UNACKNOWLEDGED
    child = desk.row("child-b")
    assert child is not None
    assert child.parent == "child-a"
    assert desk.told(EventKind.ALARM_RAISED) == ["first", "child-a"]


def test_when_all_go_together_nobody_stands_up(odawara: Site) -> None:
    desk = Desk(odawara, *blackout_rules())
    black_out(desk)
    desk.alarms.acknowledge("", "ozawa")
    desk.after(1.0, island__v_kv=6.6, pv__p_kw=9.0, server__p_kw=9.0)
    assert desk.alarms.rows() == ()
    assert desk.told(EventKind.ALARM_RAISED) == ["first"]


# --- people --------------------------------------------------------------------------


def test_acknowledging_everything_takes_what_waits(odawara: Site) -> None:
    desk = Desk(odawara, LOW, rule("full", "bess.soc_pct < 100"))
    desk.after(0.0, bess__soc_pct=10.0)
    assert desk.alarms.acknowledge("", "ozawa") == Done(("soc-low", "full"))
    answer = desk.alarms.acknowledge("", "ozawa")
    assert isinstance(answer, NotDone)
    assert answer.words.en
    assert answer.words.ja
    assert isinstance(desk.alarms.acknowledge("soc-low", "ozawa"), NotDone)


def test_a_shelved_alarm_is_quiet_for_its_time_and_comes_back(odawara: Site) -> None:
    desk = Desk(odawara, LOW)
    desk.after(0.0, bess__soc_pct=19.0)
    assert desk.alarms.shelve("soc-low", 10.0, "ozawa", "known") == Done(("soc-low",))
    assert desk.state("soc-low") is AlarmState.SHELVED
    desk.after(599.0)
    assert desk.state("soc-low") is AlarmState.SHELVED
    desk.after(1.0)
    assert desk.state("soc-low") is AlarmState.UNACKNOWLEDGED
    assert desk.told(EventKind.ALARM_UNSHELVED) == ["soc-low"]


def test_a_shelved_alarm_can_be_taken_back(odawara: Site) -> None:
    desk = Desk(odawara, LOW)
    desk.after(0.0, bess__soc_pct=19.0)
    desk.alarms.shelve("soc-low", 30.0, "ozawa", "known")
    assert desk.alarms.unshelve("soc-low", "ozawa") == Done(("soc-low",))
    assert desk.state("soc-low") is AlarmState.UNACKNOWLEDGED
    assert isinstance(desk.alarms.unshelve("soc-low", "ozawa"), NotDone)


@pytest.mark.parametrize(
    ("alarm", "minutes", "reason"),
    [
        ("fire", 10.0, "known"),
        ("soc-low", 30.1, "known"),
        ("soc-low", 0.0, "known"),
        ("soc-low", 10.0, " "),
        ("none-such", 10.0, "known"),
    ],
)
def test_shelving_has_its_limits(odawara: Site, alarm: str, minutes: float, reason: str) -> None:
    desk = Desk(odawara, LOW, rule("fire", "bess.fire", priority=1))
    desk.after(0.0, bess__soc_pct=19.0, bess__fire=True)
    answer = desk.alarms.shelve(alarm, minutes, "ozawa", reason)
    assert isinstance(answer, NotDone)
    assert answer.words.en != answer.words.ja
    assert desk.state("soc-low") is AlarmState.UNACKNOWLEDGED
    assert desk.state("fire") is AlarmState.UNACKNOWLEDGED


def test_an_alarm_out_of_service_says_nothing_until_it_is_back(odawara: Site) -> None:
    desk = Desk(odawara, LOW)
    desk.alarms.set_out_of_service("soc-low", True, "ozawa", "sensor exchanged")
    desk.after(0.0, bess__soc_pct=19.0)
    assert desk.state("soc-low") is AlarmState.OUT_OF_SERVICE
    desk.alarms.set_out_of_service("soc-low", False, "ozawa", "sensor is new")
    assert desk.state("soc-low") is AlarmState.UNACKNOWLEDGED


def test_what_is_out_of_service_or_shelved_is_not_so_twice(odawara: Site) -> None:
    desk = Desk(odawara, LOW)
    desk.after(0.0, bess__soc_pct=19.0)
    desk.alarms.shelve("soc-low", 10.0, "ozawa", "known")
    again = desk.alarms.shelve("soc-low", 30.0, "ozawa", "for longer")
    assert isinstance(again, NotDone)
    assert "shelved already" in again.words.en
    desk.alarms.unshelve("soc-low", "ozawa")
    assert isinstance(desk.alarms.set_out_of_service("soc-low", False, "ozawa", "back"), NotDone)
    desk.alarms.set_out_of_service("soc-low", True, "ozawa", "sensor exchanged")
    assert isinstance(desk.alarms.set_out_of_service("soc-low", True, "ozawa", "again"), NotDone)
    assert isinstance(desk.alarms.shelve("soc-low", 10.0, "ozawa", "known"), NotDone)


def test_shelved_until_it_goes_an_alarm_comes_off_the_shelf_when_it_went(odawara: Site) -> None:
    desk = Desk(odawara, LOW)
    desk.after(0.0, bess__soc_pct=19.0)
    assert desk.alarms.shelve("soc-low", 30.0, "ozawa", "known", once=True) == Done(("soc-low",))
    desk.after(60.0)
    assert desk.state("soc-low") is AlarmState.SHELVED
    desk.after(1.0, bess__soc_pct=21.0)
    assert desk.state("soc-low") is AlarmState.NORMAL
    desk.after(1.0, bess__soc_pct=19.0)
    assert desk.state("soc-low") is AlarmState.UNACKNOWLEDGED


def test_shelved_until_it_goes_it_stays_aside_no_longer_than_its_time(odawara: Site) -> None:
    desk = Desk(odawara, LOW)
    desk.after(0.0, bess__soc_pct=19.0)
    desk.alarms.shelve("soc-low", 30.0, "ozawa", "known", once=True)
    desk.after(1800.0)
    assert desk.state("soc-low") is AlarmState.UNACKNOWLEDGED


def test_what_does_not_stand_cannot_be_shelved_until_it_goes(odawara: Site) -> None:
    desk = Desk(odawara, LOW)
    desk.after(0.0, bess__soc_pct=50.0)
    assert isinstance(desk.alarms.shelve("soc-low", 10.0, "ozawa", "known", once=True), NotDone)
    assert desk.alarms.shelve("soc-low", 10.0, "ozawa", "known") == Done(("soc-low",))


# --- the states of ISA-18.2 ----------------------------------------------------------

# what happens, in words of the desk below
COME, GO = "comes", "goes"
ACK, SHELVE, UNSHELVE = "acknowledge", "shelve", "unshelve"
OUT, IN = "out of service", "back in service"
HUSH, SPEAK = "state suppresses", "state is over"

TRANSITIONS: list[tuple[tuple[str, ...], AlarmState]] = [
    ((), AlarmState.NORMAL),
    ((COME,), AlarmState.UNACKNOWLEDGED),
    ((COME, ACK), AlarmState.ACKNOWLEDGED),
    ((COME, GO), AlarmState.RETURNED),
    ((COME, GO, ACK), AlarmState.NORMAL),
    ((COME, GO, COME), AlarmState.UNACKNOWLEDGED),
    ((COME, ACK, GO), AlarmState.NORMAL),
    ((COME, ACK, GO, COME), AlarmState.UNACKNOWLEDGED),
    ((SHELVE,), AlarmState.SHELVED),
    ((SHELVE, COME), AlarmState.SHELVED),
    ((SHELVE, COME, UNSHELVE), AlarmState.UNACKNOWLEDGED),
    ((SHELVE, COME, GO, UNSHELVE), AlarmState.NORMAL),
    ((COME, SHELVE), AlarmState.SHELVED),
    ((COME, ACK, SHELVE, UNSHELVE), AlarmState.UNACKNOWLEDGED),
    ((COME, GO, SHELVE, UNSHELVE), AlarmState.NORMAL),
    ((HUSH,), AlarmState.NORMAL),
    ((HUSH, COME), AlarmState.SUPPRESSED),
    ((HUSH, COME, GO), AlarmState.NORMAL),
    ((HUSH, COME, SPEAK), AlarmState.UNACKNOWLEDGED),
    ((COME, HUSH), AlarmState.SUPPRESSED),
    ((COME, ACK, HUSH, SPEAK), AlarmState.UNACKNOWLEDGED),
    ((OUT,), AlarmState.OUT_OF_SERVICE),
    ((OUT, COME), AlarmState.OUT_OF_SERVICE),
    ((OUT, COME, IN), AlarmState.UNACKNOWLEDGED),
    ((OUT, COME, GO, IN), AlarmState.NORMAL),
    ((COME, OUT), AlarmState.OUT_OF_SERVICE),
    ((SHELVE, OUT), AlarmState.OUT_OF_SERVICE),
    ((SHELVE, OUT, IN), AlarmState.SHELVED),
    ((OUT, HUSH, COME, IN), AlarmState.SUPPRESSED),
]


def happens(desk: Desk, what: str) -> None:
    """One thing that happens to the alarm, or that somebody does with it."""
    alarms = desk.alarms
    deeds = {
        ACK: lambda: alarms.acknowledge("soc-low", "ozawa"),
        SHELVE: lambda: alarms.shelve("soc-low", 10.0, "ozawa", "known"),
        UNSHELVE: lambda: alarms.unshelve("soc-low", "ozawa"),
        OUT: lambda: alarms.set_out_of_service("soc-low", True, "ozawa", "exchanged"),
        IN: lambda: alarms.set_out_of_service("soc-low", False, "ozawa", "is new"),
    }
    if what in deeds:
        assert isinstance(deeds[what](), Done)
    if what in (HUSH, SPEAK):
        desk.picture.set_phase("ISOLATED" if what == HUSH else "GRID")
    soc_pct = {COME: 19.0, GO: 21.0}.get(what)
    if soc_pct is None:
        desk.after(1.0)
    else:
        desk.after(1.0, bess__soc_pct=soc_pct)


@pytest.mark.parametrize(
    ("way", "state"), TRANSITIONS, ids=[", ".join(way) or "nothing" for way, _ in TRANSITIONS]
)
def test_every_way_leads_to_its_state(
    odawara: Site, way: tuple[str, ...], state: AlarmState
) -> None:
    desk = Desk(odawara, quiet_while_dead())
    desk.after(0.0, bess__soc_pct=50.0)
    for what in way:
        happens(desk, what)
    assert desk.state("soc-low") is state


def test_every_state_is_reached() -> None:
    assert {state for _, state in TRANSITIONS} == set(AlarmState)


def test_a_latched_alarm_waits_for_one_more_acknowledgement_when_it_is_gone(odawara: Site) -> None:
    desk = Desk(odawara, replace(LOW, latches=True))
    desk.after(0.0, bess__soc_pct=19.0)
    desk.alarms.acknowledge("soc-low", "ozawa")
    desk.after(1.0, bess__soc_pct=21.0)
    assert desk.state("soc-low") is AlarmState.RETURNED
    desk.alarms.acknowledge("soc-low", "ozawa")
    assert desk.state("soc-low") is AlarmState.NORMAL


# --- figures -------------------------------------------------------------------------


def test_three_turns_in_a_minute_are_chattering(odawara: Site) -> None:
    desk = Desk(odawara, LOW)
    desk.after(0.0, bess__soc_pct=19.0)
    desk.after(10.0, bess__soc_pct=21.0)
    assert desk.alarms.figures().chattering == ()
    desk.after(10.0, bess__soc_pct=19.0)
    assert desk.alarms.figures().chattering == ("soc-low",)
    desk.after(61.0)
    assert desk.alarms.figures().chattering == ()


def test_a_flood_begins_above_ten_in_ten_minutes_and_ends_below_five(odawara: Site) -> None:
    rules = [rule(f"r{i}", f"bess.soc_pct < {50 - i}") for i in range(11)]
    desk = Desk(odawara, *rules)
    for i in range(10):
        desk.after(1.0, bess__soc_pct=49.5 - i)
    assert not desk.alarms.figures().flood
    desk.after(1.0, bess__soc_pct=39.5)
    assert desk.alarms.figures().flood
    desk.after(596.0)  # the first six are older than ten minutes now
    assert desk.alarms.figures().shown == 5
    assert desk.alarms.figures().flood
    desk.after(1.0)
    assert not desk.alarms.figures().flood


def test_a_flood_is_told_when_it_begins_and_when_it_is_over(odawara: Site) -> None:
    rules = [rule(f"r{i}", f"bess.soc_pct < {50 - i}") for i in range(11)]
    desk = Desk(odawara, *rules)
    for i in range(11):
        desk.after(1.0, bess__soc_pct=49.5 - i)
    desk.after(700.0)
    floods = [event for event in desk.events if event.kind is EventKind.ALARM_FLOOD]
    assert [event.data["began"] for event in floods] == [True, False]
    assert floods[0].data["en"] == "Alarm flood: 11 alarms in 10 minutes."
    assert floods[0].data["ja"] == "警報多発：10分間に11件。"


def test_the_figures_of_a_whole_sitting(odawara: Site) -> None:
    high = rule("high", "bess.soc_pct < 30", priority=2)
    desk = Desk(odawara, LOW, high)
    desk.after(0.0, bess__soc_pct=50.0)
    for _ in range(6):  # six times low and once high in two hours
        desk.after(600.0, bess__soc_pct=19.0)
        desk.after(600.0, bess__soc_pct=25.0)
    figures = desk.alarms.figures()
    assert figures.total == 7
    assert figures.by_priority == (0, 1, 6)
    assert figures.top_sources == (("soc-low", 6), ("high", 1))
    assert figures.average_per_10_min == pytest.approx(7 / 12)
    assert (figures.peak_per_min, figures.peak_per_10_min, figures.peak_per_hour) == (2, 2, 5)
    assert figures.flood_share == 0.0


def test_the_share_of_time_in_flood(odawara: Site) -> None:
    rules = [rule(f"r{i}", f"bess.soc_pct < {50 - i}") for i in range(11)]
    desk = Desk(odawara, *rules)
    desk.after(0.0, bess__soc_pct=60.0)
    desk.after(600.0)
    desk.after(0.0, bess__soc_pct=30.0)  # all eleven at once
    assert desk.alarms.figures().flood
    for _ in range(18):
        desk.after(100.0)
    assert not desk.alarms.figures().flood
    assert desk.alarms.figures().flood_share == pytest.approx(700.0 / 2400.0)


def test_an_alarm_that_stands_for_a_day_is_counted(odawara: Site) -> None:
    desk = Desk(odawara, LOW)
    desk.after(0.0, bess__soc_pct=19.0)
    desk.after(24 * 3600.0)
    assert desk.alarms.figures().standing == ()
    desk.after(1.0)
    assert desk.alarms.figures().standing == ("soc-low",)


# --- state and cost ------------------------------------------------------------------


def test_alarms_come_back_from_json_and_go_on_alike(odawara: Site) -> None:
    desk = Desk(odawara, *blackout_rules())
    black_out(desk)
    desk.alarms.acknowledge("first", "ozawa", "seen")
    stored = json.loads(json.dumps(desk.alarms.export_state()))
    other = Desk(odawara, *blackout_rules())
    other.alarms.import_state(stored)
    other.now_s, other.values = desk.now_s, dict(desk.values)
    for either in (desk, other):
        either.events.clear()
        either.after(1.0, island__v_kv=6.6)
    assert other.alarms.rows() == desk.alarms.rows()
    assert other.events == desk.events
    assert other.alarms.export_state() == desk.alarms.export_state()
