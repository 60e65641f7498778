"""The flat state vector: one float64 array, every slot with a name.

A name ending in "!" is an input that callers may set. The numbers below are the offsets inside one
element's block; `tests/sim/test_state.py` asserts that names and numbers agree. Everything that the
future depends on is in here (timers, random counter, inputs), so a snapshot is a copy.
"""

from __future__ import annotations

# fmt: off
GLOBAL = (
    "t_s", "last_event_s", "dirty", "random_counter", "seed", "fine_until_s",
    "irradiance!", "ambient_c!", "earth.count!", "evt.in!", "fault.short_ohm!", "fault.earth_ohm!",
    "relay.group!", "crew_on_line!", "soc_estimate_error!", "relay.reset!",
    "irradiance_factor!", "irradiance_now", "v0_pct", "earth_fault_ma", "unbalance_pct",
    "iterations", "residual_pu", "contraction", "stride_s",
    "collapsed", "lowest_pu",
    "earth_fault_seen", "crew_seen", "phase_open!", "earth_c_nf", "earth_g_s", "joined_pu",
    "energy.grid_kwh", "energy.pv_kwh", "energy.battery_kwh", "energy.vehicle_kwh",
    "energy.served_kwh", "energy.unserved_kwh", "energy.lines_kwh", "energy.transformers_kwh",
    "energy.inverter_loss_kwh", "energy.cell_loss_kwh", "energy.vehicle_loss_kwh",
    "energy.aux_kwh", "energy.fault_kwh", "energy.balance_kwh", "energy.moved_kwh",
    "energy.machine_kwh", "energy.driving_kwh",
)
(
    G_T_S, G_LAST_EVENT_S, G_DIRTY, G_RANDOM_COUNTER, G_SEED, G_FINE_UNTIL_S,
    G_IRRADIANCE, G_AMBIENT_C, G_EARTH_COUNT, G_EVT_IN, G_FAULT_SHORT_OHM, G_FAULT_EARTH_OHM,
    G_RELAY_GROUP, G_CREW_ON_LINE, G_SOC_ESTIMATE_ERROR, G_RELAY_RESET,
    G_IRRADIANCE_FACTOR, G_IRRADIANCE_NOW, G_V0_PCT, G_EARTH_FAULT_MA, G_UNBALANCE_PCT,
    G_ITERATIONS, G_RESIDUAL_PU, G_CONTRACTION, G_STRIDE_S,
    G_COLLAPSED, G_LOWEST_PU,
    G_EARTH_FAULT_SEEN, G_CREW_SEEN, G_PHASE_OPEN, G_EARTH_C_NF, G_EARTH_G_S, G_JOINED_PU,
    G_ENERGY_GRID_KWH, G_ENERGY_PV_KWH, G_ENERGY_BATTERY_KWH, G_ENERGY_VEHICLE_KWH,
    G_ENERGY_SERVED_KWH, G_ENERGY_UNSERVED_KWH, G_ENERGY_LINES_KWH, G_ENERGY_TRANSFORMERS_KWH,
    G_ENERGY_INVERTER_LOSS_KWH, G_ENERGY_CELL_LOSS_KWH, G_ENERGY_VEHICLE_LOSS_KWH,
    G_ENERGY_AUX_KWH, G_ENERGY_FAULT_KWH, G_ENERGY_BALANCE_KWH, G_ENERGY_MOVED_KWH,
    G_ENERGY_MACHINE_KWH, G_ENERGY_DRIVING_KWH,
) = range(len(GLOBAL))

BUS = (
    "v_re", "v_im", "v_pu", "angle_rad", "f_hz", "island", "short_ohm!", "short_x_ohm!",
    "back_feed_seen",
)
(
    BUS_V_RE, BUS_V_IM, BUS_V_PU, BUS_ANGLE_RAD, BUS_F_HZ, BUS_ISLAND, BUS_SHORT_OHM,
    BUS_SHORT_X_OHM, BUS_BACK_FEED_SEEN,
) = range(len(BUS))

