"""The one-line of a site placed by itself: from its network to symbols and conductors on a grid.

A single-line diagram is a tree that hangs from busbars, so the placement is one of trees and not
of graphs in general: `wiring` reads the network as such a tree, `blocks` and `stagger` give every
symbol its place on a `page`, `routes` leads the conductors and `boundary` goes around the island.
"""

from __future__ import annotations

from devices.site.placing.blocks import place_in_blocks
from devices.site.placing.page import MARGIN, Page
from devices.site.placing.stagger import place_staggered, wants_stagger
from devices.site.placing.wiring import Wiring

_TITLE = 24.0  # below everything: the lower edge of the operating range with its words


def place(wiring: Wiring) -> Page:
    """Return the page of a site, in the least pixels of a small window."""
    page = Page(wiring)
    if wants_stagger(wiring):
        place_staggered(page)
    else:
        place_in_blocks(page)
    page.width = page.right() + MARGIN
    page.height = page.bottom() + _TITLE
    return page
