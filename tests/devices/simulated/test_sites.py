"""Every site lives: an hour on the utility, then an outage with the story of its own."""

from __future__ import annotations

import pytest

from devices.manual import ManualPoints
from devices.picture import Picture
from devices.simulated import FieldRefused
from devices.site import load_site, site_names, site_path
from devices.site.sitting import sitting_signals

SITES = tuple(name for name in site_names() if name != "odawara")
TORIDE = tuple(name for name in SITES if name.startswith("toride"))
NOON_S, EVENING_S = 11.9 * 3600.0, 18.0 * 3600.0


def closes(story):
    """Whether the energy balance of the run closes to a millionth of what moved."""
    get = story.plant.simulator.get
    return abs(get("energy.balance_kwh")) <= 1e-6 * get("energy.moved_kwh")


def feed_special_board(story):
    """The battery of a building takes over its special-load board."""
    story.do("bess.stop")
    story.do("tie.open")
    story.run(1.0)
    story.do("bess.reset")
    story.do("bess.set_anti_islanding", state="off")
    story.do("bess.set_mode", mode="grid_forming")
    story.do("bess.start_black")
    story.run(10.0)


def seen_by_all(story):
    """The picture with everything that is measured, and what people see at the boards."""
    site, now_s = story.plant.site, story.plant.now_s
    board = ManualPoints(site)
    for signal in site.signals.values():
        if signal.manual:
            board.enter(signal.name, story.plant.field.observe(signal.name), "tester", now_s)
    picture = Picture(site, board)
    picture.update(story.plant.readings(), now_s)
    return picture


@pytest.mark.parametrize("name", SITES)
def test_an_hour_on_the_utility_is_quiet_and_its_energy_adds_up(name, told_of):
    story = told_of(name, clock_s=10 * 3600.0)

    story.run(3600.0)

    assert story.events == []
    assert story.number("island.load_kw") > 0.1
    measured = set(story.plant.readings())
    known = {"cold_kw", "kva", "supply", "blackout_s", "step_s", "hours_left_h", "steady_s"}
    known |= {"recent_cold_kw", "recent_kva", "room_kw", "sources_off", "mains_open"}
    missing = {
        signal.name
        for signal in story.plant.site.signals.values()
        if not signal.manual and signal.name.split(".")[1] not in known
    } - {*measured, *sitting_signals()}
    assert missing == set()
    assert closes(story)


@pytest.mark.parametrize("name", TORIDE)
def test_the_battery_of_a_building_carries_its_special_load_board_through_an_outage(
    name: str, told_of
):
    story = told_of(name, clock_s=NOON_S, soc_pct=80.0)
    story.act("grid.lose")
    story.run(10.0)
    assert story.number("island.v_kv") == 0.0

    feed_special_board(story)
    story.run(3600.0)

    assert story.value("bess.state") == "running"
    assert story.value("live.special") == "island"
    assert story.value("live.board") == "dead"
    assert 0.182 <= story.number("island.v_kv") <= 0.222
    assert story.number("bess.p_kw") == pytest.approx(story.number("island.load_kw"), rel=0.02)
    assert story.number("bess.soc_pct") < 80.0
    assert closes(story)
    picture = seen_by_all(story)
    assert picture.value("island.supply") == "island"
    assert 1.0 < picture.value("island.hours_left_h") < 100.0
    assert picture.value("island.mains_open") is False
    assert picture.value("time.blackout_s") is None  # it began before anybody looked


@pytest.mark.parametrize("name", SITES)
def test_alarms_and_interlocks_can_be_judged_and_an_outage_is_told(name, told_of):
    story = told_of(name, clock_s=10 * 3600.0)
    story.run(5.0)
    picture = seen_by_all(story)
    alarms = {rule.id: rule for rule in story.plant.site.alarms}
    assert {id: rule.when.evaluate(picture) for id, rule in alarms.items()} == dict.fromkeys(
        alarms, False
    )
    for interlock in story.plant.site.interlocks:
        own = {n for n in interlock.require.names if not n.startswith(("target.", "argument."))}
        assert {n for n in own if picture.value(n) is None} == set(), interlock.id

    story.act("grid.lose")
    story.run(5.0)

    assert alarms["outage"].when.evaluate(seen_by_all(story)) is True


