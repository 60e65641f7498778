from __future__ import annotations

import json

import pytest

from devices.manual import ManualPoints
from devices.picture import Picture
from devices.signals import Quality, Reading, Value
from devices.site import load_site
from devices.site.parameters import BatteryParameters
from devices.site.site import Site

BLOCKS = ("b1", "b2", "b3", "b4", "b5", "b6", "aux")


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site("odawara")


class Desk:
    """A picture that is fed by hand. Begins on the utility's supply with every block closed."""

    def __init__(self, site: Site) -> None:
        self.manual = ManualPoints(site)
        self.picture = Picture(site, self.manual)
        self.now_s = 0.0
        self.values: dict[str, Value | None] = {
            "grid.v_kv": 6.6,
            "island.v_kv": 6.6,
            "island.f_hz": 50.0,
            "bess.state": "running",
            "bess.mode": "grid_following",
            "bess.soc_pct": 60.0,
            "bess.p_kw": 0.0,
            "bess.p_min_kw": -630.0,
            "pv.position": "closed",
            "evc.position": "closed",
            "server.position": "closed",
            "server.p_kw": 8.0,
        }
        for block in BLOCKS:
            self.values[f"{block}.position"] = "closed"
            self.values[f"{block}.transformer"] = "connected"
        self.manual.enter("k12.position", "closed", "kato", 0.0)
        self.after(0.0)

    def after(self, seconds: float, **values: Value | None) -> Picture:
        """Let time pass, then read again with these values changed (`__` for the dot)."""
        self.now_s += seconds
        self.values |= {name.replace("__", ".", 1): value for name, value in values.items()}
        readings = {
            name: Reading(value, Quality.BAD if value is None else Quality.GOOD, self.now_s)
            for name, value in self.values.items()
        }
        self.picture.update(readings, self.now_s)
        return self.picture

    def report(self, position: str) -> None:
        self.manual.enter("k12.position", position, "kato", self.now_s)

    def go_dark(self, seconds: float = 3600.0) -> None:
        """The utility is lost, K-12 is opened, every main is opened, and time passes."""
        self.report("open")
        mains: dict[str, Value | None] = {f"{block}__position": "open" for block in BLOCKS}
        self.after(
            1.0, grid__v_kv=0.0, island__v_kv=0.0, island__f_hz=0.0, bess__state="stopped", **mains
        )
        self.after(seconds)

    def black_start(self) -> None:
        self.after(1.0, bess__mode="grid_forming", bess__state="running", island__v_kv=6.6)
        self.after(0.0, island__f_hz=50.0)


@pytest.fixture
def desk(site: Site) -> Desk:
    return Desk(site)


# --- supply --------------------------------------------------------------------------------


def test_the_section_is_on_the_utility_while_the_boundary_is_closed(desk: Desk) -> None:
    assert desk.picture.value("island.supply") == "utility"


def test_without_voltage_the_section_is_dead(desk: Desk) -> None:
    assert desk.after(1.0, island__v_kv=0.3).value("island.supply") == "dead"


def test_behind_an_open_boundary_a_forming_battery_makes_an_island(desk: Desk) -> None:
    desk.go_dark()
    desk.black_start()
    assert desk.picture.value("island.supply") == "island"


def test_a_live_section_on_a_dead_utility_is_fed_from_the_island(desk: Desk) -> None:
    assert desk.after(1.0, grid__v_kv=0.0).value("island.supply") == "island"


def test_an_unmeasured_section_is_unknown(desk: Desk) -> None:
    assert desk.after(1.0, island__v_kv=None).value("island.supply") is None


def test_a_live_section_that_the_board_cannot_explain_is_unknown(desk: Desk) -> None:
    # K-12 was closed by its crew and the report has not come yet
    desk.go_dark()
    desk.after(1.0, grid__v_kv=6.6, island__v_kv=6.6)
    assert desk.picture.value("island.supply") is None
    desk.report("closed")
    assert desk.after(1.0).value("island.supply") == "utility"


# --- time ----------------------------------------------------------------------------------


def test_the_blackout_runs_from_the_loss_of_the_utility_to_its_return(desk: Desk) -> None:
    assert desk.picture.value("time.blackout_s") == 0.0
    desk.go_dark(600.0)
    assert desk.picture.value("time.blackout_s") == 600.0
    desk.black_start()
    assert desk.picture.value("time.blackout_s") == pytest.approx(601.0)  # the island is no end
    desk.report("closed")
    desk.after(1.0, grid__v_kv=6.6)
    assert desk.picture.value("time.blackout_s") == 0.0


