"""What an author wants otherwise on the one-line, against what is drawn; and what it does there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from devices.documents import Document, Findings, Problem
from devices.signals import Signal
from devices.site.drawing import Drawing, Node
from devices.site.load_drawing import drawing_of, page_of, undrawn
from devices.site.model import SiteFile

_SMALL = ("busbar", "junction")
_TOUCH = 0.05


def check_drawing(findings: Findings, file: SiteFile, signals: Mapping[str, Signal]) -> None:
    """Names that name nothing, symbols without a place, places outside of the drawing."""
    live = [name for name in signals if name.startswith("live.")]
    width, height = file.drawing.size
    for id, node in file.drawing.nodes.items():
        place = ("drawing", "nodes", id)
        if node.device is not None:
            findings.known((*place, "device"), node.device, file.devices, "site_device")
        if node.live is not None:
            findings.known((*place, "live"), node.live, live, "site_signal")
        if node.at is not None and not (0 <= node.at[0] <= width and 0 <= node.at[1] <= height):
            findings.add((*place, "at"), "site_drawing_outside", id=id)
    for index, link in enumerate(file.drawing.links):
        if link.live is not None:
            findings.known(("drawing", "links", index, "live"), link.live, live, "site_signal")
    if not findings.problems:  # a network with faults cannot be placed
        _against_the_page(findings, file)


def _against_the_page(findings: Findings, file: SiteFile) -> None:
    """Every node and link that differs must be one that is drawn, or say all of itself."""
    page = page_of(file)
    for id, node in file.drawing.nodes.items():
        if id not in page.nodes and (node.symbol is None or node.at is None):
            at = ("drawing", "nodes", id)
            findings.known(at, id, page.nodes, "site_node", of_key=True)
    joined = {frozenset((tie.from_node, tie.to_node)) for tie in page.ties}
    known = [*page.nodes, *file.drawing.nodes]
    for index, link in enumerate(file.drawing.links):
        for end in (0, 1):
            place = ("drawing", "links", index, "ends", end)
            findings.known(place, link.ends[end], known, "site_node")
        if link.live is None and frozenset(link.ends) not in joined:
            findings.add(("drawing", "links", index), "site_link_live", ends=list(link.ends))


def drawing_warnings(document: Document, file: SiteFile) -> Sequence[Problem]:
    """What is drawn, but not well: symbols over each other or over the edge, devices left out."""
    findings = Findings(document)
    drawing = drawing_of(file)
    nodes = [node for node in drawing.nodes if node.symbol not in _SMALL]
    for number, one in enumerate(nodes):
        if _over_the_edge(one, drawing):
            findings.add(_place(file, one.id), "site_drawing_edge", id=one.id)
        for other in nodes[number + 1 :]:
            if _overlap(one, other):
                first, second = (one, other) if one.id in file.drawing.nodes else (other, one)
                findings.add(_place(file, first.id), "site_drawing_overlap", one=first.id,
                             other=second.id, x=f"{first.x:g}", y=f"{first.y:g}")  # fmt: skip
    for name in undrawn(file, drawing):
        findings.add(("devices", name), "site_drawing_missing", name=name)
    return findings.problems


def _place(file: SiteFile, id: str) -> tuple[str, ...]:
    return ("drawing", "nodes", id) if id in file.drawing.nodes else ("drawing",)


def _over_the_edge(one: Node, drawing: Drawing) -> bool:
    across = one.width / 2 <= one.x + _TOUCH and one.x <= drawing.width - one.width / 2 + _TOUCH
    down = one.height / 2 <= one.y + _TOUCH and one.y <= drawing.height - one.height / 2 + _TOUCH
    return not (across and down)


def _overlap(one: Node, other: Node) -> bool:
    return (
        abs(one.x - other.x) < (one.width + other.width) / 2 - _TOUCH
        and abs(one.y - other.y) < (one.height + other.height) / 2 - _TOUCH
    )
