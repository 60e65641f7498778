"""The drawing and the plots of a site file as the records that screens use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from devices.site.drawing import Drawing, Label, Link, Node, Trend, TrendBand
from devices.site.load_network import network_of
from devices.site.model import SiteFile
from devices.site.model_drawing import LabelModel, LinkModel, NodeModel
from devices.site.placing import place
from devices.site.placing.boundary import boundary_of
from devices.site.placing.page import Page, Placed
from devices.site.placing.routes import Box, Joint, Point, route_all
from devices.site.placing.symbols import SIZE
from devices.site.placing.wiring import Equipment, read_wiring
from devices.words import Words

_RANGE = Words("Operating range of the microgrid", "マイクログリッド運用範囲")
_NOTHING = Words("", "")


def drawing_of(file: SiteFile) -> Drawing:
    """The one-line: placed by itself, then as the author of the file wants it otherwise."""
    return _Author(file, page_of(file)).drawing()


def undrawn(file: SiteFile, drawing: Drawing) -> list[str]:
    """Return the devices on a bus that the drawing does not show."""
    drawn = {node.device for node in drawing.nodes}
    return [
        name
        for name, device in file.devices.items()
        if getattr(device, "bus", None) and not device.planned and name not in drawn
    ]


def page_of(file: SiteFile) -> Page:
    """The one-line as it is placed by itself."""
    equipment = [
        Equipment(
            name=name,
            kind=device.kind,
            bus=getattr(device, "bus", "") or "",
            of=getattr(device, "of", "") or "",
            at=getattr(device, "at", "") or "",
            planned=device.planned,
        )
        for name, device in file.devices.items()
    ]
    return place(read_wiring(network_of(file), equipment))


@dataclass(frozen=True, slots=True)
class _Conductor:
    ends: tuple[str, str]
    live: str
    points: tuple[Point, ...] = ()
    at: float | None = None


class _Author:
    """Lays what the author of a file wants otherwise over a page."""

    def __init__(self, file: SiteFile, page: Page) -> None:
        self._file = file
        self._page = page
        self._own = file.drawing
        width, height = self._own.size
        self._x, self._y = width / page.width, height / page.height

    def drawing(self) -> Drawing:
        """The finished drawing on the author's grid."""
        nodes = dict(self._page.nodes)
        for id, wish in self._own.nodes.items():
            nodes[id] = self._wished(id, nodes.get(id), wish)
        self._follow(nodes)
        width, height = self._own.size
        label = self._own.boundary_label
        return Drawing(
            width=width,
            height=height,
            nodes=tuple(self._node(one) for one in nodes.values()),
            links=tuple(self._links(nodes)),
            labels=tuple(_label(label) for label in self._own.labels),
            boundary=self._boundary(nodes),
            boundary_label=Label(label.at[0], label.at[1], label.text.words())
            if label and label.at
            else None,
            boundary_words=label.text.words() if label else _RANGE,
        )

    def _wished(self, id: str, own: Placed | None, wish: NodeModel) -> Placed:
        symbol = wish.symbol or (own.symbol if own else "junction")
        if own is None:
            wide, high = SIZE.get(symbol, (40.0, 0.0))
            own = Placed(id, symbol, wish.device or "", 0.0, 0.0, wide, high)
        changed = replace(own, symbol=symbol)
        if wish.at is not None:
            changed = replace(changed, x=wish.at[0] / self._x, y=wish.at[1] / self._y)
        if wish.size is not None:
            changed = replace(changed, width=wish.size[0] / self._x, height=wish.size[1] / self._y)
        if wish.orientation is not None:
            changed = replace(changed, horizontal=wish.orientation == "horizontal")
        return replace(
            changed,
            device=changed.device if wish.device is None else wish.device,
            live=changed.live if wish.live is None else wish.live,
            label=changed.label if wish.label is None else wish.label.words(),
        )

    def _follow(self, nodes: dict[str, Placed]) -> None:
        """Let a busbar reach what hangs from it, wherever an author has moved that."""
        moved = {id for id, wish in self._own.nodes.items() if wish.at is not None}
        for tie in self._page.ties:
            bar, other = nodes[tie.from_node], nodes[tie.to_node]
            if bar.symbol != "busbar" or other.id not in moved or bar.id in moved:
                continue
            left = min(bar.x - bar.width / 2, other.x - 4)
            right = max(bar.x + bar.width / 2, other.x + 4)
            nodes[bar.id] = replace(bar, x=(left + right) / 2, width=right - left)

    def _links(self, nodes: Mapping[str, Placed]) -> list[Link]:
        conductors = self._conductors()
        boxes = {id: _box(one) for id, one in nodes.items()}
        joints = [Joint(*one.ends, one.at) for one in conductors]
        routes = route_all(boxes, joints)
        return [
            Link(
                *one.ends,
                one.points or tuple((round(x * self._x, 3), round(y * self._y, 3)) for x, y in way),
                one.live,
            )
            for one, way in zip(conductors, routes, strict=True)
        ]

    def _conductors(self) -> list[_Conductor]:
        found = [
            _Conductor((tie.from_node, tie.to_node), tie.live, at=tie.at) for tie in self._page.ties
        ]
        for wish in self._own.links:
            same = next((n for n, one in enumerate(found) if set(one.ends) == set(wish.ends)), None)
            if same is None:
                found.append(_conductor(wish))
            else:
                found[same] = _conductor(wish, found[same].live)
        return found

    def _boundary(self, nodes: Mapping[str, Placed]) -> tuple[Point, ...]:
        if self._own.boundary:
            return tuple((point[0], point[1]) for point in self._own.boundary)
        inside = self._page.wiring.inside
        free = {piece.id for piece in self._page.wiring.free}
        if self._page.wiring.bar.id in inside:
            inside = inside | free
        fed = {one.live for id, one in nodes.items() if id in inside and one.live}
        inside = inside | {id for id, one in nodes.items() if one.live in fed}
        around = [_box(one) for id, one in nodes.items() if id in inside]
        outside = [_box(one) for id, one in nodes.items() if id not in inside]
        corners = boundary_of(around, outside, self._page.cuts)
        return tuple((round(x * self._x, 3), round(y * self._y, 3)) for x, y in corners)

    def _node(self, one: Placed) -> Node:
        device = self._file.devices.get(one.device)
        number = device.number.words() if device else _NOTHING
        label, name = one.label or number, _NOTHING
        called_by_code = number.en and number.en == number.ja and one.symbol != "busbar"
        if one.label is not None and called_by_code:
            label, name = number, _NOTHING if one.label == number else one.label
        island = next((id for id, d in self._file.devices.items() if d.kind == "island"), "")
        is_section = one.symbol == "busbar" and one.id == self._page.wiring.section
        return Node(
            id=one.id,
            symbol=one.symbol,
            x=round(one.x * self._x, 3),
            y=round(one.y * self._y, 3),
            device=one.device or (island if is_section else ""),
            label=label if one.symbol != "busbar" or one.label else self._segment(one),
            orientation="horizontal" if one.horizontal else "vertical",
            width=round(one.width * self._x, 3),
            height=round(one.height * self._y, 3),
            live=one.live,
            name=name,
        )

    def _segment(self, bar: Placed) -> Words:
        """The title of a busbar: that of its segment; none where it only goes on."""
        name = bar.live.removeprefix("live.")
        segment = self._file.network.segments.get(name)
        goes_on = bar.id.endswith("_2")
        return segment.title.words() if segment and not goes_on else _NOTHING


def _conductor(wish: LinkModel, live: str = "") -> _Conductor:
    points = tuple((point[0], point[1]) for point in wish.points)
    return _Conductor((wish.ends[0], wish.ends[1]), wish.live or live, points)


def _box(one: Placed) -> Box:
    return Box(
        one.x,
        one.y,
        one.width,
        one.height,
        bar=one.symbol == "busbar",
        dot=one.symbol == "junction",
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