def test_a_battery_that_forms_behind_a_closed_main_feeds_back_to_the_line(told_of):
    """What the interlock on the tie is there for."""
    story = told_of("toride-togashira-elementary", clock_s=21 * 3600.0, soc_pct=80.0)
    story.run(5.0)
    story.act("grid.lose")
    story.run(5.0)
    for circuit in ("c1", "c2", "c3", "pv1", "pv2", "pv3"):
        story.act(f"{circuit}.open")
    story.do("bess.stop")
    story.run(1.0)
    story.do("bess.reset")
    story.do("bess.set_anti_islanding", state="off")
    story.do("bess.set_mode", mode="grid_forming")
    story.do("bess.start_black")
    story.run(10.0)

    assert story.value("live.lv") == "island"
    assert story.number("grid.v_kv") > 6.0
    assert story.happened("back_feed")
    alarms = {rule.id: rule for rule in story.plant.site.alarms}
    assert alarms["back-feed"].when.evaluate(seen_by_all(story)) is True
    assert alarms["back-feed"].priority == 1


def test_a_seamless_battery_carries_on_when_its_tie_opens(tmp_path, told_of, other_sites):
    text = site_path("toride-togashira-elementary").read_text(encoding="utf-8")
    path = tmp_path / "seamless.yaml"
    path.write_text(text.replace("    charge_stop:", "    seamless: true\n    charge_stop:"))
    other_sites["seamless"] = load_site(path)
    story = told_of("seamless", clock_s=21 * 3600.0)
    story.do("bess.set_anti_islanding", state="off")
    story.run(60.0)

    story.do("tie.open")
    story.run(2.0)

    assert story.value("live.special") == "island"
    assert story.value("bess.state") == "running"
    assert story.value("bess.mode") == "grid_forming"
    assert not story.happened("load_lost", "s1")
    assert closes(story)


# --- the outlet of a PCS --------------------------------------------------------------------------


@pytest.fixture
def togashira_dark(told_of):
    """Noon at the school: dark, main and PV breaker off, as its card says."""
    story = told_of("toride-togashira-elementary", clock_s=NOON_S)
    story.run(60.0)
    story.act("grid.lose")
    story.run(30.0)
    story.act("main.open")
    story.act("pv1.open")
    story.run(2.0)
    return story


def test_an_outlet_feeds_phones_while_the_sun_shines(togashira_dark):
    story = togashira_dark
    story.act("out1.start")
    story.run(5.0)
    assert 95.0 <= story.number("out1.v_v") <= 107.0

    story.act("sock1.plug", kw=1.2)
    story.run(1800.0)

    assert story.value("out1.state") == "on"
    assert story.number("sock1.p_kw") == pytest.approx(1.2, rel=0.05)
    assert story.value("live.lv") == "dead"
    assert closes(story)


def test_a_kettle_beside_a_rice_cooker_trips_the_outlet(togashira_dark):
    story = togashira_dark
    story.act("out1.start")
    story.run(5.0)

    story.act("sock1.plug", kw=2.4)
    story.run(10.0)

    assert story.value("out1.state") == "tripped"
    assert story.happened("outlet_tripped", "out1")
    story.act("sock1.unplug")
    story.act("out1.reset")
    story.act("out1.start")
    story.run(5.0)
    assert story.value("out1.state") == "on"


def test_at_night_an_outlet_gives_nothing(told_of):
    story = told_of("toride-wellness-plaza", clock_s=21 * 3600.0)
    story.act("grid.lose")
    story.run(5.0)
    story.act("main.open")
    story.act("pv1.open")

    story.act("out1.start")
    story.act("sock1.plug", kw=0.1)
    story.run(10.0)

    assert story.number("out1.v_v") < 20.0
    assert story.number("sock1.p_kw") == pytest.approx(0.0, abs=1e-6)


