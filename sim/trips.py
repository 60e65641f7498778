"""Every definite-time element of a plant in one list: relays, PV, inverters, machines, shedding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim.names import Names
from sim.parameters import BatteryInverter, MicrogridParameters, Photovoltaic, RelayGroup, Stage

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

FAR_S = 0.2  # delay of the trips far from nominal frequency that every inverter has


def personality(pv: Photovoltaic, f0: float) -> tuple[int, dict[str, tuple[Stage, ...]], Floats]:
    """Kind, trip stages and the band (v_lo, v_hi, f_lo, f_hi) in which it comes back."""
    if pv.personality in {"japan", "japan_50", "japan_60"}:
        east = f0 < 55.0 if pv.personality == "japan" else pv.personality == "japan_50"
        ofr, ufr = (51.0, 48.5) if east else (61.2, 58.8)
        stages: dict[str, tuple[Stage, ...]] = {
            "uv": ((160.0 / 202.0, 1.0),),
            "ov": ((230.0 / 202.0, 1.0),),
            "of": ((ofr, 1.0),),
            "uf": ((ufr, 1.0),),
        }
        band = [160.0 / 202.0, 230.0 / 202.0, ufr, ofr]
        kind = tb.JAPAN
    elif pv.personality == "ieee1547_cat3":
        stages = {
            "uv": ((0.88, 21.0), (0.5, 2.0)),
            "ov": ((1.1, 13.0), (1.2, 0.16)),
            "of": ((f0 + 1.2, 300.0), (f0 + 2.0, 0.16)),
            "uf": ((f0 - 1.5, 300.0), (f0 - 3.5, 0.16)),
        }
        band = [0.917, 1.05, f0 - 0.5, f0 + 0.1]
        kind = tb.IEEE1547
    elif pv.personality == "frequency_shift":
        stages = {
            "uv": ((0.8, 1.0),),
            "ov": ((1.15, 1.0),),
            "of": ((f0 + 4.5, 1.0),),
            "uf": ((f0 - 4.5, 1.0),),
        }
        band = [0.85, 1.1, f0 - 1.0, f0 + 1.0]
        kind = tb.FREQUENCY_SHIFT
    else:
        raise ValueError(f"{pv.name}: there is no PV personality {pv.personality!r}")
    own = {
        "uv": pv.undervoltage,
        "ov": pv.overvoltage,
        "of": pv.overfrequency_hz,
        "uf": pv.underfrequency_hz,
    }
    for column, key, pick in ((0, "uv", max), (1, "ov", min), (3, "of", min), (2, "uf", max)):
        given = own[key]
        if given is not None:
            stages[key] = given
            if kind == tb.JAPAN and given:
                band[column] = pick(stage[0] for stage in given)
    return kind, stages, np.array(band)


_SIGNED = (
    ("undervoltage", tb.VOLTAGE, -1.0, st.CAUSE_UNDERVOLTAGE),
    ("overvoltage", tb.VOLTAGE, 1.0, st.CAUSE_OVERVOLTAGE),
    ("overfrequency_hz", tb.FREQUENCY, 1.0, st.CAUSE_OVERFREQUENCY),
    ("underfrequency_hz", tb.FREQUENCY, -1.0, st.CAUSE_UNDERFREQUENCY),
    ("overcurrent", tb.CURRENT, 1.0, st.CAUSE_OVERCURRENT),
    ("zero_sequence_pct", tb.ZERO_SEQUENCE, 1.0, st.CAUSE_ZERO_SEQUENCE),
    ("line_overcurrent_a", tb.LINE_CURRENT, 1.0, st.CAUSE_OVERCURRENT),
    ("reverse_power_kw", tb.REVERSE_POWER, -1.0, st.CAUSE_REVERSE_POWER),  # picks up below -kW
    ("rocof_hz_per_s", tb.ROCOF, 1.0, st.CAUSE_ROCOF),
)
_BAND = ("undervoltage", "overvoltage", "overfrequency_hz", "underfrequency_hz")


@dataclass(frozen=True)
class _Owner:
    """Whose stages they are, what they measure and what they trip; -1 for none."""

    kind: int
    number: int
    bus: int
    inverter: int = -1
    switch: int = -1

    def rows(
        self, settings: object, group: int = 0, asleep_in_ramp: tuple[str, ...] = _BAND
    ) -> list[tuple[float, ...]]:
        """One row for every stage that `settings` has in the fields of `_SIGNED`."""
        rows: list[tuple[float, ...]] = []
        for attribute, quantity, sign, cause in _SIGNED:
            stages: tuple[Stage, ...] | None = getattr(settings, attribute, ())
            asleep = float(attribute in asleep_in_ramp)
            turn = -1.0 if quantity == tb.REVERSE_POWER else 1.0
            for pickup, delay in stages or ():
                row: tuple[float, ...] = (self.kind, self.number, group)
                row += (quantity, sign, turn * pickup, delay)
                row += (self.bus, self.inverter, self.switch, cause, asleep)
                rows.append(row)
        return rows


def _relay_stages(p: MicrogridParameters, names: Names) -> list[tuple[float, ...]]:
    """The stages of both setting groups of every relay."""
    rows: list[tuple[float, ...]] = []
    for k, relay in enumerate(p.relays):
        owner = _Owner(
            tb.OWNER_RELAY,
            k,
            names.find("bus", relay.bus),
            names.find("inverter", relay.inverter),
            names.find("switch", relay.switch),
        )
        for number, group in enumerate(relay.groups, start=1):
            if group.overcurrent and relay.inverter is None:
                raise ValueError(f"relay {relay.name}: overcurrent needs an inverter to measure")
            line = group.line_overcurrent_a or group.reverse_power_kw
            if line and relay.measured_switch is None:
                raise ValueError(f"relay {relay.name}: its line stages need a measured switch")
            asleep = ("undervoltage",) if group.undervoltage_blocked_in_ramp else ()
            rows += owner.rows(group, number, asleep)
    return rows


def _own_trips(inverter: BatteryInverter, f0_hz: float) -> RelayGroup:
    """The stages that an inverter brings along; frequency 10 % either side of nominal at least."""
    high, low = inverter.overfrequency_hz, inverter.underfrequency_hz
    return RelayGroup(
        inverter.undervoltage,
        inverter.overvoltage,
        ((1.1 * f0_hz, FAR_S),) if high is None else high,
        ((0.9 * f0_hz, FAR_S),) if low is None else low,
    )


def stage_rows(p: MicrogridParameters, names: Names) -> list[tuple[float, ...]]:
    """Every definite-time element in one list: relays, PV, inverters, machines, shedding."""
    rows = _relay_stages(p, names)
    for k, pv in enumerate(p.photovoltaics):
        _, by_kind, _ = personality(pv, p.f_nominal_hz)
        owner = _Owner(tb.OWNER_PV, k, names.find("bus", pv.bus))
        rocof = ((pv.rocof_hz_per_s, pv.rocof_s),) if pv.rocof_hz_per_s > 0.0 else ()
        rows += owner.rows(
            RelayGroup(
                by_kind["uv"], by_kind["ov"], by_kind["of"], by_kind["uf"], rocof_hz_per_s=rocof
            )
        )
    for k, inverter in enumerate(p.inverters):
        own = _own_trips(inverter, p.f_nominal_hz)
        rows += _Owner(tb.OWNER_INVERTER, k, names.find("bus", inverter.bus), k).rows(own)
    for k, machine in enumerate(p.machines):
        rows += _Owner(tb.OWNER_MACHINE, k, names.find("bus", machine.bus)).rows(machine)
    for k, shed in enumerate(p.shedding):
        for f_hz, delay, switches in shed.stages:
            for name in switches:
                owner = _Owner(
                    tb.OWNER_SHED, k, names.find("bus", shed.bus), switch=names.find("switch", name)
                )
                rows += owner.rows(RelayGroup(underfrequency_hz=((f_hz, delay),)))
    return rows


def watched(stage: Floats, number: int, at: Integers) -> int:
    """Where in the state the quantity stands that a definite-time element watches."""
    bus = int(at[st.AT_BUS]) + int(stage[tb.S_BUS]) * len(st.BUS)
    relay = int(at[st.AT_RELAY]) + int(stage[tb.S_OWNER]) * len(st.RELAY)
    machine = int(at[st.AT_MACHINE]) + int(stage[tb.S_OWNER]) * len(st.MACHINE)
    inverter = int(at[st.AT_INVERTER]) + int(stage[tb.S_INVERTER]) * len(st.INVERTER)
    own = stage[tb.S_OWNER_KIND] == tb.OWNER_MACHINE
    places = {
        tb.VOLTAGE: bus + st.BUS_V_PU,
        tb.FREQUENCY: bus + st.BUS_F_HZ,
        tb.CURRENT: machine + st.MA_I_PU if own else inverter + st.INV_I_PU,
        tb.ZERO_SEQUENCE: st.G_V0_PCT,
        tb.LINE_CURRENT: relay + st.RELAY_LINE_I_A,
        tb.REVERSE_POWER: machine + st.MA_P_KW if own else relay + st.RELAY_LINE_P_KW,
        tb.ROCOF: int(at[st.AT_STAGE]) + number * len(st.STAGE) + st.STAGE_ROCOF_HZ_PER_S,
    }
    return places[int(stage[tb.S_QUANTITY])]
