"""Frozen parameters of every element: unit in the name, default, and where the default is from.

Origins: [S] source documents, [F] public source, [K] known practice, [P] proposed default that a
real site must overwrite. Powers of sources are positive INTO the bus, powers of loads positive OUT
of it. Names are unique over the whole grid. Per-unit values are on the element's own rating unless
said.
"""

from __future__ import annotations

from dataclasses import dataclass

Stage = tuple[float, float]  # pick-up, delay in s
Curve = tuple[tuple[float, float], ...]  # (x, y) points, linear between, flat outside


@dataclass(frozen=True)
class Bus:
    """A node of the network with its nominal line-to-line voltage."""

    name: str
    v_nominal_kv: float


@dataclass(frozen=True)
class Line:
    """A series impedance between two buses of equal nominal voltage, total ohms of the line.

    `b_us` is its positive-sequence charging in microsiemens, half at either end;
    `c_nf_per_phase` (nF, whole line) enters the zero-sequence circuit only (case A17).
    """

    name: str
    from_bus: str
    to_bus: str
    r_ohm: float
    x_ohm: float
    c_nf_per_phase: float = 0.0
    b_us: float = 0.0


@dataclass(frozen=True)
class Transformer:
    """A series impedance on its own rating, with the inrush of a hard close; no magnetising branch.

    `tap` is the hv winding in pu of its nominal turns: 0.975 lifts the lv side by 2.5 %.
    Inrush is a reactive admittance `inrush_pu` e^(-t/inrush_tau_s) at the hv side; none when it was
    energised in a ramp of 1 s or more. [K]
    """

    name: str
    hv_bus: str
    lv_bus: str
    s_kva: float
    r_pu: float
    x_pu: float
    inrush_pu: float = 10.0
    inrush_tau_s: float = 0.1
    tap: float = 1.0


@dataclass(frozen=True)
class Switch:
    """An ideal switch: breaker, pole switch, cut-out, low-voltage main.

    A pole switch of the timed-sequence kind closes by itself `x_time_s` after voltage stands at one
    side only, unless the timer of that side is blocked; it locks out when the voltage is lost
    within `y_time_s` after that. [K]

    `rated_a` > 0 gives it a release: thermal, `tau th' = (I/Ir)^2 - th`, trips at 1.1025 (5 % above
    the rating for ever), `trip_2x_s` from cold at twice the rating; magnetic, at once above
    `magnetic_x` ratings (0: none). A `fuse` blows instead, and is open until it is replaced. [K]
    `main` says that bus_a is the utility's side, where voltage from bus_b is a back-feed.
    """

    name: str
    bus_a: str
    bus_b: str
    closed: bool = False
    operate_s: float = 0.0
    timed_sequence: bool = False
    x_time_s: float = 7.0
    y_time_s: float = 5.0
    rated_a: float = 0.0
    trip_2x_s: float = 60.0
    magnetic_x: float = 10.0
    fuse: bool = False
    main: bool = False


@dataclass(frozen=True)
class TransferSwitch:
    """A manual transfer switch that breaks before it makes: never a and b at once, off between.

    `bus` is what it feeds. Its two contacts are the switches `<name>.a` (bus_a - bus) and
    `<name>.b` (bus_b - bus); they move with the lever alone. `position0`: "a", "b" or "off".
    """

    name: str
    bus: str
    bus_a: str
    bus_b: str
    position0: str = "a"
    break_s: float = 0.5


@dataclass(frozen=True)
class GridSource:
    """A Thevenin source with its own frequency and angle; dead: no source and no impedance.

    `f_hz` None means nominal. `trip_current_a` is the substation's over-current pick-up (None:
    never), which trips the source; it comes back after `reclose_s` unless blocked [K: about 60 s],
    `reclose_attempts` times; three minutes alive forget the attempts. `angle_deg` at t = 0.
    """

    name: str
    bus: str
    v_pu: float = 1.0
    f_hz: float | None = None
    r_ohm: float = 0.1
    x_ohm: float = 1.0
    live: bool = True
    trip_current_a: float | None = None
    trip_delay_s: float = 0.2
    reclose_s: float = 60.0
    c_nf_per_phase: float = 3000.0
    evt_ohm: float = 10_000.0
    angle_deg: float = 0.0
    reclose_attempts: int = 1


