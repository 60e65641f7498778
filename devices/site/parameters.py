"""The electrical parameters of devices, one frozen record a kind, plain floats in named units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class GridParameters:
    """The utility's feeder: its over-current release in the substation, and its auto-reclose.

    The defaults are those of a 6.6 kV feeder [K], for sites that say nothing of it.
    """

    reclose_s: float = 60.0
    overcurrent_a: float = 400.0
    overcurrent_s: float = 0.2


@dataclass(frozen=True, slots=True)
class BoundaryParameters:
    """The utility's pole switch: X closes it this long after voltage arrives, Y locks it out."""

    timer_x_s: float
    timer_y_s: float


@dataclass(frozen=True, slots=True)
class BreakerParameters:
    """A breaker with remote control."""

    operating_s: float


@dataclass(frozen=True, slots=True)
class BatteryParameters:
    """The battery and its grid-forming inverter. Per unit on `rated_kw` and nominal voltage.

    loss_p0_kw, loss_a, loss_b: inverter loss P0 + aP + bP^2 with P in per unit and the result of
    the last two in per unit of the rating. droop_p_pu: frequency change at full power.
    auxiliary_kw is what the control supply draws and `ups_h` lasts for; the auxiliaries of the
    station itself are a load block. Charging stops at `charge_stop_soc_pct` and below
    `cold_charge_stop_c`. seamless: it forms at once when the boundary opens while it follows.
    portable: it is carried to the place, only forms, and stands ready and stopped at the start.
    """

    rated_kw: float
    energy_kwh: float
    current_limit_pu: float
    droop_p_pu: float
    droop_q_pu: float
    coupling_x_pu: float
    coupling_r_pu: float
    black_start_ramp_s: float
    secondary_time_s: float
    power_ramp_pu_per_s: float
    loss_p0_kw: float
    loss_a: float
    loss_b: float
    auxiliary_kw: float
    ups_h: float
    charge_stop_soc_pct: float
    cold_charge_stop_c: float
    seamless: bool = False
    portable: bool = False


@dataclass(frozen=True, slots=True)
class PvParameters:
    """A PV plant and the settings of its inverters; voltages on the 202 V base.

    returns_as: "step" (all at once after the wait) or "ramp" or "manual".
    """

    rated_kw: float
    of_hz: float
    uf_hz: float
    ov_v: float
    uv_v: float
    trip_s: float
    wait_s: float
    returns_as: str


@dataclass(frozen=True, slots=True)
class RegulatingLoadParameters:
    """A load that follows a set-point."""

    rated_kw: float
    ramp_kw_per_s: float


@dataclass(frozen=True, slots=True)
class ChargerParameters:
    """A bidirectional EV charger."""

    rated_kw: float
    round_trip_pct: float


@dataclass(frozen=True, slots=True)
class VehicleParameters:
    """An EV that carries energy. charger: the one that is its own, None for the site's first."""

    energy_kwh: float
    consumption_kwh_per_km: float
    speed_km_per_h: float
    leave_at_soc_pct: float
    charger: str | None = None


@dataclass(frozen=True, slots=True)
class BlockParameters:
    """A load block. cold_factor holds cold_hold_s, then dies away with cold_tau_s.

    motor_kw is the rating of its one direct-on-line motor, 0 for none; kva that of its own
    transformer, 0 for none. release: of its branch breaker, None where it never trips by itself.
    """

    tier: str
    average_kw: float
    peak_kw: float
    kva: float
    power_factor: float
    motor_kw: float
    cold_factor: float
    cold_hold_s: float
    cold_tau_s: float
    flexible: bool = False
    release: ReleaseParameters | None = None


@dataclass(frozen=True, slots=True)
class MeterParameters:
    """A smart meter: the device whose facility it measures."""

    of: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One definite-time stage of a relay: picks up at `threshold` and trips after `delay_s`.

    The unit of `threshold` is the function's: 27, 59 per unit of nominal voltage; 81O, 81U Hz;
    50/51 per unit of the inverter's rated current; 64 per cent of V0 for a solid fault.
    """

    function: str
    threshold: float
    delay_s: float
    blocked_in_ramp: bool = False


@dataclass(frozen=True, slots=True)
class RelayParameters:
    """The setting groups by number (1 grid, 2 island) and automatic shedding of load tiers."""

    groups: Mapping[int, tuple[Stage, ...]]
    shedding: tuple[ShedStage, ...]


@dataclass(frozen=True, slots=True)
class ShedStage:
    """Under-frequency shedding: blocks of `tier` open below `f_hz` after `delay_s`."""

    f_hz: float
    delay_s: float
    tier: str


@dataclass(frozen=True, slots=True)
class EvtParameters:
    """The island's earthed voltage transformer: its resistance in the broken delta, as seen at
    the primary, in ohms."""

    resistance_ohm: float


@dataclass(frozen=True, slots=True)
class IslandParameters:
    """The section itself: capacitance of one phase to earth, and its insulation when healthy."""

    capacitance_nf: float
    insulation_mohm: float
    unbalance_pct: float


@dataclass(frozen=True, slots=True)
class ReleaseParameters:
    """When a breaker opens by itself: after trip_2x_s at twice its rating, at once at a multiple.

    magnetic_x: that multiple, 0 for none. A fuse has to be replaced.
    """

    rated_a: float
    trip_2x_s: float
    magnetic_x: float
    fuse: bool = False


@dataclass(frozen=True, slots=True)
class PremisesParameters:
    """The incoming breaker of a private line, with remote control."""

    operating_s: float


@dataclass(frozen=True, slots=True)
class HandSwitchParameters:
    """A breaker worked by its lever. main: it parts the premises from the utility."""

    release: ReleaseParameters
    main: bool


@dataclass(frozen=True, slots=True)
class OutletParameters:
    """The self-sustained output of the PV power conditioner `photovoltaic`."""

    rated_kw: float
    photovoltaic: str


@dataclass(frozen=True, slots=True)
class SocketParameters:
    """An emergency socket: what may be plugged in by the card of the site, and for whom."""

    planned_kw: float
    tier: str


@dataclass(frozen=True, slots=True)
class TransferParameters:
    """A manual transfer switch: it stands off for break_s between its two ends."""

    break_s: float


@dataclass(frozen=True, slots=True)
class VehicleSupplyParameters:
    """A car that feeds a building through a V2H stand or an external feeder."""

    rated_kw: float
    energy_kwh: float
    round_trip_pct: float
    consumption_kwh_per_km: float
    reserve_pct: float


@dataclass(frozen=True, slots=True)
class GeneratorParameters:
    """An engine with its alternator, per unit of rated_kva, and its tank in litres."""

    rated_kva: float
    droop_pu: float
    reactance_pu: float
    start_s: float
    fuel_l: float
    idle_l_per_h: float
    l_per_kwh: float


@dataclass(frozen=True, slots=True)
class SynchronismParameters:
    """The window of the relay that closes the device `switch`, steering the battery `steers`."""

    switch: str
    steers: str | None
    dv_pu: float
    slip_hz: float
    angle_deg: float
    hold_s: float


DeviceParameters: TypeAlias = (
    GridParameters
    | BoundaryParameters
    | BreakerParameters
    | BatteryParameters
    | PvParameters
    | RegulatingLoadParameters
    | ChargerParameters
    | VehicleParameters
    | BlockParameters
    | MeterParameters
    | RelayParameters
    | EvtParameters
    | IslandParameters
    | PremisesParameters
    | HandSwitchParameters
    | OutletParameters
    | SocketParameters
    | TransferParameters
    | VehicleSupplyParameters
    | GeneratorParameters
    | SynchronismParameters
)
