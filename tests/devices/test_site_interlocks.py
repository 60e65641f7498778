"""Every interlock of the Odawara site, from both sides: it lets pass what is right, and holds."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from devices.interlocks import Interlocks, Obstacle
from devices.manual import ManualPoints
from devices.picture import Picture
from devices.plant import Command
from devices.signals import Quality, Reading, Value
from devices.site import load_site
from devices.site.site import Site

BLOCKS = ("b1", "b2", "b3", "b4", "b5", "b6", "aux")
Values = Mapping[str, Value]


def blocks(position: str, transformer: str = "connected") -> Values:
    return {f"{b}.position": position for b in BLOCKS} | {
        f"{b}.transformer": transformer for b in BLOCKS
    }


# The utility has failed, the section is isolated and free, everything is ready to start.
DARK: Values = {
    **blocks("open"),
    "grid.v_kv": 0.0,
    "grid.reclose": "blocked",
    "k12.position": "open",
    "k12.locked": True,
    "k12.tagged": True,
    "k12.timer_utility": "blocked",
    "k12.timer_island": "blocked",
    "earth.count": 0.0,
    "permit.requested": True,
    "permit.agreed": True,
    "permit.line_ok": True,
    "permit.dead": True,
    "permit.energise": True,
    "permit.return": False,
    "permit.reclose_k12": False,
    "cb52b.position": "closed",
    "cb52b.locked": False,
    "cb52b.tagged": False,
    "bess.state": "standby",
    "bess.mode": "grid_forming",
    "bess.soc_pct": 80.0,
    "bess.p_kw": 0.0,
    "bess.p_min_kw": -630.0,
    "bess.load_pct": 0.0,
    "bess.anti_islanding": "off",
    "bess.secondary": "on",
    "bess.fire": False,
    "relay.group": 2.0,
    "relay.r64": "armed",
    "evt.position": "in",
    "pv.position": "open",
    "pv.limit_pct": 100.0,
    "server.position": "open",
    "server.p_kw": 0.0,
    "evc.position": "open",
    "evc.plugged": True,
    "ev3.soc_pct": 82.0,
    "share.state": "stopped",
    "island.v_kv": 0.0,
    "island.f_hz": 0.0,
}
# The microgrid stands by itself, its first blocks still open.
ISLAND: Values = {
    **DARK,
    "bess.state": "running",
    "bess.p_kw": 5.0,
    "bess.load_pct": 1.0,
    "island.v_kv": 6.6,
    "island.f_hz": 50.0,
    "evc.position": "closed",
}
# The microgrid has stopped; K-12 may be closed.
RETURN: Values = {
    **DARK,
    "grid.v_kv": 6.6,
    "k12.locked": False,
    "k12.tagged": False,
    "cb52b.position": "open",
    "cb52b.locked": True,
    "bess.mode": "grid_following",
    "bess.anti_islanding": "on",
    "relay.group": 1.0,
    "evt.position": "out",
    "permit.reclose_k12": True,
}
# On the utility's supply, the battery ready to follow.
GRID: Values = {
    **RETURN,
    **blocks("closed"),
    "grid.reclose": "in_service",
    "k12.position": "closed",
    "k12.timer_utility": "in_service",
    "k12.timer_island": "in_service",
    "cb52b.position": "closed",
    "cb52b.locked": False,
    "island.v_kv": 6.6,
    "island.f_hz": 50.0,
    "share.state": "running",
}
FOLLOWING: Values = {**GRID, "bess.state": "running"}
DARK_OPEN: Values = {**DARK, "cb52b.position": "open"}
GRID_OPEN: Values = {**GRID, "cb52b.position": "open"}
EARTHED: Values = {**DARK, "cb52b.position": "open"}
BEFORE_OPENING: Values = {
    **GRID,
    "grid.reclose": "blocked",
    "k12.timer_utility": "blocked",
    "k12.timer_island": "blocked",
}
LOADED: Values = {**ISLAND, "server.position": "closed", "bess.p_min_kw": 0.0, "bess.p_kw": 10.0}

START = ("bess.start_black", {})
FOLLOW = ("bess.start_following", {})
CLOSE_52B = ("cb52b.close", {})
CLOSE_K12 = ("k12.order_close", {})
CLOSE_B2 = ("b2.close", {})

LIVE: Values = {"island.v_kv": 6.6, "bess.state": "running"}

# interlock -> command, the situation that lets it pass, what changed when it must hold
RULES: Mapping[str, tuple[tuple[str, Values], Values, Values]] = {
    "black-start-boundary-open": (START, DARK, {"k12.position": "closed"}),
    "black-start-boundary-locked": (START, DARK, {"k12.locked": False}),
    "black-start-boundary-tagged": (START, DARK, {"k12.tagged": False}),
    "black-start-reclose-blocked": (START, DARK, {"grid.reclose": "in_service"}),
    "black-start-timer-utility-blocked": (START, DARK, {"k12.timer_utility": "in_service"}),
    "black-start-timer-island-blocked": (START, DARK, {"k12.timer_island": "in_service"}),
    "black-start-earth-off": (START, DARK, {"earth.count": 1.0}),
    "black-start-dead-verified": (START, DARK, {"permit.dead": False}),
    "black-start-line-ok": (START, DARK, {"permit.line_ok": False}),
    "black-start-permit": (START, DARK, {"permit.energise": False}),
    "black-start-group-2": (START, DARK, {"relay.group": 1.0}),
    "black-start-64-armed": (START, DARK, {"relay.r64": "off"}),
    "black-start-evt-in": (START, DARK, {"evt.position": "out"}),
    "black-start-mains-open": (START, DARK, {"b4.position": "closed"}),
    "black-start-sources-off": (START, DARK, {"pv.position": "closed"}),
    "black-start-section-dead": (START, DARK, {"island.v_kv": 6.6, "bess.state": "running"}),
    "black-start-breaker-closed": (START, DARK, {"cb52b.position": "open"}),
    "black-start-grid-forming": (START, DARK, {"bess.mode": "grid_following"}),
    "black-start-anti-islanding-off": (START, DARK, {"bess.anti_islanding": "on"}),
    "black-start-soc": (START, {**DARK, "bess.soc_pct": 15.0}, {"bess.soc_pct": 14.9}),
    "bess-start-not-tripped": (START, DARK, {"bess.state": "tripped"}),
    "bess-no-fire": (START, DARK, {"bess.fire": True}),
    "bess-reset-unloaded": (("bess.reset", {}), DARK, {"b1.position": "closed"}),
    "follow-utility-live": (FOLLOW, GRID, {"island.v_kv": 0.0}),
    "follow-boundary-closed": (FOLLOW, GRID, {"k12.position": "open"}),
    "follow-breaker-closed": (FOLLOW, GRID, {"cb52b.position": "open"}),
    "follow-group-1": (FOLLOW, GRID, {"relay.group": 2.0}),
    "follow-anti-islanding-on": (FOLLOW, GRID, {"bess.anti_islanding": "off"}),
    "follow-evt-out": (FOLLOW, GRID, {"evt.position": "in"}),
    "mode-stopped": (("bess.set_mode", {"mode": "grid_forming"}), DARK, LIVE),
    "mode-forming-boundary-open": (
        ("bess.set_mode", {"mode": "grid_forming"}),
        DARK,
        {"k12.position": "closed"},
    ),
    "anti-islanding-off": (
        ("bess.set_anti_islanding", {"state": "off"}),
        DARK,
        {"k12.locked": False},
    ),
    "anti-islanding-on": (("bess.set_anti_islanding", {"state": "on"}), DARK, LIVE),
    "secondary-island-only": (
        ("bess.set_secondary", {"state": "on"}),
        DARK,
        {"k12.position": "closed"},
    ),
    "power-following-only": (
        ("bess.set_p_kw", {"p_kw": 10.0}),
        FOLLOWING,
        {"bess.mode": "grid_forming"},
    ),
    "power-reserve": (("bess.set_p_kw", {"p_kw": 10.0}), FOLLOWING, {"bess.soc_pct": 30.0}),
    "power-full": (("bess.set_p_kw", {"p_kw": -10.0}), FOLLOWING, {"bess.soc_pct": 95.0}),
    "cb52b-unlocked": (CLOSE_52B, DARK_OPEN, {"cb52b.locked": True}),
    "cb52b-no-voltage-of-ours": (CLOSE_52B, DARK_OPEN, {"bess.state": "running"}),
    "cb52b-not-onto-island": (CLOSE_52B, DARK_OPEN, LIVE),
    "cb52b-earth-off": (CLOSE_52B, DARK_OPEN, {"earth.count": 2.0}),
    "cb52b-dead-boundary": (CLOSE_52B, DARK_OPEN, {"k12.tagged": False}),
    "cb52b-dead-reclose": (CLOSE_52B, DARK_OPEN, {"k12.timer_island": "in_service"}),
    "cb52b-dead-permit": (CLOSE_52B, DARK_OPEN, {"permit.energise": False}),
    "cb52b-dead-group": (CLOSE_52B, DARK_OPEN, {"relay.group": 1.0}),
    "cb52b-dead-evt": (CLOSE_52B, DARK_OPEN, {"evt.position": "out"}),
    "cb52b-utility-group": (CLOSE_52B, GRID_OPEN, {"relay.group": 2.0}),
    "cb52b-utility-anti-islanding": (CLOSE_52B, GRID_OPEN, {"bess.anti_islanding": "off"}),
    "cb52b-utility-evt": (CLOSE_52B, GRID_OPEN, {"evt.position": "in"}),
    "group-change-isolated": (
        ("relay.set_group", {"group": 1.0}),
        DARK_OPEN,
        {"cb52b.position": "closed"},
    ),
    "group-2-island-only": (
        ("relay.set_group", {"group": 2.0}),
        DARK_OPEN,
        {"k12.position": "closed"},
    ),
    "group-1-not-in-island": (("relay.set_group", {"group": 1.0}), DARK_OPEN, LIVE),
    "evt-insert-dead": (("evt.insert", {}), DARK, LIVE),
    "evt-remove-not-live": (("evt.remove", {}), DARK, LIVE),
    "boundary-open-agreed": (("k12.order_open", {}), BEFORE_OPENING, {"permit.agreed": False}),
    "boundary-open-line-ok": (("k12.order_open", {}), BEFORE_OPENING, {"permit.line_ok": False}),
    "boundary-open-reclose-blocked": (
        ("k12.order_open", {}),
        BEFORE_OPENING,
        {"grid.reclose": "in_service"},
    ),
    "boundary-lock-open": (("k12.order_lock", {}), DARK, {"k12.position": "closed"}),
    "boundary-unlock-safe": (
        ("k12.order_unlock", {}),
        DARK_OPEN,
        {"cb52b.position": "closed"},
    ),
    "boundary-close-dead": (CLOSE_K12, RETURN, {**LIVE, "bess.mode": "grid_forming"}),
    "boundary-close-bess-stopped": (CLOSE_K12, RETURN, {"bess.state": "running"}),
    "boundary-close-52b-locked": (CLOSE_K12, RETURN, {"cb52b.locked": False}),
    "boundary-close-group-1": (CLOSE_K12, RETURN, {"relay.group": 2.0}),
    "boundary-close-evt-out": (CLOSE_K12, RETURN, {"evt.position": "in"}),
    "boundary-close-anti-islanding": (CLOSE_K12, RETURN, {"bess.anti_islanding": "off"}),
    "boundary-close-earth-off": (CLOSE_K12, RETURN, {"earth.count": 1.0}),
    "boundary-close-permit": (CLOSE_K12, RETURN, {"permit.reclose_k12": False}),
    "boundary-close-utility-live": (CLOSE_K12, RETURN, {"grid.v_kv": 0.0}),
    "boundary-close-unlocked": (CLOSE_K12, RETURN, {"k12.tagged": True}),
    "restore-boundary-closed": (
        ("k12.order_restore_timers", {}),
        GRID,
        {"k12.position": "open"},
    ),
    "earth-fit-dead": (("earth.order_fit", {}), EARTHED, LIVE),
    "earth-fit-isolated": (("earth.order_fit", {}), EARTHED, {"cb52b.position": "closed"}),
    "permit-energise-conditions": (
        ("permit.grant_energise", {}),
        DARK,
        {"earth.count": 3.0},
    ),
    "permit-close-conditions": (
        ("permit.grant_reclose_k12", {}),
        RETURN,
        {"relay.group": 2.0},
    ),
    "block-not-dead": (("server.close", {}), ISLAND, {"island.v_kv": 0.0}),
    "block-cold-load": (CLOSE_B2, ISLAND, {f"{b}.position": "closed" for b in BLOCKS}),
    "block-steady": (CLOSE_B2, ISLAND, {"island.f_hz": 49.7}),
    "block-battery-load": (CLOSE_B2, ISLAND, {"bess.load_pct": 80.0}),
    "block-transformer-connected": (CLOSE_B2, ISLAND, {"b2.transformer": "disconnected"}),
    "transformer-rating": (
        ("b1.connect", {}),
        {**ISLAND, "b1.transformer": "disconnected", "b4.transformer": "disconnected"},
        {"b4.transformer": "connected"},
    ),
    "transformer-main-open": (("b1.connect", {}), ISLAND, {"b1.position": "closed"}),
    "pv-room": (("pv.close", {}), ISLAND, {"bess.p_min_kw": -20.0}),
    "pv-limit-room": (
        ("pv.set_limit_pct", {"limit_pct": 100.0}),
        {**ISLAND, "pv.limit_pct": 20.0},
        {"bess.p_min_kw": -20.0},
    ),
    "ev-charging-soc": (
        ("evc.set_kw", {"p_kw": -6.0}),
        {**ISLAND, "share.state": "running", "bess.soc_pct": 50.0},
        {"bess.soc_pct": 49.9},
    ),
    "ev-plugged": (("evc.set_kw", {"p_kw": -6.0}), ISLAND, {"evc.plugged": False}),
    "share-start-normal": (("share.order_start", {}), GRID, {"island.v_kv": 0.0}),
    "ev-dispatch-share-stopped": (
        ("ev3.order_dispatch", {}),
        DARK,
        {"share.state": "running"},
    ),
    "ev-dispatch-charge": (("ev3.order_dispatch", {}), DARK, {"ev3.soc_pct": 49.0}),
}


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site("odawara")


class Desk:
    """A picture of a situation that has stood for some minutes."""

    def __init__(self, site: Site, situation: Values) -> None:
        self.site = site
        self.board = ManualPoints(site)
        self.picture = Picture(site, self.board)
        self.values: dict[str, Value] = {}
        self.now_s = 0.0
        self.change(situation)
        for _ in range(3):
            self.now_s += 100.0
            self.change({})

    def change(self, values: Values) -> None:
        self.values |= values
        for name, value in values.items():
            if self.site.signals[name].manual:
                self.board.enter(name, value, "crew", self.now_s)
        measured = {
            name: Reading(value, Quality.GOOD, self.now_s)
            for name, value in self.values.items()
            if not self.site.signals[name].manual
        }
        self.picture.update(measured, self.now_s)

    def judge(self, identity: str, target: str, arguments: Values) -> Obstacle:
        device, verb = target.split(".")
        command = Command(device, verb, "", "", arguments)
        obstacles = Interlocks(self.site).obstacles(command, self.picture)
        return next(obstacle for obstacle in obstacles if obstacle.id == identity)


@pytest.mark.parametrize("identity", RULES)
def test_the_interlock_lets_pass_and_holds(site: Site, identity: str) -> None:
    (target, arguments), situation, violation = RULES[identity]
    desk = Desk(site, situation)
    passing = desk.judge(identity, target, arguments)
    assert passing.truth is True, passing.live.en
    desk.now_s += 1.0
    desk.change(violation)
    holding = desk.judge(identity, target, arguments)
    assert holding.truth is False, holding.live.en
    for words in (holding.words, holding.hazard):
        assert words.en != words.ja
        assert "{" not in words.en + words.ja


@pytest.mark.parametrize("identity", RULES)
def test_the_interlock_holds_when_nothing_is_known(site: Site, identity: str) -> None:
    (target, arguments), _, _ = RULES[identity]
    obstacle = Desk(site, {}).judge(identity, target, arguments)
    assert obstacle.truth is None
    assert obstacle.stands
    assert obstacle.unknown
    assert "不明" in obstacle.words.ja


def test_no_interlock_of_the_site_is_left_out_here(site: Site) -> None:
    assert {interlock.id for interlock in site.interlocks} == set(RULES)


@pytest.mark.parametrize(
    ("target", "situation"),
    [
        ("bess.start_black", DARK),
        ("bess.start_following", GRID),
        ("cb52b.close", DARK_OPEN),
        ("cb52b.close", GRID_OPEN),
        ("k12.order_open", BEFORE_OPENING),
        ("k12.order_close", RETURN),
        ("b2.close", ISLAND),
        ("pv.close", ISLAND),
        ("earth.order_fit", EARTHED),
    ],
)
def test_when_everything_is_right_nothing_stands_in_the_way(
    site: Site, target: str, situation: Values
) -> None:
    device, verb = target.split(".")
    desk = Desk(site, situation)
    obstacles = Interlocks(site).obstacles(Command(device, verb, "", ""), desk.picture)
    assert [obstacle.words.en for obstacle in obstacles if obstacle.stands] == []
