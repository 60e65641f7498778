"""The network of a site file: buses, lines, transformers, switches, and what is drawn live."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from devices.documents import FileModel, Quantity, Text, in_unit
from devices.site.quantities import Apparent, Delay, Hertz, Identifier

Kilovolts = Annotated[Quantity, in_unit("kV", gt=0, le=80)]
Ohms = Annotated[Quantity, in_unit("Ω", ge=0, le=1000)]
OhmsPerKm = Annotated[Quantity, in_unit("Ω/km", ge=0, le=100)]
Impedance = Annotated[Quantity, in_unit("pu", ge=0, le=1)]


class VoltageLevel(FileModel):
    """All buses of one nominal voltage."""

    voltage: Kilovolts
    buses: tuple[Identifier, ...]


class SourceModel(FileModel):
    """The utility behind its impedance."""

    bus: str
    voltage: Kilovolts
    frequency: Hertz
    resistance: Ohms
    reactance: Ohms


class ConductorModel(FileModel):
    """What one conductor of the line has per kilometre."""

    resistance: OhmsPerKm
    reactance: OhmsPerKm
    capacitance: Annotated[Quantity, in_unit("nF/km", ge=0, le=10_000)]


class LineModel(FileModel):
    """A piece of line; `conductor` names its kind."""

    ends: Annotated[tuple[str, ...], Field(min_length=2, max_length=2)]
    length: Annotated[Quantity, in_unit("m", gt=0, le=100_000)]
    conductor: str


class TransformerTypeModel(FileModel):
    """Impedance and inrush of transformers of one type, per unit of their rating."""

    resistance: Impedance
    reactance: Annotated[Quantity, in_unit("pu", gt=0, le=1)]
    inrush: Annotated[Quantity, in_unit("pu", ge=0, le=30)]
    inrush_decay: Delay


class TransformerModel(FileModel):
    """A transformer; without a rating it takes that of its load block."""

    type: str
    primary: str
    secondary: str
    rating: Apparent | None = None


class SwitchModel(FileModel):
    """A switch: the state signal that says its position, and the value that means closed.

    A signal with several values that each close a contact of their own, as that of a transfer
    switch, has one entry a contact.
    """

    signal: str
    ends: Annotated[tuple[str, ...], Field(min_length=2, max_length=2)]
    closed: str = "closed"
    normally_closed: bool = True


class SegmentModel(FileModel):
    """A part that is drawn live or dead: signal `live.<name>` follows its bus."""

    bus: str
    title: Text


class NetworkModel(FileModel):
    """The whole network."""

    levels: Annotated[tuple[VoltageLevel, ...], Field(min_length=1)]
    source: SourceModel
    utility_bus: str
    section_bus: str
    conductors: dict[Identifier, ConductorModel] = Field(default={})
    lines: dict[Identifier, LineModel] = Field(default={})
    transformer_types: dict[Identifier, TransformerTypeModel] = Field(default={})
    transformers: dict[Identifier, TransformerModel] = Field(default={})
    switches: Annotated[tuple[SwitchModel, ...], Field(min_length=1)]
    segments: dict[Identifier, SegmentModel]
