"""Equal seeds give equal runs, copies are exact, and both ways of running give equal numbers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some

import sim
from sim import Microgrid
from sim.examples import small_microgrid

COMMANDS = some.lists(
    some.one_of(
        some.tuples(
            some.sampled_from(
                [
                    "switch.k12.command",
                    "switch.cb52b.command",
                    "switch.b2_cutout.command",
                    "switch.b4_main.command",
                    "switch.pv_cb.command",
                    "switch.k12.timer_b_blocked",
                    "grid.live",
                    "grid.trip",
                    "bess.start",
                    "bess.stop",
                    "bess.reset",
                    "bess.trip",
                    "bess.anti_islanding",
                    "evt.in",
                    "b2.motor_enabled",
                ]
            ),
            some.sampled_from([0.0, 1.0]),
        ),
        some.tuples(some.sampled_from(["bess.mode", "relay.group"]), some.sampled_from([1.0, 2.0])),
        some.tuples(
            some.sampled_from(
                ["b1.factor", "irradiance_factor", "fault.short_ohm", "server.set_kw"]
            ),
            some.floats(0.0, 30.0),
        ),
        some.tuples(some.just("advance"), some.sampled_from([0.01, 0.05, 0.5, 3.0, 40.0])),
    ),
    max_size=12,
)

SCRIPT = (
    ("irradiance", 0.7),
    ("advance", 0.03),
    ("grid.live", 0.0),
    ("switch.k12.command", 0.0),
    ("switch.k12.timer_b_blocked", 1.0),
    ("bess.anti_islanding", 0.0),
    ("advance", 0.05),
    ("bess.mode", 2.0),
    ("bess.reset", 1.0),
    ("bess.start", 1.0),
    ("b1.factor", 4.0),
    ("advance", 0.4),
    ("switch.b2_cutout.command", 0.0),
    ("advance", 0.1),
    ("switch.b2_cutout.command", 1.0),
    ("fault.short_ohm", 3.0),
    ("advance", 0.05),
)


def _carry_out(plant, commands):
    """Set inputs and advance as told; returns the events."""
    events = []
    for name, value in commands:
        if name == "advance":
            events += plant.advance(plant.t_s + value)
        else:
            plant.set(name, value)
    return events


def test_equal_seeds_give_equal_runs_and_another_seed_another_reclosing():
    def run(seed):
        plant = Microgrid(small_microgrid(), seed)
        plant.set("grid.trip", 1.0)
        events = _carry_out(plant, [("advance", 100.0)])
        return plant.snapshot(), events

    (one, events), (two, same_events) = run(1), run(1)
    assert np.array_equal(one, two)
    assert events == same_events
    other_events = run(2)[1]
    times = {e.t_s for e in events + other_events if e.kind == "grid_restored"}
    assert len(times) == 2


@settings(max_examples=25)
@given(before=COMMANDS, after=COMMANDS)
def test_fork_and_restore_are_exact_after_any_commands(before, after):
    plant = Microgrid(small_microgrid(), 3)
    _carry_out(plant, before)
    fork, snapshot = plant.fork(), plant.snapshot()
    assert np.array_equal(fork.snapshot(), snapshot)
    events = _carry_out(plant, [*after, ("advance", 1.0)])
    end = plant.snapshot()
    assert np.all(np.isfinite(end))
    assert _carry_out(fork, [*after, ("advance", 1.0)]) == events
    assert np.array_equal(fork.snapshot(), end)
    plant.restore(snapshot)
    assert _carry_out(plant, [*after, ("advance", 1.0)]) == events
    assert np.array_equal(plant.snapshot(), end)


@settings(max_examples=25)
@given(commands=COMMANDS)
def test_accounts_close_and_the_dead_have_no_volts_after_any_commands(commands):
    plant = Microgrid(small_microgrid(), 3)
    _carry_out(plant, [*commands, ("advance", 1.0)])
    assert abs(plant.get("energy.balance_kwh")) <= 1e-6 * plant.get("energy.moved_kwh")
    for bus in plant.parameters.buses:
        if plant.get(f"bus.{bus.name}.island") < 0.0:
            assert plant.get(f"bus.{bus.name}.v_pu") == 0.0
            assert plant.get(f"bus.{bus.name}.f_hz") == 0.0
        else:
            assert plant.get(f"bus.{bus.name}.f_hz") > 0.0


def test_plain_python_gives_the_numbers_of_the_compiled_code():
    script = (
        "import sys; from pathlib import Path\n"
        "from sim import Microgrid; from sim.examples import small_microgrid\n"
        "plant = Microgrid(small_microgrid())\n"
        f"for name, value in {SCRIPT!r}:\n"
        "    if name == 'advance': plant.advance(plant.t_s + value)\n"
        "    else: plant.set(name, value)\n"
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
    python = np.frombuffer(child.stdout)
    plant = Microgrid(small_microgrid())
    _carry_out(plant, SCRIPT)
    compiled = plant.snapshot()
    assert plant.get("bess.limiting") == 1.0
    np.testing.assert_allclose(python, compiled, rtol=1e-12, atol=1e-12)