# --- V2H and diesel at the city hall --------------------------------------------------------------


def test_a_car_and_a_diesel_each_carry_their_circuits_and_the_utility_takes_them_back(
    told_of,
):
    story = told_of("toride-city-hall", clock_s=NOON_S, ev_soc_pct=90.0)
    story.act("grid.lose")
    story.run(5.0)
    story.act("main.open")
    for circuit in ("room", "pumps"):
        story.act(f"{circuit}.open")
    story.act("ts1.external")
    story.act("ts2.external")
    story.run(2.0)

    story.act("v2h.start")
    story.do("dg.start")
    story.run(20.0)
    story.act("room.close")
    story.act("pumps.close")
    story.run(1800.0)

    assert story.value("v2h.state") == "stand_alone"
    assert story.number("v2h.p_kw") == pytest.approx(story.number("room.p_kw"), abs=0.05)
    assert story.value("dg.state") == "running"
    assert story.number("dg.fuel_l") < 190.0
    assert story.value("live.lv") == "dead"
    assert closes(story)

    story.act("v2h.stop")
    story.do("dg.stop")
    for circuit in ("room", "pumps"):
        story.act(f"{circuit}.open")
    story.act("ts1.utility")
    story.act("ts2.utility")
    story.act("grid.restore")
    story.act("main.close")
    story.run(5.0)
    story.act("room.close")
    story.run(5.0)
    assert story.value("live.room") == "utility"
    assert closes(story)


def test_a_car_that_drives_away_uses_up_charge(told_of):
    story = told_of("toride-second-junior-high", clock_s=NOON_S, ev_soc_pct=80.0)
    story.act("v2h.leave", speed_km_h=20.0)
    story.run(1800.0)
    story.act("v2h.arrive")
    story.run(5.0)

    assert story.number("v2h.soc_pct") == pytest.approx(80.0 - 100.0 * 10 * 0.155 / 40.0, abs=0.1)
    assert story.plant.field.observe("v2h.present") is True


# --- the shelter of the Kobe type -----------------------------------------------------------------


@pytest.fixture
def kobe_dark(told_of):
    """Evening: dark, main and branches off, the transfer switch at external."""
    story = told_of("kobe-shelter", clock_s=EVENING_S, ev_soc_pct=90.0)
    story.run(30.0)
    story.act("grid.lose")
    story.run(30.0)
    story.act("main.open")
    for circuit in ("k1", "k2", "k3"):
        story.act(f"{circuit}.open")
    story.act("ts.off")
    story.act("ts.external")
    story.run(2.0)
    return story


def seen(story, signal):
    return story.plant.field.observe(signal)


def test_a_car_feeds_the_staff_room_through_the_inlet(kobe_dark):
    story = kobe_dark
    story.act("inlet.plug_vehicle")
    assert not seen(story, "ts.external_live")
    story.act("ev.start")
    story.run(10.0)
    assert seen(story, "ts.external_live")

    story.act("k3.close")
    story.run(3600.0)

    assert story.value("ev.state") == "stand_alone"
    assert story.number("k3.p_kw") > 0.05
    assert 0.095 <= story.number("island.v_kv") <= 0.107
    assert story.value("live.ebus") == "island"
    assert story.value("live.board") == "dead"
    assert story.number("ev.soc_pct") < 90.0
    assert closes(story)


def test_more_than_the_feeder_carries_leaves_everybody_in_the_dark(kobe_dark):
    story = kobe_dark
    story.act("inlet.plug_vehicle")
    story.act("ev.start")
    story.run(10.0)

    story.act("sock.plug", kw=2.5)
    story.run(60.0)

    assert story.value("ev.state") == "tripped"
    assert story.number("island.v_kv") < 0.01


