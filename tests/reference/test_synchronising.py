"""Slip and angle at open switches, and what flows when they close: closed forms."""

from __future__ import annotations

import cmath
import math

import pytest

from sim import (
    Battery,
    BatteryInverter,
    Bus,
    GridSource,
    Line,
    Microgrid,
    MicrogridParameters,
    Switch,
)

BASE_KVA = 1000.0
KV = 6.6
Z_BASE = KV**2 * 1000.0 / BASE_KVA


def _two_grids(f_hz, slip_hz, v1, v2, z_pu):
    """Two sources with slip, the impedance split unevenly between the two sides."""
    a, b = 0.4 * z_pu * Z_BASE, 0.35 * z_pu * Z_BASE
    line = 0.25 * z_pu * Z_BASE
    return MicrogridParameters(
        f_nominal_hz=f_hz,
        s_base_kva=BASE_KVA,
        buses=(Bus("one", KV), Bus("gap", KV), Bus("two", KV)),
        lines=(Line("line", "one", "gap", line.real, line.imag),),
        switches=(Switch("tie", "gap", "two"),),
        grids=(
            GridSource("g1", "one", v1, f_hz, a.real, a.imag),
            GridSource("g2", "two", v2, f_hz + slip_hz, b.real, b.imag),
        ),
    )


def _wrapped(degrees):
    return (degrees + 180.0) % 360.0 - 180.0


@pytest.mark.parametrize(
    ("f_hz", "slip_hz"), [(50.0, 0.1), (50.0, -0.2), (60.0, 0.03), (60.0, 0.5)]
)
@pytest.mark.parametrize("dt_s", [None, 0.01])
def test_the_angle_turns_with_the_slip(f_hz, slip_hz, dt_s):
    plant = Microgrid(_two_grids(f_hz, slip_hz, 1.0, 1.0, 0.02 + 0.2j))
    for t_s in (0.5, 2.4, 2.5, 7.77, 31.0, 400.0):
        plant.advance(t_s, dt_s)
        assert plant.get("switch.tie.slip_hz") == pytest.approx(slip_hz, abs=1e-9)
        turned = _wrapped(360.0 * slip_hz * t_s)
        assert _wrapped(plant.get("switch.tie.angle_deg") - turned) == pytest.approx(0, abs=1e-6)
        gap = abs(1.0 - cmath.rect(1.0, math.radians(turned)))
        assert plant.get("switch.tie.dv_pu") == pytest.approx(gap, abs=1e-8)


@pytest.mark.parametrize(
    ("f_hz", "v1", "v2", "z_pu"),
    [
        (50.0, 1.0, 1.0, 0.2j),
        (50.0, 1.05, 0.95, 0.03 + 0.15j),
        (60.0, 0.98, 1.02, 0.1 + 0.1j),
        (60.0, 1.0, 0.9, 0.001 + 0.08j),
    ],
)
@pytest.mark.parametrize("degrees", [0.0, 5.0, 20.0, 60.0, 120.0, 180.0, -45.0])
def test_closing_out_of_phase_drives_the_difference_through_the_impedance(
    f_hz, v1, v2, z_pu, degrees
):
    slip_hz = math.copysign(0.1, degrees)
    plant = Microgrid(_two_grids(f_hz, slip_hz, v1, v2, z_pu))
    plant.advance(degrees / 360.0 / slip_hz)
    plant.set("switch.tie.command", 1.0)
    events = plant.advance(plant.t_s)
    e1, e2 = v1, cmath.rect(v2, math.radians(degrees))
    i = (e1 - e2) / z_pu
    amps = abs(i) * BASE_KVA / (math.sqrt(3.0) * KV)
    for name in ("g1.i_a", "switch.tie.i_a", "g2.i_a"):
        assert plant.get(name) == pytest.approx(amps, rel=1e-6, abs=1e-6), name
    v = e1 - i * 0.65 * z_pu  # at the switch
    p_kw = (v * i.conjugate()).real * BASE_KVA
    assert plant.get("switch.tie.p_kw") == pytest.approx(p_kw, rel=1e-6, abs=1e-5)
    closed = [e for e in events if e.kind == "switch_closed"]
    assert [e.value for e in closed] == [pytest.approx(abs(e1 - e2), abs=1e-8)]


@pytest.mark.parametrize(("f_hz", "grid_f_hz"), [(50.0, 50.1), (60.0, 59.85)])
def test_an_inverter_closes_on_the_grid_with_the_current_of_the_angle(f_hz, grid_f_hz):
    plant = Microgrid(_inverter_and_grid(f_hz, grid_f_hz))
    plant.set("bess.anti_islanding", 0.0)
    plant.set("bess.secondary_enabled", 0.0)
    plant.set("bess.start", 1.0)
    plant.advance(20.0)
    assert plant.get("switch.tie.slip_hz") == pytest.approx(f_hz - grid_f_hz, abs=1e-9)
    angle = plant.get("switch.tie.angle_deg")
    turn = _wrapped(angle - 8.0) if grid_f_hz < f_hz else _wrapped(angle + 8.0)
    wait_s = (-turn / 360.0 / (f_hz - grid_f_hz)) % (1.0 / abs(f_hz - grid_f_hz))
    plant.advance(20.0 + wait_s)
    at = math.radians(plant.get("switch.tie.angle_deg"))
    assert abs(abs(math.degrees(at)) - 8.0) < 1e-6
    plant.set("switch.tie.command", 1.0)
    plant.advance(plant.t_s)
    z = complex(0.3, 2.0) / Z_BASE + complex(0.03, 0.15) * BASE_KVA / 500.0
    i = abs(plant.get("bess.e_pu") * cmath.rect(1.0, at) - 1.0) / z
    assert plant.get("bess.i_pu") == pytest.approx(abs(i) * BASE_KVA / 500.0, abs=1e-6)
    assert plant.get("bess.state") == 3.0


def _inverter_and_grid(f_hz, grid_f_hz):
    return MicrogridParameters(
        f_nominal_hz=f_hz,
        s_base_kva=BASE_KVA,
        buses=(Bus("feeder", KV), Bus("mg", KV)),
        switches=(Switch("tie", "feeder", "mg"),),
        grids=(GridSource("grid", "feeder", 1.0, grid_f_hz, 0.3, 2.0),),
        inverters=(
            BatteryInverter(
                "bess", "mg", 500.0, Battery(1000.0), mode0="grid_forming", imax_pu=10.0
            ),
        ),
    )


@pytest.mark.parametrize("f_hz", [50.0, 60.0])
def test_far_out_of_phase_the_inverter_trips(f_hz):
    plant = Microgrid(_inverter_and_grid(f_hz, f_hz + 0.1))
    plant.set("bess.anti_islanding", 0.0)
    plant.set("bess.secondary_enabled", 0.0)
    plant.set("bess.start", 1.0)
    plant.advance(20.0)
    while abs(plant.get("switch.tie.angle_deg")) < 90.0:
        plant.advance(plant.t_s + 0.1)
    plant.set("switch.tie.command", 1.0)
    events = plant.advance(plant.t_s + 0.1)
    assert {"out_of_phase_close", "inverter_tripped"} <= {e.kind for e in events}
    assert plant.get("bess.cause") == 12.0
