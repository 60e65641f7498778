"""A plant with diesels, a battery, sun, relays and a grid, treated in any way one likes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import sim
from sim import (
    Battery,
    BatteryInverter,
    Bus,
    DieselGenerator,
    GridSource,
    Line,
    Load,
    Microgrid,
    MicrogridParameters,
    Photovoltaic,
    Relay,
    RelayGroup,
    Switch,
    SynchronismRelay,
)

GROUP = RelayGroup(
    line_overcurrent_a=((400.0, 0.5),),
    reverse_power_kw=((60.0, 1.0),),
    rocof_hz_per_s=((4.0, 0.2),),
)
PLANT = MicrogridParameters(
    buses=(Bus("feeder", 0.21), Bus("mg", 0.21), Bus("hall", 0.21), Bus("big_bus", 0.21)),
    lines=(Line("cable", "mg", "hall", 0.002, 0.001),),
    switches=(
        Switch("k12", "feeder", "mg", closed=True, operate_s=0.08),
        Switch("k13", "feeder", "mg", operate_s=0.05),
        Switch("big_cb", "big_bus", "hall", closed=True),
    ),
    grids=(GridSource("grid", "feeder", r_ohm=0.002, x_ohm=0.01),),
    inverters=(
        BatteryInverter(
            "bess",
            "mg",
            250.0,
            Battery(500.0),
            mode0="grid_following",
            secondary_enable_switch="k12",
        ),
    ),
    machines=(
        DieselGenerator("big", "big_bus", 100.0, start_s=2.0, damping=5.0),
        DieselGenerator("small", "hall", 30.0, start_s=1.0, reverse_power_kw=((3.0, 1.0),)),
    ),
    photovoltaics=(Photovoltaic("pv", "hall", 50.0, wait_s=10.0, rocof_hz_per_s=2.0),),
    loads=(Load("people", "hall", 60.0),),
    relays=(Relay("line", "mg", (GROUP, GROUP), switch="k12", measured_switch="k12"),),
    synchronism_relays=(SynchronismRelay("25", "k12", inverter="bess"),),
)
COMMANDS = some.lists(
    some.one_of(
        some.tuples(
            some.sampled_from(
                [
                    "switch.k12.command",
                    "switch.k13.command",
                    "switch.big_cb.command",
                    "grid.live",
                    "bess.start",
                    "bess.stop",
                    "bess.reset",
                    "bess.anti_islanding",
                    "big.start",
                    "big.stop",
                    "big.trip",
                    "big.reset",
                    "small.start",
                    "small.reset",
                    "synchronism.25.enabled",
                ]
            ),
            some.sampled_from([0.0, 1.0]),
        ),
        some.tuples(some.just("bess.mode"), some.sampled_from([1.0, 2.0])),
        some.tuples(
            some.sampled_from(["big.p_set_kw", "small.p_set_kw"]), some.floats(-20.0, 120.0)
        ),
        some.tuples(
            some.sampled_from(["big.fuel_l", "irradiance", "people.factor"]), some.floats(0, 2)
        ),
        some.tuples(some.just("advance"), some.sampled_from([0.01, 0.05, 1.0, 5.0, 40.0])),
    ),
    max_size=14,
)
SCRIPT = (
    ("irradiance", 0.5),
    ("big.start", 1.0),
    ("big.p_set_kw", 30.0),
    ("advance", 3.2),
    ("switch.k13.command", 1.0),
    ("advance", 0.2),
    ("switch.k13.command", 0.0),
    ("bess.anti_islanding", 0.0),
    ("bess.mode", 2.0),
    ("advance", 0.2),
    ("switch.k12.command", 0.0),
    ("advance", 0.3),
    ("synchronism.25.enabled", 1.0),
    ("people.factor", 1.5),
    ("advance", 0.5),
)


def carry_out(plant, commands):
    """Set inputs and advance as told; returns the events."""
    events = []
    for name, value in commands:
        if name == "advance":
            events += plant.advance(plant.t_s + value)
        else:
            plant.set(name, value)
    return events


@settings(max_examples=40)
@given(before=COMMANDS, after=COMMANDS)
def test_whatever_is_done_the_books_close_and_copies_go_on_alike(before, after):
    plant = Microgrid(PLANT, 3)
    carry_out(plant, before)
    fork, snapshot = plant.fork(), plant.snapshot()
    events = carry_out(plant, [*after, ("advance", 1.0)])
    end = plant.snapshot()
    assert np.all(np.isfinite(end))
    assert carry_out(fork, [*after, ("advance", 1.0)]) == events
    assert np.array_equal(fork.snapshot(), end)
    plant.restore(snapshot)
    assert carry_out(plant, [*after, ("advance", 1.0)]) == events
    assert np.array_equal(plant.snapshot(), end)
    assert abs(plant.get("energy.balance_kwh")) <= 1e-6 * plant.get("energy.moved_kwh")


def test_plain_python_gives_the_numbers_of_the_compiled_code():
    script = (
        "import sys, importlib.util as u\n"
        f"spec = u.spec_from_file_location('anything', {__file__!r})\n"
        "told = u.module_from_spec(spec); spec.loader.exec_module(told)\n"
        "plant = told.Microgrid(told.PLANT)\n"
        "told.carry_out(plant, told.SCRIPT)\n"
        "sys.stdout.buffer.write(plant.snapshot().tobytes())\n"
    )
    root = Path(sim.__file__).parents[1]
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(root)}
    child = subprocess.run(
        [sys.executable, "-c", script], env=environment, cwd=root, check=True, capture_output=True
    )
    plant = Microgrid(PLANT)
    carry_out(plant, SCRIPT)
    assert plant.get("big.state") == 2.0
    assert plant.get("bess.state") == 3.0
    assert plant.get("switch.k12.closed") == 0.0
    np.testing.assert_allclose(
        np.frombuffer(child.stdout), plant.snapshot(), rtol=1e-12, atol=1e-12
    )


@pytest.mark.parametrize("avr_gain", [5.0, 0.0])
def test_long_steps_of_machines_agree_with_short_ones(avr_gain):
    def people(name, bus, p_kw):
        return Load(name, bus, p_kw, frequency_factor=0.0, cold_factor=1.0)

    parameters = MicrogridParameters(
        buses=(Bus("mg", 0.21), Bus("hall", 0.21)),
        lines=(Line("cable", "mg", "hall", 0.002, 0.001),),
        machines=(
            DieselGenerator("one", "mg", 100.0, damping=5.0, p_set0_kw=30.0, avr_gain=avr_gain),
            DieselGenerator("two", "hall", 50.0, damping=5.0, start_s=20.0, avr_gain=avr_gain),
        ),
        loads=(people("a", "mg", 30.0), people("b", "hall", 40.0)),
    )
    ends = []
    for dt_s in (None, 0.01):
        plant = Microgrid(parameters)
        plant.set("one.start", 1.0)
        plant.set("two.start", 1.0)
        plant.advance(120.0)
        for k in range(1, 5):
            plant.set("a.factor", 1.0 + 0.2 * k)
            plant.advance(120.0 + 60.0 * k, dt_s=dt_s)
        ends.append(plant)
    long, short = ends
    for name in ("one.f_hz", "one.p_kw", "two.p_kw", "one.q_kvar", "two.v_pu", "one.pm_pu"):
        assert long.get(name) == pytest.approx(short.get(name), rel=1e-5), name
    for name in ("one.fuel_l", "one.energy_kwh", "two.energy_kwh", "energy.lines_kwh"):
        assert long.get(name) == pytest.approx(short.get(name), rel=1e-4), name