SWITCH = (
    "command!", "closed", "moving_s", "last_command", "stuck!", "timer_a_blocked!",
    "timer_b_blocked!", "locked_out!", "x_timer_s", "x_side", "y_timer_s", "x_target_s",
    "dv_pu", "angle_deg", "slip_hz", "p_kw", "q_kvar", "i_a", "jump_pu", "heat_pu", "replace!",
    "blown", "wrong_side", "wrong_side_seen",
)
(
    SW_COMMAND, SW_CLOSED, SW_MOVING_S, SW_LAST_COMMAND, SW_STUCK, SW_TIMER_A_BLOCKED,
    SW_TIMER_B_BLOCKED, SW_LOCKED_OUT, SW_X_TIMER_S, SW_X_SIDE, SW_Y_TIMER_S, SW_X_TARGET_S,
    SW_DV_PU, SW_ANGLE_DEG, SW_SLIP_HZ, SW_P_KW, SW_Q_KVAR, SW_I_A, SW_JUMP_PU,
    SW_HEAT_PU, SW_REPLACE, SW_BLOWN, SW_WRONG_SIDE, SW_WRONG_SIDE_SEEN,
) = range(len(SWITCH))

GRID = (
    "live!", "f_hz!", "v_pu!", "reclose_blocked!", "trip!", "angle_rad", "was_live",
    "reclose_timer_s", "overcurrent_s", "recloses", "alive_s", "p_kw", "q_kvar", "i_a",
)
(
    GRID_LIVE, GRID_F_HZ, GRID_V_PU, GRID_RECLOSE_BLOCKED, GRID_TRIP, GRID_ANGLE_RAD, GRID_WAS_LIVE,
    GRID_RECLOSE_TIMER_S, GRID_OVERCURRENT_S, GRID_RECLOSES, GRID_ALIVE_S, GRID_P_KW, GRID_Q_KVAR,
    GRID_I_A,
) = range(len(GRID))

INVERTER = (
    "mode!", "start!", "stop!", "reset!", "trip!", "p_set_kw!", "q_set_kvar!", "v_set_pu!",
    "f_set_hz!",
    "anti_islanding!", "secondary_enabled!", "emergency_stop!", "aux_failed!",
    "cell_temperature_c!", "soc!", "soc_estimate_error!",
    "state", "cause", "start_timer_s", "ramp_pu", "pf_pu", "qf_pu", "vf_pu", "e_pu", "delta_rad",
    "w_pu", "x_max_pu", "x_min_pu", "p_ref_pu", "p_ramp_kw", "p_lag_kw", "q_lag_kvar",
    "limit_s", "island_s", "limiting", "jump_deg", "was_limiting", "was_at_limit",
    "p_kw", "q_kvar", "i_pu", "i_unlimited_pu", "v_pu", "f_hz", "p_max_kw", "p_min_kw",
    "soc_estimate", "v1", "second_temperature_c", "cell_v", "cell_ocv_v", "dc_a", "p_dc_kw",
    "loss_kw", "ups_kwh", "energy_out_kwh", "energy_in_kwh", "secondary_on",
)
(
    INV_MODE, INV_START, INV_STOP, INV_RESET, INV_TRIP, INV_P_SET_KW, INV_Q_SET_KVAR, INV_V_SET_PU,
    INV_F_SET_HZ,
    INV_ANTI_ISLANDING, INV_SECONDARY_ENABLED, INV_EMERGENCY_STOP, INV_AUX_FAILED,
    INV_CELL_TEMPERATURE_C, INV_SOC, INV_SOC_ESTIMATE_ERROR,
    INV_STATE, INV_CAUSE, INV_START_TIMER_S, INV_RAMP_PU, INV_PF_PU, INV_QF_PU, INV_VF_PU, INV_E_PU,
    INV_DELTA_RAD, INV_W_PU, INV_X_MAX_PU, INV_X_MIN_PU, INV_P_REF_PU, INV_P_RAMP_KW, INV_P_LAG_KW,
    INV_Q_LAG_KVAR, INV_LIMIT_S, INV_ISLAND_S, INV_LIMITING, INV_JUMP_DEG, INV_WAS_LIMITING,
    INV_WAS_AT_LIMIT,
    INV_P_KW, INV_Q_KVAR, INV_I_PU, INV_I_UNLIMITED_PU, INV_V_PU, INV_F_HZ, INV_P_MAX_KW,
    INV_P_MIN_KW, INV_SOC_ESTIMATE, INV_V1, INV_SECOND_TEMPERATURE_C, INV_CELL_V, INV_CELL_OCV_V,
    INV_DC_A, INV_P_DC_KW, INV_LOSS_KW, INV_UPS_KWH, INV_ENERGY_OUT_KWH, INV_ENERGY_IN_KWH,
    INV_SECONDARY_ON,
) = range(len(INVERTER))

