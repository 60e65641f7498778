"""A battery: 701 measurements, 702 ratings, 704 set-points, 713 and 802 storage."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from devices.registers.serving import Ordered
from devices.site.parameters import BatteryParameters
from devices.site.site import Device, Site
from devices.sunspec.served.chain import Content, ServedModel, exponent_for
from devices.sunspec.served.face import Held, Values, common_model, number, thousands

_MOST_INT16, _MOST_UINT16 = 32_767, 65_534
_HEADROOM = 2.0  # beyond the rating: what overload and reactive power need
_THREE_PHASE, _WATTS, _LITHIUM_ION, _REMOTE = 2, 1, 4, 0
_ISLANDS_AND_BLACK_STARTS = 0b0110  # INT_ISL_CAPABLE, BLACK_START_CAPABLE
_OFF, _STARTING, _RUNNING, _FAULT, _STANDBY = 0, 2, 3, 6, 7  # 701.InvSt
_INVERTER_STATES = {
    "stopped": _OFF,
    "standby": _STANDBY,
    "ramping": _STARTING,
    "running": _RUNNING,
    "tripped": _FAULT,
}
_BATTERY_STATES = {"stopped": 4, "standby": 4, "ramping": 2, "running": 3, "tripped": 99}
_MODES = {"grid_following": 0b01, "grid_forming": 0b10}
# Bits of 701.Alrm; a cause that has none of its own is the manufacturer's.
_ALARMS = {
    "none": 0,
    "undervoltage": 1 << 11,
    "overvoltage": 1 << 10,
    "overfrequency": 1 << 8,
    "underfrequency": 1 << 9,
    "zero_sequence": 1 << 0,
    "over_temperature": 1 << 7,
    "emergency_stop": 1 << 6,
    "grid_lost": 1 << 2,
}
_MANUFACTURER_ALARM = 1 << 16
_STOP, _START = 1, 3  # 802.SetInvState


class BatteryFace:
    """A battery with its inverter; power is + discharge on both sides."""

    heartbeat = "802.Hb"
    triggers = frozenset({"802.AlmRst"})

    def __init__(self, site: Site, device: Device) -> None:
        own = device.parameters
        if not isinstance(own, BatteryParameters):
            raise TypeError(device.name)
        self._rated_w = 1000.0 * own.rated_kw
        self.settings: Mapping[str, float] = {
            "704.WSetEna": 0,
            "704.WSetMod": _WATTS,
            "704.WSet": 0,
            "704.WSetPct": 0,
            "704.AntiIslEna": 1,
            "802.AlmRst": 0,
            "802.SetInvState": 0,
        }
        self.models: tuple[ServedModel, ...] = (
            common_model(site, device),
            self._measurements(),
            self._ratings(1000.0 * site.v_nominal_kv),
            ServedModel(704, {"WSet_SF": 0, "WSetPct_SF": -1}),
            *self._storage(1000.0 * own.energy_kwh),
        )

    def _measurements(self) -> ServedModel:
        power = exponent_for(_HEADROOM * self._rated_w, _MOST_INT16)
        scales = {"W_SF": power, "VA_SF": power, "Var_SF": power, "V_SF": 0, "Hz_SF": -3}
        return ServedModel(701, scales, {"ACType": _THREE_PHASE})

    def _ratings(self, nominal_v: float) -> ServedModel:
        power = exponent_for(_HEADROOM * self._rated_w, _MOST_UINT16)
        of_power = ("WMaxRtg", "VAMaxRtg", "WChaRteMaxRtg", "WDisChaRteMaxRtg", "WMax", "VAMax")
        return ServedModel(
            702,
            {"W_SF": power, "VA_SF": power, "V_SF": 0},
            {
                **dict.fromkeys(of_power, self._rated_w),
                "VNomRtg": nominal_v,
                "IntIslandCatRtg": _ISLANDS_AND_BLACK_STARTS,
            },
        )

    def _storage(self, energy_wh: float) -> tuple[ServedModel, ServedModel]:
        energy = exponent_for(energy_wh, _MOST_UINT16)
        power = exponent_for(_HEADROOM * self._rated_w, _MOST_UINT16)
        return (
            ServedModel(713, {"WH_SF": energy, "Pct_SF": -1}, {"WHRtg": energy_wh}),
            ServedModel(
                802,
                {"WHRtg_SF": energy, "WChaDisChaMax_SF": power, "SoC_SF": -1},
                {"WHRtg": energy_wh, "LocRemCtl": _REMOTE, "Typ": _LITHIUM_ION, "Evt1": 0,
                 "Evt2": 0},
            ),
        )  # fmt: skip

    # --- up -------------------------------------------------------------------------------------

    def shown(self, values: Values) -> Mapping[str, Content]:
        """The points that follow from the battery's signals."""
        state = str(values.get("state"))
        anti = values.get("anti_islanding")
        return {
            **self._power(values, state),
            "701.Alrm": _alarm(values),
            "701.DERMode": _MODES.get(str(values.get("mode"))),
            "702.WDisChaRteMax": thousands(values, "p_max_kw"),
            "702.WChaRteMax": _negative(thousands(values, "p_min_kw")),
            "704.AntiIslEna": None if anti is None else int(anti == "on"),
            "713.WHAvail": thousands(values, "energy_kwh"),
            "713.SoC": number(values, "soc_pct"),
            "713.Sta": 2 if state == "tripped" else 0,
            "802.SoC": number(values, "soc_pct"),
            "802.WDisChaRteMax": thousands(values, "p_max_kw"),
            "802.WChaRteMax": _negative(thousands(values, "p_min_kw")),
            "802.ChaSt": _charging(thousands(values, "p_kw"), state, self._rated_w),
            "802.State": _BATTERY_STATES.get(state),
        }

    def _power(self, values: Values, state: str) -> Mapping[str, Content]:
        real_w, reactive_var = thousands(values, "p_kw"), thousands(values, "q_kvar")
        known = real_w is not None and reactive_var is not None
        inverter = _INVERTER_STATES.get(state)
        running = None if inverter is None else int(inverter in (_RUNNING, _STARTING))
        return {
            "701.St": running,
            "701.InvSt": inverter,
            "701.ConnSt": running,
            "701.W": real_w,
            "701.Var": reactive_var,
            "701.VA": math.hypot(real_w or 0.0, reactive_var or 0.0) if known else None,
            "701.LLV": thousands(values, "v_kv"),
            "701.Hz": number(values, "f_hz"),
        }

    # --- down -----------------------------------------------------------------------------------

    def meant(self, before: Held, after: Held, written: frozenset[str]) -> Iterator[Ordered]:
        """Set-point, anti-islanding, start, stop and reset."""
        active = "704.WSet" if after["704.WSetMod"] == _WATTS else "704.WSetPct"
        if self._set_point_w(before) != self._set_point_w(after) or (
            after["704.WSetEna"] and active in written
        ):
            yield Ordered("set_p_kw", {"p_kw": self._set_point_w(after) / 1000.0})
        if "704.AntiIslEna" in written:
            state = "on" if after["704.AntiIslEna"] else "off"
            yield Ordered("set_anti_islanding", {"state": state})
        if "802.AlmRst" in written and after["802.AlmRst"] == 1:
            yield Ordered("reset", {})
        if "802.SetInvState" in written and after["802.SetInvState"] in (_STOP, _START):
            start = after["802.SetInvState"] == _START
            yield Ordered("start_following" if start else "stop", {})

    def _set_point_w(self, held: Held) -> float:
        """The power in force; without a set-point a battery neither charges nor discharges."""
        if not held["704.WSetEna"]:
            return 0.0
        if held["704.WSetMod"] == _WATTS:
            return held["704.WSet"] or 0.0
        return (held["704.WSetPct"] or 0.0) / 100.0 * self._rated_w


def _alarm(values: Values) -> Content:
    cause = values.get("trip_cause")
    return None if cause is None else _ALARMS.get(str(cause), _MANUFACTURER_ALARM)


def _negative(value: float | None) -> float | None:
    """Charging power as SunSpec counts it: positive, never below 0."""
    return None if value is None else max(-value, 0.0)


def _charging(real_w: float | None, state: str, rated_w: float) -> Content:
    """802.ChaSt: off, discharging, charging or holding."""
    if real_w is None:
        return None
    if state in ("stopped", "tripped"):
        return 1
    if abs(real_w) < 0.001 * rated_w:
        return 6
    return 3 if real_w > 0.0 else 4
