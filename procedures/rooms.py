"""The rooms around the runs of one sitting, put together: where people act, look and go back."""

from __future__ import annotations

from dataclasses import dataclass

from devices.alarms import Alarms
from devices.plant import Plant
from devices.simulated import SimulatedPlant
from procedures.by_hand import ByHand
from procedures.chapters import Chapters
from procedures.desk import Desk
from procedures.drill.at_work import DrillAtWork, Led
from procedures.drill.side import DrillSide
from procedures.foresight import Foresight, MeasuredStand, SimulatedStand, Stand
from procedures.going_back import GoingBack
from procedures.handover import Handover
from procedures.hourly import HourlyWord
from procedures.live import LiveSide, LiveTerms
from procedures.moments import Moments
from procedures.orders import Commanding
from procedures.recorder import Recording
from procedures.run import Engine
from procedures.scenario import HappeningsAtWork, Scenario
from procedures.screen import Screen
from procedures.snapshot import Mode
from procedures.standing import WhatStands
from procedures.stillness import Stillness


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms of one sitting. live: None where it is simulated; drill: None where it is none."""

    live: LiveSide | None
    chapters: Chapters
    happenings: HappeningsAtWork
    hourly: HourlyWord
    desk: Desk
    drill: DrillSide | None
    screen: Screen
    moments: Moments
    still: Stillness
    back: GoingBack

    @classmethod
    def of(
        cls,
        engine: Engine,
        alarms: Alarms,
        scenario: Scenario,
        plant: Plant,
        recorder: Recording,
        *,
        mode: Mode,
        live: LiveTerms | None,
        led: Led,
    ) -> Rooms:
        """Around the runs of `engine`; led: who leads and judges a drill."""
        world, sitter = engine.world, engine.world.people.sitter
        side = None if live is None else live.side(world)
        taking_up = None if live is None else live.taking_up(world)
        arming = None if side is None else side.arming
        simulated = plant if isinstance(plant, SimulatedPlant) else None
        chapters, happenings = Chapters(scenario, engine), HappeningsAtWork.of(scenario)
        by_hand = ByHand(engine, chapters, live=live is not None)
        handover = Handover(world, WhatStands(engine, alarms, recorder.logs), arming)
        hourly, commanding = HourlyWord(world, engine.phase), Commanding(world, engine)
        desk = Desk(world, engine, alarms, commanding, by_hand, handover, hourly, arming)
        sits_there = mode is Mode.DRILL and sitter is not None
        drill = DrillAtWork.of(
            scenario, engine, led, recorder.keep_now, simulated, by_hand=sits_there
        )
        stand: Stand = (
            MeasuredStand(world.site, world.picture, world.clock)
            if simulated is None
            else SimulatedStand(simulated)
        )
        screen = Screen(
            world, engine, alarms, recorder.logs, Foresight(stand, world.site), scenario, mode,
            by_hand, handover, hourly, arming,
        )  # fmt: skip
        moments = Moments(
            simulated, scenario, engine, alarms, chapters, happenings, handover, hourly, taking_up,
            drill,
        )  # fmt: skip
        drilled = None if drill is None else DrillSide(drill, desk, happenings, screen, recorder)
        still = Stillness(world, drilled, taking_up)
        back = GoingBack(moments, recorder, screen, drilled, live=live is not None)
        return cls(side, chapters, happenings, hourly, desk, drilled, screen, moments, still, back)
