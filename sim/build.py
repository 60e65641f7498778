"""From the parameters of a plant to the numeric tables of the compiled code."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim.layout import terminal_rows
from sim.names import Names, all_switches
from sim.parameters import Curve, MicrogridParameters, Motor
from sim.tables import BLOCKS, WIDTHS, Tables
from sim.trips import personality, stage_rows, watched

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def _tan(power_factor: float) -> float:
    return math.tan(math.acos(power_factor))


def _rows(rows: list[tuple[float, ...]], kind: int) -> Floats:
    return np.array(rows, dtype=np.float64).reshape(len(rows), WIDTHS[kind])


def _curve(points: Curve) -> Floats:
    """Pad a curve with its last point; x in row 0, y in row 1."""
    if len(points) > tb.MAX_CURVE:
        raise ValueError(f"a curve holds at most {tb.MAX_CURVE} points, this one {len(points)}")
    array = np.empty((2, tb.MAX_CURVE))
    array[:, : len(points)] = np.array(points).T
    array[:, len(points) :] = array[:, len(points) - 1 : len(points)]
    return array


def _inverters(p: MicrogridParameters, names: Names) -> tuple[Floats, Floats]:
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
    table = np.stack(curves) if curves else np.zeros((0, 2, tb.MAX_CURVE))
    return _rows(rows, st.AT_INVERTER), table


def _admittance(r: float, x: float) -> tuple[float, float]:
    """`1/(r + j x)` as (g, b)."""
    y = 1.0 / complex(r, x)
    return y.real, y.imag


def _branches(p: MicrogridParameters, names: Names) -> tuple[Floats, Floats]:
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
    return _rows(rows, st.AT_BRANCH), _rows(transformers, st.AT_TRANSFORMER)


def _grids(p: MicrogridParameters, names: Names) -> Floats:
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
    return _rows(rows, st.AT_GRID)


def _machines(p: MicrogridParameters, names: Names) -> Floats:
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
    return _rows(rows, st.AT_MACHINE)


def _synchronism(p: MicrogridParameters, names: Names) -> Floats:
    rows: list[tuple[float, ...]] = []
    for r in p.synchronism_relays:
        switch = names.find("switch", r.switch)
        row = (switch, r.dv_pu, r.slip_hz, r.angle_deg, r.hold_s, r.breaker_s)
        rows.append((*row, names.find("inverter", r.inverter), r.steer_slip_hz))
    return _rows(rows, st.AT_SYNCHRONISM)


def _photovoltaics(p: MicrogridParameters, names: Names) -> Floats:
    rows: list[tuple[float, ...]] = []
    for pv in p.photovoltaics:
        kind, _, band = personality(pv, p.f_nominal_hz)
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
    return _rows(rows, st.AT_PHOTOVOLTAIC)


def _loads(p: MicrogridParameters, names: Names) -> Floats:
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
    return _rows(rows, st.AT_LOAD)


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


def _switches(p: MicrogridParameters, names: Names) -> Floats:
    rows: list[tuple[float, ...]] = [
        (
            names.find("bus", s.bus_a),
            names.find("bus", s.bus_b),
            s.operate_s,
            float(s.timed_sequence),
            s.x_time_s,
            s.y_time_s,
            s.rated_a,
            s.trip_2x_s / math.log(4.0 / (4.0 - tb.TRIP_HEAT)),
            s.magnetic_x,
            float(s.fuse),
            float(s.main),
        )
        for s in all_switches(p)
    ]
    return _rows(rows, st.AT_SWITCH)


def _regulating(p: MicrogridParameters, names: Names) -> Floats:
    rows: list[tuple[float, ...]] = [
        (names.find("bus", r.bus), r.p_max_kw, r.ramp_kw_per_s, _tan(r.power_factor))
        for r in p.regulating_loads
    ]
    return _rows(rows, st.AT_REGULATING)


def _vehicles(p: MicrogridParameters, names: Names) -> Floats:
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
    return _rows(rows, st.AT_VEHICLE)


def _transfers(p: MicrogridParameters, names: Names) -> Floats:
    rows: list[tuple[float, ...]] = [
        (names.find("switch", f"{t.name}.a"), names.find("switch", f"{t.name}.b"), t.break_s)
        for t in p.transfer_switches
    ]
    return _rows(rows, st.AT_TRANSFER)


def _outlets(p: MicrogridParameters, names: Names) -> Floats:
    rows: list[tuple[float, ...]] = [
        (
            names.find("bus", o.bus),
            names.find("photovoltaic", o.photovoltaic),
            o.p_max_kw,
            1.0 / sum(other.photovoltaic == o.photovoltaic for other in p.outlets),
        )
        for o in p.outlets
    ]
    return _rows(rows, st.AT_OUTLET)


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
        rows.append((float(len(values)), float(count), 1.0 / profile.step_s))
        values += profile.values
    return _rows(rows, st.AT_PROFILE), np.array(values or [0.0], dtype=np.float64)


def _offsets(counts: list[int]) -> tuple[Integers, int]:
    """Where each kind begins in the state, its count, its event numbers; and the state's size."""
    at = np.zeros(4 * st.KINDS, dtype=np.int64)
    position, number, row = len(st.GLOBAL), 0, 0
    for k, count in enumerate(counts):
        at[k], at[st.COUNT + k], at[st.ELEMENT + k] = position, count, number
        position += count * BLOCKS[k]
        number += count if BLOCKS[k] else 0  # others are named in no event
        at[st.ROW + k] = row
        row += count * WIDTHS[k]
    return at, position


def _relays(p: MicrogridParameters, names: Names) -> Floats:
    rows: list[tuple[float, ...]] = [
        (names.find("bus", r.bus), names.find("switch", r.measured_switch)) for r in p.relays
    ]
    return _rows(rows, st.AT_RELAY)


def _constants(p: MicrogridParameters, names: Names) -> Floats:
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
    return _rows([row], st.AT_CONSTANTS)


def build_tables(p: MicrogridParameters) -> tuple[Tables, int]:
    """The tables of one microgrid and the size of its state; ValueError names what does not fit."""
    names = Names(p)
    branch, transformer = _branches(p, names)
    inverter, curve = _inverters(p, names)
    profile, series = _profiles(p)
    stages = [(*stage, 0.0) for stage in stage_rows(p, names)]
    slots, terminals = terminal_rows(p, all_switches(p))
    slot_of = {int(row[0]): float(slot) for slot, row in enumerate(slots)}
    watchers: list[tuple[float, ...]] = [
        (float(k),) for k, stage in enumerate(stages) if stage[tb.S_QUANTITY] == tb.ROCOF
    ]
    kinds = [
        _rows(
            [(bus.v_nominal_kv, slot_of.get(k, -1.0)) for k, bus in enumerate(p.buses)], st.AT_BUS
        ),
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
        _rows(stages, st.AT_STAGE),
        _machines(p, names),
        _synchronism(p, names),
        _transfers(p, names),
        _outlets(p, names),
        profile,
        _constants(p, names),
        _rows(slots, st.AT_SLOT),
        _rows(terminals, st.AT_TERMINAL),
        _rows(watchers, st.AT_ROCOF),
    ]
    at, size = _offsets([len(rows) for rows in kinds])
    for n, stage_row in enumerate(kinds[st.AT_STAGE]):
        stage_row[tb.S_INDEX] = watched(stage_row, n, at)
    value = np.concatenate([rows.ravel() for rows in kinds])
    return Tables(at=at, value=value, curve=curve, series=series), size
