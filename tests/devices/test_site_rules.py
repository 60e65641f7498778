from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from devices.site import Site, load_site

BLOCKS = ("b1", "b2", "b3", "b4", "b5", "b6", "aux")
PERMITS = ("requested", "agreed", "line_ok", "dead", "energise", "return", "reclose_k12")


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site("odawara")


def test_thirty_nine_alarms_in_the_agreed_priorities(site: Site) -> None:
    assert Counter(rule.priority for rule in site.alarms) == {1: 3, 2: 7, 3: 29}


class Values:
    """A lookup over plain values."""

    def __init__(self, values: Mapping[str, float | bool | str], site: Site) -> None:
        self._values = dict(values) | {f"site.{n}": v for n, v in site.limits.items()}

    def value(self, name: str) -> float | bool | str | None:
        return self._values.get(name)

    def age_s(self, name: str) -> float | None:
        return 0.0 if name in self._values else None

    def changed(self, name: str) -> bool | None:
        return False


ON_THE_UTILITY: dict[str, float | bool | str] = {
    "grid.v_kv": 6.6, "grid.f_hz": 50.0, "grid.reclose": "in_service",
    "k12.position": "closed", "k12.locked": False, "k12.tagged": False,
    "k12.timer_utility": "in_service", "k12.timer_island": "in_service",
    "earth.count": 0.0, **{f"permit.{name}": False for name in PERMITS},
    "cb52b.position": "closed", "cb52b.locked": False, "cb52b.tagged": False,
    "bess.soc_pct": 82.0, "bess.p_kw": 0.0, "bess.load_pct": 0.0, "bess.state": "running",
    "bess.mode": "grid_following", "bess.anti_islanding": "on", "bess.secondary": "off",
    "bess.trip_cause": "none", "bess.fire": False, "bess.aux_ok": True, "bess.ups_h": 8.0,
    "bess.temp_c": 20.0, "relay.group": 1.0, "relay.r64": "off", "evt.position": "out",
    "pv.state": "running", "pv.position": "closed", "pv.available_kw": 40.0, "pv.limit_pct": 100.0,
    "server.position": "closed", "server.set_kw": 10.0, "server.p_kw": 10.0,
    "evc.position": "closed", "evc.plugged": True, "evc.p_kw": 0.0,
    "ev3.soc_pct": 80.0, "ev3.place": "base", "share.state": "running",
    **{f"{b}.position": "closed" for b in BLOCKS},
    **{f"{b}.transformer": "connected" for b in BLOCKS},
    **{f"{b}.cold_kw": 16.0 for b in BLOCKS}, **{f"{b}.kva": 50.0 for b in BLOCKS},
    "island.v_kv": 6.6, "island.f_hz": 50.0, "island.v0_pct": 0.5, "island.unbalance_pct": 1.0,
    "island.load_kw": 40.0, "island.supply": "utility", "island.hours_left_h": 999.0,
    "island.steady_s": 9999.0, "island.recent_cold_kw": 0.0, "island.recent_kva": 0.0,
    "island.room_kw": 500.0, "island.sources_off": False, "island.mains_open": False,
    "time.blackout_s": 0.0, "time.step_s": 0.0, "live.feeder": "utility", "live.evc": "utility",
    **{f"live.{b}_load": "utility" for b in BLOCKS}, "phase.name": "GRID",
}  # fmt: skip


def test_normal_operation_raises_no_alarm(site: Site) -> None:
    values = Values(ON_THE_UTILITY, site)

    raised = {rule.id: rule.when.evaluate(values) for rule in site.alarms}

    assert raised == dict.fromkeys(raised, False)


