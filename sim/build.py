"""From the parameters of a plant to the numeric tables of the compiled code."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim import tables as tb
from sim.layout import terminal_rows
from sim.names import Names, all_switches
from sim.parameters import MicrogridParameters
from sim.rows import (
    as_table,
    branch_tables,
    constant_table,
    grid_table,
    inverter_tables,
    load_table,
    machine_table,
    outlet_table,
    photovoltaic_table,
    profile_tables,
    regulating_table,
    relay_table,
    switch_table,
    synchronism_table,
    transfer_table,
    vehicle_table,
)
from sim.tables import BLOCKS, WIDTHS, Tables
from sim.trips import stage_rows, watched

Integers = NDArray[np.int64]


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


def build_tables(p: MicrogridParameters) -> tuple[Tables, int]:
    """The tables of one microgrid and the size of its state; ValueError names what does not fit."""
    names = Names(p)
    branch, transformer = branch_tables(p, names)
    inverter, curve = inverter_tables(p, names)
    profile, series = profile_tables(p)
    stages = [(*stage, 0.0) for stage in stage_rows(p, names)]
    slots, terminals = terminal_rows(p, all_switches(p))
    slot_of = {int(row[0]): float(slot) for slot, row in enumerate(slots)}
    watchers: list[tuple[float, ...]] = [
        (float(k),) for k, stage in enumerate(stages) if stage[tb.S_QUANTITY] == tb.ROCOF
    ]
    kinds = [
        as_table(
            [(bus.v_nominal_kv, slot_of.get(k, -1.0)) for k, bus in enumerate(p.buses)], st.AT_BUS
        ),
        switch_table(p, names),
        grid_table(p, names),
        inverter,
        photovoltaic_table(p, names),
        load_table(p, names),
        regulating_table(p, names),
        vehicle_table(p, names),
        relay_table(p, names),
        transformer,
        branch,
        as_table(stages, st.AT_STAGE),
        machine_table(p, names),
        synchronism_table(p, names),
        transfer_table(p, names),
        outlet_table(p, names),
        profile,
        constant_table(p, names),
        as_table(slots, st.AT_SLOT),
        as_table(terminals, st.AT_TERMINAL),
        as_table(watchers, st.AT_ROCOF),
    ]
    at, size = _offsets([len(rows) for rows in kinds])
    for n, stage_row in enumerate(kinds[st.AT_STAGE]):
        stage_row[tb.S_INDEX] = watched(stage_row, n, at)
    value = np.concatenate([rows.ravel() for rows in kinds])
    return Tables(at=at, value=value, curve=curve, series=series), size
