"""What screens get of a sitting: its snapshot and the faceplates, made only when asked for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from devices.alarms import Alarms
from devices.plant import Command
from procedures.arming import Arming
from procedures.by_hand import ByHand
from procedures.command_views import command_view, obstacle_view
from procedures.drill.views import DrillView
from procedures.energy import EnergyView
from procedures.foresight import Foresight
from procedures.handover import Handover
from procedures.hourly import HourlyWord
from procedures.language.steps import Procedure
from procedures.phase import Phase, standing_title, supply_title
from procedures.run import Engine, World
from procedures.run_views import RunViews
from procedures.scenario import Scenario
from procedures.snapshot import CommandView, Mode, Refusal, Snapshot, TakingUpView, VerbView
from procedures.views import Logs, alarm_views, chapter_views


@dataclass(frozen=True, slots=True)
class Standing:
    """What only the sitting itself knows of how it stands."""

    phase: str
    phase_declared: bool  # a live sitting follows the plant until somebody declares one
    refusal: Refusal | None
    finished: bool
    outcome: str
    record: str
    branch: int
    taking_up: TakingUpView | None
    energy: EnergyView | None = None
    drill: DrillView | None = None


@dataclass(slots=True)
class Screen:
    """Makes pictures of one sitting; what did not change is not made anew."""

    world: World
    engine: Engine
    alarms: Alarms
    logs: Logs
    foresight: Foresight
    scenario: Scenario
    mode: Mode
    by_hand: ByHand
    handover: Handover
    hourly: HourlyWord
    arming: Arming | None = None  # in a live sitting
    _views: RunViews = field(init=False)
    _chain: tuple[Procedure, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._views = RunViews(self.world, self.engine)
        self._chain = tuple(self.scenario.procedure(name) for name in self.scenario.chain)

    def forget(self) -> None:
        """What was made is of another moment: make everything anew."""
        self._views = RunViews(self.world, self.engine)
        self.foresight.forget()

    def snapshot(self, standing: Standing) -> Snapshot:
        """The picture of now."""
        world, selection = self.world, self.world.gate.selection
        sitter = world.people.sitter
        blackout_s = world.picture.value("time.blackout_s")
        supply = world.picture.value("island.supply")
        last = tuple(run for run in self.engine.runs if not run.procedure.aside)[-1:]
        return Snapshot(
            time_s=world.now_s,
            clock=world.clock.time_of_day(),
            mode=self.mode,
            site=world.site.name,
            site_title=world.site.title,
            scenario_title=self.scenario.title,
            phase=standing.phase,
            phase_title=(
                standing_title(standing.phase, supply)
                if self.scenario.tells(Phase(standing.phase)) and standing.phase_declared
                else supply_title(supply)
            ),
            blackout_s=blackout_s if isinstance(blackout_s, float) and blackout_s > 0 else None,
            values=dict(world.picture.readings()),
            sitter=sitter.person if sitter else "",
            sitter_roles=sitter.roles if sitter else (),
            chapters=chapter_views(self._chain, self.engine.runs),
            runs=tuple(self._views.view(run) for run in self.engine.active or last),
            startable=self.by_hand.views() if sitter else (),
            handover=self.handover.view() if sitter else None,
            hourly=self.hourly.view(),
            alarms=alarm_views(self.alarms.rows()),
            talk=self.logs.talk(),
            events=self.logs.lines(),
            commands=self.logs.commands(),
            selection=self.selection(),
            selected_by=selection.command.person if selection else "",
            refusal=standing.refusal,
            outlook=self.foresight.outlook(world.now_s),
            finished=standing.finished,
            outcome=standing.outcome,
            record=standing.record,
            folder=str(self.scenario.folder or ""),
            branch=standing.branch,
            live=self.arming.view() if self.arming is not None else None,
            taking_up=standing.taking_up,
            alarm_figures=self.alarms.figures(),
            energy=standing.energy,
            drill=standing.drill,
        )

    def selection(self) -> CommandView | None:
        """The command that stands selected, with its preview; None for none."""
        selection = self.world.gate.selection
        if selection is None:
            return None
        view = command_view(selection.command, "selected", self.world)
        view = replace(view, second_roles=selection.second_roles)
        return self.foresight.with_preview(view, selection.command, self.world.now_s)

    def faceplate(self, device: str) -> tuple[VerbView, ...]:
        """The verbs of a device with everything that stands in the way of each now."""
        found = self.world.site.devices.get(device)
        if found is None:
            return ()
        sitter = self.world.people.sitter
        roles = sitter.roles if sitter else ()
        person = sitter.person if sitter else ""
        views = []
        for verb in found.verbs.values():
            role = next((role for role in roles if role in verb.roles), verb.roles[0])
            command = Command(device, verb.name, role, person)
            guards = self.world.gate.interlocks.obstacles(command, self.world.picture)
            arguments = verb.arguments.values()
            views.append(
                VerbView(
                    device=device,
                    verb=verb.name,
                    title=verb.title,
                    arguments={a.name: (a.low, a.high, a.unit) for a in arguments if not a.states},
                    choices={a.name: a.states for a in arguments if a.states},
                    roles=verb.roles,
                    interlocks=tuple(obstacle_view(guard) for guard in guards),
                )
            )
        return tuple(views)
