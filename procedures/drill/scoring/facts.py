"""The guide as the head of a record tells it: read leniently, for older records have less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from devices.words import Words
from procedures.drill.guide import USUAL_WEIGHTS, Group
from procedures.drill.scoring.given import items, mapping, number

NOTHING = Words("", "")


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """An expected action. never: it is met by what does not happen."""

    id: str
    words: Words
    objective: str
    group: Group
    standard_s: float | None
    never: bool


@dataclass(frozen=True, slots=True)
class ObjectiveFacts:
    """An objective of the drill."""

    id: str
    title: Words
    target: Words


@dataclass(frozen=True, slots=True)
class Block:
    """A load with its tier (A life, B shelter, C comfort) and what it is planned to need, kW."""

    device: str
    title: Words
    tier: str
    planned_kw: float


@dataclass(frozen=True, slots=True)
class Car:
    """A car of the site."""

    device: str
    energy_kwh: float
    kwh_per_km: float
    speed_km_per_h: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What the head of the record says of the drill."""

    number: str
    title: Words
    weights: Mapping[Group, float]
    objectives: tuple[ObjectiveFacts, ...]
    tasks: tuple[TaskFacts, ...]
    blocks: tuple[Block, ...]
    cars: tuple[Car, ...]
    roles: Mapping[str, Words]
    steps: Mapping[str, Words]  # of the chain, in its order: "procedure/step" -> its title
    called: Mapping[str, Words]  # of what the chain can call
    reference: Mapping[str, Any] | None

    def brought(self, name: str) -> tuple[str, ...]:
        """What the scenario brings by itself: the expert's run has it, too. A list by its name."""
        found = mapping(self.reference).get(name)
        return tuple(map(str, found)) if isinstance(found, list) else ()

    def step_title(self, key: str) -> Words:
        """The title of a step; its key where the head does not know it."""
        plain = key.rpartition("/")[2]
        title = self.steps.get(key) or self.called.get(key)
        return Words(f"{plain} {title.en}", f"{plain} {title.ja}") if title else Words(plain, plain)


def facts_of(drill: Mapping[str, Any]) -> Facts:
    """Read `header["drill"]`; what is missing is empty, what is unknown is left out."""
    given = mapping(drill.get("weights"))
    weights = {group: _weight(given.get(group.value)) for group in Group}
    reference = drill.get("reference")
    return Facts(
        number=str(drill.get("number", "")),
        title=words_of(drill.get("title")),
        weights=weights if given else dict(USUAL_WEIGHTS),
        objectives=tuple(
            ObjectiveFacts(str(one["id"]), words_of(one.get("title")), words_of(one.get("target")))
            for one in items(drill.get("objectives"), "id")
        ),
        tasks=tuple(_task(one) for one in items(drill.get("tasks"), "id")),
        blocks=tuple(
            Block(
                str(one["device"]),
                words_of(one.get("title")),
                str(one.get("tier", "")),
                number(one.get("planned_kw")) or 0.0,
            )
            for one in items(drill.get("blocks"), "device")
        ),
        cars=tuple(_car(one) for one in items(drill.get("cars"), "device")),
        roles={str(name): words_of(one) for name, one in mapping(drill.get("roles")).items()},
        steps=_titles(drill, "steps"),
        called=_titles(drill, "steps_called"),
        reference=reference if isinstance(reference, Mapping) else None,
    )


def _weight(given: object) -> float:
    return min(100.0, max(0.0, number(given) or 0.0))


def _task(one: Mapping[str, Any]) -> TaskFacts:
    group = str(one.get("group", ""))
    known = {member.value: member for member in Group}
    return TaskFacts(
        id=str(one["id"]),
        words=words_of(one.get("words")),
        objective=str(one.get("objective", "")),
        group=known.get(group, Group.PROCEDURE),
        standard_s=number(one.get("standard_s")),
        never=bool(one.get("never", False)),
    )


def _car(one: Mapping[str, Any]) -> Car:
    energy_kwh = max(number(one.get("energy_kwh")) or 0.0, 1.0)
    per_km, speed = number(one.get("kwh_per_km")), number(one.get("speed_km_per_h"))
    return Car(str(one["device"]), energy_kwh, per_km or 0.0, speed or 0.0)


def _titles(drill: Mapping[str, Any], name: str) -> dict[str, Words]:
    return {str(one["key"]): words_of(one.get("title")) for one in items(drill.get(name), "key")}


def words_of(given: object) -> Words:
    """{en, ja} as Words; empty ones for anything else."""
    if not isinstance(given, Mapping):
        return NOTHING
    return Words(str(given.get("en", "")), str(given.get("ja", "")))
