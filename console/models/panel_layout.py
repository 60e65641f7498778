"""Where the panels of the window stand: a tree of splits and stacks, as plain data.

Every panel has exactly one place in the tree, also while it is closed or stands in a window of its
own: so it always knows where it comes back to. What is lent (a plot taken out of the trends) has a
place only while it is out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

Side = Literal["left", "right", "above", "below"]
SIDES: tuple[Side, ...] = ("left", "right", "above", "below")
ALONE = frozenset({"procedure"})  # nothing may stand before the procedure: it shares no stack
LENT = "plot."  # so begins the name of a panel that is lent
_LEAST_SHARE = 0.02
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Stack:
    """One panel, or several of which the tab in front is seen."""

    panels: tuple[str, ...]
    front: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """Parts beside each other (`across`) or below each other, with their shares of the room."""

    across: bool
    parts: tuple[Node, ...]
    shares: tuple[float, ...]


Node: TypeAlias = Split | Stack


@dataclass(frozen=True, slots=True)
class Afloat:
    """A panel in a window of its own: its box in pixels of the desktop, and the screen's name."""

    box: tuple[int, int, int, int] | None = None
    screen: str = ""
    full: bool = False


@dataclass(frozen=True, slots=True)
class PanelLayout:
    """The tree, what is closed, and what floats. Changes return a new layout."""

    tree: Node
    closed: frozenset[str] = frozenset()
    afloat: Mapping[str, Afloat] = field(default_factory=dict)

    @property
    def panels(self) -> tuple[str, ...]:
        """Every panel in the order of the tree."""
        return tuple(panels_of(self.tree))

    def docked(self, panel: str) -> bool:
        """Whether the panel is to be seen in the main window."""
        return panel not in self.closed and panel not in self.afloat

    def closing(self, panel: str) -> PanelLayout:
        """The panel out of sight; its place is kept."""
        afloat = {name: at for name, at in self.afloat.items() if name != panel}
        return replace(self, closed=self.closed | {panel}, afloat=afloat)

    def lending(self, panel: str, home: str) -> PanelLayout:
        """The panel with a place below `home`, which gives nothing of its room for that."""
        return replace(self, tree=_below(self.tree, panel, home))

    def leaving(self, panel: str) -> PanelLayout:
        """The panel without any place: it was lent, and has gone back."""
        afloat = {name: at for name, at in self.afloat.items() if name != panel}
        tree = _without(self.tree, panel) or self.tree
        return replace(self, tree=tree, closed=self.closed - {panel}, afloat=afloat)

    def returning(self, panel: str) -> PanelLayout:
        """A closed panel back at its place, behind whatever stands in front there."""
        return replace(self, closed=self.closed - {panel})

    def docking(self, panel: str) -> PanelLayout:
        """The panel back at its place in the main window, in front of its stack."""
        afloat = {name: at for name, at in self.afloat.items() if name != panel}
        tree = _in_front(self.tree, panel)
        return replace(self, tree=tree, closed=self.closed - {panel}, afloat=afloat)

    def floating(self, panel: str, at: Afloat) -> PanelLayout:
        """The panel in a window of its own."""
        return replace(self, closed=self.closed - {panel}, afloat={**self.afloat, panel: at})

    def moving(self, panel: str, target: str, side: Side) -> PanelLayout:
        """The panel docked beside the stack of `target`; "" is the edge of the whole window."""
        if panel == target:
            return self.docking(panel)
        rest = _without(self.tree, panel)
        if rest is None:
            return self.docking(panel)
        tree = _beside(rest, panel, target, side) if target else _joined(rest, panel, side, 0.7)
        return replace(self, tree=tree).docking(panel)

    def stacking(self, panel: str, target: str) -> PanelLayout:
        """The panel docked behind a tab with `target`; where that is not allowed, as it was."""
        rest = _without(self.tree, panel)
        if rest is None or panel == target or {panel, target} & ALONE:
            return self
        return replace(self, tree=_stacked(rest, panel, target)).docking(panel)

    def fronting(self, panel: str) -> PanelLayout:
        """The panel in front of its stack."""
        return replace(self, tree=_in_front(self.tree, panel))

    def to_text(self) -> str:
        """The layout as it is kept in a file."""
        afloat = {
            name: {"box": at.box, "screen": at.screen, "full": at.full}
            for name, at in self.afloat.items()
        }
        kept = {"tree": _plain(self.tree), "closed": sorted(self.closed), "afloat": afloat}
        return json.dumps(kept, ensure_ascii=False)


def panels_of(node: Node) -> Iterator[str]:
    """Name the panels of a node from left to right and from top to bottom."""
    if isinstance(node, Stack):
        yield from node.panels
    else:
        for part in node.parts:
            yield from panels_of(part)


