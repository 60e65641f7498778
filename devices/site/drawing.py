"""What a site says of screens: its one-line on a grid, and its plots."""

from __future__ import annotations

from dataclasses import dataclass

from devices.words import Words

_NO_NAME = Words("", "")


@dataclass(frozen=True, slots=True)
class Node:
    """One symbol of the one-line with its centre at (x, y), x to the right and y downwards.

    symbol: substation, boundary_switch, breaker, load_switch, cutout, transformer, bess, pv,
    ev_charger, ev, server, load, meter, earth, evt, busbar, junction, generator, transfer_switch,
    outlet, socket, inlet, monitor. label: the number by which it is called. name: short words for
    those who do not know the number, often none. orientation: vertical or horizontal.
    width, height: its size in grid units (a busbar has a width and no height). live: the signal
    that says whether a busbar is live, "" for the rest.
    """

    id: str
    symbol: str
    x: float
    y: float
    device: str
    label: Words
    orientation: str
    width: float
    height: float
    live: str = ""
    name: Words = _NO_NAME


@dataclass(frozen=True, slots=True)
class Link:
    """One conductor of the one-line through `points`; signal `live` says whether it is live."""

    from_node: str
    to_node: str
    points: tuple[tuple[float, float], ...]
    live: str


@dataclass(frozen=True, slots=True)
class Label:
    """Free words on the drawing, anchored at their left edge."""

    x: float
    y: float
    words: Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """The one-line of the site on a grid of width x height.

    boundary: the corners of the operating range. boundary_label: None when its words stand on the
    lower edge of the range, where `boundary_words` go.
    """

    width: float
    height: float
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    labels: tuple[Label, ...]
    boundary: tuple[tuple[float, float], ...]
    boundary_label: Label | None
    boundary_words: Words


@dataclass(frozen=True, slots=True)
class TrendBand:
    """A horizontal mark on a plot. style: limit (dashed) or normal (dotted)."""

    value: float
    style: str
    label: Words


@dataclass(frozen=True, slots=True)
class Trend:
    """One plot: which signals, over how many seconds, between which values."""

    id: str
    title: Words
    unit: str
    span_s: float
    low: float
    high: float
    signals: tuple[str, ...]
    stacked: bool
    marks: tuple[TrendBand, ...]
