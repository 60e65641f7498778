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