@pytest.mark.parametrize(
    ("cable", "source"),
    [("generator", "gen"), ("gas_generator", "gas"), ("battery", "bess")],
)
def test_each_other_source_carries_the_lights_too(kobe_dark, cable, source):
    story = kobe_dark
    story.act(f"inlet.plug_{cable}")
    if source == "bess":
        story.do("bess.start_black")
    else:
        story.act(f"{source}.start")
    story.run(20.0)

    story.act("k3.close")
    story.act("k2.close")
    story.act("light.plug")
    story.run(900.0)

    assert story.number(f"{source}.p_kw") > 0.2
    assert 0.095 <= story.number("island.v_kv") <= 0.107
    assert closes(story)


def test_a_tripped_lever_stands_in_the_middle_and_goes_fully_off_before_it_goes_on(
    told_of,
):
    story = told_of("kobe-shelter", clock_s=EVENING_S)
    story.run(5.0)

    story.act("light.plug", kw=6.0)  # on the 20 A of the piloti
    story.run(120.0)

    assert story.happened("breaker_tripped", "k2")
    assert seen(story, "k2.position") == "tripped"
    with pytest.raises(FieldRefused, match="off_first"):
        story.act("k2.close")
    story.act("light.unplug")
    story.act("k2.open")
    story.act("k2.close")
    story.run(5.0)
    assert seen(story, "k2.position") == "closed"
    assert story.value("live.k2") == "utility"


def test_an_inlet_takes_one_plug_at_a_time(kobe_dark):
    story = kobe_dark
    story.act("inlet.plug_vehicle")
    story.act("inlet.plug_generator")
    story.act("ev.start")
    story.run(10.0)

    assert seen(story, "inlet.source") == "generator"
    assert story.number("island.v_kv") < 0.01


# --- Nishinoomote ---------------------------------------------------------------------------------


def make_battery_form(story):
    story.do("bess.reset")
    story.do("relay.reset")
    story.do("relay.set_group", group=2.0)
    story.do("bess.set_anti_islanding", state="off")
    story.do("bess.set_secondary", state="on")
    story.do("bess.set_mode", mode="grid_forming")
    story.do("cb52b.close")
    story.run(2.0)
    story.do("bess.start_black")
    story.run(5.0)


def test_a_private_line_lives_on_its_battery_at_sixty_hertz_and_joins_the_utility_in_step(
    told_of,
):
    story = told_of("nishinoomote", clock_s=9 * 3600.0, soc_pct=80.0)
    story.run(60.0)
    story.act("grid.lose")
    story.run(10.0)
    for battery in ("bess", "bess_hall", "bess_health"):
        story.do(f"{battery}.stop")
    story.do("cb52r.open")
    story.do("cb52b.open")
    for device in story.plant.site.devices.values():
        if device.kind in ("load_feeder", "pv_inverter", "ev_charger") and not device.planned:
            story.do(f"{device.name}.open")
    story.run(5.0)
    make_battery_form(story)
    story.run(60.0)
    assert story.number("island.f_hz") == pytest.approx(60.0, abs=0.1)

    for feeder in ("ch_a", "cv_b", "hc_b"):
        story.do(f"{feeder}.close")
        story.run(60.0)
    story.do("pv_health.close")
    story.run(900.0)

    assert story.value("pv_health.state") == "running"
    assert story.number("island.f_hz") == pytest.approx(60.0, abs=0.2)
    assert story.number("island.load_kw") > 5.0
    assert story.value("live.feeder") == "dead"
    assert closes(story)

    story.act("grid.restore")
    story.do("sync.enable")
    story.run(300.0)
    assert story.value("cb52r.position") == "closed"
    assert story.happened("synchronised", "sync")
    assert story.value("bess.state") == "running"
    assert closes(story)


def test_each_car_has_its_own_charger(told_of):
    story = told_of("nishinoomote", clock_s=20 * 3600.0)

    story.do("v2x2.set_kw", p_kw=-3.0)
    story.run(30.0)

    assert story.number("v2x2.p_kw") == pytest.approx(-3.0, abs=0.1)
    assert story.number("v2x1.p_kw") == pytest.approx(0.0, abs=0.01)
    assert story.number("v2x3.p_kw") == pytest.approx(0.0, abs=0.01)
