"""The devices of a site file: one model a kind, every number with unit and origin."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from devices.documents import FileModel, Quantity, in_unit, invalid
from devices.site import parameters
from devices.site.model_device import DeviceModel
from devices.site.model_facility import Amperes, FacilityDevice
from devices.site.model_relay import ProtectionRelay
from devices.site.quantities import (
    Apparent,
    Delay,
    Energy,
    Hertz,
    Percent,
    Power,
    Rating,
    Share,
    Tier,
    Volts,
)


class ChosenRating(FileModel):
    """A rating that the sources give differently: all that they give, and which one is taken."""

    choice: float
    options: Annotated[tuple[Rating, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _check(self) -> Self:
        values = [option.value for option in self.options]
        if self.choice not in values:
            given = f"{self.choice:g} kW"
            known = [f"{value:g} kW" for value in values]
            raise invalid("site_choice_unknown", at=("choice",), given=given, known=known)
        return self


class GridConnection(DeviceModel):
    """The utility's feeder."""

    kind: Literal["grid_connection"]
    reclose: Delay
    overcurrent: Amperes | None = None
    overcurrent_delay: Delay | None = None

    def parameters(self) -> parameters.GridParameters:
        """As plain floats; what the file leaves out is that of a usual feeder."""
        usual = parameters.GridParameters()
        pick_up, delay = self.overcurrent, self.overcurrent_delay
        return parameters.GridParameters(
            reclose_s=self.reclose.value,
            overcurrent_a=pick_up.value if pick_up else usual.overcurrent_a,
            overcurrent_s=delay.value if delay else usual.overcurrent_s,
        )


class BoundarySwitch(DeviceModel):
    """The utility's pole switch."""

    kind: Literal["boundary_switch"]
    timer_x: Delay
    timer_y: Delay

    def parameters(self) -> parameters.BoundaryParameters:
        """As plain floats."""
        return parameters.BoundaryParameters(self.timer_x.value, self.timer_y.value)


class Plain(DeviceModel):
    """A kind without electrical parameters."""

    kind: Literal["earth_switch", "permits", "car_share", "clock", "telephone"]


class Breaker(DeviceModel):
    """A circuit breaker."""

    kind: Literal["breaker"]
    operating: Delay

    def parameters(self) -> parameters.BreakerParameters:
        """As plain floats."""
        return parameters.BreakerParameters(self.operating.value)


class BatteryInverter(DeviceModel):
    """The battery and its inverter."""

    kind: Literal["battery_inverter"]
    bus: str
    rating: Rating
    energy: Energy
    current_limit: Share
    droop_p: Annotated[Quantity, in_unit("pu", gt=0, le=0.2)]
    droop_q: Annotated[Quantity, in_unit("pu", gt=0, le=0.5)]
    coupling_x: Annotated[Quantity, in_unit("pu", gt=0, le=1)]
    coupling_r: Annotated[Quantity, in_unit("pu", ge=0, le=1)]
    black_start_ramp: Delay
    secondary_time: Delay
    power_ramp: Annotated[Quantity, in_unit("pu/s", gt=0, le=100)]
    loss_standing: Power
    loss_linear: Annotated[Quantity, in_unit("pu", ge=0, le=1)]
    loss_square: Annotated[Quantity, in_unit("pu", ge=0, le=1)]
    control_supply: Power
    ups: Annotated[Quantity, in_unit("h", ge=0, le=1000)]
    charge_stop: Percent
    seamless: bool = False
    portable: bool = False
    cold_charge_stop: Annotated[Quantity, in_unit("°C", ge=-40, le=40)]

    def parameters(self) -> parameters.BatteryParameters:
        """As plain floats."""
        return parameters.BatteryParameters(
            rated_kw=self.rating.value,
            energy_kwh=self.energy.value,
            current_limit_pu=self.current_limit.value,
            droop_p_pu=self.droop_p.value,
            droop_q_pu=self.droop_q.value,
            coupling_x_pu=self.coupling_x.value,
            coupling_r_pu=self.coupling_r.value,
            black_start_ramp_s=self.black_start_ramp.value,
            secondary_time_s=self.secondary_time.value,
            power_ramp_pu_per_s=self.power_ramp.value,
            loss_p0_kw=self.loss_standing.value,
            loss_a=self.loss_linear.value,
            loss_b=self.loss_square.value,
            auxiliary_kw=self.control_supply.value,
            ups_h=self.ups.value,
            charge_stop_soc_pct=self.charge_stop.value,
            cold_charge_stop_c=self.cold_charge_stop.value,
            seamless=self.seamless,
            portable=self.portable,
        )


