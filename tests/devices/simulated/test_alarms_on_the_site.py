"""Alarms of the shipped site over the simulator: what really happens brings them, and ends them.

What the simulator cannot bring about (cars, the computer's clock, a UPS that has run for hours) is
brought about by hand in `tests/devices/test_site_alarms.py`.
"""

from __future__ import annotations

import pytest

from devices.alarms import Alarms
from devices.events import Event
from devices.manual import ManualPoints
from devices.picture import Picture

BLOCKS = ("b1", "b2", "b3", "b4", "b5", "b6", "aux")


class Watched:
    """A story whose alarms are followed; people report at once what they could see."""

    def __init__(self, story):
        self.story = story
        self.site = story.plant.site
        self.board = ManualPoints(self.site)
        self.picture = Picture(self.site, self.board)
        self.events: list[Event] = []
        self.alarms = Alarms(self.site, self.events.append)
        self.seen: set[str] = set()
        self.run(10.0)

    def run(self, seconds):
        until_s = self.story.plant.now_s + seconds
        while self.story.plant.now_s < until_s - 1e-9:
            self.story.events.extend(self.story.plant.advance(until_s))
            self.look()

    def look(self):
        now_s = self.story.plant.now_s
        for name in self.board.names:
            permit = self.site.device_of(name).kind == "permits"
            value = False if permit else self.story.plant.field.observe(name)
            before = self.board.readings().get(name)
            if before is None or before.value != value:
                self.board.enter(name, value, "crew", now_s)
        self.picture.update(self.story.plant.readings(), now_s)
        self.alarms.update(self.picture, now_s)
        self.seen |= self.active

    @property
    def active(self):
        return {row.id for row in self.alarms.rows() if row.active}

    @property
    def listed(self):
        return {row.id for row in self.alarms.rows() if row.listed and row.active}

    def do(self, target, **arguments):
        self.story.do(target, **arguments)

    def act(self, target, **arguments):
        self.story.act(target, **arguments)

    def until(self, gone, within_s):
        """Go on until this alarm is there no longer."""
        end_s = self.story.plant.now_s + within_s
        while gone in self.active:
            assert self.story.plant.now_s < end_s, f"{gone} stays"
            self.run(1.0)


@pytest.fixture
def grid(tell):
    """Normal operation on the utility, at noon."""
    return Watched(tell())


@pytest.fixture
def island(tell):
    """The microgrid on its battery, all blocks on it."""
    story = tell(clock_s=10.0 * 3600.0, soc_pct=60.0)
    story.island()
    story.run(60.0)
    for block in BLOCKS:
        story.do(f"{block}.close")
        story.run(5.0)
    story.run(60.0)
    return Watched(story)


