"""Every alarm of the Odawara site: it is quiet when all is well, comes, and goes again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from devices.alarms import Alarms, AlarmState
from devices.events import Event, EventKind
from devices.manual import ManualPoints
from devices.picture import Picture
from devices.signals import Quality, Reading, Value
from devices.site import load_site
from devices.site.site import AlarmRule, Site

BLOCKS = ("b1", "b2", "b3", "b4", "b5", "b6", "aux")
Values = Mapping[str, Value | None]

# Normal operation on the utility's supply.
GRID: Values = {
    **{f"{block}.position": "closed" for block in BLOCKS},
    **{f"{block}.transformer": "connected" for block in BLOCKS},
    **{f"live.{block}_load": "utility" for block in BLOCKS},
    **{f"m{number}.p_kw": 3.0 for number in range(1, 9)},
    "live.feeder": "utility",
    "live.evc": "utility",
    "grid.v_kv": 6.6,
    "grid.reclose": "in_service",
    "k12.position": "closed",
    "k12.locked": False,
    "k12.tagged": False,
    "k12.timer_utility": "in_service",
    "k12.timer_island": "in_service",
    "earth.count": 0.0,
    "permit.reclose_k12": False,
    "cb52b.position": "closed",
    "bess.state": "running",
    "bess.mode": "grid_following",
    "bess.soc_pct": 82.0,
    "bess.p_kw": 0.0,
    "bess.p_min_kw": -630.0,
    "bess.temp_c": 20.0,
    "bess.anti_islanding": "on",
    "bess.trip_cause": "none",
    "bess.fire": False,
    "bess.aux_ok": True,
    "bess.ups_h": 8.0,
    "relay.group": 1.0,
    "pv.position": "closed",
    "pv.state": "running",
    "pv.p_kw": 20.0,
    "pv.available_kw": 20.0,
    "server.position": "closed",
    "server.p_kw": 10.0,
    "server.set_kw": 10.0,
    "evc.position": "closed",
    "evc.plugged": True,
    "evc.p_kw": 0.0,
    "ev3.soc_pct": 82.0,
    "ev3.place": "base",
    "island.v_kv": 6.6,
    "island.f_hz": 50.0,
    "island.v0_pct": 0.5,
    "island.unbalance_pct": 1.0,
    "island.load_kw": 30.0,
}
# The microgrid on its battery, behind an open, locked and tagged boundary.
ISLAND: Values = {
    **GRID,
    "live.feeder": "dead",
    "grid.v_kv": 0.0,
    "grid.reclose": "blocked",
    "k12.position": "open",
    "k12.locked": True,
    "k12.tagged": True,
    "k12.timer_utility": "blocked",
    "k12.timer_island": "blocked",
    "bess.mode": "grid_forming",
    "bess.p_kw": 20.0,
    "bess.anti_islanding": "off",
    "relay.group": 2.0,
}
GONE: Values = {"m3.p_kw": None}

# alarm -> where all is well, and what raises it
ALARMS: Mapping[str, tuple[Values, Values]] = {
    "boundary-conflict": (ISLAND, {"k12.position": "closed"}),
    "earth-fault": (ISLAND, {"island.v0_pct": 40.0}),
    "bess-fire": (GRID, {"bess.fire": True}),
    "bess-trip": (ISLAND, {"bess.state": "tripped", "bess.trip_cause": "overcurrent"}),
    "frequency-out": (ISLAND, {"island.f_hz": 49.1}),
    "voltage-out": (ISLAND, {"island.v_kv": 5.9}),
    "soc-15": (ISLAND, {"bess.soc_pct": 15.0}),
    "group-mismatch": (ISLAND, {"relay.group": 1.0}),
    "utility-live-isolated": (ISLAND, {"grid.v_kv": 6.6}),
    "anti-islanding-off": (GRID, {"bess.anti_islanding": "off"}),
    "soc-30": (ISLAND, {"bess.soc_pct": 29.9}),
    "soc-20": (ISLAND, {"bess.soc_pct": 19.9}),
    "soc-95": (ISLAND, {"bess.soc_pct": 95.1}),
    "hours-left": (ISLAND, {"bess.soc_pct": 11.0}),
    "load-over-plan": (ISLAND, {"island.load_kw": 90.0}),
    "meters-stale": (GRID, GONE),
    "pv-off": (ISLAND, {"pv.state": "tripped"}),
    "server-off": (ISLAND, {"server.p_kw": 0.0}),
    "ev-soc": (GRID, {"ev3.soc_pct": 29.0}),
    "ev-overdue": (GRID, {"ev3.place": "away"}),
    "ev-connector": (GRID, {"evc.plugged": False}),
    "charger-fault": (GRID, {"evc.p_kw": 8.0}),
    "block-trip-wanpaku": (ISLAND, {"live.b1_load": "dead"}),
    "block-trip-ikoi": (ISLAND, {"live.b4_load": "dead"}),
    "block-trip-forest": (ISLAND, {"live.b5_load": "dead"}),
    "block-trip-others": (ISLAND, {"live.b6_load": "dead"}),
    "bess-temperature": (GRID, {"bess.temp_c": 41.0}),
    "bess-aux": (GRID, {"bess.aux_ok": False}),
    "ups-low": (GRID, {"bess.ups_h": 3.0}),
    "comms-bess": (GRID, {"bess.p_kw": None}),
    "comms-pv": (GRID, {"pv.state": None}),
    "comms-server": (GRID, {"server.position": None}),
    "comms-evem": (GRID, {"evc.p_kw": None}),
    "unbalance": (ISLAND, {"island.unbalance_pct": 3.1}),
    "reclose-not-blocked": (ISLAND, {"k12.timer_island": "in_service"}),
    "tag-missing": (ISLAND, {"k12.tagged": False}),
    "earth-fitted": (ISLAND, {"earth.count": 1.0}),
}
BY_THE_SITTING = {"hold-overdue", "time-sync"}  # these two have tests of their own below
LONG_S = 6000.0


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site("odawara")


class Desk:
    """The site's alarms over a picture that is fed by hand."""

    def __init__(self, site: Site, situation: Values) -> None:
        self.site = site
        self.events: list[Event] = []
        self.board = ManualPoints(site)
        self.picture = Picture(site, self.board)
        self.alarms = Alarms(site, self.events.append)
        self.values: dict[str, Value | None] = {}
        self.now_s = 0.0
        self.change(situation)

    def change(self, values: Values, overdue: bool = False) -> None:
        self.values |= values
        for name, value in values.items():
            if self.site.signals[name].manual:
                assert value is not None
                self.board.enter(name, value, "crew", self.now_s)
        measured = {
            name: Reading(value, Quality.BAD if value is None else Quality.GOOD, self.now_s)
            for name, value in self.values.items()
            if not self.site.signals[name].manual
        }
        self.picture.update(measured, self.now_s)
        self.alarms.update(self.picture, self.now_s, hold_overdue=overdue)

    def wait(self, seconds: float) -> None:
        for _ in range(2):
            self.now_s += seconds / 2
            self.change({})

    def active(self) -> list[str]:
        return [row.id for row in self.alarms.rows() if row.active]


