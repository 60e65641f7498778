"""How the panels share the window: a preset, and what the person has made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QMainWindow, QWidget

from console.layout_memory import LayoutMemory
from console.models.edge import Edge
from console.models.panel_layout import Node, PanelLayout, Stack
from console.models.presets import ALARMS, COMING, TITLES, Preset
from console.theme import Density
from console.translation import Translation
from console.views.docking.area import DockArea
from console.views.docking.float_window import over_other_screen
from console.views.docking.pieces import stacks

_FOOT_HEAD_PX = 62  # tabs and headings above the rows of the list at the foot
_LOWEST_SHARE, _HIGHEST_SHARE = 0.1, 0.4


class Arrangement(DockArea):
    """A dock area with presets that it remembers."""

    def __init__(
        self,
        panels: Mapping[str, QWidget],
        memory: LayoutMemory,
        preset: Preset,
        window: QMainWindow,
    ) -> None:
        super().__init__(panels, _without(preset.layout, COMING), window)
        self._memory = memory
        self._window = window
        self.preset = preset
        self.absent = COMING

    def settle(self, height_px: int, density: Density) -> None:
        """Take the places of the preset for the first time, `height_px` being its room."""
        usual = self._usual(height_px, density)
        kept = self._memory.layout(self.preset)
        self.show_layout(self._offered(kept or usual))

    def expect(self, panel: str) -> None:
        """Have a panel that not every sitting has from the first layout on."""
        self.absent -= {panel}

    def offer(self, panel: str, *, on: bool) -> None:
        """Have a panel that not every sitting has, or do without it."""
        if on is (panel not in self.absent):
            return
        self.absent = self.absent - {panel} if on else self.absent | {panel}
        now = self.layout_now
        self.show_layout(now.returning(panel) if on else now.closing(panel))

    def _offered(self, layout: PanelLayout) -> PanelLayout:
        """The layout without the panels that this sitting has not, and with those that come."""
        for panel in COMING - self.absent:
            layout = layout.returning(panel)
        return _without(layout, self.absent)

    def choose(self, preset: Preset, density: Density) -> None:
        """Change to `preset`, as it was left."""
        self.keep()
        self.preset = preset
        self.settle(self.height(), density)
        self.show_floats()
        self.keep()

    def back_to_usual(self, density: Density) -> None:
        """Forget what was moved in this preset."""
        self._memory.forget(self.preset)
        self.settle(self.height(), density)
        self.show_floats()

    def stands_alone(self, panel: str) -> bool:
        """Whether nothing can stand before the panel: it shares no tabs, and is not closed."""
        stack = next((one for one in stacks(self._root) if panel in self._names_in(one)), None)
        return self.floats(panel) or (stack is not None and len(self._names_in(stack)) == 1)

    def keep(self) -> None:
        """Write down where everything is."""
        self._memory.keep(self._window, self.preset, self.layout_now)

    def name_panels(self, translation: Translation, title: str, edge: Edge) -> None:
        """Name the panels in the language spoken now; `title` holds %1 for the panel."""
        names = {panel: translation.of(words) for panel, words in TITLES.items()}
        self.say(names, title, edge)

    def _usual(self, height_px: int, density: Density) -> PanelLayout:
        """The preset with as many rows at the foot as it wants, and its floats on a screen."""
        layout, tree = self.preset.layout, self.preset.layout.tree
        if height_px > 0:
            rows = self.preset.foot_rows[0 if density.name == "roomy" else 1]
            foot = (density.row * rows + density.small + _FOOT_HEAD_PX) / height_px
            foot = min(_HIGHEST_SHARE, max(_LOWEST_SHARE, foot))
            layout = replace(layout, tree=_with_foot(tree, foot))
        return over_other_screen(layout, self._window)


def _with_foot(node: Node, foot: float) -> Node:
    """The tree with the share `foot` for the alarms below what they stand under."""
    if isinstance(node, Stack):
        return node
    if not node.across and node.parts[-1] == Stack((ALARMS,)):
        return replace(node, shares=(1 - foot, foot))
    return replace(node, parts=tuple(_with_foot(part, foot) for part in node.parts))


def _without(layout: PanelLayout, absent: frozenset[str]) -> PanelLayout:
    """The layout with the panels that are not there closed: their places are kept."""
    for panel in absent:
        layout = layout.closing(panel)
    return layout
