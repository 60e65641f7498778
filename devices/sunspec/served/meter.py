"""A smart meter: model 203, power + as drawn by the customer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from devices.registers.serving import Ordered
from devices.site.site import Device, Site
from devices.sunspec.served.chain import Content, ServedModel, exponent_for
from devices.sunspec.served.face import Held, Values, common_model, number, thousands

_MOST_INT16 = 32_767


class MeterFace:
    """A meter; nothing of it can be written."""

    heartbeat = ""
    triggers: frozenset[str] = frozenset()
    settings: Mapping[str, float] = {}

    def __init__(self, site: Site, device: Device) -> None:
        signal = device.signals[f"{device.name}.p_kw"]
        largest_w = 1000.0 * max(abs(signal.low or 0.0), abs(signal.high or 0.0))
        scales = {"W_SF": exponent_for(largest_w, _MOST_INT16), "V_SF": -1}
        self.models: tuple[ServedModel, ...] = (
            common_model(site, device),
            ServedModel(203, scales, {"Evt": 0}),
        )

    def shown(self, values: Values) -> Mapping[str, Content]:
        """Power, and the voltage of a phase."""
        return {"203.W": thousands(values, "p_kw"), "203.PhV": number(values, "v_v")}

    def meant(self, _before: Held, _after: Held, _written: frozenset[str]) -> Iterator[Ordered]:
        """Nothing."""
        return iter(())
