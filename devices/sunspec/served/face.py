"""What a kind of device looks like in SunSpec: which models, what they show, what a write means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import metadata
from typing import Protocol

from devices.registers.serving import Ordered
from devices.signals import Value
from devices.site.site import Device, Site
from devices.sunspec.served.chain import Content, ServedModel

Values = Mapping[str, Value | None]
Held = Mapping[str, float | None]


class Face(Protocol):
    """One device in SunSpec. Points are named by path: "704.WSet"."""

    models: tuple[ServedModel, ...]
    settings: Mapping[str, float]
    """The points that clients may write, with what they hold at first."""
    triggers: frozenset[str]
    """Those of them that go back to 0 once they were obeyed."""
    heartbeat: str
    """A counter that moves, "" for none."""

    def shown(self, values: Values) -> Mapping[str, Content]:
        """The points that follow from the device's signals, given by suffix.

        A setting in it follows the device when that changes, not before.
        """

    def meant(self, before: Held, after: Held, written: frozenset[str]) -> Iterator[Ordered]:
        """The verbs that a write of the settings `written` means; both hold every setting."""


def common_model(site: Site, device: Device) -> ServedModel:
    """Model 1: who made it, what it is, and a serial number that no other device shares."""
    return ServedModel(
        1,
        fixed={
            "Mn": "Kairetsu",
            "Md": device.kind,
            "Vr": metadata.version("kairetsu"),
            "SN": f"{device.name}@{site.name}"[:32],
        },
    )


def number(values: Values, suffix: str) -> float | None:
    """A numeric signal, None where it is not known."""
    value = values.get(suffix)
    return None if value is None or isinstance(value, bool | str) else float(value)


def thousands(values: Values, suffix: str) -> float | None:
    """A signal in kW, kvar, kWh or kV in the unit itself, as SunSpec has it."""
    value = number(values, suffix)
    return None if value is None else 1000.0 * value