def test_nobody_knows_when_a_blackout_began_that_is_older_than_the_sitting(site: Site) -> None:
    picture = Picture(site, ManualPoints(site))
    dark = {"island.v_kv": 0.0, "grid.v_kv": 0.0}
    picture.update({name: Reading(v, Quality.GOOD, 9.0) for name, v in dark.items()}, 9.0)
    assert picture.value("island.supply") == "dead"
    assert picture.value("time.blackout_s") is None


@pytest.mark.parametrize(
    ("signal", "inside", "outside"),
    [
        ("island__f_hz", 49.8, 49.79),
        ("island__f_hz", 50.2, 50.21),
        ("island__v_kv", 6.40, 6.39),
        ("island__v_kv", 6.70, 6.71),
    ],
)
def test_steadiness_counts_in_the_band_and_begins_again_outside(
    desk: Desk, signal: str, inside: float, outside: float
) -> None:
    desk.after(10.0, **{signal: inside})
    assert desk.after(20.0).value("island.steady_s") == 30.0
    assert desk.after(1.0, **{signal: outside}).value("island.steady_s") == 0.0
    assert desk.after(1.0, **{signal: inside}).value("island.steady_s") == 0.0
    assert desk.after(5.0).value("island.steady_s") == 5.0


def test_steadiness_is_unknown_without_a_measurement_and_begins_again(desk: Desk) -> None:
    desk.after(30.0)
    assert desk.after(1.0, island__f_hz=None).value("island.steady_s") is None
    assert desk.after(1.0, island__f_hz=50.0).value("island.steady_s") == 0.0


# --- blocks --------------------------------------------------------------------------------


def test_a_block_without_outage_takes_its_peak(desk: Desk) -> None:
    assert desk.picture.value("b1.cold_kw") == 8.0
    assert desk.picture.value("b1.kva") == 50.0


@pytest.mark.parametrize(("outage_s", "cold_kw"), [(300.0, 12.0), (600.0, 16.0), (7200.0, 16.0)])
def test_the_longer_the_outage_the_colder_the_block(
    desk: Desk, outage_s: float, cold_kw: float
) -> None:
    desk.go_dark(outage_s)
    assert desk.picture.value("b1.cold_kw") == pytest.approx(cold_kw)
    assert desk.picture.value("aux.cold_kw") == 5.0  # nothing to catch up


def test_a_block_that_is_dead_at_the_first_look_counts_as_long_dead(site: Site) -> None:
    desk = Desk(site)
    fresh = Picture(site, desk.manual)
    desk.picture = fresh
    desk.after(0.0, b1__position="open")
    assert desk.after(1.0).value("b1.cold_kw") == 16.0


def test_blocks_closed_in_the_last_minute_are_added_up(desk: Desk) -> None:
    desk.go_dark()
    desk.black_start()
    assert desk.picture.value("island.recent_cold_kw") == 0.0
    desk.after(10.0, b1__position="closed")
    desk.after(30.0, b3__position="closed")
    assert desk.picture.value("island.recent_cold_kw") == 16.0 + 14.0
    assert desk.after(30.0).value("island.recent_cold_kw") == 16.0 + 14.0  # just a minute
    assert desk.after(0.1).value("island.recent_cold_kw") == 14.0
    assert desk.after(30.0).value("island.recent_cold_kw") == 0.0


def test_a_block_counts_from_the_moment_its_command_was_sent(desk: Desk) -> None:
    desk.go_dark()
    desk.black_start()
    desk.picture.derived.expect_step("b1", "close", desk.now_s)
    assert desk.after(1.0).value("island.recent_cold_kw") == 16.0
    desk.after(1.0, b1__position="closed")
    assert desk.picture.value("island.recent_cold_kw") == 16.0  # once, not twice


def test_a_main_closed_on_a_dead_section_counts_when_the_voltage_comes(desk: Desk) -> None:
    desk.go_dark()
    desk.after(1.0, b1__position="closed")
    assert desk.picture.value("island.recent_cold_kw") == 0.0
    desk.black_start()
    assert desk.picture.value("island.recent_cold_kw") == 16.0