@pytest.mark.parametrize("situation", [GRID, ISLAND], ids=["grid", "island"])
def test_when_all_is_well_there_is_no_alarm(site: Site, situation: Values) -> None:
    desk = Desk(site, situation)
    desk.wait(LONG_S)
    assert desk.active() == []


@pytest.mark.parametrize("identity", ALARMS)
def test_the_alarm_comes_and_goes(site: Site, identity: str) -> None:
    well, wrong = ALARMS[identity]
    desk = Desk(site, well)
    desk.wait(200.0)
    assert identity not in desk.active()
    desk.now_s += 1.0
    desk.change(wrong)
    desk.wait(LONG_S)
    assert identity in desk.active()
    desk.now_s += 1.0
    desk.change({name: well[name] for name in wrong})
    desk.wait(LONG_S)
    assert identity not in desk.active()


def test_an_alarm_says_what_to_do_in_both_languages(site: Site) -> None:
    for rule in site.alarms:
        for words in (rule.title, rule.cause, rule.consequence, rule.action):
            assert words.en
            assert words.ja
            assert words.en != words.ja


def test_an_overdue_hold_point_comes_and_goes(site: Site) -> None:
    desk = Desk(site, GRID)
    desk.now_s += 1.0
    desk.change({}, overdue=True)
    desk.now_s += 1.0
    desk.change({}, overdue=True)
    assert desk.active() == ["hold-overdue"]
    desk.wait(60.0)
    assert desk.active() == []