LFP_OCV: Curve = (
    (0.0, 2.0),
    (0.01, 2.55),
    (0.03, 2.90),
    (0.05, 3.02),
    (0.10, 3.18),
    (0.20, 3.24),
    (0.30, 3.268),
    (0.40, 3.286),
    (0.50, 3.292),
    (0.60, 3.300),
    (0.70, 3.325),
    (0.80, 3.334),
    (0.90, 3.337),
    (0.97, 3.345),
    (1.0, 3.50),
)


@dataclass(frozen=True)
class Battery:
    """Cells behind an inverter; all cells are alike.

    `energy_kwh` at nominal cell voltage; cell data of a 280 Ah LFP cell [F: PyBaMM case]. Inverter
    loss in kW: `loss_p0_kw + a |P| + b P^2 / s_kva` with the charge and the discharge `a` [P: fits
    93 % at 10 % load of 630 kW]. Power limits are fractions of the rating over SoC (0..1) and cell
    temperature (degrees C). `second_thermal_mass_j_per_k` > 0 puts a jig between cell and air.
    """

    energy_kwh: float
    soc0: float = 0.6
    ocv: Curve = LFP_OCV
    cell_capacity_ah: float = 280.0
    cell_v_nominal: float = 3.2
    r0_ohm: float = 0.00025
    r1_ohm: float = 0.00015
    c1_f: float = 200_000.0
    heat_by_current: bool = False
    cell_thermal_mass_j_per_k: float = 5400.0
    cell_to_air_w_per_k: float = 0.6
    second_thermal_mass_j_per_k: float = 0.0
    second_to_air_w_per_k: float = 0.8
    temperature0_c: float = 20.0
    loss_p0_kw: float = 4.1
    loss_a_discharge: float = 0.012
    loss_a_charge: float = 0.012
    loss_b: float = 0.012
    aux_kw: float = 0.3
    ups_kwh: float = 2.4
    p_max_over_soc: Curve = ((0.01, 0.0), (0.06, 1.0))
    p_min_over_soc: Curve = ((0.93, -1.0), (0.95, 0.0))
    p_max_over_temperature: Curve = (
        (-20.0, 0.0),
        (-5.0, 0.6),
        (5.0, 1.0),
        (45.0, 1.0),
        (55.0, 0.0),
    )
    p_min_over_temperature: Curve = (
        (0.0, 0.0),
        (5.0, -0.2),
        (15.0, -1.0),
        (45.0, -1.0),
        (55.0, 0.0),
    )
    soc_estimate_error: float = 0.0


@dataclass(frozen=True)
class BatteryInverter:
    """A grid-forming or grid-following battery inverter (WECC REGFM_A1 style) and its battery.

    Per-unit on `s_kva`; P positive = discharge. `mode0`, at t=0: "stopped"; "grid_following";
    "grid_forming" (both running, in balance with the network); "standby" (at rest, forming when
    started). `secondary` restores nominal frequency; None: only where `secondary_enable_switch`
    names the boundary whose open contact enables it. `anti_islanding` stops it `anti_islanding_s`
    after it is left alone. `seamless`: it forms at once when that boundary opens under it. Its own
    frequency trips are 10 % either side of nominal where none are given. The current limit alone
    bounds Q. `vsm_m_s` > 0 gives it inertia: `M w' = Pset - Pf - (w-1)/mp`. Droop, voltage control
    and power limiter as in WECC REGFM_A1 [F]; ramps, delays and trips are the site's. [P]
    """

    name: str
    bus: str
    s_kva: float
    battery: Battery
    mp: float = 0.01
    mq: float = 0.05
    kiv: float = 5.86
    tf_s: float = 0.02
    xl_pu: float = 0.15
    rl_pu: float = 0.03
    kppmax: float = 0.01
    kipmax: float = 0.1
    emax: float = 1.15
    imax_pu: float = 1.2
    ramp_s: float = 2.0
    secondary_ts_s: float = 10.0
    secondary_enable_switch: str | None = None
    ramp_kw_per_s: float = 63.0
    following_lag_s: float = 0.02
    anti_islanding_s: float = 0.5
    undervoltage: tuple[Stage, ...] = ((0.5, 1.0),)
    overvoltage: tuple[Stage, ...] = ((1.2, 0.5),)
    overfrequency_hz: tuple[Stage, ...] | None = None
    underfrequency_hz: tuple[Stage, ...] | None = None
    current_limit_trip_s: float = 1.0
    start_timeout_s: float = 15.0
    vector_shift_trip_deg: float = 15.0
    mode0: str = "stopped"
    p_set0_kw: float = 0.0
    vsm_m_s: float = 0.0
    anti_islanding: bool = False
    secondary: bool | None = None
    seamless: bool = False


