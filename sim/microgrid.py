"""One microgrid: inputs and outputs by name, advance, snapshot, restore, fork."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import work as w
from sim.build import build_tables
from sim.directory import directory_of
from sim.initial import initialise
from sim.instant import map_network
from sim.integrate import advance
from sim.observe import observe
from sim.parameters import MicrogridParameters
from sim.validate import check, nearest
from sim.work import build_work

Floats = NDArray[np.float64]
Snapshot: TypeAlias = NDArray[np.float64]

TRIP_CAUSES: Mapping[int, str] = MappingProxyType(st.TRIP_CAUSES)
EVENT_KINDS: tuple[str, ...] = st.EVENT_KINDS

# inputs that drift all day: a smaller change at once is no event
_DRIFT = {
    st.G_IRRADIANCE: 0.02,
    st.G_IRRADIANCE_FACTOR: 0.02,
    st.G_AMBIENT_C: 1.0,
    st.G_SOC_ESTIMATE_ERROR: 1.0,
}
# what an input of this name can be
_POSSIBLE = {"irradiance": (-1.0, 1.5), "soc": (0.0, 1.0), "mode": (0.0, 2.0)}
LONGEST_FIXED_S = 0.1  # beyond it a fixed step no longer follows the lags


@dataclass(frozen=True)
class SimEvent:
    """Something that happened in the plant; the meaning of `value` depends on the kind."""

    t_s: float
    kind: str
    element: str
    value: float


class Microgrid:
    """The plant in one array. Not for two threads at once; fork it instead.

    Powers of sources are positive into the bus, powers of loads positive out of it; units are in
    the names; SoC is 0..1. `advance` is the only thing that moves time.
    """

    def __init__(self, parameters: MicrogridParameters, seed: int = 0) -> None:
        check(parameters)
        self.parameters = parameters
        self._longest_step_s = 1.0
        self._refused: list[SimEvent] = []
        tables, size = build_tables(parameters)
        self._tables = tables
        self._work = build_work(tables, size)
        self._directory = directory_of(parameters, tables)
        self._x: Floats = np.zeros(size)
        initialise(parameters, self._x, tables, self._work, seed)

    # --- reading -------------------------------------------------------------------------------

    @property
    def t_s(self) -> float:
        """Plant time in s since the start."""
        return float(self._x[st.G_T_S])

    @property
    def longest_step_s(self) -> float:
        """Longest stride of `advance` in s: 1 for a screen, 60 for horizons of days.

        ValueError for what is no number above 0.
        """
        return self._longest_step_s

    @longest_step_s.setter
    def longest_step_s(self, longest_s: float) -> None:
        if not (math.isfinite(longest_s) and longest_s > 0.0):
            raise ValueError(f"longest_step_s is {longest_s}, must be a number above 0")
        self._longest_step_s = longest_s

    @property
    def outputs(self) -> Floats:
        """All values aligned with `names()`; a view of the live state: read it, never write it."""
        return self._x

    @property
    def in_transient(self) -> bool:
        """True while the fine step is in use, so that callers tick finely too."""
        quiet = self._x[st.G_T_S] - self._x[st.G_LAST_EVENT_S]
        return bool(quiet < 5.0 or self._x[st.G_T_S] < self._x[st.G_FINE_UNTIL_S])

    def names(self) -> tuple[str, ...]:
        """Every readable name."""
        return self._directory.names

    def inputs(self) -> tuple[str, ...]:
        """Every settable name."""
        return self._directory.inputs

    def index(self, name: str) -> int:
        """Position of a name in `outputs`; KeyError with the nearest name when there is none."""
        if name not in self._directory.index:
            raise KeyError(f"there is no {name}; {nearest(name, self.names())}")
        return self._directory.index[name]

    def get(self, name: str) -> float:
        """One value by name; KeyError with the nearest name when there is none."""
        return float(self._x[self.index(name)])

    # --- acting --------------------------------------------------------------------------------

    def set(self, name: str, value: float) -> None:
        """Set an input; it acts at the next `advance`. KeyError when it is no input.

        What is no finite number, or cannot be (an irradiance of 800, a SoC of 60), is refused: the
        old value stays, and the next `advance` tells it as an event "input_refused" that names the
        input.
        """
        index = self._directory.index.get(name, -1)
        if index not in self._directory.settable:
            raise KeyError(f"{name} is not an input; {nearest(name, self.inputs())}")
        low, high = _POSSIBLE.get(name.rpartition(".")[2], (-math.inf, math.inf))
        if not math.isfinite(value) or not low <= value <= high:
            self._refused.append(SimEvent(self.t_s, "input_refused", name, value))
        elif self._x[index] != value:
            jump = abs(self._x[index] - value)
            self._x[index] = value
            if jump > _DRIFT.get(index, 0.0):  # what drifts all day is no event
                self._x[st.G_LAST_EVENT_S] = self._x[st.G_T_S]
                self._x[st.G_DIRTY] = 1.0  # faults, earths and sources change the admittances

    def advance(self, until_s: float, dt_s: float | None = None) -> tuple[SimEvent, ...]:
        """Run to the time until_s (no-op when in the past: inputs act, no time passes).

        Without dt_s the steps are chosen, which is the more accurate: 2.5 ms in a swing, 10 ms, or
        strides. dt_s forces a fixed step of at most 0.1 s; a longer one is shortened and told as an
        event "step_limited". Returns the events in time order; ValueError for times that are no
        numbers.
        """
        if not math.isfinite(until_s) or (dt_s is not None and not dt_s > 0.0):
            steps = "" if dt_s is None else f" in steps of {dt_s} s"
            raise ValueError(f"cannot advance to {until_s} s{steps}")
        work = self._work
        events, self._refused = self._refused, []
        fixed_s = 0.0 if dt_s is None else min(dt_s, LONGEST_FIXED_S)
        if dt_s is not None and dt_s > LONGEST_FIXED_S:
            events.append(SimEvent(self.t_s, "step_limited", "", dt_s))
        while True:
            work.index[w.FLAGS, w.W_EVENTS] = 0
            advance(self._x, self._tables, work, until_s, fixed_s, self._longest_step_s)
            events += self._collect()
            if self.t_s >= until_s - 1e-9:
                break
        if self.t_s < until_s:  # rounding of the steps: who asks again would never arrive
            self._x[st.G_T_S] = until_s
        observe(self._x, self._tables, work)
        events.sort(key=lambda event: event.t_s)
        return tuple(events)

    def run_until(
        self, until_s: float, watch: Callable[[Microgrid], bool], tick_s: float = 0.1
    ) -> tuple[SimEvent, ...]:
        """Advance in ticks (10 ms in a transient) until `watch` is true or until_s is reached."""
        events: list[SimEvent] = []
        while self.t_s < until_s and not watch(self):
            tick = 0.01 if self.in_transient else tick_s
            events += self.advance(min(self.t_s + tick, until_s))
        return tuple(events)

    # --- copies --------------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """A copy of all that the future depends on."""
        return np.concatenate((self._x, self._work.injection.ravel()))

    def restore(self, snapshot: Snapshot) -> None:
        """Return to a snapshot of a microgrid with the same parameters, bit for bit."""
        size = self._x.size
        if snapshot.size != size + self._work.injection.size:
            raise ValueError("the snapshot is of another microgrid")
        self._x[:] = snapshot[:size]
        self._work.injection[:] = snapshot[size:].reshape(self._work.injection.shape)
        map_network(self._x, self._tables, self._work)
        self._x[:] = snapshot[:size]  # the islands it wrote may be of inputs that wait to act

    def fork(self) -> Microgrid:
        """An independent copy at the same moment; shares the parameters only."""
        other = Microgrid.__new__(Microgrid)
        other.parameters = self.parameters
        other._longest_step_s = self._longest_step_s
        other._refused = list(self._refused)
        other._tables = self._tables
        other._directory = self._directory
        other._x = np.zeros_like(self._x)
        other._work = build_work(self._tables, self._x.size)
        other.restore(self.snapshot())
        return other

    # --- inside --------------------------------------------------------------------------------

    def _collect(self) -> list[SimEvent]:
        rows = self._work.events[: self._work.index[w.FLAGS, w.W_EVENTS]]
        return [
            SimEvent(
                float(row[0]),
                EVENT_KINDS[int(row[1])],
                self._directory.elements[int(row[2])],
                float(row[3]),
            )
            for row in rows
        ]
