"""What the head of a record says of a drill: all that scoring and report need of its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from devices.documents import DocumentError
from devices.events import Json
from devices.manual import ManualPoints
from devices.phrases import filled
from devices.picture import Picture
from devices.site import Site
from devices.site.parameters import (
    BlockParameters,
    SocketParameters,
    VehicleParameters,
    VehicleSupplyParameters,
)
from devices.words import words_json
from procedures.drill.at_work import Led
from procedures.drill.guide_json import guide_json
from procedures.drill.objectives import objectives
from procedures.drill.reference import find_reference
from procedures.language import Procedure
from procedures.scenario import Scenario
from procedures.scenario.reaching import reach


def drill_facts(scenario: Scenario, site: Site, led: Led) -> dict[str, Json]:
    """The head's part about the drill, under `drill`; empty where the scenario makes none."""
    if scenario.guide is None:
        return {}
    known = objectives()
    facts: dict[str, Json] = {
        **guide_json(scenario.guide),
        "title": words_json(scenario.title),
        "instructor": led.instructor,
        "evaluator": led.evaluator,
        "objectives": [
            {
                "id": one.id,
                "title": words_json(one.title),
                "target": words_json(one.target),
                "capability": words_json(one.capability),
            }
            for one in (known[id] for id in scenario.guide.objectives if id in known)
        ],
        "blocks": [*_blocks(site)],
        "cars": [*_cars(site)],
        "roles": {role.name: words_json(role.title) for role in site.roles.values()},
        "persons": {person.id: words_json(person.name) for person in site.persons},
        "steps": [*_steps(scenario.procedures, site)],
        "steps_called": [*_steps(_called(scenario), site)],
        "reference": find_reference(scenario),
    }
    return {"drill": facts}


def _blocks(site: Site) -> Iterator[Json]:
    """Every load of the site that has a tier, with the power that is planned for it."""
    for device in site.devices.values():
        match device.parameters:
            case BlockParameters(tier=tier, average_kw=planned_kw):
                pass
            case SocketParameters(tier=tier, planned_kw=planned_kw):
                pass
            case _:
                continue
        if not device.planned:
            title = words_json(device.title)
            yield {"device": device.name, "title": title, "tier": tier, "planned_kw": planned_kw}


def _cars(site: Site) -> Iterator[Json]:
    """The cars that carry energy; the speed of one that only feeds a building is not known."""
    for device in site.devices.values():
        car = device.parameters
        if isinstance(car, VehicleParameters | VehicleSupplyParameters):
            speed = car.speed_km_per_h if isinstance(car, VehicleParameters) else None
            yield {
                "device": device.name,
                "energy_kwh": car.energy_kwh,
                "kwh_per_km": car.consumption_kwh_per_km,
                "speed_km_per_h": speed,
            }


def _called(scenario: Scenario) -> Iterator[Procedure]:
    """What the chain can call, as far as it can be read: its check tells what cannot."""
    try:
        reached = reach(scenario)
    except DocumentError:
        return
    yield from (one for name, one in reached.items() if name not in scenario.chain)


def _steps(procedures: Iterable[Procedure], site: Site) -> Iterator[Json]:
    """The titles of the steps, in their order, with names and limits filled in."""
    known = Picture(site, ManualPoints(site))
    for procedure in procedures:
        for step in procedure.steps:
            title = filled(step.title, known.words)
            yield {"key": f"{procedure.name}/{step.id}", "title": words_json(title)}