@dataclass(frozen=True)
class DieselGenerator:
    """A synchronous machine behind `ra + j xd` with a droop governor, fuel and its own trips.

    Per-unit on `s_kva`; P positive into the bus. `2H w' = Pm - P - D (w-1)`, `Tg Pm' = Pref -
    (w-1)/R - Pm`, the throttle between 0 and `p_max_pu`. `damping` of 5 to 20 stands for damper
    windings; without it swings against a grid or another machine take a minute to die out.
    `avr_gain` in 1/s moves E until the terminal voltage is `Vset - avr_droop Q`; 0 holds E at the
    voltage set-point. [K] It cranks for `start_s`, then builds up its voltage on a dead bus in
    `build_up_s`, or joins a live one in step after as long. `mode0`: "stopped" or "running" (in
    step and with `p_set0_kw` at t=0). The engine stalls below 0.8 pu of speed and trips above 1.15.
    `reverse_power_kw` stages count power INTO the machine. [P: fuel of a 100 kVA set]
    """

    name: str
    bus: str
    s_kva: float
    h_s: float = 1.5
    damping: float = 0.0
    droop: float = 0.05
    governor_s: float = 0.5
    xd_pu: float = 0.2
    ra_pu: float = 0.0
    p_max_pu: float = 1.0
    avr_gain: float = 5.0
    avr_droop: float = 0.05
    emax: float = 1.8
    start_s: float = 10.0
    build_up_s: float = 1.0
    fuel_l: float = 200.0
    idle_l_per_h: float = 1.0
    l_per_kwh: float = 0.27
    undervoltage: tuple[Stage, ...] = ((0.7, 2.0),)
    overvoltage: tuple[Stage, ...] = ((1.2, 1.0),)
    overfrequency_hz: tuple[Stage, ...] = ()
    underfrequency_hz: tuple[Stage, ...] = ()
    overcurrent: tuple[Stage, ...] = ((1.1, 60.0), (2.0, 1.0))
    reverse_power_kw: tuple[Stage, ...] = ()
    mode0: str = "stopped"
    p_set0_kw: float = 0.0


@dataclass(frozen=True)
class Photovoltaic:
    """A PV plant of like inverters.

    Personalities: "japan_50" (OFR 51.0, UFR 48.5 Hz, OVR 230, UVR 160 of 202 V, 1.0 s, no
    curtailment by frequency) [F: TEPCO form], "japan_60" (OFR 61.2, UFR 58.8), "japan" (of these
    two that of the nominal frequency), "ieee1547_cat3" [F: OpenDER], "frequency_shift" (P falls
    linearly from +1 to +2 Hz) [F: SMA]. Stages given here overwrite the personality's. It returns
    `wait_s` after V and f are back in band, at once (`return_step`) or over `ramp_s`. `imax_pu` of
    the rating bounds its current at low voltage. `rocof_hz_per_s` > 0 trips it when the frequency
    runs away faster than that for `rocof_s`.
    """

    name: str
    bus: str
    p_rated_kw: float
    personality: str = "japan"
    profile: str | None = None
    wait_s: float = 300.0
    return_step: bool = True
    ramp_s: float = 300.0
    lag_s: float = 0.02
    vector_shift_deg: float = 0.0
    undervoltage: tuple[Stage, ...] | None = None
    overvoltage: tuple[Stage, ...] | None = None
    overfrequency_hz: tuple[Stage, ...] | None = None
    underfrequency_hz: tuple[Stage, ...] | None = None
    running0: bool = True
    imax_pu: float = 1.2
    power_factor: float = 1.0
    rocof_hz_per_s: float = 0.0
    rocof_s: float = 0.1


