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
    "load_switch",
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
    """What an author wants otherwise at one symbol: its centre `at`, its `size`, its words.

    A symbol that the placement does not know needs its `symbol` and its place.
    """

    symbol: Symbol | None = None
    at: Point | None = None
    size: Point | None = None
    device: str | None = None
    label: Text | None = None
    orientation: Literal["vertical", "horizontal"] | None = None
    live: str | None = None


class LinkModel(FileModel):
    """One conductor between two nodes; it finds its own way unless its corners are given.

    live: its segment. A conductor between nodes that are joined anyway takes the place of that one.
    """

    ends: Annotated[tuple[str, ...], Field(min_length=2, max_length=2)]
    points: tuple[Point, ...] = ()
    live: str | None = None


class LabelModel(FileModel):
    """Free words on the drawing."""

    at: Point
    text: Text


class RangeLabelModel(FileModel):
    """The words at the operating range: on its lower edge unless they have a place."""

    text: Text
    at: Point | None = None


class DrawingModel(FileModel):
    """What differs from the one-line that is placed by itself, on a grid of `size`."""

    size: Point = (160.0, 100.0)
    nodes: dict[Identifier, NodeModel] = Field(default={})
    links: tuple[LinkModel, ...] = ()
    labels: tuple[LabelModel, ...] = ()
    boundary: tuple[Point, ...] = ()
    boundary_label: RangeLabelModel | None = None


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
