"""The way to the equipment for people of whom one goes astray, or only says that he was there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from devices.signals import Signal, Value
from devices.simulated import SimulatedPlant


@dataclass(slots=True)
class Door:
    """Stands before the door of a plant.

    astray: device -> the one that is worked in its place. undone: acts are reported and not done.
    misreport: the point that is told otherwise than it is. board: what is known already. lies:
    points of what nobody did or saw, until somebody does it. All but the lies hold while `open`
    says so: in the deviating step.
    """

    plant: SimulatedPlant
    astray: Mapping[str, str] = field(default_factory=dict)
    undone: bool = False
    misreport: str = ""
    board: Callable[[], Mapping[str, Value]] = dict
    open: bool = True
    lies: set[str] = field(default_factory=set)
    _told: dict[str, Value] = field(default_factory=dict)

    def act(self, device: str, act: str, who: str, **arguments: Value) -> Mapping[str, Value]:
        """Do it, at the wrong place, or only tell what would be seen. Raises FieldRefused."""
        if self.open and self.undone:
            twin = self.plant.fork()
            seen = dict(twin.field.act(device, act, who, **arguments))
            self._told |= seen
            self._told |= self._seen_at(twin, device)
            self.lies |= {name for name, value in seen.items() if self.board().get(name) != value}
            return seen
        there = self.astray.get(device, device) if self.open else device
        seen = dict(self.plant.field.act(there, act, who, **arguments))
        self.lies -= set(seen)
        return seen

    def observe(self, signal: str) -> Value:
        """What he says that he sees; KeyError when there is nothing to see."""
        if self.open and signal in self._told:
            return self._told[signal]
        seen = self.plant.field.observe(signal)
        if self.open and signal == self.misreport:
            self.lies.add(signal)
            return contrary(self.plant.site.signals[signal], seen)
        return seen

    def _seen_at(self, twin: SimulatedPlant, device: str) -> dict[str, Value]:
        """What could be seen at a device if it had been done."""
        seen: dict[str, Value] = {}
        for name, signal in self.plant.site.signals.items():
            if signal.manual and name.partition(".")[0] == device:
                try:
                    seen[name] = twin.field.observe(name)
                except KeyError:
                    continue
        return seen


def contrary(signal: Signal, value: Value) -> Value:
    """Another value of the same point: the opposite, the next word, or a number one up."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        others = [state for state in signal.states if state != value]
        return others[0] if others else value
    return value + 1.0
