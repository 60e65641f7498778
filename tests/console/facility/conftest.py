"""The view of a caretaker on a real sitting, and on a step that no sitting stands behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from console.translation import Translation
from console.views.facility.big_button import BigButton
from console.views.facility.window import FacilityWindow
from console.wishes import Wish
from devices.site import Site, load_site
from devices.words import Language
from procedures.scenario import load_scenario
from procedures.sitting import Sitter, Sitting
from procedures.snapshot import Mode

SCHOOL = "toride-togashira-elementary"


@dataclass
class Clock:
    """A clock that goes on when it is told to, in s."""

    now_s: float = 0.0

    def __call__(self) -> float:
        return self.now_s


@dataclass
class Desk:
    """A sitting and the window before it; `press` is a finger that waits long enough."""

    sitting: Sitting
    window: FacilityWindow
    clock: Clock
    sent: list[Wish] = field(default_factory=list)

    def look(self) -> None:
        self.window.present(self.sitting.snapshot())

    def pass_time(self, seconds: float) -> None:
        self.clock.now_s += seconds
        self.sitting.advance(self.sitting.snapshot().time_s + seconds)
        self.look()

    def press(self, button: BigButton) -> None:
        self.clock.now_s += 1.0
        assert button.isVisible(), button.words
        button.click()
        self.look()


@pytest.fixture(scope="session")
def school() -> Site:
    return load_site(SCHOOL)


@pytest.fixture
def open_desk(
    qapp: QApplication, school: Site, translation: Translation, tmp_path: Path
) -> Iterator[Callable[..., Desk]]:
    """Open the view before a real sitting at a school."""
    opened: list[Desk] = []

    def made(language: Language = "ja", mode: Mode = Mode.DRILL) -> Desk:
        translation.choose(language)
        sitting = Sitting.open(
            school,
            load_scenario(f"{SCHOOL}-blackout", school),
            mode=mode,
            sitter=Sitter.for_role(school, "FM"),
            record=tmp_path / "record.sqlite",
            seed=1,
        )
        clock = Clock()
        sent: list[Wish] = []

        def send(wish: Wish) -> None:
            sent.append(wish)
            sitting.accept(wish)

        window = FacilityWindow(school, translation, send, clock)
        window.show()
        desk = Desk(sitting, window, clock, sent)
        opened.append(desk)
        desk.look()
        return desk

    yield made
    for desk in opened:
        desk.window.close()
        desk.window.deleteLater()
        desk.sitting.close()
