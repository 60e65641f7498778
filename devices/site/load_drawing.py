"""The drawing and the plots of a site file as the records that screens use."""

from __future__ import annotations

from devices.site.drawing import Drawing, Label, Link, Node, Trend, TrendBand
from devices.site.model import SiteFile
from devices.site.model_drawing import LabelModel, NodeModel
from devices.words import Words


def drawing_of(file: SiteFile) -> Drawing:
    """The one-line; a node without a label bears the number of its device."""
    drawing = file.drawing
    width, height = drawing.size
    return Drawing(
        width=width,
        height=height,
        nodes=tuple(_node(file, id, node) for id, node in drawing.nodes.items()),
        links=tuple(
            Link(
                from_node=link.ends[0],
                to_node=link.ends[1],
                points=tuple((point[0], point[1]) for point in link.points),
                live=link.live,
            )
            for link in drawing.links
        ),
        labels=tuple(_label(label) for label in drawing.labels),
        boundary=tuple((point[0], point[1]) for point in drawing.boundary),
        boundary_label=_label(drawing.boundary_label),
    )


def _node(file: SiteFile, id: str, node: NodeModel) -> Node:
    x, y = node.at
    width, height = node.size
    label = Words("", "")
    if node.label is not None:
        label = node.label.words()
    elif node.device is not None:
        label = file.devices[node.device].number.words()
    return Node(
        id=id,
        symbol=node.symbol,
        x=x,
        y=y,
        device=node.device or "",
        label=label,
        orientation=node.orientation,
        width=width,
        height=height,
        live=node.live or "",
    )


def _label(label: LabelModel) -> Label:
    return Label(label.at[0], label.at[1], label.text.words())


def trends_of(file: SiteFile) -> tuple[Trend, ...]:
    """The plots in the order of the file."""
    return tuple(
        Trend(
            id=id,
            title=trend.title.words(),
            unit=trend.unit,
            span_s=trend.span_s,
            low=trend.low,
            high=trend.high,
            signals=trend.signals,
            stacked=trend.stacked,
            marks=tuple(
                TrendBand(mark.value, mark.style, mark.label.words()) for mark in trend.marks
            ),
        )
        for id, trend in file.trends.items()
    )