@pytest.mark.parametrize("step_s", [60.0, -2.0])
def test_a_clock_that_was_set_is_told_until_that_is_old(site: Site, step_s: float) -> None:
    desk = Desk(site, ISLAND)
    desk.picture.set_clock_step(step_s)
    desk.change({})
    assert desk.active() == ["time-sync"]
    desk.picture.set_clock_step(0.0)
    desk.wait(60.0)
    assert desk.active() == []


def test_no_alarm_of_the_site_is_left_out_here(site: Site) -> None:
    assert {rule.id for rule in site.alarms} == set(ALARMS) | BY_THE_SITTING


def lose_everything(desk: Desk) -> None:
    """The battery trips in the island: all goes dark within a second."""
    desk.now_s += 1.0
    dark: Values = {f"live.{block}_load": "dead" for block in BLOCKS}
    desk.change(
        {
            **dark,
            "live.evc": "dead",
            "bess.state": "tripped",
            "bess.trip_cause": "overcurrent",
            "bess.p_kw": 0.0,
            "bess.aux_ok": False,
            "pv.state": "tripped",
            "pv.p_kw": 0.0,
            "server.p_kw": 0.0,
            "island.v_kv": 0.0,
            "island.f_hz": 0.0,
            "island.load_kw": 0.0,
        }
    )


def test_a_trip_in_the_island_shows_the_trip_and_folds_the_rest(site: Site) -> None:
    desk = Desk(site, ISLAND)
    desk.wait(200.0)
    lose_everything(desk)
    for _ in range(20):
        desk.now_s += 1.0
        desk.change({})
    listed = [row for row in desk.alarms.rows() if row.listed]
    assert listed[0].id == "bess-trip"
    assert len(listed) <= 2
    assert desk.alarms.figures().shown <= 3


def test_the_loss_of_the_utility_shows_few_alarms_and_isolation_none(site: Site) -> None:
    desk = Desk(site, GRID)
    desk.wait(200.0)
    lose_everything(desk)
    desk.change({"live.feeder": "dead", "grid.v_kv": 0.0, "bess.trip_cause": "grid_lost"})
    for _ in range(20):
        desk.now_s += 1.0
        desk.change({})
    listed = [row.id for row in desk.alarms.rows() if row.listed]
    assert listed == ["voltage-out"]
    desk.change(
        {
            "cb52b.position": "open",
            "k12.position": "open",
            "k12.locked": True,
            "k12.tagged": True,
            "grid.reclose": "blocked",
            "k12.timer_utility": "blocked",
            "k12.timer_island": "blocked",
        }
    )
    desk.wait(60.0)
    rows = desk.alarms.rows()
    assert [row.id for row in rows if row.listed and row.state is not AlarmState.RETURNED] == []
    raised = [e.subject for e in desk.events if e.kind is EventKind.ALARM_RAISED]
    assert len(raised) <= 10


# --- delays and dead bands ---------------------------------------------------------------------

A_MOMENT_S = 0.05


def rule_of(site: Site, identity: str) -> AlarmRule:
    return next(rule for rule in site.alarms if rule.id == identity)


@pytest.mark.parametrize("identity", sorted(set(ALARMS) - {"hours-left"}))
def test_the_alarm_holds_its_delays(site: Site, identity: str) -> None:
    rule = rule_of(site, identity)
    well, wrong = ALARMS[identity]
    desk = Desk(site, well)
    desk.wait(200.0)
    desk.now_s += 1.0
    desk.change(wrong)
    if rule.delay_s:
        desk.now_s += rule.delay_s - A_MOMENT_S
        desk.change({})
        assert identity not in desk.active()
    desk.now_s += 2 * A_MOMENT_S
    desk.change({})
    assert identity in desk.active()
    desk.change({name: well[name] for name in wrong})
    if rule.off_delay_s:
        desk.now_s += rule.off_delay_s - A_MOMENT_S
        desk.change({})
        assert identity in desk.active()
    desk.now_s += 2 * A_MOMENT_S
    desk.change({})
    assert identity not in desk.active()