class Walk:
    """Puts one command after the other before the interlocks, and then lets it have happened."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.values = dict(ON_THE_UTILITY)

    def now(self, **values: float | bool | str) -> None:
        self.values |= {name.replace("__", "."): value for name, value in values.items()}

    def against(self, target: str, **arguments: float | str) -> list[str]:
        device = self.site.devices[target.split(".", maxsplit=1)[0]]
        own = {
            f"target.{n.split('.')[1]}": self.values[n] for n in device.signals if n in self.values
        }
        given = {f"argument.{name}": value for name, value in arguments.items()}
        values = Values(self.values | own | given, self.site)
        rules = self.site.interlocks_of(target)
        return [rule.id for rule in rules if rule.require.evaluate(values) is not True]

    def do(self, target: str, arguments: Mapping[str, float | str] = {}, **then: Any) -> None:
        assert self.against(target, **arguments) == [], target
        self.now(**then)


def prepared(site: Site) -> Walk:
    """A walk that has come to the moment before the black start."""
    walk = Walk(site)
    walk.now(grid__v_kv=0.0, grid__f_hz=0.0, island__v_kv=0.0, island__f_hz=0.0)
    walk.now(island__supply="dead", island__steady_s=0.0, bess__state="tripped")
    walk.now(permit__requested=True, permit__agreed=True)
    walk.do("share.order_stop", share__state="stopped")
    walk.do("grid.order_block_reclose", grid__reclose="blocked")
    walk.do("k12.order_block_timers", k12__timer_utility="blocked", k12__timer_island="blocked")
    walk.do("cb52b.open", cb52b__position="open", cb52b__locked=True, cb52b__tagged=True)
    walk.do("pv.open", pv__position="open")
    walk.do("server.open", server__position="open")
    walk.do("evc.open", evc__position="open", island__sources_off=True)
    for block in BLOCKS:
        walk.do(f"{block}.open", **{f"{block}__position": "open"})
    walk.now(island__mains_open=True, permit__line_ok=True)
    walk.do("k12.order_open", k12__position="open")
    walk.do("k12.order_lock", k12__locked=True, k12__tagged=True)
    walk.do("earth.order_fit", earth__count=1.0, permit__dead=True)
    walk.do("earth.order_remove", earth__count=0.0)
    walk.do("permit.grant_energise", permit__energise=True)
    walk.do("relay.set_group", {"group": 2.0}, relay__group=2.0, relay__r64="armed")
    walk.do("bess.set_anti_islanding", {"state": "off"}, bess__anti_islanding="off")
    walk.do("evt.insert", evt__position="in")
    walk.do("bess.set_secondary", {"state": "on"}, bess__secondary="on")
    walk.do("bess.reset", bess__state="standby", bess__trip_cause="none")
    walk.do("bess.set_mode", {"mode": "grid_forming"}, bess__mode="grid_forming")
    walk.now(cb52b__locked=False, cb52b__tagged=False)
    walk.do("cb52b.close", cb52b__position="closed")
    return walk


def test_the_whole_drill_passes_the_interlocks_in_its_order(site: Site) -> None:
    walk = prepared(site)
    walk.do("bess.start_black", bess__state="running", island__supply="island", island__v_kv=6.6)
    walk.now(island__f_hz=50.0, island__steady_s=70.0, island__mains_open=False)
    for block in BLOCKS:
        walk.do(f"{block}.close", **{f"{block}__position": "closed"})
    walk.do("pv.close", pv__position="closed")
    walk.do("server.close", server__position="closed")
    walk.do("evc.close", evc__position="closed")
    walk.do("evc.set_kw", {"p_kw": -6.0})
    walk.do("ev3.order_dispatch", ev3__place="shelter_a")
    walk.now(grid__v_kv=6.6, grid__f_hz=50.0, permit__return=True)
    for name in ("evc", "pv", "server", *BLOCKS):
        walk.do(f"{name}.open", **{f"{name}__position": "open"})
    walk.do("bess.stop", bess__state="stopped", island__supply="dead", island__v_kv=0.0)
    walk.do("cb52b.open", cb52b__position="open", cb52b__locked=True, cb52b__tagged=True)
    walk.do("relay.set_group", {"group": 1.0}, relay__group=1.0)
    walk.do("bess.set_secondary", {"state": "off"}, bess__secondary="off")
    walk.do("bess.set_anti_islanding", {"state": "on"}, bess__anti_islanding="on")
    walk.do("bess.set_mode", {"mode": "grid_following"}, bess__mode="grid_following")
    walk.do("evt.remove", evt__position="out")
    walk.do("permit.grant_reclose_k12", permit__reclose_k12=True)
    walk.do("k12.order_unlock", k12__locked=False, k12__tagged=False)
    walk.do("k12.order_close", k12__position="closed", island__supply="utility", island__v_kv=6.6)
    walk.do("k12.order_restore_timers", k12__timer_utility="in_service")
    walk.do("grid.order_restore_reclose", grid__reclose="in_service")
    walk.now(cb52b__locked=False, cb52b__tagged=False)
    walk.do("cb52b.close", cb52b__position="closed")
    walk.do("bess.start_following", bess__state="running")
    for name in (*BLOCKS, "server", "evc", "pv"):
        walk.do(f"{name}.close", **{f"{name}__position": "closed"})
    walk.do("share.order_start", share__state="running")


@pytest.mark.parametrize(
    ("interlock", "spoiled"),
    [
        ("black-start-boundary-open", {"k12__position": "closed"}),
        ("black-start-boundary-locked", {"k12__locked": False}),
        ("black-start-boundary-tagged", {"k12__tagged": False}),
        ("black-start-reclose-blocked", {"grid__reclose": "in_service"}),
        ("black-start-timer-utility-blocked", {"k12__timer_utility": "in_service"}),
        ("black-start-timer-island-blocked", {"k12__timer_island": "in_service"}),
        ("black-start-earth-off", {"earth__count": 1.0}),
        ("black-start-dead-verified", {"permit__dead": False}),
        ("black-start-line-ok", {"permit__line_ok": False}),
        ("black-start-permit", {"permit__energise": False}),
        ("black-start-group-2", {"relay__group": 1.0}),
        ("black-start-64-armed", {"relay__r64": "off"}),
        ("black-start-evt-in", {"evt__position": "out"}),
        ("black-start-mains-open", {"island__mains_open": False}),
        ("black-start-sources-off", {"island__sources_off": False}),
        ("black-start-section-dead", {"island__supply": "island"}),
        ("black-start-breaker-closed", {"cb52b__position": "open"}),
        ("black-start-grid-forming", {"bess__mode": "grid_following"}),
        ("black-start-anti-islanding-off", {"bess__anti_islanding": "on"}),
        ("black-start-soc", {"bess__soc_pct": 14.9}),
        ("bess-start-not-tripped", {"bess__state": "tripped"}),
        ("bess-no-fire", {"bess__fire": True}),
    ],
)
def test_each_precondition_alone_holds_the_black_start_back(
    site: Site, interlock: str, spoiled: dict[str, Any]
) -> None:
    walk = prepared(site)
    assert walk.against("bess.start_black") == []

    walk.now(**spoiled)

    assert walk.against("bess.start_black") == [interlock]


def test_the_reserve_of_normal_times_does_not_stop_a_black_start(site: Site) -> None:
    walk = prepared(site)
    walk.now(bess__soc_pct=20.0)

    assert walk.against("bess.start_black") == []


def test_nobody_orders_the_boundary_closed_onto_a_live_island(site: Site) -> None:
    walk = prepared(site)
    walk.now(bess__state="running", island__supply="island", island__v_kv=6.6, grid__v_kv=6.6)

    against = walk.against("k12.order_close")

    assert {"boundary-close-dead", "boundary-close-bess-stopped", "boundary-close-group-1"} <= {
        *against
    }
    assert {"boundary-close-52b-locked", "boundary-close-evt-out", "boundary-close-permit"} <= {
        *against
    }


def island(site: Site, **values: float | bool | str) -> Walk:
    walk = prepared(site)
    walk.now(bess__state="running", island__supply="island", island__v_kv=6.6, island__f_hz=50.0)
    walk.now(island__steady_s=70.0, **values)
    return walk


def test_too_much_cold_load_within_a_minute_is_refused(site: Site) -> None:
    walk = island(site, island__recent_cold_kw=111.0)

    assert walk.against("b1.close") == ["block-cold-load"]


def test_no_block_before_the_island_was_steady_for_a_minute(site: Site) -> None:
    walk = island(site)
    walk.now(island__steady_s=59.0)

    assert walk.against("b1.close") == ["block-steady"]


def test_transformers_are_connected_live_in_small_steps_only(site: Site) -> None:
    walk = island(site, b1__transformer="disconnected", island__recent_kva=30.0)

    assert walk.against("b1.connect") == ["transformer-rating"]
    walk.now(island__supply="dead")
    assert walk.against("b1.connect") == []


def test_pv_is_not_released_without_room_for_it(site: Site) -> None:
    walk = island(site, island__room_kw=20.0)

    assert walk.against("pv.close") == ["pv-room"]
    walk.now(pv__limit_pct=40.0)
    assert walk.against("pv.close") == []


@pytest.mark.parametrize(
    ("values", "p_kw", "allowed"),
    [
        ({"bess__soc_pct": 60.0}, -6.0, True),
        ({"bess__soc_pct": 40.0, "share__state": "running"}, -6.0, False),
        ({"bess__soc_pct": 40.0, "share__state": "stopped"}, -6.0, True),
        ({"bess__soc_pct": 25.0, "share__state": "stopped"}, -6.0, False),
        ({"bess__soc_pct": 25.0, "bess__p_kw": -10.0}, -6.0, True),  # PV surplus
        ({"bess__soc_pct": 25.0}, 6.0, True),  # the car gives
    ],
)
def test_a_car_charges_in_the_island_only_from_plenty(
    site: Site, values: dict[str, Any], p_kw: float, allowed: bool
) -> None:
    walk = island(site, evc__position="closed", bess__p_kw=20.0)
    walk.now(**values)

    assert (walk.against("evc.set_kw", p_kw=p_kw) == []) is allowed


def test_the_setting_group_stands_while_52b_is_closed_in_the_island(site: Site) -> None:
    walk = island(site)

    assert "group-change-isolated" in walk.against("relay.set_group", group=1.0)


def test_no_earth_onto_a_live_section(site: Site) -> None:
    assert "earth-fit-dead" in island(site).against("earth.order_fit")


def test_no_grid_following_start_in_the_island(site: Site) -> None:
    assert "follow-utility-live" in island(site).against("bess.start_following")


def test_safe_states_are_never_held_back_by_an_interlock(site: Site) -> None:
    for safe in site.safe_states.values():
        for command in safe.commands:
            assert site.interlocks_of(command.target) == (), command.target
