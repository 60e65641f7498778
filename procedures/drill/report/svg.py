"""A small writer of SVG: lines, boxes and words, in the few forms that paper and browsers share.

Every look is an attribute of its own, since the painter of the PDF knows no style sheets.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

FONTS = "'BIZ UDPGothic','Noto Sans JP','Yu Gothic','Hiragino Sans',sans-serif"
INK, SOFT, FAINT = "#1B2226", "#4A545A", "#C9CFD2"
Point = tuple[float, float]


class Drawing:
    """A drawing `width` by `height`, in units of its own. label: what it shows, in words."""

    def __init__(self, width: float, height: float, label: str) -> None:
        self.width, self.height, self.label = width, height, label
        self._parts: list[str] = []

    def line(self, start: Point, end: Point, ink: str, wide: float = 1.0, dash: str = "") -> None:
        """A straight line. dash: lengths of strokes and gaps, "" for none."""
        (x1, y1), (x2, y2) = start, end
        self._parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
            f"{_pen(ink, wide, dash)}/>"
        )

    def path(self, points: Iterable[Point], ink: str, wide: float = 1.5, dash: str = "") -> None:
        """A line through `points`."""
        self._parts.append(f'<polyline points="{_points(points)}" fill="none"'
                           f' stroke-linejoin="round"{_pen(ink, wide, dash)}/>')  # fmt: skip

    def area(self, points: Iterable[Point], fill: str, ink: str = "none") -> None:
        """A filled shape."""
        self._parts.append(
            f'<polygon points="{_points(points)}" fill="{fill}"{_pen(ink, 0.8, "")}/>'
        )

    def box(self, corner: Point, size: Point, fill: str, ink: str = "none") -> None:
        """A box from its upper left corner."""
        self._parts.append(
            f'<rect x="{corner[0]:.1f}" y="{corner[1]:.1f}" width="{max(0.0, size[0]):.1f}"'
            f' height="{size[1]:.1f}" fill="{fill}"{_pen(ink, 1.0, "")}/>'
        )

    def text(
        self,
        at: Point,
        words: str,
        size: float,
        *,
        anchor: str = "start",
        bold: bool = False,
        ink: str = INK,
    ) -> None:
        """Words from their base line. anchor: start, middle or end stands at the point."""
        weight = ' font-weight="bold"' if bold else ""
        self._parts.append(
            f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" font-size="{size:g}" fill="{ink}"'
            f' text-anchor="{anchor}"{weight}>{escape(words)}</text>'
        )

    def svg(self, fonts: str = FONTS) -> str:
        """The whole drawing; as wide as the place where it stands. fonts: those it may take."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {self.height:g}"'
            f' width="{self.width:g}" height="{self.height:g}" role="img"'
            f' aria-label="{escape(self.label)}" font-family="{fonts}">'
            f"<title>{escape(self.label)}</title>{''.join(self._parts)}</svg>"
        )


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _pen(ink: str, wide: float, dash: str) -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f' stroke="{ink}" stroke-width="{wide:g}"{dashes}' if ink != "none" else ""


def ems(text: str) -> float:
    """How wide a text is, about: a letter of half width counts 0.55 of its size."""
    return sum(0.55 if letter.isascii() else 1.0 for letter in text)


def shortened(text: str, most_ems: float) -> str:
    """A text that fits, its end left out where it does not."""
    if ems(text) <= most_ems:
        return text
    while text and ems(text) > most_ems - 1.0:
        text = text[:-1]
    return text.rstrip() + "…"
