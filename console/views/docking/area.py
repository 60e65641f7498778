"""The dock area: every panel moved, stacked, floated, closed and brought back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from console.models.edge import Edge
from console.models.panel_layout import ALONE, LENT, Afloat, PanelLayout, Side
from console.theme import Density
from console.views.docking.drop import Drop, DropMark, drop_at
from console.views.docking.float_window import FloatWindow, on_a_screen
from console.views.docking.host import PanelHost
from console.views.docking.lender import Lender
from console.views.docking.pieces import Piece, StackPiece, build, look, splits, stacks
from console.views.text import tight

_NO_EDGE: Edge = ""


class DockArea(QWidget):
    """Shows a `PanelLayout` and changes it as the person wants; `changed` after every change."""

    changed = Signal()
    floated = Signal(QWidget)  # a window came up that wants the keys of the main window

    def __init__(
        self, panels: Mapping[str, QWidget], layout: PanelLayout, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._hosts = {
            name: PanelHost(name, panel, closable=name not in ALONE)
            for name, panel in panels.items()
        }
        self._floats: dict[str, FloatWindow] = {}
        self._lender: Lender | None = None
        self._names: Mapping[str, str] = dict.fromkeys(panels, "")
        self._title, self._edge = "%1", _NO_EDGE
        self._density: Density | None = None
        self._arranging = False
        self._layout = layout
        self._rows = QVBoxLayout(self)
        tight(self._rows)
        self._mark = DropMark(self)
        for host in self._hosts.values():
            self._connect(host)
        self._root: Piece = build(layout.tree, self._hosts, ())
        self._rows.addWidget(self._root)
        look(self._root, layout.docked)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenRemoved.connect(self._come_back)

    def _connect(self, host: PanelHost) -> None:
        name, strip = host.name, host.strip
        strip.dragged.connect(lambda at: self._mark.mark(self._drop_at(name, at)))
        strip.dropped.connect(lambda at: self._drop(name, at))
        strip.float_asked.connect(lambda: self.toggle_float(name))
        strip.close_asked.connect(lambda: self.close_panel(name))
        strip.move_menu.aboutToShow.connect(lambda: self._fill_moves(name))

    # --- what is lent ---

    def lend_from(self, lender: Lender) -> None:
        """Let the parts of `lender` be taken out of it, and put back."""
        self._lender = lender

    @property
    def lendable(self) -> Mapping[str, str]:
        """The titles of what can be taken out."""
        return {} if self._lender is None else self._lender.titles()

    @property
    def taken_out(self) -> list[QWidget]:
        """What is out now, docked or afloat."""
        return [host.panel for name, host in self._hosts.items() if name.startswith(LENT)]

    def toggle_out(self, part: str) -> None:
        """Give a part a window of its own, or put it back where it belongs."""
        if part in self._hosts:
            self.close_panel(part)
        else:
            self.float_panel(part)
            self._floats[part].activateWindow()
            self._hosts[part].panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _take_out(self, layout: PanelLayout) -> PanelLayout:
        """Have everything in hand that `layout` has lent; what nobody lends is let go."""
        known = self.lendable
        for name in layout.panels:
            if name.startswith(LENT) and name not in known:
                layout = layout.leaving(name)
            elif name not in self._hosts and self._lender is not None:
                self._hosts[name] = host = PanelHost(name, self._lender.lend(name), closable=True)
                self._names = {**self._names, name: known[name]}
                if self._density is not None:
                    host.strip.resize_to(self._density)
                self._connect(host)
        return layout

    def _give_back(self) -> None:
        """Put back what the layout has no place for any more."""
        for name in self._hosts.keys() - set(self._layout.panels):
            if self._lender is not None:
                self._lender.take_back(name)
            self._hosts.pop(name).deleteLater()

    # --- what is shown ---

    @property
    def layout_now(self) -> PanelLayout:
        """The layout with the shares, fronts and boxes as they stand."""
        afloat = {name: window.afloat() for name, window in self._floats.items()}
        return replace(self._layout, tree=self._root.node(), afloat=afloat)

    @property
    def arranging(self) -> bool:
        """Whether the title strips are shown."""
        return self._arranging

    def show_layout(self, layout: PanelLayout) -> None:
        """Put every panel where `layout` has it."""
        focus = QApplication.focusWidget()
        self.setUpdatesEnabled(False)
        layout = self._take_out(layout)
        self._layout, old = layout, self._root
        leaving = [self._floats.pop(name) for name in set(self._floats) - layout.afloat.keys()]
        self._root = build(layout.tree, self._hosts, layout.afloat)
        self._rows.replaceWidget(old, self._root)
        self._give_back()
        for window in leaving:
            window.leave()
        old.hide()
        old.deleteLater()
        self._root.show()
        self._rows.activate()
        look(self._root, layout.docked)
        for name in layout.afloat.keys() - self._floats.keys():  # beside what has its place now
            self._float(name, layout.afloat[name])
        self._dress()
        self.setUpdatesEnabled(True)
        if focus is not None and focus.isVisible():
            focus.setFocus()
        self.changed.emit()

    def _float(self, name: str, at: Afloat) -> None:
        window = FloatWindow(self._hosts[name], self.window())
        lent = name.startswith(LENT)
        window.put_back.connect(self.close_panel if lent else self.dock_panel)
        window.place(at, self._clear_of(name), like_its_panel=lent, number=len(self._floats))
        self._floats[name] = window
        self.floated.emit(window)

    def _clear_of(self, name: str) -> QRect | None:
        """The place of the procedure on the desktop: nothing comes up over the step in hand."""
        for kept in ALONE:
            host = self._hosts[kept]
            if kept != name and kept not in self._floats and host.isVisible():
                return QRect(host.mapToGlobal(QPoint(0, 0)), host.size())
        return None

    def show_floats(self) -> None:
        """Show the windows of the panels that float: the main window is shown."""
        for window in self._floats.values():
            window.show()

    def hide_floats(self) -> None:
        """Hide them again: the main window goes."""
        for window in self._floats.values():
            window.hide()

    def changeEvent(self, event: QEvent) -> None:
        """What floats works as long as what is docked does."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            for window in self._floats.values():
                window.setEnabled(self.isEnabled())

    def seen(self, panel: str) -> bool:
        """Whether the panel is anywhere: docked, behind a tab, or afloat."""
        return panel in self._hosts and panel not in self._layout.closed

    def floats(self, panel: str) -> bool:
        """Whether the panel stands in a window of its own."""
        return panel in self._floats

    # --- what a person wants ---

    def bring_forward(self, panel: str) -> None:
        """Show the panel wherever it is: from behind a tab, from a window below, or closed."""
        if not self.seen(panel):
            self.dock_panel(panel)
        if panel in self._floats:
            self._floats[panel].raise_()
            self._floats[panel].activateWindow()
        for stack in stacks(self._root):
            if panel in (host.name for host in stack.hosts):
                stack.bring_forward(panel)

    def close_panel(self, panel: str) -> None:
        """Take the panel out of sight; the procedure stays, and what was lent goes back."""
        if panel.startswith(LENT):
            self.show_layout(self.layout_now.leaving(panel))
        elif panel not in ALONE:
            self.show_layout(self.layout_now.closing(panel))

    def dock_panel(self, panel: str) -> None:
        """Put the panel back at its place in the main window."""
        self.show_layout(self.layout_now.docking(panel))

    def float_panel(self, panel: str, at: Afloat | None = None) -> None:
        """Give the panel a window of its own."""
        now = self.layout_now
        if panel not in self._hosts and self._lender is not None:
            now = now.lending(panel, self._lender.home)
        self.show_layout(now.floating(panel, at or Afloat()))
        if self.window().isVisible():
            self._floats[panel].show()

    def toggle_float(self, panel: str) -> None:
        """Float the panel, or dock it again."""
        if panel in self._floats:
            self.dock_panel(panel)
        else:
            self.float_panel(panel)

    def move_panel(self, panel: str, target: str, side: Side | None) -> None:
        """Dock the panel beside `target` ("" the whole window), or behind a tab with it (None)."""
        now = self.layout_now
        if side is None:
            self.show_layout(now.stacking(panel, target))
        else:
            self.show_layout(now.moving(panel, target, side))

    def spread(self) -> None:
        """Give every part its share again, after one has become smaller than it was."""
        for split in splits(self._root):
            split.spread()

    def arrange(self, on: bool) -> None:
        """Show the title strips by which panels are moved, or take them away."""
        self._arranging = on
        self._dress()

    # --- looks and words ---

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        self._density = density
        for host in self._hosts.values():
            host.strip.resize_to(density)
        self._dress()

    def say(self, names: Mapping[str, str], title: str, edge: Edge) -> None:
        """Name the panels; title and edge are those of a window of its own, %1 is the panel."""
        wanted = {**names, **self.lendable}
        if (self._names, self._title, self._edge) != (wanted, title, edge):
            self._names, self._title, self._edge = wanted, title, edge
            self._dress()

    def _dress(self) -> None:
        """Strips, tabs, gaps and titles as they ought to be now."""
        for stack in stacks(self._root):
            stack.name(self._names)
        for split in splits(self._root):
            if self._density is not None:
                split.setHandleWidth(self._density.gap)
                split.spread()
        for name, host in self._hosts.items():
            host.show_strip(self._arranging or name in self._floats)
            lent = name.startswith(LENT)
            host.strip.say(self._names[name], floats=name in self._floats, lent=lent)
        for name, window in self._floats.items():
            if self._density is not None:
                window.resize_to(self._density)
            title = self._title.replace("%1", self._names[name])
            window.present(title, self._edge)

    def sizeHint(self) -> QSize:
        """Any size will do: the window says how large it is."""
        return QSize(800, 500)

    # --- moving ---

    def _fill_moves(self, panel: str) -> None:
        others = [name for name in self._hosts if name != panel and self._layout.docked(name)]
        menu = self._hosts[panel].strip.move_menu
        menu.fill(
            panel, others, self._names, lambda target, side: self.move_panel(panel, target, side)
        )

    def _drop_at(self, panel: str, at: QPoint) -> Drop | None:
        boxes = [
            (self._names_in(stack), stack.box_on(self))
            for stack in stacks(self._root)
            if stack.isVisible()
        ]
        return drop_at(self.mapFromGlobal(at), panel, self.rect(), boxes)

    def _names_in(self, stack: StackPiece) -> tuple[str, ...]:
        return tuple(host.name for host in stack.hosts if self._layout.docked(host.name))

    def _drop(self, panel: str, at: QPoint) -> None:
        drop = self._drop_at(panel, at)
        self._mark.mark(None)
        if drop is None:
            size = self._hosts[panel].size()
            box = QRect(at, size).translated(-size.width() // 2, -10)
            self.float_panel(panel, Afloat((box.x(), box.y(), box.width(), box.height())))
        elif drop.target != panel:
            self.move_panel(panel, drop.target, drop.side)

    def _come_back(self) -> None:
        """A screen has gone: what floated there comes onto one that is left."""
        for window in self._floats.values():
            window.setGeometry(on_a_screen(window.geometry()))
