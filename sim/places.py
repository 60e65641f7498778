"""Where an element stands: its block in the state, its bus, its number in events.

Every element is a kind (`state.AT_...`) and a number in it. `x[block + st.INV_P_KW]` is one value.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim.compiled import inner
from sim.tables import BLOCKS, Tables, par

Floats = NDArray[np.float64]


@inner
def count_of(t: Tables, kind: int) -> int:
    """How many elements of a kind there are."""
    return t.at[st.COUNT + kind]


@inner
def block_of(t: Tables, kind: int, k: int) -> int:
    """Where the block of element k of a kind begins in the state."""
    return t.at[kind] + k * BLOCKS[kind]


@inner
def element_of(t: Tables, kind: int, k: int) -> int:
    """Number of element k of a kind in events."""
    return t.at[st.ELEMENT + kind] + k


@inner
def bus_number(t: Tables, kind: int, k: int) -> int:
    """Number of the bus at which element k of a kind hangs: the first column of its row."""
    return int(par(t, kind, k, 0))


@inner
def bus_of(t: Tables, kind: int, k: int) -> int:
    """Where the block of that bus begins in the state."""
    return block_of(t, st.AT_BUS, bus_number(t, kind, k))


@inner
def bus_voltage(x: Floats, t: Tables, b: int) -> float:
    """Magnitude of the voltage at bus b, pu."""
    return x[block_of(t, st.AT_BUS, b) + st.BUS_V_PU]


@inner
def switch_ends(t: Tables, s: int) -> tuple[int, int]:
    """Numbers of the buses a and b of switch s."""
    return int(par(t, st.AT_SWITCH, s, tb.SW_A)), int(par(t, st.AT_SWITCH, s, tb.SW_B))


@inner
def switch_sides(t: Tables, s: int) -> tuple[int, int]:
    """Where the blocks of those buses begin in the state."""
    a, b = switch_ends(t, s)
    return block_of(t, st.AT_BUS, a), block_of(t, st.AT_BUS, b)


@inner
def is_closed(x: Floats, t: Tables, s: int) -> bool:
    """True when the contacts of switch s are closed."""
    return x[block_of(t, st.AT_SWITCH, s) + st.SW_CLOSED] > 0.5


@inner
def branch_ends(t: Tables, k: int) -> tuple[int, int]:
    """Numbers of the first and the second bus of branch k."""
    return int(par(t, st.AT_BRANCH, k, tb.BR_FROM)), int(par(t, st.AT_BRANCH, k, tb.BR_TO))


@inner
def branch_sides(t: Tables, k: int) -> tuple[int, int]:
    """Where the blocks of those buses begin in the state."""
    a, b = branch_ends(t, k)
    return block_of(t, st.AT_BUS, a), block_of(t, st.AT_BUS, b)


@inner
def constant(t: Tables, column: int) -> float:
    """One number that holds for the whole plant."""
    return par(t, st.AT_CONSTANTS, 0, column)
