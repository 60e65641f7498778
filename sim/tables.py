"""Numeric tables of the parameters, as the compiled code reads them: one row an element."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim.layout import terminal_rows
from sim.parameters import (
    BatteryInverter,
    Curve,
    MicrogridParameters,
    Motor,
    Photovoltaic,
    RelayGroup,
    Stage,
    Switch,
)

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# fmt: off
# columns of the tables
(B_KV, B_SLOT) = range(2)
# kind 0 line, 1 transformer; series admittance, 1/tap of the first bus, half the charging
(BR_FROM, BR_TO, BR_KIND, BR_C_NF, BR_G, BR_B, BR_PER_TAP, BR_HALF_B) = range(8)
(
    SW_A, SW_B, SW_OPERATE_S, SW_TIMED, SW_X_S, SW_Y_S, SW_RATED_A, SW_TAU_S, SW_MAGNETIC, SW_FUSE,
    SW_MAIN,
) = range(11)
(SL_BUS, SL_FIRST, SL_COUNT, SL_TERMINAL, SL_TERMINALS) = range(5)
(TM_KIND, TM_INDEX, TM_SIGN) = range(3)
(
    GR_BUS, GR_R, GR_X, GR_TRIP_PU, GR_TRIP_S, GR_RECLOSE_S, GR_C_NF, GR_EVT_OHM, GR_ATTEMPTS,
) = range(9)
(
    IN_BUS, IN_S, IN_MP, IN_MQ, IN_KIV, IN_TF, IN_X, IN_R, IN_KPP, IN_KIP, IN_EMAX, IN_IMAX,
    IN_RAMP_S, IN_TS, IN_ENABLE_SWITCH, IN_KW_PER_S, IN_LAG, IN_ISLANDING_S, IN_LIMIT_S,
    IN_TIMEOUT_S, IN_SHIFT_DEG, IN_VSM_M, IN_SEAMLESS,
    BA_CELLS, BA_AH, BA_R0, BA_R1, BA_C1, BA_HEAT_BY_CURRENT, BA_MASS, BA_TO_AIR, BA_MASS2,
    BA_TO_AIR2, BA_P0, BA_A_OUT, BA_A_IN, BA_B, BA_AUX, BA_UPS,
) = range(39)
(
    MC_BUS, MC_S, MC_H, MC_D, MC_DROOP, MC_TG, MC_X, MC_R, MC_P_MAX, MC_AVR, MC_AVR_DROOP, MC_EMAX,
    MC_START_S, MC_BUILD_S, MC_IDLE, MC_PER_KWH,
) = range(16)
(
    Y_SWITCH, Y_DV, Y_SLIP, Y_ANGLE, Y_HOLD_S, Y_BREAKER_S, Y_INVERTER, Y_STEER,
) = range(8)
(
    P_BUS, P_KW, P_KIND, P_PROFILE, P_WAIT_S, P_STEP, P_RAMP_S, P_LAG, P_SHIFT_DEG, P_V_LO, P_V_HI,
    P_F_LO, P_F_HI, P_TAN, P_IMAX,
) = range(15)
(
    L_BUS, L_KW, L_KVAR, L_Z, L_I, L_P, L_KF, L_COLD, L_HOLD_S, L_TAU_S, L_OUTAGE_S, L_DROP_PU,
    L_DROP_S, L_RETURN_S, L_PROFILE,
    M_KVA, M_RS, M_XS, M_RR, M_XR, M_XM, M_H, M_TORQUE, M_K2, M_RTH, M_X,
) = range(26)
(R_BUS, R_KW, R_RAMP, R_TAN) = range(4)
(V_BUS, V_KWH, V_KW, V_EFFICIENCY, V_OVERHEAD, V_RESERVE, V_KWH_PER_KM) = range(7)
(TS_A, TS_B, TS_BREAK_S) = range(3)  # its two contacts are switches
(O_BUS, O_PV, O_KW, O_SHARE) = range(4)
(
    S_OWNER_KIND, S_OWNER, S_GROUP, S_QUANTITY, S_SIGN, S_PICKUP, S_DELAY, S_BUS, S_INVERTER,
    S_SWITCH, S_CAUSE, S_BLOCK_IN_RAMP, S_INDEX,
) = range(13)
(RL_BUS, RL_MEASURED) = range(2)
(T_HV, T_S_PU, T_INRUSH, T_TAU, T_BRANCH) = range(5)
(PR_FIRST, PR_COUNT, PR_PER_S, PR_PER_COUNT) = range(4)
(C_F0, C_BASE, C_START_S, C_EVT_OHM, C_EXTRA_C, C_SECTION, C_IRRADIANCE, C_RATED) = range(8)
# fmt: on

OWNER_RELAY, OWNER_PV, OWNER_INVERTER, OWNER_SHED, OWNER_MACHINE = range(5)
VOLTAGE, FREQUENCY, CURRENT, ZERO_SEQUENCE, LINE_CURRENT, REVERSE_POWER, ROCOF = range(7)
JAPAN, IEEE1547, FREQUENCY_SHIFT = range(3)

MAX_CURVE = 128
FAR_S = 0.2  # delay of the trips far from nominal frequency that every inverter has
TRIP_HEAT = 1.1025  # a thermal release trips at 1.05 of its rating, squared


class Tables(NamedTuple):
    """All parameters as arrays; impedances in pu of the common base.

    Few and wide, because the compiler's time grows with the number of arrays.
    """

    at: Integers  # offsets of blocks in the state, counts, event-element numbers
    value: Floats  # [kind, row, column], padded with zeros
    curve: Floats  # five curves an inverter: ocv, p_max/soc, p_min/soc, p_max/T, p_min/T
    series: Floats  # values of all profiles, one after another


def _tan(power_factor: float) -> float:
    return math.tan(math.acos(power_factor))


def _rows(rows: list[tuple[float, ...]], columns: int) -> Floats:
    if not rows:
        return np.zeros((0, columns))
    return np.array(rows, dtype=np.float64).reshape(len(rows), columns)


def _curve(points: Curve) -> Floats:
    """Pad a curve with its last point; x in row 0, y in row 1."""
    if len(points) > MAX_CURVE:
        raise ValueError(f"a curve holds at most {MAX_CURVE} points, this one {len(points)}")
    array = np.empty((2, MAX_CURVE))
    array[:, : len(points)] = np.array(points).T
    array[:, len(points) :] = array[:, len(points) - 1 : len(points)]
    return array


def _personality(pv: Photovoltaic, f0: float) -> tuple[int, dict[str, tuple[Stage, ...]], Floats]:
    """Kind, trip stages and the band (v_lo, v_hi, f_lo, f_hi) in which it comes back."""
    if pv.personality in {"japan_50", "japan_60"}:
        ofr, ufr = (51.0, 48.5) if pv.personality == "japan_50" else (61.2, 58.8)
        stages: dict[str, tuple[Stage, ...]] = {
            "uv": ((160.0 / 202.0, 1.0),),
            "ov": ((230.0 / 202.0, 1.0),),
            "of": ((ofr, 1.0),),
            "uf": ((ufr, 1.0),),
        }
        band = [160.0 / 202.0, 230.0 / 202.0, ufr, ofr]
        kind = JAPAN
    elif pv.personality == "ieee1547_cat3":
        stages = {
            "uv": ((0.88, 21.0), (0.5, 2.0)),
            "ov": ((1.1, 13.0), (1.2, 0.16)),
            "of": ((f0 + 1.2, 300.0), (f0 + 2.0, 0.16)),
            "uf": ((f0 - 1.5, 300.0), (f0 - 3.5, 0.16)),
        }
        band = [0.917, 1.05, f0 - 0.5, f0 + 0.1]
        kind = IEEE1547
    elif pv.personality == "frequency_shift":
        stages = {
            "uv": ((0.8, 1.0),),
            "ov": ((1.15, 1.0),),
            "of": ((f0 + 4.5, 1.0),),
            "uf": ((f0 - 4.5, 1.0),),
        }
        band = [0.85, 1.1, f0 - 1.0, f0 + 1.0]
        kind = FREQUENCY_SHIFT
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
            if kind == JAPAN and given:
                band[column] = pick(stage[0] for stage in given)
    return kind, stages, np.array(band)


def all_switches(p: MicrogridParameters) -> tuple[Switch, ...]:
    """The switches of a plant, then the two contacts of every transfer switch."""
    contacts: list[Switch] = []
    for t in p.transfer_switches:
        if t.position0 not in {"a", "b", "off"}:
            raise ValueError(f"{t.name}: position0 is a, b or off, not {t.position0!r}")
        contacts.append(Switch(f"{t.name}.a", t.bus_a, t.bus, closed=t.position0 == "a"))
        contacts.append(Switch(f"{t.name}.b", t.bus_b, t.bus, closed=t.position0 == "b"))
    return (*p.switches, *contacts)


class _Names:
    """Indices by name, with an error that says what is missing."""

    def __init__(self, parameters: MicrogridParameters) -> None:
        p = parameters
        self.bus = {bus.name: k for k, bus in enumerate(p.buses)}
        self.switch = {switch.name: k for k, switch in enumerate(all_switches(p))}
        self.inverter = {inverter.name: k for k, inverter in enumerate(p.inverters)}
        self.machine = {machine.name: k for k, machine in enumerate(p.machines)}
        self.photovoltaic = {pv.name: k for k, pv in enumerate(p.photovoltaics)}
        self.profile = {profile.name: k for k, profile in enumerate(p.profiles)}

    def find(self, kind: str, name: str | None) -> int:
        """The index of `name`, -1 for None."""
        if name is None:
            return -1
        table: dict[str, int] = getattr(self, kind)
        if name not in table:
            raise ValueError(f"there is no {kind} {name!r}; there are {', '.join(table)}")
        return table[name]


_SIGNED = (
    ("undervoltage", VOLTAGE, -1.0, st.CAUSE_UNDERVOLTAGE),
    ("overvoltage", VOLTAGE, 1.0, st.CAUSE_OVERVOLTAGE),
    ("overfrequency_hz", FREQUENCY, 1.0, st.CAUSE_OVERFREQUENCY),
    ("underfrequency_hz", FREQUENCY, -1.0, st.CAUSE_UNDERFREQUENCY),
    ("overcurrent", CURRENT, 1.0, st.CAUSE_OVERCURRENT),
    ("zero_sequence_pct", ZERO_SEQUENCE, 1.0, st.CAUSE_ZERO_SEQUENCE),
    ("line_overcurrent_a", LINE_CURRENT, 1.0, st.CAUSE_OVERCURRENT),
    ("reverse_power_kw", REVERSE_POWER, -1.0, st.CAUSE_REVERSE_POWER),  # picks up below -kW
    ("rocof_hz_per_s", ROCOF, 1.0, st.CAUSE_ROCOF),
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
            turn = -1.0 if quantity == REVERSE_POWER else 1.0
            for pickup, delay in stages or ():
                row: tuple[float, ...] = (self.kind, self.number, group)
                row += (quantity, sign, turn * pickup, delay)
                row += (self.bus, self.inverter, self.switch, cause, asleep)
                rows.append(row)
        return rows


def _relay_stages(p: MicrogridParameters, names: _Names) -> list[tuple[float, ...]]:
    rows: list[tuple[float, ...]] = []
    for k, relay in enumerate(p.relays):
        owner = _Owner(
            OWNER_RELAY,
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


def _stages(p: MicrogridParameters, names: _Names) -> list[tuple[float, ...]]:
    """Every definite-time element of the grid in one list: relays, PV, inverters, machines,
    shedding.
    """
    rows = _relay_stages(p, names)
    for k, pv in enumerate(p.photovoltaics):
        _, by_kind, _ = _personality(pv, p.f_nominal_hz)
        owner = _Owner(OWNER_PV, k, names.find("bus", pv.bus))
        rocof = ((pv.rocof_hz_per_s, pv.rocof_s),) if pv.rocof_hz_per_s > 0.0 else ()
        rows += owner.rows(
            RelayGroup(
                by_kind["uv"], by_kind["ov"], by_kind["of"], by_kind["uf"], rocof_hz_per_s=rocof
            )
        )
    for k, inverter in enumerate(p.inverters):
        own = _own_trips(inverter, p.f_nominal_hz)
        rows += _Owner(OWNER_INVERTER, k, names.find("bus", inverter.bus), k).rows(own)
    for k, machine in enumerate(p.machines):
        rows += _Owner(OWNER_MACHINE, k, names.find("bus", machine.bus)).rows(machine)
    for k, shed in enumerate(p.shedding):
        for f_hz, delay, switches in shed.stages:
            for name in switches:
                owner = _Owner(
                    OWNER_SHED, k, names.find("bus", shed.bus), switch=names.find("switch", name)
                )
                rows += owner.rows(RelayGroup(underfrequency_hz=((f_hz, delay),)))
    return rows


def _watched(stage: Floats, number: int, at: Integers) -> int:
    """Where in the state the quantity stands that a definite-time element watches."""
    bus = int(at[st.AT_BUS]) + int(stage[S_BUS]) * len(st.BUS)
    relay = int(at[st.AT_RELAY]) + int(stage[S_OWNER]) * len(st.RELAY)
    machine = int(at[st.AT_MACHINE]) + int(stage[S_OWNER]) * len(st.MACHINE)
    inverter = int(at[st.AT_INVERTER]) + int(stage[S_INVERTER]) * len(st.INVERTER)
    own = stage[S_OWNER_KIND] == OWNER_MACHINE
    places = {
        VOLTAGE: bus + st.BUS_V_PU,
        FREQUENCY: bus + st.BUS_F_HZ,
        CURRENT: machine + st.MA_I_PU if own else inverter + st.INV_I_PU,
        ZERO_SEQUENCE: st.G_V0_PCT,
        LINE_CURRENT: relay + st.RELAY_LINE_I_A,
        REVERSE_POWER: machine + st.MA_P_KW if own else relay + st.RELAY_LINE_P_KW,
        ROCOF: int(at[st.AT_STAGE]) + number * len(st.STAGE) + st.STAGE_ROCOF_HZ_PER_S,
    }
    return places[int(stage[S_QUANTITY])]


def _inverters(p: MicrogridParameters, names: _Names) -> tuple[Floats, Floats]:
    rows: list[tuple[float, ...]] = []
    curves: list[Floats] = []
    for i in p.inverters:
        b = i.battery
        cells = b.energy_kwh * 1000.0 / (b.cell_capacity_ah * b.cell_v_nominal)
        enable = names.find("switch", i.secondary_enable_switch)
        rows.append(
            (
                names.find("bus", i.bus),
                i.s_kva,
                i.mp,
                i.mq,
                i.kiv,
                i.tf_s,
                i.xl_pu,
                i.rl_pu,
                i.kppmax,
                i.kipmax,
                i.emax,
                i.imax_pu,
                i.ramp_s,
                i.secondary_ts_s,
                enable,
                i.ramp_kw_per_s,
                i.following_lag_s,
                i.anti_islanding_s,
                i.current_limit_trip_s,
                i.start_timeout_s,
                i.vector_shift_trip_deg,
                i.vsm_m_s,
                float(i.seamless),
                cells,
                b.cell_capacity_ah,
                b.r0_ohm,
                b.r1_ohm,
                b.c1_f,
                float(b.heat_by_current),
                b.cell_thermal_mass_j_per_k,
                b.cell_to_air_w_per_k,
                b.second_thermal_mass_j_per_k,
                b.second_to_air_w_per_k,
                b.loss_p0_kw,
                b.loss_a_discharge,
                b.loss_a_charge,
                b.loss_b,
                b.aux_kw,
                b.ups_kwh,
            )
        )
        curves += [
            _curve(b.ocv),
            _curve(b.p_max_over_soc),
            _curve(b.p_min_over_soc),
            _curve(b.p_max_over_temperature),
            _curve(b.p_min_over_temperature),
        ]
    table = np.stack(curves) if curves else np.zeros((0, 2, MAX_CURVE))
    return _rows(rows, 39), table


def _admittance(r: float, x: float) -> tuple[float, float]:
    """`1/(r + j x)` as (g, b)."""
    y = 1.0 / complex(r, x)
    return y.real, y.imag


def _branches(p: MicrogridParameters, names: _Names) -> tuple[Floats, Floats]:
    """Lines, then transformers, as series impedances in pu of the common base."""
    kv = [bus.v_nominal_kv for bus in p.buses]
    rows: list[tuple[float, ...]] = []
    for line in p.lines:
        a, b = names.find("bus", line.from_bus), names.find("bus", line.to_bus)
        z_base = kv[a] ** 2 * 1000.0 / p.s_base_kva
        r, s = line.r_ohm / z_base, line.x_ohm / z_base
        half_b = 0.5e-6 * line.b_us * z_base
        rows.append((a, b, 0, line.c_nf_per_phase, *_admittance(r, s), 1.0, half_b))
    transformers: list[tuple[float, ...]] = []
    for t in p.transformers:
        a, b = names.find("bus", t.hv_bus), names.find("bus", t.lv_bus)
        k = p.s_base_kva / t.s_kva
        s_pu = t.s_kva / p.s_base_kva
        transformers.append((a, s_pu, t.inrush_pu * s_pu, t.inrush_tau_s, len(rows)))
        rows.append((a, b, 1, 0.0, *_admittance(t.r_pu * k, t.x_pu * k), 1.0 / t.tap, 0.0))
    return _rows(rows, 8), _rows(transformers, 5)


def _grids(p: MicrogridParameters, names: _Names) -> Floats:
    rows: list[tuple[float, ...]] = []
    for g in p.grids:
        bus = names.find("bus", g.bus)
        kv = p.buses[bus].v_nominal_kv
        z_base = kv**2 * 1000.0 / p.s_base_kva
        i_base = p.s_base_kva / (math.sqrt(3.0) * kv)
        trip = 0.0 if g.trip_current_a is None else g.trip_current_a / i_base
        rows.append(
            (
                bus,
                g.r_ohm / z_base,
                g.x_ohm / z_base,
                trip,
                g.trip_delay_s,
                g.reclose_s,
                g.c_nf_per_phase,
                g.evt_ohm,
                g.reclose_attempts,
            )
        )
    return _rows(rows, 9)


def _machines(p: MicrogridParameters, names: _Names) -> Floats:
    rows: list[tuple[float, ...]] = []
    for m in p.machines:
        if m.droop <= 0.0 or m.xd_pu <= 0.0:
            raise ValueError(f"{m.name}: droop and xd_pu must be greater than zero")
        if m.mode0 not in {"stopped", "running"}:
            raise ValueError(f"{m.name}: mode0 is stopped or running, not {m.mode0!r}")
        row: tuple[float, ...] = (
            names.find("bus", m.bus),
            m.s_kva,
            m.h_s,
            m.damping,
            m.droop,
            m.governor_s,
        )
        row += (m.xd_pu, m.ra_pu, m.p_max_pu, m.avr_gain, m.avr_droop, m.emax)
        row += (m.start_s, m.build_up_s, m.idle_l_per_h, m.l_per_kwh)
        rows.append(row)
    return _rows(rows, 16)


def _synchronism(p: MicrogridParameters, names: _Names) -> Floats:
    rows: list[tuple[float, ...]] = []
    for r in p.synchronism_relays:
        switch = names.find("switch", r.switch)
        row = (switch, r.dv_pu, r.slip_hz, r.angle_deg, r.hold_s, r.breaker_s)
        rows.append((*row, names.find("inverter", r.inverter), r.steer_slip_hz))
    return _rows(rows, 8)


def _photovoltaics(p: MicrogridParameters, names: _Names) -> Floats:
    rows: list[tuple[float, ...]] = []
    for pv in p.photovoltaics:
        kind, _, band = _personality(pv, p.f_nominal_hz)
        profile = names.find("profile", pv.profile)
        rows.append(
            (
                names.find("bus", pv.bus),
                pv.p_rated_kw,
                kind,
                profile,
                pv.wait_s,
                float(pv.return_step),
                pv.ramp_s,
                pv.lag_s,
                pv.vector_shift_deg,
                *band.tolist(),
                _tan(pv.power_factor),
                pv.imax_pu,
            )
        )
    return _rows(rows, 15)


def _loads(p: MicrogridParameters, names: _Names) -> Floats:
    rows: list[tuple[float, ...]] = [
        (
            names.find("bus", load.bus),
            load.p_kw,
            load.p_kw * _tan(load.power_factor) if load.q_kvar is None else load.q_kvar,
            *load.zip,
            load.frequency_factor,
            load.cold_factor,
            load.cold_hold_s,
            load.cold_tau_s,
            load.outage_s0,
            *_contactor(load.motor),
            names.find("profile", load.profile),
            *_motor(load.motor),
        )
        for load in p.loads
    ]
    return _rows(rows, 26)


def _contactor(motor: Motor | None) -> tuple[float, ...]:
    if motor is None:
        return (0.0,) * 3
    return motor.drop_pu, motor.drop_s, motor.return_s


def _motor(motor: Motor | None) -> tuple[float, ...]:
    """Circuit, inertia and load, and the stator as seen from the rotor at 1 pu: k^2, Rth, X.

    `k = |j xm/(rs + j (xs + xm))|`, `Rth + j Xth = (rs + j xs) || j xm`, `X = Xth + xr`.
    """
    if motor is None:
        return (0.0,) * 11
    m = motor
    share = 1j * m.xm / complex(m.rs, m.xs + m.xm)
    stator = share * complex(m.rs, m.xs)
    k2, x = abs(share) ** 2, stator.imag + m.xr
    kva = m.p_kw * m.kva_per_kw
    return kva, m.rs, m.xs, m.rr, m.xr, m.xm, m.h_s, m.torque, k2, stator.real, x


def _switches(p: MicrogridParameters, names: _Names) -> Floats:
    rows: list[tuple[float, ...]] = [
        (
            names.find("bus", s.bus_a),
            names.find("bus", s.bus_b),
            s.operate_s,
            float(s.timed_sequence),
            s.x_time_s,
            s.y_time_s,
            s.rated_a,
            s.trip_2x_s / math.log(4.0 / (4.0 - TRIP_HEAT)),
            s.magnetic_x,
            float(s.fuse),
            float(s.main),
        )
        for s in all_switches(p)
    ]
    return _rows(rows, 11)


def _regulating(p: MicrogridParameters, names: _Names) -> Floats:
    rows: list[tuple[float, ...]] = [
        (names.find("bus", r.bus), r.p_max_kw, r.ramp_kw_per_s, _tan(r.power_factor))
        for r in p.regulating_loads
    ]
    return _rows(rows, 4)


def _vehicles(p: MicrogridParameters, names: _Names) -> Floats:
    rows: list[tuple[float, ...]] = [
        (
            names.find("bus", v.bus),
            v.energy_kwh,
            v.p_max_kw,
            math.sqrt(v.round_trip),
            v.overhead_kw,
            v.reserve,
            v.kwh_per_km,
        )
        for v in p.vehicles
    ]
    return _rows(rows, 7)


def _transfers(p: MicrogridParameters, names: _Names) -> Floats:
    rows: list[tuple[float, ...]] = [
        (names.find("switch", f"{t.name}.a"), names.find("switch", f"{t.name}.b"), t.break_s)
        for t in p.transfer_switches
    ]
    return _rows(rows, 3)


def _outlets(p: MicrogridParameters, names: _Names) -> Floats:
    rows: list[tuple[float, ...]] = [
        (
            names.find("bus", o.bus),
            names.find("photovoltaic", o.photovoltaic),
            o.p_max_kw,
            1.0 / sum(other.photovoltaic == o.photovoltaic for other in p.outlets),
        )
        for o in p.outlets
    ]
    return _rows(rows, 4)


def _profiles(p: MicrogridParameters) -> tuple[Floats, Floats]:
    rows: list[tuple[float, ...]] = []
    values: list[float] = []
    for profile in p.profiles:
        count = round(profile.period_s / profile.step_s)
        if count != len(profile.values):
            raise ValueError(
                f"profile {profile.name}: {profile.period_s} s in steps of {profile.step_s} s "
                f"need {count} values, there are {len(profile.values)}"
            )
        rows.append((float(len(values)), float(count), 1.0 / profile.step_s, 1.0 / count))
        values += profile.values
    return _rows(rows, 4), np.array(values or [0.0], dtype=np.float64)


def _offsets(counts: list[int]) -> tuple[Integers, int]:
    """Where each kind begins in the state, its count, its event numbers; and the state's size."""
    blocks: tuple[int, ...] = (
        len(st.BUS),
        len(st.SWITCH),
        len(st.GRID),
        len(st.INVERTER),
        len(st.PHOTOVOLTAIC),
    )
    blocks += (len(st.LOAD), len(st.REGULATING), len(st.VEHICLE), len(st.RELAY))
    blocks += (len(st.TRANSFORMER), len(st.BRANCH), len(st.STAGE), len(st.MACHINE))
    blocks += (len(st.SYNCHRONISM), len(st.TRANSFER), len(st.OUTLET), 0, 0, 0, 0, 0)
    at = np.zeros(3 * st.KINDS, dtype=np.int64)
    position, number = len(st.GLOBAL), 0
    for k, count in enumerate(counts):
        at[k], at[st.COUNT + k], at[st.ELEMENT + k] = position, count, number
        position += count * blocks[k]
        number += count if blocks[k] else 0  # others are named in no event
    return at, position