@dataclass(frozen=True)
class Motor:
    """A direct-on-line induction motor behind a contactor, pu of its own `p_kw * kva_per_kw`.

    Load torque = `torque` x speed^2. The contactor drops out after `drop_s` below `drop_pu` (0:
    it holds) and pulls in again `return_s` after the voltage is back. [K: a small pump, case A10]
    """

    p_kw: float
    kva_per_kw: float = 1.3
    rs: float = 0.03
    xs: float = 0.1
    rr: float = 0.03
    xr: float = 0.1
    xm: float = 3.0
    h_s: float = 0.15
    torque: float = 0.75
    drop_pu: float = 0.6
    drop_s: float = 0.1
    return_s: float = 5.0


@dataclass(frozen=True)
class Load:
    """People's load at a bus: ZIP x frequency x profile x cold-load pickup, and perhaps a motor.

    It draws `p_kw` at 1 pu and nominal frequency only; a load of constant power is `zip=(0, 0, 1),
    frequency_factor=0`, and one that forgets outages has `cold_factor=1`. `q_kvar` replaces the
    power factor (lagging > 0; a capacitor is `p_kw=0, q_kvar=-10, zip=(1, 0, 0)`).

    `p_kw` at 1 pu voltage, multiplied by the profile (per unit) and the input `load.<name>.factor`.
    ZIP shares sum to 1; constant impedance below 0.7 pu. After an outage of `outage_s0` or longer
    the demand is `cold_factor` times normal for `cold_hold_s`, then falls with `cold_tau_s`;
    shorter outages in proportion. [K, P]
    """

    name: str
    bus: str
    p_kw: float
    power_factor: float = 0.95
    zip: tuple[float, float, float] = (0.4, 0.3, 0.3)
    frequency_factor: float = 1.0
    cold_factor: float = 2.0
    cold_hold_s: float = 900.0
    cold_tau_s: float = 1200.0
    outage_s0: float = 600.0
    motor: Motor | None = None
    profile: str | None = None
    q_kvar: float | None = None


@dataclass(frozen=True)
class RegulatingLoad:
    """A load with a set-point (the server unit); constant power with a ramp. Stops when dead."""

    name: str
    bus: str
    p_max_kw: float
    ramp_kw_per_s: float = 5.0
    power_factor: float = 1.0


@dataclass(frozen=True)
class Vehicle:
    """A V2X charger and the car at it; P positive = from the car into the bus (discharge).

    Away, at a speed, it spends `kwh_per_km`. [F: 0.155, site documents] Standing alone (V2H) it is
    a voltage source of `p_max_kw` at its bus that trips when asked for more or at `reserve`.
    """

    name: str
    bus: str
    energy_kwh: float
    soc0: float = 0.8
    p_max_kw: float = 6.0
    round_trip: float = 0.87
    present: bool = True
    overhead_kw: float = 0.05
    reserve: float = 0.1
    kwh_per_km: float = 0.155


@dataclass(frozen=True)
class PcsOutlet:
    """Self-sustained output of a PV inverter: a voltage source at its own `bus`, by the sun alone.

    While it is enabled `photovoltaic` is off the grid. It trips above `p_max_kw` or above what the
    sun gives, and stays tripped until reset. [F: 1.5 kW a PCS]
    """

    name: str
    bus: str
    photovoltaic: str
    p_max_kw: float = 1.5