class PvInverter(DeviceModel):
    """A PV plant with the settings of its inverters."""

    kind: Literal["pv_inverter", "pv_pcs"]
    bus: str
    rating: Rating
    overfrequency: Hertz
    underfrequency: Hertz
    overvoltage: Volts
    undervoltage: Volts
    trip: Delay
    wait: Delay
    returns_as: Literal["step", "ramp", "manual"]

    def parameters(self) -> parameters.PvParameters:
        """As plain floats."""
        return parameters.PvParameters(
            rated_kw=self.rating.value,
            of_hz=self.overfrequency.value,
            uf_hz=self.underfrequency.value,
            ov_v=self.overvoltage.value,
            uv_v=self.undervoltage.value,
            trip_s=self.trip.value,
            wait_s=self.wait.value,
            returns_as=self.returns_as,
        )


class PlannedPv(DeviceModel):
    """A PV plant that stands in the plans only: no number is known."""

    kind: Literal["planned_pv"]
    planned: Literal[True]


class RegulatingLoad(DeviceModel):
    """A load that follows a set-point."""

    kind: Literal["regulating_load"]
    bus: str
    rating: ChosenRating
    ramp: Annotated[Quantity, in_unit("kW/s", gt=0, le=10_000)]

    def parameters(self) -> parameters.RegulatingLoadParameters:
        """As plain floats."""
        return parameters.RegulatingLoadParameters(self.rating.choice, self.ramp.value)


class EvCharger(DeviceModel):
    """A bidirectional charger."""

    kind: Literal["ev_charger"]
    bus: str
    rating: Rating
    round_trip: Percent

    def parameters(self) -> parameters.ChargerParameters:
        """As plain floats."""
        return parameters.ChargerParameters(self.rating.value, self.round_trip.value)


class Ev(DeviceModel):
    """An electric vehicle; its places are those of the site. at: the charger that is its own."""

    kind: Literal["ev"]
    energy: Energy
    consumption: Annotated[Quantity, in_unit("kWh/km", gt=0, le=2)]
    speed: Annotated[Quantity, in_unit("km/h", gt=0, le=120)]
    leave_at: Percent
    at: str | None = None

    def parameters(self) -> parameters.VehicleParameters:
        """As plain floats."""
        return parameters.VehicleParameters(
            self.energy.value,
            self.consumption.value,
            self.speed.value,
            self.leave_at.value,
            self.at,
        )


class LoadBlock(DeviceModel):
    """A load block behind its transformer."""

    kind: Literal["load_block"]
    bus: str
    tier: Tier
    average: Power
    peak: Power
    transformer: Apparent
    power_factor: Annotated[Quantity, in_unit("pu", gt=0, le=1)]
    motor: Power | None = None
    cold_factor: Annotated[Quantity, in_unit("pu", ge=1, le=10)]
    cold_hold: Delay
    cold_decay: Delay

    def parameters(self) -> parameters.BlockParameters:
        """As plain floats."""
        return parameters.BlockParameters(
            tier=self.tier,
            average_kw=self.average.value,
            peak_kw=self.peak.value,
            kva=self.transformer.value,
            power_factor=self.power_factor.value,
            motor_kw=self.motor.value if self.motor else 0.0,
            cold_factor=self.cold_factor.value,
            cold_hold_s=self.cold_hold.value,
            cold_tau_s=self.cold_decay.value,
        )


class Meter(DeviceModel):
    """A smart meter and what it measures."""

    kind: Literal["meter"]
    bus: str
    of: str

    def parameters(self) -> parameters.MeterParameters:
        """As plain values."""
        return parameters.MeterParameters(self.of)


class Evt(DeviceModel):
    """The island's earthed voltage transformer."""

    kind: Literal["evt"]
    resistance: Annotated[Quantity, in_unit("Ω", gt=0, le=1_000_000)]

    def parameters(self) -> parameters.EvtParameters:
        """As plain floats."""
        return parameters.EvtParameters(self.resistance.value)


class Island(DeviceModel):
    """The section itself; what is earthed at low voltage has no zero-sequence circuit to tell."""

    kind: Literal["island"]
    length: Annotated[Quantity, in_unit("m", gt=0, le=100_000)] | None = None
    capacitance: Annotated[Quantity, in_unit("nF", gt=0, le=1_000_000)] | None = None
    insulation: Annotated[Quantity, in_unit("MΩ", gt=0, le=1_000_000)] | None = None
    unbalance: Percent | None = None

    def parameters(self) -> parameters.IslandParameters:
        """As plain floats."""
        return parameters.IslandParameters(
            *(
                one.value if one else 0.0
                for one in (self.capacitance, self.insulation, self.unbalance)
            )
        )


AnyDevice = Annotated[
    GridConnection
    | BoundarySwitch
    | Plain
    | Breaker
    | BatteryInverter
    | PvInverter
    | PlannedPv
    | RegulatingLoad
    | EvCharger
    | Ev
    | LoadBlock
    | Meter
    | ProtectionRelay
    | Evt
    | Island
    | FacilityDevice,
    Field(discriminator="kind"),
]