# alarm -> what is back, and yet not far enough
WITHIN_ITS_BAND: Mapping[str, Values] = {
    "earth-fault": {"island.v0_pct": 6.0},
    "frequency-out": {"island.f_hz": 49.22},
    "voltage-out": {"island.v_kv": 6.0},
    "soc-15": {"bess.soc_pct": 16.9},
    "utility-live-isolated": {"grid.v_kv": 0.6},
    "soc-30": {"bess.soc_pct": 31.9},
    "soc-20": {"bess.soc_pct": 21.9},
    "soc-95": {"bess.soc_pct": 93.1},
    "hours-left": {"bess.p_kw": 46.0, "bess.soc_pct": 25.0},
    "load-over-plan": {"island.load_kw": 78.0},
    "ev-soc": {"ev3.soc_pct": 31.0},
    "charger-fault": {"evc.p_kw": 6.8},
    "bess-temperature": {"bess.temp_c": 39.0},
    "ups-low": {"bess.ups_h": 4.4},
    "unbalance": {"island.unbalance_pct": 2.6},
    "server-off": {"server.p_kw": 0.6},
}
# for these a state counts as well: only the number of their condition has a band
BANDED_IN_PART = {
    "pv-off", "time-sync",
    "block-trip-wanpaku", "block-trip-ikoi", "block-trip-forest", "block-trip-others",
}  # fmt: skip


@pytest.mark.parametrize("identity", WITHIN_ITS_BAND)
def test_the_alarm_stays_until_its_value_has_left_the_dead_band(site: Site, identity: str) -> None:
    well, wrong = ALARMS[identity]
    desk = Desk(site, well)
    desk.now_s += 200.0
    desk.change(wrong)
    desk.wait(200.0)
    assert identity in desk.active()
    desk.change(WITHIN_ITS_BAND[identity])
    desk.wait(LONG_S)
    assert identity in desk.active()
    fresh = Desk(site, {**well, **WITHIN_ITS_BAND[identity]})
    fresh.wait(LONG_S)
    assert identity not in fresh.active()  # it would not have come at this value


def test_every_dead_band_is_tried(site: Site) -> None:
    banded = {rule.id for rule in site.alarms if rule.deadband is not None}
    assert banded == set(WITHIN_ITS_BAND) | BANDED_IN_PART


# --- suppressed when it should be -----------------------------------------------------------------

DEAD: Values = {  # the section isolated, dead, everything as it should be
    **ISLAND,
    **{f"live.{block}_load": "dead" for block in BLOCKS},
    **{f"live.b{number}": "dead" for number in range(1, 7)},
    "live.pv": "dead",
    "live.server": "dead",
    "live.evc": "dead",
    "cb52b.position": "open",
    "bess.state": "standby",
    "bess.p_kw": 0.0,
    "island.v_kv": 0.0,
    "island.f_hz": 0.0,
    "island.load_kw": 0.0,
    "pv.position": "open",
    "pv.state": "off",
    "server.position": "open",
    "server.p_kw": 0.0,
    "evc.position": "open",
}
# alarm -> where its state makes it certain, what raises it there, what ends that state
HUSHED: Mapping[str, tuple[Values, Values, Values]] = {
    "bess-trip": (
        ISLAND,
        {"bess.state": "tripped", "bess.trip_cause": "grid_lost"},
        {"bess.trip_cause": "overcurrent"},
    ),
    "voltage-out": (DEAD, {}, {"k12.position": "closed"}),
    "utility-live-isolated": (
        DEAD,
        {"grid.v_kv": 6.6, "permit.reclose_k12": True},
        {"permit.reclose_k12": False},
    ),
    "pv-off": (ISLAND, {"pv.state": "tripped", "pv.position": "open"}, {"pv.position": "closed"}),
    "server-off": (DEAD, {"server.position": "closed"}, {"island.v_kv": 6.6}),
    "charger-fault": (
        ISLAND,
        {"live.evc": "dead", "b1.transformer": "disconnected"},
        {"b1.transformer": "connected"},
    ),
    "bess-aux": (DEAD, {"bess.aux_ok": False}, {"island.v_kv": 6.6}),
    "comms-pv": (DEAD, {"pv.p_kw": None, "pv.state": None}, {"live.pv": "island"}),
    "comms-server": (DEAD, {"server.p_kw": None}, {"live.server": "island"}),
    "comms-evem": (DEAD, {"evc.p_kw": None}, {"live.b1": "island"}),
    "tag-missing": (
        DEAD,
        {"k12.tagged": False, "permit.reclose_k12": True},
        {"permit.reclose_k12": False},
    ),
}
# a main that is shed while the section dies, and a section that is dead and isolated by then
BLOCK_TRIPS = {
    "block-trip-wanpaku", "block-trip-ikoi", "block-trip-forest", "block-trip-others",
}  # fmt: skip