def _relays(p: MicrogridParameters, names: _Names) -> Floats:
    rows: list[tuple[float, ...]] = [
        (names.find("bus", r.bus), names.find("switch", r.measured_switch)) for r in p.relays
    ]
    return _rows(rows, 2)


def _constants(p: MicrogridParameters, names: _Names) -> Floats:
    earth = p.earth_fault
    row = (
        p.f_nominal_hz,
        p.s_base_kva,
        p.start_s,
        earth.evt_ohm if earth else 1e9,
        earth.extra_c_nf_per_phase if earth else 0.0,
        float(names.find("bus", earth.bus if earth else None)),
        float(names.find("profile", p.irradiance_profile)),
        float(any(s.rated_a > 0.0 for s in p.switches)),
    )
    return _rows([row], len(row))


def build_tables(p: MicrogridParameters) -> tuple[Tables, int]:
    """The tables of one microgrid and the size of its state; ValueError names what does not fit."""
    names = _Names(p)
    branch, transformer = _branches(p, names)
    inverter, curve = _inverters(p, names)
    profile, series = _profiles(p)
    stages = [(*stage, 0.0) for stage in _stages(p, names)]
    slots, terminals = terminal_rows(p, all_switches(p))
    slot_of = {int(row[0]): float(slot) for slot, row in enumerate(slots)}
    kinds = [
        _rows([(bus.v_nominal_kv, slot_of.get(k, -1.0)) for k, bus in enumerate(p.buses)], 2),
        _switches(p, names),
        _grids(p, names),
        inverter,
        _photovoltaics(p, names),
        _loads(p, names),
        _regulating(p, names),
        _vehicles(p, names),
        _relays(p, names),
        transformer,
        branch,
        _rows(stages, 13),
        _machines(p, names),
        _synchronism(p, names),
        _transfers(p, names),
        _outlets(p, names),
        profile,
        _constants(p, names),
        _rows(slots, 5),
        _rows(terminals, 3),
        _rows([(float(k),) for k, stage in enumerate(stages) if stage[S_QUANTITY] == ROCOF], 1),
    ]
    value = np.zeros((st.KINDS, max(len(rows) for rows in kinds), max(k.shape[1] for k in kinds)))
    for k, rows in enumerate(kinds):
        value[k, : rows.shape[0], : rows.shape[1]] = rows
    at, size = _offsets([len(rows) for rows in kinds])
    for row in range(len(stages)):
        value[st.AT_STAGE, row, S_INDEX] = _watched(value[st.AT_STAGE, row], row, at)
    return Tables(at=at, value=value, curve=curve, series=series), size
