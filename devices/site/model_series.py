"""Load and weather in a site file: the place, the buildings, the panels, the meters' own files."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from devices.documents import FileModel, Quantity, in_unit
from devices.site.quantities import Identifier
from devices.site.series import Building, Location, Panels

BuildingType = Literal[
    "city_hall",
    "civic_hall",
    "health_centre",
    "school",
    "sports_centre",
    "park",
    "shelter_in_use",
    "other",
]
Climate = Literal["pacific", "japan_sea", "southern_islands"]


class LocationModel(FileModel):
    """Where the site lies. time_zone: only where clocks change in summer."""

    latitude: Annotated[Quantity, in_unit("°", ge=-90, le=90)]
    longitude: Annotated[Quantity, in_unit("°", ge=-180, le=180)]
    utc_offset: Annotated[Quantity, in_unit("h", ge=-12, le=14)]
    time_zone: str | None = None
    climate: Climate
    holidays: Literal["japan", "none"]

    def place(self) -> Location:
        """As plain values."""
        return Location(
            latitude_deg=self.latitude.value,
            longitude_deg=self.longitude.value,
            utc_offset_h=self.utc_offset.value,
            time_zone=self.time_zone or "",
            climate=self.climate,
            holidays="" if self.holidays == "none" else self.holidays,
        )


class BuildingModel(FileModel):
    """What kind of building stands behind a load; annual: its kWh of a year, where known."""

    type: BuildingType
    annual: Annotated[Quantity, in_unit("kWh", gt=0, le=1_000_000_000)] | None = None

    def building(self) -> Building:
        """As plain values."""
        return Building(self.type, self.annual.value if self.annual else None)


class FacilityModel(FileModel):
    """Load blocks that one bill covers, and its kWh of a year: shared out by their averages."""

    blocks: Annotated[tuple[str, ...], Field(min_length=1)]
    annual: Annotated[Quantity, in_unit("kWh", gt=0, le=1_000_000_000)]


class PanelsModel(FileModel):
    """How the panels of a PV plant stand: tilt from the horizontal, facing from north by east."""

    tilt: Annotated[Quantity, in_unit("°", ge=0, le=90)]
    azimuth: Annotated[Quantity, in_unit("°", ge=0, le=360)]

    def panels(self) -> Panels:
        """As plain values."""
        return Panels(self.tilt.value, self.azimuth.value)


class MeterFileModel(FileModel):
    """A CSV file of the site's own meters, its path beside the site file.

    columns: by device or meter, the heading of its column. time: the heading of the column with the
    time, the first one if it is not said. stamp: whether a time is the begin or the end of what was
    measured. fill: gaps up to this long are filled by a straight line.
    """

    file: Annotated[str, Field(min_length=1)]
    time: str | None = None
    stamp: Literal["begin", "end"] = "begin"
    fill: Annotated[Quantity, in_unit("h", ge=0, le=24)] | None = None
    columns: Annotated[dict[Identifier, str], Field(min_length=1)]
