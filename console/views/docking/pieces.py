"""The pieces of the dock area: splits that keep their shares, and stacks behind tabs."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from console.models.panel_layout import Node, Split, Stack
from console.views.docking.host import PanelHost
from console.views.text import tight


class StackPiece(QWidget):
    """One host, or several behind tabs."""

    fronted = Signal(str)

    def __init__(
        self, hosts: tuple[PanelHost, ...], front: str, afloat: Container[str] = ()
    ) -> None:
        super().__init__()
        self.hosts = hosts
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._pages = QStackedWidget()
        rows = QVBoxLayout(self)
        tight(rows, 3)
        rows.addWidget(self.tabs)
        rows.addWidget(self._pages, 1)
        for host in hosts:
            if host.name not in afloat:
                self._pages.addWidget(host)
            self.tabs.addTab("")
            self.tabs.setTabData(self.tabs.count() - 1, host.name)
        self.bring_forward(front)
        self.tabs.currentChanged.connect(self._turn)
        self._seen: tuple[str, ...] = ()

    def show_only(self, seen: tuple[str, ...]) -> None:
        """Show the tabs of `seen`; one panel alone needs no tab."""
        self._seen = seen
        front = self.front
        for at, host in enumerate(self.hosts):
            self.tabs.setTabVisible(at, host.name in seen)
            host.show_tab(host.name in seen and len(seen) > 1)
        self.tabs.setVisible(len(seen) > 1)
        if seen:
            self.bring_forward(front if front in seen else seen[0])

    @property
    def front(self) -> str:
        """The panel in front."""
        at = self.tabs.currentIndex()
        return self.hosts[at].name if 0 <= at < len(self.hosts) else self.hosts[0].name

    def bring_forward(self, panel: str) -> None:
        """Show `panel` in front, if it is one of these."""
        at = next((n for n, host in enumerate(self.hosts) if host.name == panel), 0)
        self.tabs.setCurrentIndex(at)
        self._turn(at)

    def name(self, names: Mapping[str, str]) -> None:
        """Write the names of the panels on the tabs."""
        for at, host in enumerate(self.hosts):
            self.tabs.setTabText(at, names[host.name])

    def _turn(self, at: int) -> None:
        if 0 <= at < len(self.hosts):
            # a host that floats has left the pages
            if self._pages.indexOf(self.hosts[at]) >= 0:
                self._pages.setCurrentWidget(self.hosts[at])
            self.fronted.emit(self.hosts[at].name)

    def node(self) -> Stack:
        """What the piece shows, as data."""
        names = tuple(host.name for host in self.hosts)
        return Stack(names, self.front if len(names) > 1 else "")

    def box_on(self, ground: QWidget) -> QRect:
        """The room of the piece in pixels of `ground`."""
        return QRect(self.mapTo(ground, self.rect().topLeft()), self.size())


class SplitPiece(QSplitter):
    """Parts that keep their shares while the window grows, shrinks, and panels come and go."""

    def __init__(self, split: Split, parts: tuple[Piece, ...]) -> None:
        way = Qt.Orientation.Horizontal if split.across else Qt.Orientation.Vertical
        super().__init__(way)
        self.setChildrenCollapsible(False)
        self.parts = parts
        self.shares = list(split.shares)
        self._seen = [True] * len(parts)
        for part in parts:
            self.addWidget(part)
        self.splitterMoved.connect(self._take_shares)

    def show_only(self, seen: list[bool]) -> None:
        """Show the parts that are `seen`; the others keep their share for later."""
        self._seen = seen
        for part, shown in zip(self.parts, seen, strict=True):
            part.setVisible(shown)
        self.spread()

    def spread(self) -> None:
        """Give every part that is seen its share."""
        across = self.orientation() is Qt.Orientation.Horizontal
        room = self.width() if across else self.height()
        whole = sum(share for share, seen in zip(self.shares, self._seen, strict=True) if seen)
        if whole > 0 and room > 0:
            sizes = [
                round(room * share / whole) if seen else 0
                for share, seen in zip(self.shares, self._seen, strict=True)
            ]
            self.setSizes(sizes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again for the new size."""
        super().resizeEvent(event)
        self.spread()

    def _take_shares(self) -> None:
        """Somebody moved a border: the parts that are seen have other shares of what they had."""
        sizes = self.sizes()
        whole = sum(share for share, seen in zip(self.shares, self._seen, strict=True) if seen)
        total = sum(size for size, seen in zip(sizes, self._seen, strict=True) if seen)
        if total > 0:
            for at, seen in enumerate(self._seen):
                if seen:
                    self.shares[at] = whole * sizes[at] / total

    def node(self) -> Split:
        """What the piece shows, as data."""
        across = self.orientation() is Qt.Orientation.Horizontal
        return Split(across, tuple(part.node() for part in self.parts), tuple(self.shares))


Piece = StackPiece | SplitPiece


def build(node: Node, hosts: Mapping[str, PanelHost], afloat: Container[str]) -> Piece:
    """Return the widgets for a node of the tree; the hosts that do not float move into them."""
    if isinstance(node, Stack):
        return StackPiece(tuple(hosts[name] for name in node.panels), node.front, afloat)
    return SplitPiece(node, tuple(build(part, hosts, afloat) for part in node.parts))


def look(piece: Piece, seen: Callable[[str], bool]) -> bool:
    """Show of a piece what is `seen`; say whether anything is left of it."""
    if isinstance(piece, StackPiece):
        names = tuple(host.name for host in piece.hosts if seen(host.name))
        piece.show_only(names)
        return bool(names)
    shown = [look(part, seen) for part in piece.parts]
    piece.show_only(shown)
    return any(shown)


def stacks(piece: Piece) -> list[StackPiece]:
    """Every stack of a piece, in the order of the tree."""
    if isinstance(piece, StackPiece):
        return [piece]
    return [stack for part in piece.parts for stack in stacks(part)]


def splits(piece: Piece) -> list[SplitPiece]:
    """Every split of a piece, outermost first."""
    if isinstance(piece, StackPiece):
        return []
    return [piece, *(split for part in piece.parts for split in splits(part))]