# inverter states
STOPPED, RAMPING, FOLLOWING, FORMING, TRIPPED = range(5)
# inverter modes
MODE_STOPPED, MODE_FOLLOWING, MODE_FORMING = range(3)

MACHINE = (
    "start!", "stop!", "trip!", "reset!", "p_set_kw!", "v_set_pu!", "fuel_l!",
    "state", "cause", "start_timer_s", "ramp_pu", "w_pu", "delta_rad", "pm_pu", "e_pu", "p_kw",
    "q_kvar", "i_pu", "v_pu", "f_hz", "energy_kwh",
)
(
    MA_START, MA_STOP, MA_TRIP, MA_RESET, MA_P_SET_KW, MA_V_SET_PU, MA_FUEL_L,
    MA_STATE, MA_CAUSE, MA_START_TIMER_S, MA_RAMP_PU, MA_W_PU, MA_DELTA_RAD, MA_PM_PU, MA_E_PU,
    MA_P_KW, MA_Q_KVAR, MA_I_PU, MA_V_PU, MA_F_HZ, MA_ENERGY_KWH,
) = range(len(MACHINE))

# machine states
MA_STOPPED, MA_STARTING, MA_RUNNING, MA_TRIPPED = range(4)

PHOTOVOLTAIC = (
    "enabled!", "limit_pu!", "fails_to_start!", "state", "wait_s", "cause", "p_kw", "q_kvar",
    "available_kw", "p_lag_kw", "enter_pu", "droop_pu", "energy_kwh", "jump_deg", "self_sustained",
)
(
    PV_ENABLED, PV_LIMIT_PU, PV_FAILS_TO_START, PV_STATE, PV_WAIT_S, PV_CAUSE, PV_P_KW, PV_Q_KVAR,
    PV_AVAILABLE_KW, PV_P_LAG_KW, PV_ENTER_PU, PV_DROOP_PU, PV_ENERGY_KWH, PV_JUMP_DEG,
    PV_SELF_SUSTAINED,
) = range(len(PHOTOVOLTAIC))

# photovoltaic states
PV_OFF, PV_RUNNING, PV_WAITING, PV_TRIPPED = range(4)

LOAD = (
    "factor!", "motor_enabled!", "p_kw", "q_kvar", "demand_kw", "cold_pu", "cold_peak_pu", "on_s",
    "off_s", "live", "motor_slip", "contactor", "contactor_s", "motor_p_pu", "motor_q_pu",
    "served_kwh", "unserved_kwh", "motor_i_pu", "motor_slip_before", "motor_v_before_pu",
)
(
    LOAD_FACTOR, LOAD_MOTOR_ENABLED, LOAD_P_KW, LOAD_Q_KVAR, LOAD_DEMAND_KW, LOAD_COLD_PU,
    LOAD_COLD_PEAK_PU, LOAD_ON_S, LOAD_OFF_S, LOAD_LIVE, LOAD_MOTOR_SLIP, LOAD_CONTACTOR,
    LOAD_CONTACTOR_S, LOAD_MOTOR_P_PU, LOAD_MOTOR_Q_PU, LOAD_SERVED_KWH, LOAD_UNSERVED_KWH,
    LOAD_MOTOR_I_PU, LOAD_MOTOR_SLIP_BEFORE, LOAD_MOTOR_V_BEFORE_PU,
) = range(len(LOAD))

REGULATING = ("set_kw!", "p_kw", "q_kvar", "demand_kw", "served_kwh", "unserved_kwh")
(
    REG_SET_KW, REG_P_KW, REG_Q_KVAR, REG_DEMAND_KW, REG_SERVED_KWH, REG_UNSERVED_KWH,
) = range(len(REGULATING))