def listed(desk: Desk, identity: str) -> bool:
    return any(row.id == identity and row.listed for row in desk.alarms.rows())


@pytest.mark.parametrize("identity", HUSHED)
def test_the_alarm_is_suppressed_where_its_state_makes_it_certain(
    site: Site, identity: str
) -> None:
    well, wrong, over = HUSHED[identity]
    alone = replace(site, alarms=(replace(rule_of(site, identity), group=""),))
    desk = Desk(alone, well)
    desk.now_s += 1.0
    desk.change(wrong)
    desk.wait(LONG_S)
    (row,) = desk.alarms.rows()
    assert (row.active, row.listed, row.held_back) == (True, False, "state")
    desk.change(over)
    desk.wait(LONG_S)
    assert listed(desk, identity)


@pytest.mark.parametrize("identity", sorted(BLOCK_TRIPS))
def test_blocks_of_a_dead_isolated_section_are_no_alarm(site: Site, identity: str) -> None:
    desk = Desk(site, ISLAND)
    desk.wait(200.0)
    device = rule_of(site, identity).device
    desk.change({f"live.{device}_load": "dead"})
    desk.change({})
    assert listed(desk, identity)
    desk.change({**DEAD, f"{device}.position": "closed"})
    desk.wait(60.0)
    assert identity not in {row.id for row in desk.alarms.rows() if row.listed and row.active}


def test_a_meter_without_supply_is_silent_by_design(site: Site) -> None:
    desk = Desk(site, GRID)
    desk.change({"live.b3": "dead", "m3.p_kw": None})
    desk.wait(LONG_S)
    assert "meters-stale" not in desk.active()
    desk.change({"live.b3": "utility"})
    desk.wait(LONG_S)
    assert listed(desk, "meters-stale")
    desk.change({"m3.p_kw": 3.0})
    desk.wait(60.0)
    assert "meters-stale" not in desk.active()


@pytest.mark.parametrize("quality", [Quality.STALE, Quality.BAD])
@pytest.mark.parametrize(
    ("identity", "lost"),
    [
        ("comms-bess", ("bess.soc_pct", "bess.p_kw", "bess.state")),
        ("comms-pv", ("pv.p_kw", "pv.state")),
        ("comms-server", ("server.p_kw", "server.position")),
        ("comms-evem", ("evc.p_kw", "evc.position")),
        ("meters-stale", ("m1.p_kw",)),
    ],
)
def test_a_lost_line_is_told_and_its_return_clears_it(
    site: Site, identity: str, lost: tuple[str, ...], quality: Quality
) -> None:
    desk = Desk(site, GRID)
    desk.wait(200.0)
    last = {name: desk.values.pop(name) for name in lost}
    lost_s = desk.now_s
    for _ in range(30):
        desk.now_s += 2.0
        desk.change({})
        if quality is Quality.BAD:
            bad = {name: Reading(None, Quality.BAD, lost_s) for name in lost}
            desk.picture.update(bad, desk.now_s)
            desk.alarms.update(desk.picture, desk.now_s)
    assert listed(desk, identity)
    desk.change(last)
    desk.wait(20.0)
    assert identity not in desk.active()


def test_no_suppression_of_the_site_is_left_out_here(site: Site) -> None:
    hushed = {rule.id for rule in site.alarms if rule.suppress_when is not None}
    assert hushed == set(HUSHED) | BLOCK_TRIPS


def test_a_fire_that_is_over_waits_for_one_more_acknowledgement(site: Site) -> None:
    desk = Desk(site, GRID)
    desk.change({"bess.fire": True})
    desk.change({})
    desk.alarms.acknowledge("bess-fire", "ozawa", "seen")
    desk.change({"bess.fire": False})
    desk.wait(120.0)
    (row,) = desk.alarms.rows()
    assert (row.id, row.state, row.active) == ("bess-fire", AlarmState.RETURNED, False)
    desk.alarms.acknowledge("bess-fire", "ozawa", "the container was looked at")
    assert desk.alarms.rows() == ()
