"""Numeric tables of the parameters, as the compiled code reads them: one row an element."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim import state as st
from sim.compiled import compiled

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


# fmt: off
# columns of the tables; what hangs at one bus has the number of it in the first
(B_KV, B_SLOT) = range(2)
# kind 0 line, 1 transformer; series admittance, 1/tap of the first bus, half the charging
(BR_FROM, BR_TO, BR_KIND, BR_C_NF, BR_G, BR_B, BR_PER_TAP, BR_HALF_B) = range(8)
(
    SW_A, SW_B, SW_OPERATE_S, SW_TIMED, SW_X_S, SW_Y_S, SW_RATED_A, SW_TAU_S, SW_MAGNETIC, SW_FUSE,
    SW_MAIN,
) = range(11)
(SL_BUS, SL_FIRST, SL_COUNT, SL_TERMINAL, SL_TERMINALS) = range(5)
(TM_KIND, TM_INDEX, TM_SIGN) = range(3)
(
    GR_BUS, GR_R, GR_X, GR_TRIP_PU, GR_TRIP_S, GR_RECLOSE_S, GR_C_NF, GR_EVT_OHM, GR_ATTEMPTS,
) = range(9)
(
    IN_BUS, IN_S, IN_MP, IN_MQ, IN_KIV, IN_TF, IN_X, IN_R, IN_KPP, IN_KIP, IN_EMAX, IN_IMAX,
    IN_RAMP_S, IN_TS, IN_ENABLE_SWITCH, IN_KW_PER_S, IN_LAG, IN_ISLANDING_S, IN_LIMIT_S,
    IN_TIMEOUT_S, IN_SHIFT_DEG, IN_VSM_M, IN_SEAMLESS,
    BA_CELLS, BA_AH, BA_R0, BA_R1, BA_C1, BA_HEAT_BY_CURRENT, BA_MASS, BA_TO_AIR, BA_MASS2,
    BA_TO_AIR2, BA_P0, BA_A_OUT, BA_A_IN, BA_B, BA_AUX, BA_UPS,
) = range(39)
(
    MC_BUS, MC_S, MC_H, MC_D, MC_DROOP, MC_TG, MC_X, MC_R, MC_P_MAX, MC_AVR, MC_AVR_DROOP, MC_EMAX,
    MC_START_S, MC_BUILD_S, MC_IDLE, MC_PER_KWH,
) = range(16)
(
    Y_SWITCH, Y_DV, Y_SLIP, Y_ANGLE, Y_HOLD_S, Y_BREAKER_S, Y_INVERTER, Y_STEER,
) = range(8)
(
    P_BUS, P_KW, P_KIND, P_PROFILE, P_WAIT_S, P_STEP, P_RAMP_S, P_LAG, P_SHIFT_DEG, P_V_LO, P_V_HI,
    P_F_LO, P_F_HI, P_TAN, P_IMAX,
) = range(15)
(
    L_BUS, L_KW, L_KVAR, L_Z, L_I, L_P, L_KF, L_COLD, L_HOLD_S, L_TAU_S, L_OUTAGE_S, L_DROP_PU,
    L_DROP_S, L_RETURN_S, L_PROFILE,
    M_KVA, M_RS, M_XS, M_RR, M_XR, M_XM, M_H, M_TORQUE, M_K2, M_RTH, M_X,
) = range(26)
(R_BUS, R_KW, R_RAMP, R_TAN) = range(4)
(V_BUS, V_KWH, V_KW, V_EFFICIENCY, V_OVERHEAD, V_RESERVE, V_KWH_PER_KM) = range(7)
(TS_A, TS_B, TS_BREAK_S) = range(3)  # its two contacts are switches
(O_BUS, O_PV, O_KW, O_SHARE) = range(4)
(
    S_OWNER_KIND, S_OWNER, S_GROUP, S_QUANTITY, S_SIGN, S_PICKUP, S_DELAY, S_BUS, S_INVERTER,
    S_SWITCH, S_CAUSE, S_BLOCK_IN_RAMP, S_INDEX,
) = range(13)
(RL_BUS, RL_MEASURED) = range(2)
(T_HV, T_S_PU, T_INRUSH, T_TAU, T_BRANCH) = range(5)
(PR_FIRST, PR_COUNT, PR_PER_S) = range(3)
(C_F0, C_BASE, C_START_S, C_EVT_OHM, C_EXTRA_C, C_SECTION, C_IRRADIANCE, C_RATED) = range(8)
# fmt: on

OWNER_RELAY, OWNER_PV, OWNER_INVERTER, OWNER_SHED, OWNER_MACHINE = range(5)
VOLTAGE, FREQUENCY, CURRENT, ZERO_SEQUENCE, LINE_CURRENT, REVERSE_POWER, ROCOF = range(7)
JAPAN, IEEE1547, FREQUENCY_SHIFT = range(3)

MAX_CURVE = 128
TRIP_HEAT = 1.1025  # a thermal release trips at 1.05 of its rating, squared

# columns of every kind, in the order of state.AT_BUS, AT_SWITCH ...
WIDTHS = (2, 11, 9, 39, 15, 26, 4, 7, 2, 5, 8, 13, 16, 8, 3, 4, 3, 8, 5, 3, 1)
# and how many values one element of every kind has in the state
BLOCKS = tuple(
    len(names)
    for names in (
        st.BUS, st.SWITCH, st.GRID, st.INVERTER, st.PHOTOVOLTAIC, st.LOAD, st.REGULATING,
        st.VEHICLE, st.RELAY, st.TRANSFORMER, st.BRANCH, st.STAGE, st.MACHINE, st.SYNCHRONISM,
        st.TRANSFER, st.OUTLET, (), (), (), (), (),
    )
)  # fmt: skip


class Tables(NamedTuple):
    """All parameters as arrays; impedances in pu of the common base.

    Few and wide, because the compiler's time grows with the number of arrays.
    """

    at: Integers  # of every kind: blocks in the state, counts, event numbers, rows
    value: Floats  # rows of all kinds, one after another; `par` finds them
    curve: Floats  # five curves an inverter: ocv, p_max/soc, p_min/soc, p_max/T, p_min/T
    series: Floats  # values of all profiles, one after another


@compiled
def par(t: Tables, kind: int, k: int, column: int) -> float:
    """One number of row k of a kind."""
    return t.value[t.at[st.ROW + kind] + k * WIDTHS[kind] + column]


@compiled
def row_of(t: Tables, kind: int, k: int) -> int:
    """Where row k of a kind begins: `t.value[row_of(...) :]` serves whoever needs many columns."""
    return t.at[st.ROW + kind] + k * WIDTHS[kind]