VEHICLE = (
    "set_kw!", "present!", "soc!", "p_kw", "q_kvar", "p_lag_kw", "speed_km_h!", "stand_alone!",
    "state", "cause", "distance_km", "ramp_pu", "angle_rad", "overload_s", "i_pu", "v_pu",
    "limiting",
)
(
    EV_SET_KW, EV_PRESENT, EV_SOC, EV_P_KW, EV_Q_KVAR, EV_P_LAG_KW, EV_SPEED_KM_H, EV_STAND_ALONE,
    EV_STATE, EV_CAUSE, EV_DISTANCE_KM, EV_RAMP_PU, EV_ANGLE_RAD, EV_OVERLOAD_S, EV_I_PU, EV_V_PU,
    EV_LIMITING,
) = range(len(VEHICLE))

# vehicle states: standing alone it is a voltage source
CAR_AWAY, CAR_PLUGGED, CAR_STANDING_ALONE, CAR_TRIPPED = range(4)

RELAY = ("blocked!", "picked_up", "tripped", "cause", "line_p_kw", "line_i_a")
(
    RELAY_BLOCKED, RELAY_PICKED_UP, RELAY_TRIPPED, RELAY_CAUSE, RELAY_LINE_P_KW, RELAY_LINE_I_A,
) = range(len(RELAY))

SYNCHRONISM = (
    "enabled!", "permit", "dv_pu", "slip_hz", "angle_deg", "hold_timer_s", "sent", "steering",
    "f_before_hz", "v_before_pu", "other_f_hz", "live",
)
(
    SY_ENABLED, SY_PERMIT, SY_DV_PU, SY_SLIP_HZ, SY_ANGLE_DEG, SY_HOLD_TIMER_S, SY_SENT,
    SY_STEERING, SY_F_BEFORE_HZ, SY_V_BEFORE_PU, SY_OTHER_F_HZ,
    SY_LIVE,
) = range(len(SYNCHRONISM))

TRANSFORMER = ("energised", "inrush_pu", "dead_s", "p_kw", "loading_pu")
(TR_ENERGISED, TR_INRUSH_PU, TR_DEAD_S, TR_P_KW, TR_LOADING_PU) = range(len(TRANSFORMER))

BRANCH = ("i_pu", "i_a", "p_kw", "q_kvar", "loss_kw")  # at its first bus, power into it
(BR_I_PU, BR_I_A, BR_P_KW, BR_Q_KVAR, BR_LOSS_KW) = range(len(BRANCH))

STAGE = ("timer_s", "value", "done", "f_hz", "slow_hz", "rocof_hz_per_s")
(
    STAGE_TIMER_S, STAGE_VALUE, STAGE_DONE, STAGE_F_HZ, STAGE_SLOW_HZ, STAGE_ROCOF_HZ_PER_S,
) = range(len(STAGE))

TRANSFER = ("position!", "contact", "target", "moving_s")
(TS_POSITION, TS_CONTACT, TS_TARGET, TS_MOVING_S) = range(len(TRANSFER))

OUTLET = (
    "enabled!", "reset!", "state", "cause", "p_kw", "q_kvar", "available_kw", "i_pu", "v_pu",
    "ramp_pu", "angle_rad", "overload_s", "energy_kwh", "limiting",
)
(
    OUT_ENABLED, OUT_RESET, OUT_STATE, OUT_CAUSE, OUT_P_KW, OUT_Q_KVAR, OUT_AVAILABLE_KW, OUT_I_PU,
    OUT_V_PU, OUT_RAMP_PU, OUT_ANGLE_RAD, OUT_OVERLOAD_S, OUT_ENERGY_KWH, OUT_LIMITING,
) = range(len(OUTLET))

# outlet states
OUTLET_OFF, OUTLET_ON, OUTLET_TRIPPED = range(3)

# where each kind's block begins in the state, in the array Tables.at; the same number plus COUNT
# gives how many there are, plus ELEMENT the first of its numbers in events, plus ROW where its
# rows begin in Tables.value
(
    AT_BUS, AT_SWITCH, AT_GRID, AT_INVERTER, AT_PHOTOVOLTAIC, AT_LOAD, AT_REGULATING, AT_VEHICLE,
    AT_RELAY, AT_TRANSFORMER, AT_BRANCH, AT_STAGE, AT_MACHINE, AT_SYNCHRONISM, AT_TRANSFER,
    AT_OUTLET, AT_PROFILE, AT_CONSTANTS, AT_SLOT, AT_TERMINAL, AT_ROCOF,
) = range(21)
KINDS = 21
COUNT, ELEMENT, ROW = KINDS, 2 * KINDS, 3 * KINDS