def test_transformers_connected_live_are_added_up_for_a_minute(desk: Desk) -> None:
    desk.go_dark()
    desk.after(1.0, b1__transformer="disconnected", b2__transformer="disconnected")
    desk.after(1.0, b2__transformer="connected")  # dead: no inrush
    desk.black_start()
    assert desk.picture.value("island.recent_kva") == 0.0
    desk.after(1.0, b1__transformer="connected")
    assert desk.picture.value("island.recent_kva") == 50.0
    assert desk.after(61.0).value("island.recent_kva") == 0.0


def test_all_mains_are_open_only_when_every_one_is(desk: Desk) -> None:
    assert desk.picture.value("island.mains_open") is False
    desk.go_dark()
    assert desk.picture.value("island.mains_open") is True
    assert desk.after(1.0, aux__position="closed").value("island.mains_open") is False
    assert desk.after(1.0, aux__position=None).value("island.mains_open") is None


# --- energy --------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["pv", "evc", "server"])
def test_all_sources_are_off_only_when_every_one_is(desk: Desk, missing: str) -> None:
    off: dict[str, Value | None] = {f"{name}__position": "open" for name in ("pv", "evc", "server")}
    assert desk.after(1.0, bess__state="running", **off).value("island.sources_off") is False
    assert desk.after(1.0, bess__state="stopped").value("island.sources_off") is True
    on: dict[str, Value | None] = {f"{missing}__position": "closed"}
    assert desk.after(1.0, **on).value("island.sources_off") is False


def test_hours_left_follow_from_charge_load_and_loss(desk: Desk, site: Site) -> None:
    own = site.devices["bess"].parameters
    assert isinstance(own, BatteryParameters)
    desk.go_dark()
    desk.black_start()
    p_pu = 20.0 / own.rated_kw
    loss_kw = own.loss_p0_kw + own.rated_kw * (own.loss_a * p_pu + own.loss_b * p_pu**2)
    hours = (60.0 - site.limits["soc_stop_pct"]) / 100.0 * own.energy_kwh / (20.0 + loss_kw)
    left = desk.after(1.0, bess__p_kw=20.0).value("island.hours_left_h")
    assert left == pytest.approx(hours)
    assert 25.0 < hours < 40.0  # 790 kWh at 20 kW and about 4.4 kW of loss


def test_a_charging_battery_and_a_present_utility_have_no_end(desk: Desk) -> None:
    assert desk.after(1.0, bess__p_kw=200.0).value("island.hours_left_h") == 999.0
    desk.go_dark()
    desk.black_start()
    assert desk.after(1.0, bess__p_kw=-30.0).value("island.hours_left_h") == 999.0


def test_at_the_stop_charge_nothing_is_left(desk: Desk) -> None:
    desk.go_dark()
    desk.black_start()
    assert desk.after(1.0, bess__p_kw=20.0, bess__soc_pct=9.0).value("island.hours_left_h") == 0.0


def test_hours_left_are_unknown_without_the_charge(desk: Desk) -> None:
    desk.go_dark()
    desk.black_start()
    assert desk.after(1.0, bess__soc_pct=None).value("island.hours_left_h") is None


def test_room_is_what_battery_and_servers_can_still_take(desk: Desk) -> None:
    assert desk.after(1.0, bess__p_kw=20.0).value("island.room_kw") == 650.0 + 20.0
    full = desk.after(1.0, bess__p_min_kw=0.0)  # the battery refuses to charge
    assert full.value("island.room_kw") == 20.0 + 20.0
    assert desk.after(1.0, server__position="open").value("island.room_kw") == 20.0
    assert desk.after(1.0, bess__state="stopped").value("island.room_kw") == 0.0
    assert desk.after(1.0, bess__state=None).value("island.room_kw") is None


# --- memory --------------------------------------------------------------------------------


def test_the_memory_comes_back_from_json(desk: Desk, site: Site) -> None:
    desk.go_dark()
    desk.black_start()
    desk.after(10.0, b1__position="closed")
    stored = json.loads(json.dumps(desk.picture.derived.export_state()))
    before = {n: desk.picture.value(n) for n in site.signals if n.startswith(("island.", "time."))}
    other = Picture(site, desk.manual)
    other.derived.import_state(stored)
    desk.picture = other
    desk.after(0.0)
    assert {name: other.value(name) for name in before} == before
