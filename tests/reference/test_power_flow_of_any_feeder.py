"""Random radial and meshed feeders against a Newton-Raphson of its own, to 1e-6 pu."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pytest

from sim import (
    Bus,
    GridSource,
    Line,
    Load,
    Microgrid,
    MicrogridParameters,
    Switch,
    Transformer,
)
from tests.reference.independent.power_flow import Branch, ZipLoad, admittance, newton

BASE_KVA = 500.0
TOLERANCE_PU = 1e-6


@dataclass
class Feeder:
    """The same feeder twice: for the simulator, and as nodes and branches; node 0 is the source."""

    parameters: MicrogridParameters
    branches: list[Branch]
    loads: list[ZipLoad]
    e: complex
    v: np.ndarray

    def losses_kw(self) -> float:
        lost = sum(
            abs((self.v[b.a] - self.v[b.b]) / b.z) ** 2 * b.z.real for b in self.branches[1:]
        )
        return float(lost * BASE_KVA)


def _tree(rng, count, meshes):
    """Levels of voltage, lines, transformers, and which bus hangs at which."""
    kv, lines, transformers = [66.0], [], []
    for k in range(1, count):
        parent = int(rng.integers(max(0, k - 5), k))
        down = {66.0: 6.6, 6.6: rng.choice([0.42, 0.21])}
        level = kv[parent]
        if level == 66.0 or (level == 6.6 and rng.random() < 0.35):
            kv.append(float(down[level]))
            s_kva = {6.6: 2000.0}.get(kv[k], float(rng.choice([50.0, 100.0, 300.0])))
            transformers.append(
                (parent, k, s_kva, rng.uniform(0.01, 0.02), rng.uniform(0.02, 0.07))
            )
        else:
            kv.append(level)
            scale = 1.0 if level > 1.0 else 0.02
            lines.append(
                (parent, k, scale * rng.uniform(0.05, 1.0), scale * rng.uniform(0.05, 0.8))
            )
    for _ in range(meshes):
        a, b = rng.choice(count, 2, replace=False)
        if kv[a] == kv[b]:
            scale = 1.0 if kv[a] > 1.0 else 0.02
            lines.append((int(a), int(b), scale * 0.5, scale * 0.4))
    return kv, lines, transformers


def _feeder(seed, count, meshes, v_target, f_hz):
    rng = np.random.default_rng(seed)
    kv, lines, transformers = _tree(rng, count, meshes)
    ends = [a for line in lines for a in line[:2]] + [t[1] for t in transformers]
    users = sorted(set(rng.choice(ends, max(2, count // 2))))
    raw = [
        (int(k), rng.uniform(5, 40), rng.choice([0.8, 0.95, 1.0]), rng.dirichlet([1, 1, 2]))
        for k in users
    ]
    e = complex(rng.uniform(0.98, 1.05))
    grid_ohm = complex(rng.uniform(0.5, 2.0), rng.uniform(5.0, 20.0))

    def z_base(k):
        return kv[k] ** 2 * 1000.0 / BASE_KVA

    branches = [Branch(0, 1, grid_ohm / z_base(0))]
    branches += [Branch(a + 1, b + 1, complex(r, x) / z_base(a)) for a, b, r, x in lines]
    branches += [
        Branch(a + 1, b + 1, complex(r, x) * BASE_KVA / s) for a, b, s, r, x in transformers
    ]
    y = admittance(count + 1, branches)

    def solve(times):
        loads = [
            ZipLoad(k + 1, times * complex(p, p * math.tan(math.acos(pf))) / BASE_KVA, *shares)
            for k, p, pf, shares in raw
        ]
        return loads, newton(y, {0: e}, loads)

    low, high = 0.0, 1.0
    while high < 1e4:  # as heavily loaded as the target asks
        try:
            if np.min(np.abs(solve(high)[1])) < v_target:
                break
            low, high = high, 2.0 * high
        except ArithmeticError:
            break
    for _ in range(12):
        middle = 0.5 * (low + high)
        try:
            deep = np.min(np.abs(solve(middle)[1])) < v_target
        except ArithmeticError:
            deep = True
        low, high = (low, middle) if deep else (middle, high)
    loads, v = solve(low)
    parameters = MicrogridParameters(
        f_nominal_hz=f_hz,
        s_base_kva=BASE_KVA,
        # every user hangs behind a closed switch, so that nodes are not buses
        buses=tuple(Bus(f"b{k}", u) for k, u in enumerate(kv))
        + tuple(Bus(f"u{k}", kv[k]) for k, *_ in raw),
        lines=tuple(Line(f"l{n}", f"b{a}", f"b{b}", r, x) for n, (a, b, r, x) in enumerate(lines)),
        transformers=tuple(
            Transformer(f"t{n}", f"b{a}", f"b{b}", s, r, x)
            for n, (a, b, s, r, x) in enumerate(transformers)
        ),
        switches=tuple(Switch(f"s{k}", f"b{k}", f"u{k}", closed=True) for k, *_ in raw),
        grids=(GridSource("grid", "b0", e.real, None, grid_ohm.real, grid_ohm.imag),),
        loads=tuple(
            Load(f"load{k}", f"u{k}", low * p, pf, tuple(shares)) for k, p, pf, shares in raw
        ),
    )
    return Feeder(parameters, branches, loads, e, v)


CASES = [
    (seed, count, meshes, v_target, f_hz)
    for seed, (count, meshes) in enumerate(
        [
            (3, 0),
            (4, 1),
            (6, 0),
            (8, 3),
            (12, 0),
            (16, 6),
            (20, 0),
            (25, 10),
            (32, 0),
            (40, 0),
            (40, 15),
        ]
    )
    for v_target, f_hz in ((0.95, 50.0), (0.75, 60.0))
]


@pytest.mark.parametrize(("seed", "count", "meshes", "v_target", "f_hz"), CASES)
def test_voltages_currents_and_losses_are_those_of_newton(seed, count, meshes, v_target, f_hz):
    feeder = _feeder(seed, count, meshes, v_target, f_hz)
    assert v_target - 0.01 < np.min(np.abs(feeder.v)) < v_target + 0.1, "loaded as intended"
    plant = Microgrid(feeder.parameters)
    v = np.array(
        [
            complex(plant.get(f"bus.b{k}.v_re"), plant.get(f"bus.b{k}.v_im"))
            for k in range(len(feeder.v) - 1)
        ]
    )
    assert np.max(np.abs(v - feeder.v[1:])) < TOLERANCE_PU
    sent = feeder.v[1] * np.conj((feeder.e - feeder.v[1]) / feeder.branches[0].z) * BASE_KVA
    assert plant.get("grid.p_kw") == pytest.approx(sent.real, abs=1e-6 * BASE_KVA)
    assert plant.get("grid.q_kvar") == pytest.approx(sent.imag, abs=1e-6 * BASE_KVA)
    p = feeder.parameters
    names = [f"line.{x.name}" for x in p.lines] + [
        f"transformer.{x.name}.branch" for x in p.transformers
    ]
    lost = 0.0
    for name, branch in zip(names, feeder.branches[1:], strict=True):
        i = abs((feeder.v[branch.a] - feeder.v[branch.b]) / branch.z)
        assert plant.get(f"{name}.i_pu") == pytest.approx(i, abs=3e-6), name
        lost += plant.get(f"{name}.loss_kw")
    assert lost == pytest.approx(feeder.losses_kw(), abs=1e-6 * BASE_KVA)
    for load in feeder.loads:
        s = load.at(abs(feeder.v[load.node]))[0] * BASE_KVA
        assert plant.get(f"load{load.node - 1}.p_kw") == pytest.approx(s.real, abs=1e-6 * BASE_KVA)
        assert plant.get(f"load{load.node - 1}.q_kvar") == pytest.approx(
            s.imag, abs=1e-6 * BASE_KVA
        )
        flow = plant.get(f"switch.s{load.node - 1}.p_kw")
        assert flow == pytest.approx(s.real, abs=1e-6 * BASE_KVA)
