"""Interlocks of buildings and private lines: boards in order, and never two supplies joined."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from devices.interlocks import Interlocks, Obstacle
from devices.manual import ManualPoints
from devices.picture import Picture
from devices.plant import Command
from devices.signals import Quality, Reading, Value
from devices.site import load_site, site_names
from devices.site.site import Interlock, Site

Values = Mapping[str, Value]
SITES = {name: load_site(name) for name in site_names() if name != "odawara"}
EVERY = [
    pytest.param(site, interlock, id=f"{name}:{interlock.id}")
    for name, site in SITES.items()
    for interlock in site.interlocks
]

SCHOOL: Values = {  # dark, as the card wants it before the PCS is switched over
    "grid.v_kv": 0.0,
    "live.special": "dead",
    "island.v_kv": 0.0,
    "main.position": "open",
    "tie.position": "open",
    "pv1.position": "open",
    "pv2.position": "open",
    "c1.position": "open",
    "c2.position": "open",
    "out1.state": "off",
    "out1.available_kw": 1.5,
    "out2.state": "off",
    "sock1.plugged_kw": 0.0,
    "bess.state": "standby",
    "bess.mode": "grid_forming",
    "bess.anti_islanding": "off",
    "bess.soc_pct": 60.0,
    "bess.fire": False,
}
KOBE: Values = {  # dark, nothing plugged in, every branch off
    "grid.v_kv": 0.0,
    "live.ebus": "dead",
    "island.v_kv": 0.0,
    "island.load_kw": 0.0,
    "main.position": "open",
    "ts.position": "off",
    "inlet.source": "none",
    "k1.position": "open",
    "k2.position": "open",
    "k3.position": "open",
    "ev.state": "plugged",
    "ev.present": True,
    "ev.soc_pct": 90.0,
    "gen.state": "stopped",
    "gas.state": "stopped",
    "bess.state": "stopped",
    "bess.soc_pct": 80.0,
    "bess.fire": False,
}
EXTERNAL: Values = {**KOBE, "ts.position": "external", "inlet.source": "vehicle"}
FED: Values = {**EXTERNAL, "ev.state": "stand_alone", "live.ebus": "island", "island.v_kv": 0.101}
LINE: Values = {  # dark, separated and locked, everything open
    "grid.v_kv": 0.0,
    "live.hv": "dead",
    "island.v_kv": 0.0,
    "cb52r.position": "open",
    "cb52r.locked": True,
    "cb52r.tagged": True,
    "cb52b.position": "closed",
    "bess.state": "standby",
    "bess.mode": "grid_forming",
    "bess.anti_islanding": "off",
    "bess.soc_pct": 80.0,
    "bess.fire": False,
    "bess_hall.state": "stopped",
    "bess_health.state": "stopped",
    "relay.group": 2.0,
    **{f"{name}.position": "open" for name in ("ch_a", "ch_c", "ch_d", "cv_b", "cv_c", "hc_b")},
    **{f"{name}.position": "open" for name in ("pv_new", "pv_hall", "pv_health")},
    **{f"v2x{number}.position": "open" for number in (1, 2, 3)},
}
SCHOOL_SITE = "toride-togashira-elementary"

# target, situation in which nothing stands in the way, what makes it wrong, which rule says so
CASES = [
    (SCHOOL_SITE, "out1.order_start", SCHOOL, {"main.position": "closed"}, "out1-main-open"),
    (SCHOOL_SITE, "out1.order_start", SCHOOL, {"pv1.position": "closed"}, "out1-pv-open"),
    (SCHOOL_SITE, "out1.order_start", SCHOOL, {"sock1.plugged_kw": 1.2}, "out1-unplugged"),
    (
        SCHOOL_SITE, "sock1.order_plug", {**SCHOOL, "out1.state": "on"}, {"out1.state": "off"},
        "out1-limit",
    ),
    (SCHOOL_SITE, "main.order_close", SCHOOL, {"out1.state": "on"}, "main-no-back-feed"),
    (SCHOOL_SITE, "main.order_close", SCHOOL, {"c2.position": "closed"}, "heaters-last"),
    (SCHOOL_SITE, "pv1.order_close", SCHOOL, {"out1.state": "on"}, "pv1-not-self-sustained"),
    (SCHOOL_SITE, "bess.start_black", SCHOOL, {"tie.position": "closed"}, "black-start-tie-open"),
    (SCHOOL_SITE, "bess.start_black", SCHOOL, {"bess.soc_pct": 14.0}, "black-start-soc"),
    ("kobe-shelter", "ts.order_external", KOBE, {"main.position": "closed"}, "ts-main-open"),
    ("kobe-shelter", "ts.order_external", KOBE, {"k3.position": "closed"}, "ts-unloaded"),
    (
        "kobe-shelter", "ts.order_utility", EXTERNAL, {"ev.state": "stand_alone"},
        "ts-source-stopped",
    ),
    ("kobe-shelter", "ev.order_start", EXTERNAL, {"inlet.source": "generator"}, "ev-plugged"),
    ("kobe-shelter", "inlet.order_unplug", EXTERNAL, {"gen.state": "running"}, "plug-stopped"),
    ("kobe-shelter", "k3.order_close", FED, {"island.load_kw": 1.2}, "feeder-limit"),
    ("kobe-shelter", "main.order_close", KOBE, {"ts.position": "external"}, "main-transfer-back"),
    (
        "nishinoomote", "bess.start_black", LINE, {"cb52r.position": "closed"},
        "black-start-boundary-open",
    ),
    (
        "nishinoomote", "bess.start_black", LINE, {"ch_a.position": "closed"},
        "black-start-mains-open",
    ),
    (
        "nishinoomote", "bess.start_black", LINE, {"pv_health.position": "closed"},
        "black-start-sources-off",
    ),
    ("nishinoomote", "bess.start_black", LINE, {"relay.group": 1.0}, "black-start-group-2"),
]  # fmt: skip


class Desk:
    """A picture of a situation that has stood for some minutes."""

    def __init__(self, site: Site, situation: Values) -> None:
        self.site = site
        self.board = ManualPoints(site)
        self.picture = Picture(site, self.board)
        self.values: dict[str, Value] = {}
        self.now_s = 0.0
        for values in (situation, {}, {}, {}):
            self.change(values)
            self.now_s += 100.0

    def change(self, values: Values) -> None:
        self.values |= values
        for name, value in values.items():
            if self.site.signals[name].manual:
                self.board.enter(name, value, "somebody", self.now_s)
        measured = {
            name: Reading(value, Quality.GOOD, self.now_s)
            for name, value in self.values.items()
            if not self.site.signals[name].manual
        }
        self.picture.update(measured, self.now_s)

    def obstacles(self, target: str) -> tuple[Obstacle, ...]:
        device, verb = target.split(".")
        return Interlocks(self.site).obstacles(Command(device, verb, "", ""), self.picture)


@pytest.mark.parametrize(
    ("name", "target", "situation", "wrong", "rule"), CASES, ids=[case[-1] for case in CASES]
)
def test_what_is_right_passes_and_what_is_wrong_is_held(
    name: str, target: str, situation: Values, wrong: Values, rule: str
) -> None:
    desk = Desk(SITES[name], situation)
    assert [one.words.en for one in desk.obstacles(target) if one.stands] == []

    desk.change(wrong)

    assert rule in [one.id for one in desk.obstacles(target) if one.truth is False]


@pytest.mark.parametrize(("site", "interlock"), EVERY)
def test_every_interlock_holds_while_nothing_is_known(site: Site, interlock: Interlock) -> None:
    target = next(t for t in interlock.targets if "*" not in t)

    held = next(one for one in Desk(site, {}).obstacles(target) if one.id == interlock.id)

    assert held.stands
    for words in (held.words, held.hazard):
        assert words.en != words.ja
        assert "{" not in words.en + words.ja


# --- every interlock in the words of the people who wrote it down ---------------------------------

TIE: Values = {"tie.position": "open"}
OPEN_52R: Values = {"cb52r.position": "open"}
QUIET: Values = {
    "bess.state": "stopped",
    "ev.state": "plugged",
    "gen.state": "stopped",
    "gas.state": "stopped",
}
LOUD: tuple[Values, ...] = (
    {"bess.state": "running"},
    {"bess.state": "ramping"},
    {"ev.state": "stand_alone"},
    {"gen.state": "running"},
    {"gas.state": "running"},
)
ON_UTILITY: Values = {"island.supply": "utility"}
IN_ISLAND: Values = {"island.supply": "island"}
DEAD: Values = {"island.supply": "dead"}
V2X_CHARGING: Values = {
    "plugged": True, "position": "closed", "argument.p_kw": -3.0, **IN_ISLAND,
    "bess.soc_pct": 60.0, "bess.p_kw": 5.0,
}  # fmt: skip


def plugged(source: str) -> tuple[Values, tuple[Values, ...]]:
    """A source of Kobe feeds through its own plug and the transfer switch, nothing else."""
    right: Values = {"inlet.source": source, "ts.position": "external"}
    return right, ({"inlet.source": "none"}, {"ts.position": "off"}, {"ts.position": "utility"})


def charging(number: int) -> tuple[Values, tuple[Values, ...]]:
    """A car in the island charges from 50 % on, or from what the battery would take in anyway."""
    own = ("plugged", "position")
    right = {f"v2x{number}.{k}" if k in own else k: v for k, v in V2X_CHARGING.items()}
    wrong: tuple[Values, ...] = (
        {f"v2x{number}.plugged": False},
        {f"v2x{number}.position": "open"},
        {"bess.soc_pct": 49.9},
    )
    return right, wrong


def room(plant: str, rated_kw: float) -> tuple[Values, tuple[Values, ...]]:
    """All that a PV plant may bring at its limit finds room in the island."""
    right: Values = {**IN_ISLAND, "island.room_kw": rated_kw / 2, f"{plant}.limit_pct": 50.0}
    return right, ({"island.room_kw": rated_kw / 2 - 1.0}, {f"{plant}.limit_pct": 60.0})


def limit(plant: str, rated_kw: float) -> tuple[Values, tuple[Values, ...]]:
    """What a higher limit adds finds room in the island."""
    now: Values = {f"{plant}.limit_pct": 20.0, "argument.limit_pct": 70.0}
    right: Values = {**IN_ISLAND, **now, "island.room_kw": rated_kw / 2}
    return right, ({"island.room_kw": rated_kw / 2 - 1.0}, {"argument.limit_pct": 80.0})


LIVE_UTILITY: Values = {"grid.v_kv": 6.6}
OFF_UTILITY: tuple[Values, ...] = ({"grid.v_kv": 6.2}, {"grid.v_kv": 7.0}, {"grid.v_kv": 0.0})

# interlock -> what is right, and each single change of it that is wrong
MEANT: Mapping[str, tuple[Values, tuple[Values, ...]]] = {
    "anti-islanding-off": (
        {**TIE, **OPEN_52R, "bess.mode": "grid_following", "argument.state": "off"},
        ({"tie.position": "closed", "cb52r.position": "closed"},),
    ),
    "anti-islanding-on": ({**DEAD, "argument.state": "on"}, (IN_ISLAND,)),
    "battery-plugged": plugged("battery"),
    "battery-soc": ({"bess.soc_pct": 15.0}, ({"bess.soc_pct": 14.9},)),
    "bess-no-fire": ({"bess.fire": False}, ({"bess.fire": True},)),
    "bess-start-not-tripped": ({"bess.state": "standby"}, ({"bess.state": "tripped"},)),
    "black-start-anti-islanding-off": (
        {"bess.anti_islanding": "off"},
        ({"bess.anti_islanding": "on"},),
    ),
    "black-start-board-dead": (DEAD, (IN_ISLAND, ON_UTILITY)),
    "black-start-boundary-locked": (
        {"cb52r.locked": True, "cb52r.tagged": True},
        ({"cb52r.locked": False}, {"cb52r.tagged": False}),
    ),
    "black-start-boundary-open": (OPEN_52R, ({"cb52r.position": "closed"},)),
    "black-start-breaker-closed": ({"cb52b.position": "closed"}, ({"cb52b.position": "open"},)),
    "black-start-grid-forming": (
        {"bess.mode": "grid_forming"},
        ({"bess.mode": "grid_following"},),
    ),
    "black-start-group-2": ({"relay.group": 2.0}, ({"relay.group": 1.0},)),
    "black-start-mains-open": ({"island.mains_open": True}, ({"island.mains_open": False},)),
    "black-start-section-dead": (DEAD, (IN_ISLAND, ON_UTILITY)),
    "black-start-soc": ({"bess.soc_pct": 15.0}, ({"bess.soc_pct": 14.9},)),
    "black-start-sources-off": ({"island.sources_off": True}, ({"island.sources_off": False},)),
    "black-start-tie-open": (TIE, ({"tie.position": "closed"},)),
    "boundary-close-dead": (DEAD, (IN_ISLAND, ON_UTILITY)),
    "boundary-close-ready": (
        {
            "bess.state": "stopped",
            "cb52b.position": "open",
            "relay.group": 1.0,
            "bess.anti_islanding": "on",
        },
        (
            {"bess.state": "running"},
            {"bess.state": "ramping"},
            {"cb52b.position": "closed"},
            {"relay.group": 2.0},
            {"bess.anti_islanding": "off"},
        ),
    ),
    "boundary-close-unlocked": (
        {"cb52r.locked": False, "cb52r.tagged": False},
        ({"cb52r.locked": True}, {"cb52r.tagged": True}),
    ),
    "boundary-close-utility-live": (LIVE_UTILITY, OFF_UTILITY),
    "cb52b-not-onto-island": (
        {"bess.state": "standby", **DEAD},
        ({"bess.state": "running"}, {"bess.state": "ramping"}, IN_ISLAND),
    ),
    "ev-plugged": plugged("vehicle"),
    "ev-present": ({"ev.present": True}, ({"ev.present": False},)),
    "feeder-battery-load": ({**IN_ISLAND, "bess.load_pct": 79.9}, ({"bess.load_pct": 80.0},)),
    "feeder-cold-load": (
        {**IN_ISLAND, "target.cold_kw": 10.0, "island.recent_cold_kw": 5.0},
        ({"target.cold_kw": 10.1}, {"island.recent_cold_kw": 5.1}),
    ),
    "feeder-limit": (
        {"ts.position": "external", "target.cold_kw": 0.5, "island.load_kw": 1.0},
        ({"target.cold_kw": 0.6}, {"island.load_kw": 1.1}),
    ),
    "feeder-not-dead": (IN_ISLAND, (DEAD,)),
    "feeder-steady": ({**IN_ISLAND, "island.steady_s": 60.0}, ({"island.steady_s": 59.0},)),
    "follow-anti-islanding-on": ({"bess.anti_islanding": "on"}, ({"bess.anti_islanding": "off"},)),
    "follow-group-1": (
        {"relay.group": 1.0, "cb52r.position": "closed", "cb52b.position": "closed"},
        ({"relay.group": 2.0}, {"cb52r.position": "open"}, {"cb52b.position": "open"}),
    ),
    "follow-utility-live": (ON_UTILITY, (DEAD, IN_ISLAND)),
    "followers-on-utility": (ON_UTILITY, (DEAD, IN_ISLAND)),
    "gas-plugged": plugged("gas_generator"),
    "gen-plugged": plugged("generator"),
    "group-change-isolated": (
        {"cb52b.position": "open", **OPEN_52R},
        ({"cb52b.position": "closed"},),
    ),
    "heaters-last": ({"c2.position": "open", "c3.position": "open"}, ({"c2.position": "closed"},)),
    "main-no-back-feed": (
        {"out1.state": "off", "out2.state": "off", **TIE, "bess.mode": "grid_forming"},
        ({"out1.state": "on"}, {"out2.state": "on"}, {"tie.position": "closed"}),
    ),
    "main-transfer-back": ({"ts.position": "off"}, ({"ts.position": "external"},)),
    "mode-forming-tie-open": (
        {**TIE, **OPEN_52R, "relay.group": 1.0, "argument.mode": "grid_forming"},
        ({"tie.position": "closed", "cb52r.position": "closed"},),
    ),
    "mode-stopped": (
        {"bess.state": "standby", **OPEN_52R},
        ({"bess.state": "running"}, {"bess.state": "tripped"}),
    ),
    "out1-limit": (
        {"out1.state": "on", "out1.available_kw": 1.0},
        ({"out1.state": "off"}, {"out1.available_kw": 0.0}),
    ),
    "out1-main-open": ({"main.position": "open"}, ({"main.position": "closed"},)),
    "out1-pv-open": ({"pv1.position": "open"}, ({"pv1.position": "closed"},)),
    "out1-unplugged": ({"sock1.plugged_kw": 0.0}, ({"sock1.plugged_kw": 1.2},)),
    "out2-limit": (
        {"out2.state": "on", "out2.available_kw": 1.0},
        ({"out2.state": "off"}, {"out2.available_kw": 0.0}),
    ),
    "out2-main-open": ({"main.position": "open"}, ({"main.position": "closed"},)),
    "out2-pv-open": (
        {"pv2.position": "open", "pv3.position": "open"},
        ({"pv2.position": "closed", "pv3.position": "closed"},),
    ),
    "out2-unplugged": ({"sock2.plugged_kw": 0.0}, ({"sock2.plugged_kw": 1.2},)),
    "plug-stopped": (QUIET, LOUD),
    "plug-transfer": (
        {"ts.position": "external"},
        ({"ts.position": "off"}, {"ts.position": "utility"}),
    ),
    "power-following-only": (
        {"bess.mode": "grid_following", "bess.state": "running"},
        ({"bess.mode": "grid_forming"}, {"bess.state": "stopped"}),
    ),
    "power-full": ({"argument.p_kw": -1.0, "bess.soc_pct": 94.9}, ({"bess.soc_pct": 95.0},)),
    "power-reserve": ({"argument.p_kw": 1.0, "bess.soc_pct": 30.1}, ({"bess.soc_pct": 30.0},)),
    "pv-hall-limit": limit("pv_hall", 32.4),
    "pv-hall-room": room("pv_hall", 32.4),
    "pv-health-limit": limit("pv_health", 10.8),
    "pv-health-room": room("pv_health", 10.8),
    "pv-new-limit": limit("pv_new", 164.1),
    "pv-new-room": room("pv_new", 164.1),
    "pv1-not-self-sustained": ({"out1.state": "off"}, ({"out1.state": "on"},)),
    "pv2-not-self-sustained": ({"out2.state": "off"}, ({"out2.state": "on"},)),
    "pv3-not-self-sustained": ({"out2.state": "off"}, ({"out2.state": "on"},)),
    "secondary-island-only": (
        {**TIE, **OPEN_52R, "argument.state": "on"},
        ({"tie.position": "closed", "cb52r.position": "closed"},),
    ),
    "special-pickup": (
        {**IN_ISLAND, "target.cold_kw": 4.0, "island.recent_cold_kw": 2.0},
        ({"target.cold_kw": 4.1}, {"island.recent_cold_kw": 2.1}),
    ),
    "sync-both-live": ({**IN_ISLAND, **LIVE_UTILITY}, (DEAD, *OFF_UTILITY)),
    "tie-dead-board": (
        {**DEAD, "bess.state": "stopped"},
        (IN_ISLAND, {"bess.state": "running"}, {"bess.state": "ramping"}),
    ),
    "tie-unlocked": (
        {"tie.locked": False, "tie.tagged": False},
        ({"tie.locked": True}, {"tie.tagged": True}),
    ),
    "ts-main-open": ({"main.position": "open"}, ({"main.position": "closed"},)),
    "ts-source-stopped": (QUIET, LOUD),
    "ts-unloaded": (
        {f"k{number}.position": "open" for number in (1, 2, 3)},
        tuple({f"k{number}.position": "closed"} for number in (1, 2, 3)),
    ),
    "ts1-main-open": ({"main.position": "open"}, ({"main.position": "closed"},)),
    "ts1-unloaded": ({"room.position": "open"}, ({"room.position": "closed"},)),
    "ts2-main-open": ({"main.position": "open"}, ({"main.position": "closed"},)),
    "ts2-unloaded": ({"pumps.position": "open"}, ({"pumps.position": "closed"},)),
    "v2x1-charging": charging(1),
    "v2x2-charging": charging(2),
    "v2x3-charging": charging(3),
}
NEVER = {"battery-never-follows", "followers-never-form"}  # nothing makes these right


class Said:
    """Values by name and the limits of a site; a conditions.Lookup."""

    def __init__(self, site: Site, values: Values) -> None:
        self._values = {**{f"site.{n}": v for n, v in site.limits.items()}, **values}

    def value(self, name: str) -> Value | None:
        return self._values.get(name)

    def age_s(self, name: str) -> float | None:
        return 0.0

    def changed(self, name: str) -> bool | None:
        return False


@pytest.mark.parametrize(("site", "interlock"), EVERY)
def test_an_interlock_means_what_was_meant(site: Site, interlock: Interlock) -> None:
    if interlock.id in NEVER:
        assert interlock.require.evaluate(Said(site, {})) is False
        return
    right, wrongs = MEANT[interlock.id]
    assert interlock.require.evaluate(Said(site, right)) is True
    for wrong in wrongs:
        truth = interlock.require.evaluate(Said(site, {**right, **wrong}))
        assert truth is False, wrong
    assert interlock.require.evaluate(Said(site, {})) is None


def test_what_was_meant_is_said_of_every_interlock() -> None:
    ids = {interlock.id for site in SITES.values() for interlock in site.interlocks}
    assert ids == set(MEANT) | NEVER
