"""Whatever is done to a building: the books close, the lever never joins, copies are exact."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some

import sim
from sim import (
    Bus,
    GridSource,
    Line,
    Load,
    Microgrid,
    MicrogridParameters,
    Motor,
    PcsOutlet,
    Photovoltaic,
    Switch,
    TransferSwitch,
    Transformer,
    Vehicle,
)

BUILDING = MicrogridParameters(
    buses=(
        Bus("feeder", 6.6),
        Bus("pole", 6.6),
        *(Bus(n, 0.2) for n in ("service", "board", "inlet", "rooms", "charger", "outlet", "fan")),
    ),
    grids=(GridSource("grid", "feeder"),),
    lines=(Line("span", "feeder", "pole", 0.3, 0.4),),
    transformers=(Transformer("pole_tr", "pole", "service", 30.0, 0.015, 0.02),),
    switches=(
        Switch("main", "service", "board", closed=True, rated_a=60.0, main=True),
        Switch("fuse", "rooms", "fan", closed=True, rated_a=15.0, fuse=True),
        Switch("cable", "charger", "inlet"),
        Switch("two_ended", "charger", "rooms"),
        Switch("plug", "outlet", "inlet"),
    ),
    transfer_switches=(TransferSwitch("lever", "rooms", "board", "inlet"),),
    photovoltaics=(Photovoltaic("pv", "board", 10.0, wait_s=5.0),),
    outlets=(PcsOutlet("pcs", "outlet", "pv"),),
    vehicles=(Vehicle("ev", "charger", 0.5),),
    loads=(Load("people", "rooms", 1.0), Load("air", "fan", 0.1, motor=Motor(0.75, return_s=0.5))),
)

COMMANDS = some.lists(
    some.one_of(
        some.tuples(
            some.sampled_from(
                ["grid.live", "ev.stand_alone", "ev.present", "pcs.enabled", "pcs.reset"]
                + ["air.motor_enabled", "switch.fuse.replace"]
                + [f"switch.{s.name}.command" for s in BUILDING.switches]
            ),
            some.sampled_from([0.0, 1.0]),
        ),
        some.tuples(some.just("lever.position"), some.sampled_from([0.0, 1.0, 2.0])),
        some.tuples(some.just("irradiance"), some.sampled_from([0.0, 0.01, 0.1, 1.0])),
        some.tuples(some.just("people.factor"), some.floats(0.0, 8.0)),
        some.tuples(some.just("bus.fan.short_ohm"), some.sampled_from([0.0, 0.01, 1.0])),
        some.tuples(some.sampled_from(["ev.set_kw", "ev.speed_km_h"]), some.floats(-6.0, 60.0)),
        some.tuples(some.just("advance"), some.sampled_from([0.01, 0.3, 2.0, 30.0])),
    ),
    max_size=14,
)


def _carry_out(plant, commands):
    events = []
    for name, value in commands:
        if name == "advance":
            events += plant.advance(plant.t_s + value)
        else:
            plant.set(name, value)
        both = plant.get("switch.lever.a.closed") + plant.get("switch.lever.b.closed")
        assert both < 1.5
    return events


@settings(max_examples=40, deadline=None)
@given(before=COMMANDS, after=COMMANDS)
def test_whatever_is_done_the_books_close_and_copies_go_on_alike(before, after):
    plant = Microgrid(BUILDING, 5)
    _carry_out(plant, [*before, ("advance", 0.5)])
    fork = plant.fork()
    events = _carry_out(plant, [*after, ("advance", 1.0)])
    end = plant.snapshot()
    assert np.all(np.isfinite(end))
    assert abs(plant.get("energy.balance_kwh")) <= 1e-6 * plant.get("energy.moved_kwh") + 1e-12
    assert _carry_out(fork, [*after, ("advance", 1.0)]) == events
    assert np.array_equal(fork.snapshot(), end)
    assert 0.0 <= plant.get("ev.soc") <= 1.0
    assert 0.0 <= plant.get("air.motor_slip") <= 1.0


SCRIPT = [
    ("irradiance", 0.5),
    ("advance", 0.1),
    ("bus.fan.short_ohm", 0.01),
    ("advance", 0.05),
    ("bus.fan.short_ohm", 0.0),
    ("switch.fuse.command", 1.0),
    ("switch.fuse.replace", 1.0),
    ("grid.live", 0.0),
    ("advance", 0.3),
    ("pcs.enabled", 1.0),
    ("switch.plug.command", 1.0),
    ("lever.position", 2.0),
    ("advance", 1.5),
    ("pcs.enabled", 0.0),
    ("switch.plug.command", 0.0),
    ("switch.cable.command", 1.0),
    ("ev.stand_alone", 1.0),
    ("advance", 2.0),
]


def test_plain_python_gives_the_numbers_of_the_compiled_code_in_a_building_too():
    script = (
        "import runpy, sys\n"
        f"here = runpy.run_path({__file__!r})\n"
        "plant = here['Microgrid'](here['BUILDING'], 5)\n"
        "here['_carry_out'](plant, here['SCRIPT'])\n"
        "sys.stdout.buffer.write(plant.snapshot().tobytes())\n"
    )
    root = Path(sim.__file__).parents[1]
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(root)}
    child = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        cwd=root,
        check=True,
        capture_output=True,
    )
    plant = Microgrid(BUILDING, 5)
    kinds = {event.kind for event in _carry_out(plant, SCRIPT)}
    assert {"fuse_blown", "contactor_dropped"} <= kinds
    assert plant.get("ev.state") == 2.0
    np.testing.assert_allclose(np.frombuffer(child.stdout), plant.snapshot(), rtol=1e-9, atol=1e-12)
