"""Orders given freely, outside a procedure: selected like any command, then said in three parts.

An order between people has two actions too. It passes the gate when it is selected and when it is
executed; executing opens a run of one step in which it is said, and what was said and repeated
passes the gate once more before it counts as given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from devices.events import Json
from devices.interlocks import Obstacle
from devices.outcomes import ExecuteOutcome, Override, Selected, SelectOutcome
from devices.phrases import said
from devices.plant import Command
from devices.site.site import Site
from procedures.language.steps import Do, FieldAct, Procedure, Report, Say, Step
from procedures.run import Engine, World

CHAIN = "—"  # the label of a run that belongs to no chapter


@dataclass(frozen=True, slots=True)
class Commanding:
    """The two actions of the sitter, for what goes to the wire and for what is said."""

    world: World
    engine: Engine

    def select(
        self,
        command: Command,
        second_roles: tuple[str, ...] = (),
        override: Override | None = None,
    ) -> SelectOutcome:
        """The first action: refused with every reason, or selected for 30 s."""
        return self.world.gate.select(
            command,
            self.world.picture,
            second_roles=second_roles,
            override=override,
            also=self._against(command),
        )

    def execute(self, person: str, second: str = "") -> ExecuteOutcome | Selected:
        """The second action: send what is selected, or open the run in which it is said."""
        gate, picture = self.world.gate, self.world.picture
        selection = gate.selection
        if selection is None or not is_order(self.world.site, selection.command):
            return gate.execute(picture, person=person, second=second or None)
        command = selection.command
        outcome = gate.hand_over(picture, person=person, also=self._against(command))
        if isinstance(outcome, Selected):
            self.engine.open(procedure_of(self.world.site, command), person)
        return outcome

    def _against(self, command: Command) -> tuple[Obstacle, ...]:
        """What the other runs have against one more that says this order."""
        if not is_order(self.world.site, command):
            return ()
        reasons = self.engine.against(command.target)
        return tuple(Obstacle("order.run", words, truth=False) for words in reasons)


def is_order(site: Site, command: Command) -> bool:
    """Whether `command` is an order between people."""
    device = site.devices.get(command.device)
    verb = device.verbs.get(command.verb) if device is not None else None
    return verb is not None and verb.manual


def procedure_of(site: Site, command: Command) -> Procedure:
    """The order as a procedure of one step; its kind knows the words. ValueError for no order."""
    verb = site.verb(command.target)
    order = verb.order
    if order is None:
        raise ValueError(f"{command.target} is no order between people")
    arguments = dict(command.arguments)
    say = Say(
        to=order.to,
        text=order.says,
        read_back=order.repeats or order.says,
        order=Do(command.device, command.verb, arguments),
        acts=(FieldAct(command.device, order.act, arguments),) if order.act else (),
        report=Report(order.answers, order.reports) if order.answers is not None else None,
        enters=dict(order.enters),
    )
    return Procedure(
        name=command.target,
        sites=(site.name,),
        chain=CHAIN,
        title=said("order.outside", title=verb.title),
        steps=(Step("1", command.role, verb.title, say),),
        aside=True,
    )


# --- state ---------------------------------------------------------------------------------------


def procedure_json(procedure: Procedure) -> Json:
    """How a procedure is found again: by its name, or by the order that it was made from."""
    action = procedure.steps[0].action
    if procedure.chain != CHAIN or not isinstance(action, Say) or action.order is None:
        return procedure.name
    order = action.order
    return {
        "device": order.device,
        "verb": order.verb,
        "role": procedure.steps[0].role,
        "arguments": dict(order.arguments),
    }


def procedure_from_json(data: Any, site: Site, load: Callable[[str], Procedure]) -> Procedure:
    """The procedure that `procedure_json` described; raises KeyError for another form."""
    if isinstance(data, str):
        return load(data)
    command = Command(data["device"], data["verb"], data["role"], "", data["arguments"])
    return procedure_of(site, command)
