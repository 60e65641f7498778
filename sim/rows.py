"""The rows of every kind of element: numbers of its parameters in the order of `tables.py`.

Impedances in pu of the common base, buses and other names as numbers.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim.names import Names, all_switches
from sim.parameters import Battery, BatteryInverter, Curve, MicrogridParameters, Motor
from sim.tables import WIDTHS
from sim.trips import personality

Floats = NDArray[np.float64]
Row = tuple[float, ...]


def _tan(power_factor: float) -> float:
    return math.tan(math.acos(power_factor))


def as_table(rows: list[Row], kind: int) -> Floats:
    """Rows of one kind as a table of its width."""
    return np.array(rows, dtype=np.float64).reshape(len(rows), WIDTHS[kind])


def padded(points: Curve) -> Floats:
    """Pad a curve with its last point; x in row 0, y in row 1."""
    if len(points) > tb.MAX_CURVE:
        raise ValueError(f"a curve holds at most {tb.MAX_CURVE} points, this one {len(points)}")
    array = np.empty((2, tb.MAX_CURVE))
    array[:, : len(points)] = np.array(points).T
    array[:, len(points) :] = array[:, len(points) - 1 : len(points)]
    return array


def _battery_row(b: Battery) -> Row:
    """Cells, their circuit and heat, losses and auxiliaries."""
    cells = b.energy_kwh * 1000.0 / (b.cell_capacity_ah * b.cell_v_nominal)
    row: Row = (cells, b.cell_capacity_ah, b.r0_ohm, b.r1_ohm, b.c1_f, float(b.heat_by_current))
    row += (b.cell_thermal_mass_j_per_k, b.cell_to_air_w_per_k)
    row += (b.second_thermal_mass_j_per_k, b.second_to_air_w_per_k)
    return (*row, b.loss_p0_kw, b.loss_a_discharge, b.loss_a_charge, b.loss_b, b.aux_kw, b.ups_kwh)


def _inverter_row(i: BatteryInverter, names: Names) -> Row:
    """Droop, voltage control, impedance, limits and times of an inverter itself."""
    row: Row = (names.find("bus", i.bus), i.s_kva, i.mp, i.mq, i.kiv, i.tf_s, i.xl_pu, i.rl_pu)
    row += (i.kppmax, i.kipmax, i.emax, i.imax_pu, i.ramp_s, i.secondary_ts_s)
    row += (names.find("switch", i.secondary_enable_switch), i.ramp_kw_per_s, i.following_lag_s)
    row += (i.anti_islanding_s, i.current_limit_trip_s, i.start_timeout_s)
    return (*row, i.vector_shift_trip_deg, i.vsm_m_s, float(i.seamless))


def inverter_tables(p: MicrogridParameters, names: Names) -> tuple[Floats, Floats]:
    """Inverters with their batteries, and five curves each."""
    rows: list[Row] = []
    curves: list[Floats] = []
    for inverter in p.inverters:
        b = inverter.battery
        rows.append(_inverter_row(inverter, names) + _battery_row(b))
        curves += [padded(b.ocv), padded(b.p_max_over_soc), padded(b.p_min_over_soc)]
        curves += [padded(b.p_max_over_temperature), padded(b.p_min_over_temperature)]
    table = np.stack(curves) if curves else np.zeros((0, 2, tb.MAX_CURVE))
    return as_table(rows, st.AT_INVERTER), table


def _admittance(r: float, x: float) -> tuple[float, float]:
    """`1/(r + j x)` as (g, b)."""
    y = 1.0 / complex(r, x)
    return y.real, y.imag


def branch_tables(p: MicrogridParameters, names: Names) -> tuple[Floats, Floats]:
    """Lines, then transformers, as series impedances in pu of the common base."""
    kv = [bus.v_nominal_kv for bus in p.buses]
    rows: list[Row] = []
    for line in p.lines:
        a, b = names.find("bus", line.from_bus), names.find("bus", line.to_bus)
        z_base = kv[a] ** 2 * 1000.0 / p.s_base_kva
        r, s = line.r_ohm / z_base, line.x_ohm / z_base
        half_b = 0.5e-6 * line.b_us * z_base
        rows.append((a, b, 0, line.c_nf_per_phase, *_admittance(r, s), 1.0, half_b))
    transformers: list[Row] = []
    for t in p.transformers:
        a, b = names.find("bus", t.hv_bus), names.find("bus", t.lv_bus)
        k = p.s_base_kva / t.s_kva
        s_pu = t.s_kva / p.s_base_kva
        transformers.append((a, s_pu, t.inrush_pu * s_pu, t.inrush_tau_s, len(rows)))
        rows.append((a, b, 1, 0.0, *_admittance(t.r_pu * k, t.x_pu * k), 1.0 / t.tap, 0.0))
    return as_table(rows, st.AT_BRANCH), as_table(transformers, st.AT_TRANSFORMER)


def grid_table(p: MicrogridParameters, names: Names) -> Floats:
    """Thevenin sources; over-current pick-up in pu."""
    rows: list[Row] = []
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
    return as_table(rows, st.AT_GRID)


def machine_table(p: MicrogridParameters, names: Names) -> Floats:
    """Diesel generators, per unit of their own rating."""
    rows: list[Row] = []
    for m in p.machines:
        if m.droop <= 0.0 or m.xd_pu <= 0.0:
            raise ValueError(f"{m.name}: droop and xd_pu must be greater than zero")
        if m.mode0 not in {"stopped", "running"}:
            raise ValueError(f"{m.name}: mode0 is stopped or running, not {m.mode0!r}")
        row: Row = (
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
    return as_table(rows, st.AT_MACHINE)


def synchronism_table(p: MicrogridParameters, names: Names) -> Floats:
    """Synchronism relays."""
    rows: list[Row] = []
    for r in p.synchronism_relays:
        switch = names.find("switch", r.switch)
        row = (switch, r.dv_pu, r.slip_hz, r.angle_deg, r.hold_s, r.breaker_s)
        rows.append((*row, names.find("inverter", r.inverter), r.steer_slip_hz))
    return as_table(rows, st.AT_SYNCHRONISM)


def photovoltaic_table(p: MicrogridParameters, names: Names) -> Floats:
    """PV plants and the band in which each comes back."""
    rows: list[Row] = []
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
    return as_table(rows, st.AT_PHOTOVOLTAIC)


def load_table(p: MicrogridParameters, names: Names) -> Floats:
    """People's loads, their contactors and motors."""
    rows: list[Row] = [
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
    return as_table(rows, st.AT_LOAD)


def _contactor(motor: Motor | None) -> Row:
    if motor is None:
        return (0.0,) * 3
    return motor.drop_pu, motor.drop_s, motor.return_s


def _motor(motor: Motor | None) -> Row:
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


def switch_table(p: MicrogridParameters, names: Names) -> Floats:
    """Switches; the time constant of the release from its time at twice the rating."""
    rows: list[Row] = [
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
    return as_table(rows, st.AT_SWITCH)


def regulating_table(p: MicrogridParameters, names: Names) -> Floats:
    """Regulating loads."""
    rows: list[Row] = [
        (names.find("bus", r.bus), r.p_max_kw, r.ramp_kw_per_s, _tan(r.power_factor))
        for r in p.regulating_loads
    ]
    return as_table(rows, st.AT_REGULATING)


def vehicle_table(p: MicrogridParameters, names: Names) -> Floats:
    """Vehicles; the efficiency of one way is the root of the round trip."""
    rows: list[Row] = [
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
    return as_table(rows, st.AT_VEHICLE)


def transfer_table(p: MicrogridParameters, names: Names) -> Floats:
    """Transfer switches: the numbers of their two contacts."""
    rows: list[Row] = [
        (names.find("switch", f"{t.name}.a"), names.find("switch", f"{t.name}.b"), t.break_s)
        for t in p.transfer_switches
    ]
    return as_table(rows, st.AT_TRANSFER)


def outlet_table(p: MicrogridParameters, names: Names) -> Floats:
    """Outlets; those of one PV plant share its sun alike."""
    rows: list[Row] = [
        (
            names.find("bus", o.bus),
            names.find("photovoltaic", o.photovoltaic),
            o.p_max_kw,
            1.0 / sum(other.photovoltaic == o.photovoltaic for other in p.outlets),
        )
        for o in p.outlets
    ]
    return as_table(rows, st.AT_OUTLET)


def profile_tables(p: MicrogridParameters) -> tuple[Floats, Floats]:
    """Profiles: where each begins in the series, and the series."""
    rows: list[Row] = []
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
    return as_table(rows, st.AT_PROFILE), np.array(values or [0.0], dtype=np.float64)


def relay_table(p: MicrogridParameters, names: Names) -> Floats:
    """Relays: their bus and the switch whose flow they measure."""
    rows: list[Row] = [
        (names.find("bus", r.bus), names.find("switch", r.measured_switch)) for r in p.relays
    ]
    return as_table(rows, st.AT_RELAY)


def constant_table(p: MicrogridParameters, names: Names) -> Floats:
    """What holds for the whole plant."""
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
    return as_table([row], st.AT_CONSTANTS)
