"""The site file as a whole: nothing in it is optional that the program needs at every site."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from devices.documents import FileModel, Quantity, Text, in_unit
from devices.site.model_connections import ConnectionsModel
from devices.site.model_device import Item
from devices.site.model_devices import AnyDevice
from devices.site.model_drawing import DrawingModel, TrendModel
from devices.site.model_network import Kilovolts, NetworkModel
from devices.site.model_rules import AlarmModel, InterlockModel, LimitModel, RuleId, SafeStateModel
from devices.site.model_series import (
    BuildingModel,
    FacilityModel,
    LocationModel,
    MeterFileModel,
    PanelsModel,
)
from devices.site.quantities import Hertz, Identifier

RoleName = Annotated[str, Field(pattern=r"^[A-Z]+(-[A-Z])?$")]
Origin = Annotated[str, Field(pattern=r"^[SFKP](, ?[SFKP])*$")]


class NominalModel(FileModel):
    """Nominal frequency and voltage (line to line)."""

    frequency: Hertz
    voltage: Kilovolts


class OrganisationModel(FileModel):
    """Who owns devices and holds roles; ours: it runs the microgrid."""

    title: Text
    ours: bool


class ContactModel(FileModel):
    """How the holder of a role is reached; origin P: a placeholder."""

    channel: Text
    number: Annotated[str, Field(min_length=1, max_length=40)]
    origin: Origin


class RoleModel(FileModel):
    """A role, the organisation that holds it, and how its holder is reached."""

    title: Text
    organisation: str
    contact: ContactModel | None = None


class PersonModel(FileModel):
    """Somebody who can sit down at the console, or be called."""

    name: Text
    roles: Annotated[tuple[str, ...], Field(min_length=1)]


class PlaceModel(FileModel):
    """A place that an EV can be at."""

    title: Text
    distance: Annotated[Quantity, in_unit("km", ge=0, le=500)]


class StatementModel(FileModel):
    """Something known of the site that is no device."""

    title: Text
    text: Text
    origin: Origin
    items: tuple[Item, ...] = ()


class SiteFile(FileModel):
    """One microgrid, completely."""

    site: RuleId
    title: Text
    sources: dict[Literal["S", "F", "K", "P"], Text]
    nominal: NominalModel
    organisations: dict[Identifier, OrganisationModel]
    roles: dict[RoleName, RoleModel]
    persons: dict[Identifier, PersonModel]
    limits: dict[Identifier, LimitModel]
    devices: dict[Identifier, AnyDevice]
    network: NetworkModel
    places: dict[Identifier, PlaceModel] = Field(default={})
    statements: dict[RuleId, StatementModel] = Field(default={})
    interlocks: dict[RuleId, InterlockModel] = Field(default={})
    alarms: dict[RuleId, AlarmModel] = Field(default={})
    safe_states: dict[RuleId, SafeStateModel] = Field(default={})
    drawing: DrawingModel = Field(default=DrawingModel())
    trends: dict[Identifier, TrendModel] = Field(default={})
    location: LocationModel | None = None
    buildings: dict[Identifier, BuildingModel] = Field(default={})
    facilities: dict[Identifier, FacilityModel] = Field(default={})
    panels: dict[Identifier, PanelsModel] = Field(default={})
    meters: tuple[MeterFileModel, ...] = ()
    connections: ConnectionsModel | None = None
