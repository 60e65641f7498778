"""A car that feeds a building: 701 measurements and 713 storage; people start it by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from devices.registers.serving import Ordered
from devices.site.site import Device, Site
from devices.sunspec.served.chain import Content, ServedModel, exponent_for
from devices.sunspec.served.face import Held, Values, common_model, number, thousands

_MOST_INT16 = 32_767
_SINGLE_PHASE = 0
_STATES = {"away": 0, "plugged": 7, "stand_alone": 3, "tripped": 6}  # 701.InvSt


class VehicleFace:
    """A V2H stand or an external feeder; nothing of it can be written."""

    heartbeat = ""
    triggers: frozenset[str] = frozenset()
    settings: Mapping[str, float] = {}

    def __init__(self, site: Site, device: Device) -> None:
        signal = device.signals[f"{device.name}.p_kw"]
        largest_w = 1000.0 * max(abs(signal.low or 0.0), abs(signal.high or 0.0))
        scales = {"W_SF": exponent_for(largest_w, _MOST_INT16), "V_SF": -1}
        self.models: tuple[ServedModel, ...] = (
            common_model(site, device),
            ServedModel(701, scales, {"ACType": _SINGLE_PHASE}),
            ServedModel(713, {"Pct_SF": 0}),
        )

    def shown(self, values: Values) -> Mapping[str, Content]:
        """The points that follow from the car's signals."""
        state = _STATES.get(str(values.get("state")))
        return {
            "701.InvSt": state,
            "701.St": None if state is None else int(state == _STATES["stand_alone"]),
            "701.W": thousands(values, "p_kw"),
            "701.LNV": number(values, "v_v"),
            "713.SoC": number(values, "soc_pct"),
        }

    def meant(self, _before: Held, _after: Held, _written: frozenset[str]) -> Iterator[Ordered]:
        """Nothing."""
        return iter(())
