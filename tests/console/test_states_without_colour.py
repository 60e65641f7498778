"""Every state of a symbol is told apart in grey and by the colour-blind, by day and by night.

Deuteranopia: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of
Color Vision Deficiency", IEEE TVCG 15(6), 2009, severity 1.0, in linear RGB.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from console import icons
from console.appearance import appearance
from console.models.command_table import MARKS as COMMAND_MARKS
from console.models.link_table import MARKS as LINK_MARKS
from console.models.one_line import NodeState
from console.theme import ROOMY, palette
from console.views.chapter_tabs import _MARKS as RUN_MARKS
from console.views.one_line.drawn import Drawn
from console.views.one_line.links import stroke_conductor
from console.views.one_line.symbols import paint_symbol
from console.views.step_line import MARKS as STEP_MARKS
from tests.console.looking import pixels

Lightness = NDArray[np.float64]
Paint = Callable[[QPainter], None]

SIDE_PX = 160
CLEARLY = 20.0  # of the 100 steps of lightness L*
LEAST_PX = 24  # that differ so much: a patch of 5 x 5 pixels
MACHADO_DEUTERANOPIA = np.array(
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]
)
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])


# --- how it is seen ------------------------------------------------------------------------------


def linear(picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    share = picture / 255.0
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lightness(light: NDArray[np.float64]) -> Lightness:
    """Return L* of linear RGB [..., 3], 0 to 100 (CIE 1976)."""
    y = np.clip(light, 0.0, 1.0) @ LUMINANCE
    return np.where(y > 216 / 24389, 116.0 * np.cbrt(y) - 16.0, y * 24389 / 27)


def in_grey(picture: NDArray[np.uint8]) -> Lightness:
    return lightness(linear(picture))


def without_green(picture: NDArray[np.uint8]) -> Lightness:
    return lightness(linear(picture) @ MACHADO_DEUTERANOPIA.T)


SEEN = {"grey": in_grey, "deuteranopia": without_green}


def test_the_matrix_leaves_grey_as_it_is_and_draws_red_and_green_together() -> None:
    grey = np.full((1, 1, 3), 0.4)
    assert grey @ MACHADO_DEUTERANOPIA.T == pytest.approx(grey, abs=1e-4)
    red, green = np.array([0.6, 0.1, 0.1]), np.array([0.1, 0.45, 0.1])
    far = np.abs(red - green)[:2].max()
    seen = np.abs((red - green) @ MACHADO_DEUTERANOPIA.T)[:2].max()
    assert seen < 0.5 * far


# --- the symbols ---------------------------------------------------------------------------------


def symbol(kind: str, state: NodeState, *, ours: bool = True, box: float = 34.0) -> Paint:
    """Paint a symbol without any word: its shape alone must tell how it stands."""

    def paint(painter: QPainter) -> None:
        place = QRectF(-box / 2, -box / 2, box, box)
        drawn = Drawn(kind, place, False, "", "", state, ours, False, ROOMY, 70.0)
        paint_symbol(painter, drawn)

    return paint


def line(state: str, *, heavy: bool) -> Paint:
    def paint(painter: QPainter) -> None:
        path = QPainterPath()
        path.moveTo(-60, 0)
        path.lineTo(60, 0)
        stroke_conductor(painter, path, state, heavy=heavy)

    return paint


def mark(name: str, colour: str = "ink") -> Paint:
    def paint(painter: QPainter) -> None:
        if name:
            icons.paint(painter, name, QRectF(-9, -9, 18, 18), colour)

    return paint


def switch(kind: str) -> dict[str, Paint]:
    states = {
        f"{position}{' locked' * locked}{' tagged' * tagged}": symbol(
            kind, NodeState(position=position, locked=locked, tagged=tagged)
        )
        for position in ("closed", "open", "unknown")
        for locked in (False, True)
        for tagged in (False, True)
    }
    states["closed, reported"] = symbol(kind, NodeState(position="closed", manual=True))
    states["closed, not ours"] = symbol(kind, NodeState(position="closed"), ours=False)
    return states


def groups() -> Iterator[tuple[str, Mapping[str, Paint]]]:
    for kind in ("breaker", "load_switch", "boundary_switch", "cutout"):
        yield kind, switch(kind)
    yield (
        "kind of switch",
        {
            kind: symbol(kind, NodeState(position="open"))
            for kind in ("breaker", "load_switch", "cutout")
        },
    )
    yield (
        "transformer",
        {p: symbol("transformer", NodeState(position=p)) for p in ("closed", "open")},
    )
    yield "earths", {str(n): symbol("earth", NodeState(earths=n), box=60) for n in (0, 1, None)}
    yield "meter", {str(k): symbol("meter", NodeState(known=k)) for k in (True, False)}
    for heavy in (False, True):
        states = ("utility", "island", "dead", "unknown")
        yield f"line {heavy}", {state: line(state, heavy=heavy) for state in states}
    yield (
        "alarm",
        {str(n): symbol("load", NodeState(alarm=n), box=70) for n in (0, 1, 2, 3)},
    )
    yield (
        "fed",
        {s: symbol("load", NodeState(live=s, position=p), box=70)
         for s, p in (("island", "closed"), ("dead", "open"))},
    )  # fmt: skip
    links = {icon: symbol("load", NodeState(link=icon), box=70) for icon in LINK_MARKS.values()}
    yield "link", {"connected": symbol("load", NodeState(), box=70), **links}
    yield "step", {state.value: mark(name) for state, name in STEP_MARKS.items()}
    yield from marks_in_lists()
    yield (
        "alarms of a device",
        {
            "none": symbol("load", NodeState(), box=70),
            "shown": symbol("load", NodeState(alarm=2), box=70),
            "out of service": symbol("load", NodeState(alarm_out=True), box=70),
        },
    )
    yield (
        "battery",
        {
            str(share): symbol("bess", NodeState(share=share, reserve=0.2), box=70)
            for share in (0.1, 0.5, 0.9, None)
        },
    )
    for pair in (("layer_1", "layer_2"), ("layer_2", "layer_3")):  # those that lie on each other
        yield "layers of a trend", {name: patch(name) for name in pair}
    yield "procedure", {state.value: mark(name) for state, name in RUN_MARKS.items()}


def marks_in_lists() -> Iterator[tuple[str, Mapping[str, Paint]]]:
    told = {f"alarm-{n}": mark(f"alarm-{n}", f"alarm_{n}") for n in (1, 2, 3)}
    others = ("shelve", "out-of-service", "fold", "unfold", "eye")
    yield "alarm row", told | {name: mark(name) for name in others}
    yield "command", {name: mark(name) for name in set(COMMAND_MARKS.values())}


def patch(colour: str) -> Paint:
    def paint(painter: QPainter) -> None:
        painter.fillRect(QRectF(-20, -10, 40, 20), QColor(getattr(palette(), colour)))

    return paint


def painted(paint: Paint) -> NDArray[np.uint8]:
    image = QImage(SIDE_PX, SIDE_PX, QImage.Format.Format_RGB32)
    image.fill(QColor(palette().panel))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(SIDE_PX / 2, SIDE_PX / 2)
    paint(painter)
    painter.end()
    return pixels(image)


def apart(one: Lightness, other: Lightness) -> int:
    """How many pixels differ clearly."""
    return int((np.abs(one - other) > CLEARLY).sum())


@pytest.mark.parametrize("eye", SEEN.values(), ids=SEEN.keys())
def test_the_colours_of_the_badges_alone_would_not_do(
    qapp: object, eye: Callable[[NDArray[np.uint8]], Lightness]
) -> None:
    def plate(colour: str) -> Paint:
        return lambda painter: painter.fillRect(QRectF(-20, -10, 40, 20), QColor(colour))

    red, green = (painted(plate(c)) for c in (palette().badge_red, palette().badge_green))
    assert (red != green).any()
    assert apart(eye(red), eye(green)) == 0


@pytest.mark.parametrize("theme", ["day", "night"])
def test_every_pair_of_states_differs_clearly_without_colour(qapp: object, theme: str) -> None:
    appearance().choose(theme=theme)  # type: ignore[arg-type]
    alike = []
    for group, states in groups():
        pictures = {name: painted(paint) for name, paint in states.items()}
        for eye, look in SEEN.items():
            seen = {name: look(picture) for name, picture in pictures.items()}
            for one, other in combinations(seen, 2):
                if apart(seen[one], seen[other]) < LEAST_PX:
                    alike.append(f"{group}: {one} and {other} in {eye}")
    assert alike == []


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize("colours", ["power", "neutral", "industrial"])
def test_a_switch_without_colour_is_read_by_its_fill_in_every_profile(
    qapp: object, theme: str, colours: str
) -> None:
    """More ink in a closed one: the same with every colour of badge, and with none."""
    appearance().choose(theme=theme, switch_colours=colours)  # type: ignore[arg-type]
    ground = in_grey(painted(lambda painter: None))
    full, hollow = (
        in_grey(painted(symbol("breaker", NodeState(position=position))))
        for position in ("closed", "open")
    )
    middle = slice(SIDE_PX // 2 - 10, SIDE_PX // 2 + 10)
    inked = [float((np.abs(seen - ground)[middle, middle] > 50).mean()) for seen in (full, hollow)]
    assert inked[0] > 0.9
    assert inked[1] < 0.6