# what begins it, what ends it: words of the story
ON_THE_UTILITY = {
    "voltage-out": (["act grid.lose"], ["act grid.restore"]),
    "bess-fire": (["act bess.fire"], ["act bess.fire_out"]),
    "anti-islanding-off": (
        ["do bess.set_anti_islanding state=off"],
        ["do bess.set_anti_islanding state=on"],
    ),
    "soc-30": (["act bess.soc pct=29"], ["act bess.soc pct=33"]),
    "soc-20": (["act bess.soc pct=19"], ["act bess.soc pct=23"]),
    "soc-15": (["act bess.soc pct=14"], ["act bess.soc pct=18"]),
    "soc-95": (["act bess.soc pct=96"], ["act bess.soc pct=92"]),
    "bess-temperature": (["act bess.cells celsius=44"], ["act bess.cells celsius=20"]),
    "earth-fitted": (
        ["act grid.lose", "act earth.fit"],
        ["act earth.remove"],
    ),
    "pv-off": (["act grid.lose"], ["do pv.open"]),
    "server-off": (["act grid.lose"], ["do server.open"]),
    "bess-aux": (["act bess.aux_fail"], ["act bess.aux_restore"]),
    "comms-bess": (["act bess.silence"], ["act bess.speak_again"]),
    "comms-pv": (["act pv.silence"], ["act pv.speak_again"]),
    "comms-server": (["act server.silence"], ["act server.speak_again"]),
    "comms-evem": (["act evc.silence"], ["act evc.speak_again"]),
    "meters-stale": (["act m4.silence"], ["act m4.speak_again"]),
}
IN_THE_ISLAND = {
    "boundary-conflict": (["act k12.unlock", "act k12.close"], ["do bess.emergency_stop"]),
    "earth-fault": (["act section.earth_fault"], ["act section.clear_fault"]),
    "bess-trip": (["act bess.trip"], ["do bess.reset"]),
    "group-mismatch": (["do relay.set_group group=1"], ["do relay.set_group group=2"]),
    "utility-live-isolated": (["act grid.restore"], ["act grid.lose"]),
    "load-over-plan": (
        [f"act {block}.surprise factor=3" for block in BLOCKS],
        [f"act {block}.surprise factor=0.5" for block in BLOCKS],
    ),
    "hours-left": (["act bess.soc pct=10.5"], ["act bess.soc pct=60"]),
    "unbalance": (["act section.open_phase"], ["act section.clear_fault"]),
    "tag-missing": (["act k12.lose_tag"], ["act k12.lock"]),
    "reclose-not-blocked": (["act k12.restore_timers"], ["act k12.block_timers"]),
}
WAITS_S = 400.0  # longer than any delay of these but the tag's
BEHIND = {"pv-off", "server-off"}  # folded under the first alarm of a blackout


def told(watched, words):
    for one in words:
        how, target, *given = one.split(" ")
        arguments = {}
        for pair in given:
            name, _, value = pair.partition("=")
            arguments[name] = value if value.isalpha() else float(value)
        getattr(watched, how)(target, **arguments)


def comes_and_goes(watched, alarm, begins, ends):
    assert alarm not in watched.active
    told(watched, begins)
    watched.run(WAITS_S)
    assert alarm in watched.seen
    if alarm in BEHIND:
        assert alarm not in watched.listed
    told(watched, ends)
    watched.until(alarm, within_s=600.0)


@pytest.mark.parametrize("alarm", ON_THE_UTILITY)
def test_on_the_utility_it_comes_and_goes(grid, alarm):
    comes_and_goes(grid, alarm, *ON_THE_UTILITY[alarm])


@pytest.mark.parametrize("alarm", IN_THE_ISLAND)
def test_in_the_island_it_comes_and_goes(island, alarm):
    comes_and_goes(island, alarm, *IN_THE_ISLAND[alarm])


def test_the_sun_without_room_brings_the_frequency_alarm(tell):
    story = tell(clock_s=11.5 * 3600.0, soc_pct=96.0)
    story.island()
    story.run(60.0)
    story.do("b1.close")
    watched = Watched(story)
    watched.do("pv.close")
    watched.run(330.0)
    assert "frequency-out" in watched.seen
    watched.until("frequency-out", within_s=60.0)


@pytest.mark.parametrize(
    ("alarm", "block"),
    [
        ("block-trip-wanpaku", "b2"),
        ("block-trip-ikoi", "b4"),
        ("block-trip-forest", "b5"),
        ("block-trip-others", "b6"),
    ],
)
def test_a_block_whose_transformer_is_lost_is_told_until_it_is_back(island, alarm, block):
    island.do(f"{block}.disconnect")
    island.run(5.0)
    assert alarm in island.listed
    island.do(f"{block}.connect")
    island.until(alarm, within_s=120.0)


def test_after_its_isolation_a_dead_section_says_nothing_new(grid):
    grid.act("grid.lose")
    grid.run(30.0)
    grid.do("bess.stop")
    grid.do("cb52b.open")
    grid.story.open_all()
    for act in ("k12.open", "k12.lock", "k12.block_timers", "grid.block_reclose"):
        grid.act(act)
    grid.run(30.0)
    before = len(grid.events)
    grid.run(1800.0)
    assert [e.subject for e in grid.events[before:] if e.kind.value == "alarm.raised"] == []
    assert grid.listed == set()
    assert grid.alarms.figures().total <= 5
