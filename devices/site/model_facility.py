"""Devices of buildings and private lines: boards, sockets, cars that feed, engines."""

from __future__ import annotations

from typing import Annotated, Literal

from devices.documents import FileModel, Quantity, in_unit
from devices.site import parameters
from devices.site.model_device import DeviceModel
from devices.site.quantities import Delay, Energy, Percent, Power, Rating, Tier

Amperes = Annotated[Quantity, in_unit("A", gt=0, le=10_000)]
Litres = Annotated[Quantity, in_unit("L", ge=0, le=100_000)]
Slip = Annotated[Quantity, in_unit("Hz", gt=0, le=1)]


class ReleaseModel(FileModel):
    """When a breaker trips by itself: thermal at twice its rating, at once at a multiple of it."""

    rated: Amperes
    thermal: Delay
    magnetic: Annotated[Quantity, in_unit("pu", ge=0, le=50)]
    fuse: bool = False

    def parameters(self) -> parameters.ReleaseParameters:
        """As plain floats."""
        return parameters.ReleaseParameters(
            self.rated.value, self.thermal.value, self.magnetic.value, self.fuse
        )


class PlainFacility(DeviceModel):
    """A kind of building without electrical parameters."""

    kind: Literal["utility_supply", "external_inlet", "display_monitor"]


class PremisesSwitch(DeviceModel):
    """The incoming breaker of a private line."""

    kind: Literal["premises_switch"]
    operating: Delay

    def parameters(self) -> parameters.PremisesParameters:
        """As plain floats."""
        return parameters.PremisesParameters(self.operating.value)


class HandSwitch(DeviceModel):
    """A breaker or switch worked by hand. main: it parts the premises from the utility."""

    kind: Literal["cubicle_switch", "lv_breaker"]
    release: ReleaseModel
    main: bool = False

    def parameters(self) -> parameters.HandSwitchParameters:
        """As plain floats."""
        return parameters.HandSwitchParameters(self.release.parameters(), self.main)


class LoadCircuit(DeviceModel):
    """Consumers behind a feeder or branch breaker, without a transformer of their own."""

    kind: Literal["load_feeder", "load_circuit"]
    bus: str
    tier: Tier
    average: Power
    peak: Power
    power_factor: Annotated[Quantity, in_unit("pu", gt=0, le=1)]
    motor: Power | None = None
    cold_factor: Annotated[Quantity, in_unit("pu", ge=1, le=10)]
    cold_hold: Delay
    cold_decay: Delay
    release: ReleaseModel | None = None

    def parameters(self) -> parameters.BlockParameters:
        """As plain floats."""
        return parameters.BlockParameters(
            tier=self.tier,
            average_kw=self.average.value,
            peak_kw=self.peak.value,
            kva=0.0,
            power_factor=self.power_factor.value,
            motor_kw=self.motor.value if self.motor else 0.0,
            cold_factor=self.cold_factor.value,
            cold_hold_s=self.cold_hold.value,
            cold_tau_s=self.cold_decay.value,
            release=self.release.parameters() if self.release else None,
        )


class PcsOutlet(DeviceModel):
    """The self-sustained output of the PV power conditioner `of`."""

    kind: Literal["pcs_outlet"]
    bus: str
    of: str
    rating: Rating

    def parameters(self) -> parameters.OutletParameters:
        """As plain values."""
        return parameters.OutletParameters(self.rating.value, self.of)


class EmergencySocket(DeviceModel):
    """A socket, and what the card of the site says may be plugged in."""

    kind: Literal["emergency_socket"]
    bus: str
    planned_load: Rating
    tier: Tier

    def parameters(self) -> parameters.SocketParameters:
        """As plain values."""
        return parameters.SocketParameters(self.planned_load.value, self.tier)


class TransferSwitch(DeviceModel):
    """A manual transfer switch: off for `break_time` between its two ends."""

    kind: Literal["transfer_switch"]
    break_time: Delay

    def parameters(self) -> parameters.TransferParameters:
        """As plain floats."""
        return parameters.TransferParameters(self.break_time.value)


class VehicleSupply(DeviceModel):
    """A car with its V2H stand or external feeder."""

    kind: Literal["v2h"]
    bus: str
    rating: Rating
    energy: Energy
    round_trip: Percent
    consumption: Annotated[Quantity, in_unit("kWh/km", gt=0, le=2)]
    reserve: Percent

    def parameters(self) -> parameters.VehicleSupplyParameters:
        """As plain floats."""
        return parameters.VehicleSupplyParameters(
            rated_kw=self.rating.value,
            energy_kwh=self.energy.value,
            round_trip_pct=self.round_trip.value,
            consumption_kwh_per_km=self.consumption.value,
            reserve_pct=self.reserve.value,
        )


class Generator(DeviceModel):
    """An engine with its alternator and its tank."""

    kind: Literal["diesel_generator", "portable_generator"]
    bus: str
    rating: Annotated[Quantity, in_unit("kVA", gt=0, le=10_000)]
    droop: Annotated[Quantity, in_unit("pu", gt=0, le=0.2)]
    reactance: Annotated[Quantity, in_unit("pu", gt=0, le=1)]
    start: Delay
    fuel: Litres
    idle: Annotated[Quantity, in_unit("L/h", ge=0, le=1000)]
    use: Annotated[Quantity, in_unit("L/kWh", gt=0, le=10)]

    def parameters(self) -> parameters.GeneratorParameters:
        """As plain floats."""
        return parameters.GeneratorParameters(
            rated_kva=self.rating.value,
            droop_pu=self.droop.value,
            reactance_pu=self.reactance.value,
            start_s=self.start.value,
            fuel_l=self.fuel.value,
            idle_l_per_h=self.idle.value,
            l_per_kwh=self.use.value,
        )


class SynchronismRelay(DeviceModel):
    """The relay that closes `switch` in synchronism, steering the battery `steers` if named."""

    kind: Literal["synchronism_relay"]
    switch: str
    steers: str | None = None
    voltage: Annotated[Quantity, in_unit("pu", gt=0, le=0.5)]
    slip: Slip
    angle: Annotated[Quantity, in_unit("deg", gt=0, le=60)]
    hold: Delay

    def parameters(self) -> parameters.SynchronismParameters:
        """As plain values."""
        return parameters.SynchronismParameters(
            switch=self.switch,
            steers=self.steers,
            dv_pu=self.voltage.value,
            slip_hz=self.slip.value,
            angle_deg=self.angle.value,
            hold_s=self.hold.value,
        )


FacilityDevice = (
    PlainFacility
    | PremisesSwitch
    | HandSwitch
    | LoadCircuit
    | PcsOutlet
    | EmergencySocket
    | TransferSwitch
    | VehicleSupply
    | Generator
    | SynchronismRelay
)