def layout_from(text: str, panels: frozenset[str]) -> PanelLayout | None:
    """Read a kept layout; None where it is broken, or of a window with other panels.

    panels: those that it must have; others it may only have lent.
    """
    try:
        kept = json.loads(text)
        tree = _node(kept["tree"], _DEEPEST)
        afloat = {str(name): _afloat(at) for name, at in kept["afloat"].items()}
        closed = frozenset(str(name) for name in kept["closed"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    found = list(panels_of(tree))
    named, lent = closed | afloat.keys(), {name for name in found if name.startswith(LENT)}
    if sorted(found) != sorted(panels | lent) or not named <= panels | lent:
        return None
    if closed & (lent | afloat.keys()):
        return None
    if closed & ALONE:
        return None
    return PanelLayout(tree, closed, afloat)


def _node(kept: Mapping[str, object], deepest: int) -> Node:
    if deepest == 0:
        raise ValueError("the tree is too deep")
    if "stack" in kept:
        panels = kept["stack"]
        if not isinstance(panels, list) or not panels:
            raise ValueError("a stack without panels")
        if len(panels) > 1 and ALONE & set(panels):
            raise ValueError("a panel that stands alone is stacked")
        return Stack(tuple(str(panel) for panel in panels), str(kept.get("front", "")))
    parts, shares = kept["parts"], kept["shares"]
    if not isinstance(parts, list) or not isinstance(shares, list):
        raise TypeError("a split without parts")
    if len(parts) != len(shares) or len(parts) < 2:
        raise ValueError("a split has a share for each of its parts")
    read = tuple(min(1.0, max(_LEAST_SHARE, float(share))) for share in shares)
    return Split(bool(kept["across"]), tuple(_node(part, deepest - 1) for part in parts), read)


def _afloat(kept: Mapping[str, object]) -> Afloat:
    box = kept["box"]
    if box is None:
        return Afloat(None, str(kept["screen"]), bool(kept["full"]))
    if not isinstance(box, list) or len(box) != 4:
        raise ValueError("a box has four numbers")
    x, y, width, height = (int(number) for number in box)
    return Afloat((x, y, width, height), str(kept["screen"]), bool(kept["full"]))


def _plain(node: Node) -> dict[str, object]:
    if isinstance(node, Stack):
        return {"stack": list(node.panels), "front": node.front}
    shares = [round(share, 4) for share in node.shares]
    return {"across": node.across, "parts": [_plain(part) for part in node.parts], "shares": shares}


def _in_front(node: Node, panel: str) -> Node:
    if isinstance(node, Stack):
        return replace(node, front=panel) if panel in node.panels else node
    return replace(node, parts=tuple(_in_front(part, panel) for part in node.parts))


def _without(node: Node, panel: str) -> Node | None:
    """The tree without the panel; a split with one part left is that part."""
    if isinstance(node, Stack):
        left = tuple(name for name in node.panels if name != panel)
        return replace(node, panels=left) if left else None
    kept = [
        (part, share)
        for old, share in zip(node.parts, node.shares, strict=True)
        if (part := _without(old, panel)) is not None
    ]
    if not kept:
        return None
    if len(kept) == 1:
        return kept[0][0]
    total = sum(share for _, share in kept)
    return Split(
        node.across,
        tuple(part for part, _ in kept),
        tuple(share / total for _, share in kept),
    )


def _stacked(node: Node, panel: str, target: str) -> Node:
    if isinstance(node, Stack):
        return Stack((*node.panels, panel), panel) if target in node.panels else node
    return replace(node, parts=tuple(_stacked(part, panel, target) for part in node.parts))


def _beside(node: Node, panel: str, target: str, side: Side) -> Node:
    """The tree with the panel at one side of the stack of `target`, which gives of its room."""
    if isinstance(node, Stack):
        return _joined(node, panel, side, _kept(node)) if target in node.panels else node
    across, first = side in ("left", "right"), side in ("left", "above")
    for at, part in enumerate(node.parts):
        if isinstance(part, Stack) and target in part.panels and node.across == across:
            stays, goes = (node.shares[at] * part_of for part_of in (_kept(part), 1 - _kept(part)))
            here = at if first else at + 1
            pair = (goes, stays) if first else (stays, goes)
            shares = [*node.shares[:at], *pair, *node.shares[at + 1 :]]
            parts = [*node.parts[:here], Stack((panel,)), *node.parts[here:]]
            return Split(node.across, tuple(parts), tuple(shares))
    return replace(node, parts=tuple(_beside(part, panel, target, side) for part in node.parts))


def _below(node: Node, panel: str, home: str) -> Node:
    """The tree with the panel below the stack of `home`, half as high as that."""
    if isinstance(node, Stack):
        return _joined(node, panel, "below", 0.65) if home in node.panels else node
    for at, part in enumerate(node.parts, start=1):
        if not node.across and isinstance(part, Stack) and home in part.panels:
            parts = (*node.parts[:at], Stack((panel,)), *node.parts[at:])
            half = node.shares[at - 1] / 2
            return Split(node.across, parts, (*node.shares[:at], half, *node.shares[at:]))
    return replace(node, parts=tuple(_below(part, panel, home) for part in node.parts))


def _kept(stack: Stack) -> float:
    """The share that a stack keeps of its room when a panel comes beside it."""
    return 0.65 if ALONE & set(stack.panels) else 0.5


def _joined(node: Node, panel: str, side: Side, left_over: float) -> Node:
    """A node and a panel at one side of it; the node keeps the share `left_over`."""
    across, new = side in ("left", "right"), Stack((panel,))
    if side in ("left", "above"):
        return Split(across, (new, node), (1 - left_over, left_over))
    return Split(across, (node, new), (left_over, 1 - left_over))