@dataclass(frozen=True)
class RelayGroup:
    """One setting group of a relay: definite-time stages, each a pick-up and a delay in s.

    Voltages in pu, 50/51 in pu of the inverter's rated current, frequencies in Hz, zero sequence in
    percent of the phase voltage. `line_overcurrent_a` and `reverse_power_kw` (32R, positive = power
    from b to a) are of the relay's measured switch. RoCoF counts both directions.
    `undervoltage_blocked_in_ramp`: 27 sleeps until the black-start ramp is over.
    """

    undervoltage: tuple[Stage, ...] = ()
    overvoltage: tuple[Stage, ...] = ()
    overfrequency_hz: tuple[Stage, ...] = ()
    underfrequency_hz: tuple[Stage, ...] = ()
    overcurrent: tuple[Stage, ...] = ()
    zero_sequence_pct: tuple[Stage, ...] = ()
    line_overcurrent_a: tuple[Stage, ...] = ()
    reverse_power_kw: tuple[Stage, ...] = ()
    rocof_hz_per_s: tuple[Stage, ...] = ()
    undervoltage_blocked_in_ramp: bool = True


@dataclass(frozen=True)
class Relay:
    """A protection relay with two setting groups (input `relay.group` 1 or 2).

    It measures `bus` and the inverter `inverter`, and trips that inverter and, if named, `switch`.
    The line elements measure the flow through `measured_switch` from its side a to its side b.
    """

    name: str
    bus: str
    groups: tuple[RelayGroup, RelayGroup]
    inverter: str | None = None
    switch: str | None = None
    measured_switch: str | None = None


@dataclass(frozen=True)
class SynchronismRelay:
    """A synchronism check (25) that closes its `switch` when both sides are in step.

    Limits as IEEE 1547-2018 table 5 for 0.5-1.5 MVA. While `enabled!` it sends the command when
    the angle that `breaker_s` is still going to turn has come down to zero (`hold_s` = 0, case A7),
    or after `hold_s` within the limits at 0.03 Hz of slip or less. An `inverter` that forms one
    side is steered to the other side's voltage and to a slip of `steer_slip_hz` (with `hold_s`: to
    its angle); that needs its secondary control on.
    """

    name: str
    switch: str
    dv_pu: float = 0.05
    slip_hz: float = 0.2
    angle_deg: float = 15.0
    hold_s: float = 0.0
    breaker_s: float = 0.08
    inverter: str | None = None
    steer_slip_hz: float = 0.1


@dataclass(frozen=True)
class UnderfrequencyShed:
    """Under-frequency load shedding: stages (Hz, delay s, switches to open), measured at `bus`."""

    name: str
    bus: str
    stages: tuple[tuple[float, float, tuple[str, ...]], ...]


@dataclass(frozen=True)
class EarthFaultNetwork:
    """The zero-sequence circuit of the section around `bus` (case A17).

    V0/E = 1/|1 + Rf (1/Rn + j 3 w C)|, C of all lines joined galvanically, Rn the island EVT when
    in.
    """

    bus: str
    evt_ohm: float = 10_000.0
    evt_in: bool = False
    extra_c_nf_per_phase: float = 0.0


@dataclass(frozen=True)
class Profile:
    """A periodic series, linear between its points: load in pu, or irradiance 0..1."""

    name: str
    period_s: float
    step_s: float
    values: tuple[float, ...]


@dataclass(frozen=True)
class MicrogridParameters:
    """Everything that one microgrid is made of. `start_s` is the time of day at t = 0."""

    f_nominal_hz: float = 50.0
    s_base_kva: float = 1000.0
    buses: tuple[Bus, ...] = ()
    lines: tuple[Line, ...] = ()
    transformers: tuple[Transformer, ...] = ()
    switches: tuple[Switch, ...] = ()
    grids: tuple[GridSource, ...] = ()
    inverters: tuple[BatteryInverter, ...] = ()
    machines: tuple[DieselGenerator, ...] = ()
    photovoltaics: tuple[Photovoltaic, ...] = ()
    loads: tuple[Load, ...] = ()
    regulating_loads: tuple[RegulatingLoad, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    transfer_switches: tuple[TransferSwitch, ...] = ()
    outlets: tuple[PcsOutlet, ...] = ()
    relays: tuple[Relay, ...] = ()
    synchronism_relays: tuple[SynchronismRelay, ...] = ()
    shedding: tuple[UnderfrequencyShed, ...] = ()
    profiles: tuple[Profile, ...] = ()
    earth_fault: EarthFaultNetwork | None = None
    irradiance_profile: str | None = None
    start_s: float = 0.0
    ambient_c: float = 20.0
