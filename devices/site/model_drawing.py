"""What a site file says of screens: the one-line drawing and the plots."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from devices.documents import FileModel, Text
from devices.site.quantities import Identifier

Number = Annotated[float, Field(ge=-1000, le=10_000)]
Point = Annotated[tuple[Number, ...], Field(min_length=2, max_length=2)]
Symbol = Literal[
    "substation",
    "boundary_switch",
    "breaker",
    "cutout",
    "transformer",
    "bess",
    "pv",
    "ev_charger",
    "ev",
    "server",
    "load",
    "meter",
    "earth",
    "evt",
    "busbar",
    "junction",
    "generator",
    "transfer_switch",
    "outlet",
    "socket",
    "inlet",
    "monitor",
]


class NodeModel(FileModel):
    """One symbol: its centre `at`, its `size` in grid units."""

    symbol: Symbol
    at: Point
    size: Point
    device: str | None = None
    label: Text | None = None
    orientation: Literal["vertical", "horizontal"] = "vertical"
    live: str | None = None


class LinkModel(FileModel):
    """One conductor between two nodes through its points; `live` names its segment."""

    ends: Annotated[tuple[str, ...], Field(min_length=2, max_length=2)]
    points: Annotated[tuple[Point, ...], Field(min_length=2)]
    live: str


class LabelModel(FileModel):
    """Free words on the drawing."""

    at: Point
    text: Text


class DrawingModel(FileModel):
    """The one-line on a grid of `size`."""

    size: Point
    nodes: dict[Identifier, NodeModel]
    links: Annotated[tuple[LinkModel, ...], Field(min_length=1)]
    labels: tuple[LabelModel, ...] = ()
    boundary: Annotated[tuple[Point, ...], Field(min_length=3)]
    boundary_label: LabelModel


class MarkModel(FileModel):
    """A horizontal mark on a plot: a limit, or an edge of the normal band."""

    value: float
    style: Literal["limit", "normal"]
    label: Text


class TrendModel(FileModel):
    """One plot."""

    title: Text
    unit: str
    span_s: Annotated[float, Field(gt=0, le=604_800)]
    low: float
    high: float
    signals: Annotated[tuple[str, ...], Field(min_length=1)]
    stacked: bool = False
    marks: tuple[MarkModel, ...] = ()