EVENT_KINDS = (
    "switch_opened", "switch_closed", "inverter_started", "inverter_tripped", "inverter_stopped",
    "pv_tripped", "pv_returned", "relay_picked_up", "relay_tripped", "shed", "out_of_phase_close",
    "crew_contact", "back_feed", "earth_fault", "contactor_dropped", "contactor_closed",
    "limit_reached", "current_limit", "inrush", "load_restored", "load_lost", "battery_empty",
    "grid_lost", "grid_restored", "timed_sequence_close", "timed_sequence_lockout", "start_failed",
    "ramp_done", "switch_stuck", "ups_empty", "short_circuit",
    "machine_started", "machine_stopped", "machine_tripped", "out_of_fuel", "breaker_tripped",
    "fuse_blown", "outlet_tripped", "vehicle_tripped", "synchronised", "voltage_collapse",
    "input_refused", "step_limited",
)
(
    EV_SWITCH_OPENED, EV_SWITCH_CLOSED, EV_INVERTER_STARTED, EV_INVERTER_TRIPPED,
    EV_INVERTER_STOPPED, EV_PV_TRIPPED, EV_PV_RETURNED, EV_RELAY_PICKED_UP, EV_RELAY_TRIPPED,
    EV_SHED, EV_OUT_OF_PHASE_CLOSE, EV_CREW_CONTACT, EV_BACK_FEED, EV_EARTH_FAULT,
    EV_CONTACTOR_DROPPED, EV_CONTACTOR_CLOSED, EV_LIMIT_REACHED, EV_CURRENT_LIMIT, EV_INRUSH,
    EV_LOAD_RESTORED, EV_LOAD_LOST, EV_BATTERY_EMPTY, EV_GRID_LOST, EV_GRID_RESTORED,
    EV_TIMED_SEQUENCE_CLOSE, EV_TIMED_SEQUENCE_LOCKOUT, EV_START_FAILED, EV_RAMP_DONE,
    EV_SWITCH_STUCK, EV_UPS_EMPTY, EV_SHORT_CIRCUIT,
    EV_MACHINE_STARTED, EV_MACHINE_STOPPED, EV_MACHINE_TRIPPED, EV_OUT_OF_FUEL, EV_BREAKER_TRIPPED,
    EV_FUSE_BLOWN, EV_OUTLET_TRIPPED, EV_VEHICLE_TRIPPED, EV_SYNCHRONISED, EV_VOLTAGE_COLLAPSE,
    EV_INPUT_REFUSED, EV_STEP_LIMITED,
) = range(len(EVENT_KINDS))

TRIP_CAUSES = {
    0: "none", 1: "undervoltage", 2: "overvoltage", 3: "overfrequency", 4: "underfrequency",
    5: "overcurrent", 6: "zero_sequence", 7: "anti_islanding", 8: "grid_lost", 9: "battery_empty",
    10: "start_failed", 11: "emergency_stop", 12: "out_of_phase", 13: "aux_failed", 14: "inject",
    15: "vector_shift", 16: "relay", 17: "ups_empty", 18: "over_temperature",
    19: "reverse_power", 20: "rocof", 21: "out_of_fuel", 22: "no_sun",
}
(
    CAUSE_NONE, CAUSE_UNDERVOLTAGE, CAUSE_OVERVOLTAGE, CAUSE_OVERFREQUENCY, CAUSE_UNDERFREQUENCY,
    CAUSE_OVERCURRENT, CAUSE_ZERO_SEQUENCE, CAUSE_ANTI_ISLANDING, CAUSE_GRID_LOST,
    CAUSE_BATTERY_EMPTY, CAUSE_START_FAILED, CAUSE_EMERGENCY_STOP, CAUSE_OUT_OF_PHASE,
    CAUSE_AUX_FAILED, CAUSE_INJECT, CAUSE_VECTOR_SHIFT, CAUSE_RELAY, CAUSE_UPS_EMPTY,
    CAUSE_OVER_TEMPERATURE, CAUSE_REVERSE_POWER, CAUSE_ROCOF, CAUSE_OUT_OF_FUEL, CAUSE_NO_SUN,
) = range(len(TRIP_CAUSES))
# fmt: on

EVENT_CAPACITY = 512
EVENT_ROOM = 256  # one step never emits more than this
