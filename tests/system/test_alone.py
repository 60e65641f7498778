"""A drill with nobody else: no instructor, no evaluator, one person before one window.

The caretaker finds the mini drill on the start page, reads the briefing, leads it to its end by
what stands on the screen, says how it was, and finds it in the programme with its score.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.app import application_of_the_console
from console.cli.entry import run_command
from console.cli.parser import parser
from console.models.programme import Kind
from console.translation import Translation
from console.views.facility.big_button import BigButton
from console.views.facility.window import FacilityWindow
from console.views.start.window import StartPage
from devices.events import EventKind
from devices.site import load_site
from procedures.people import Sitter
from procedures.record import Record, records_folder
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode

MINI = "toride-togashira-elementary-mini-drill"
MOST_LOOKS = 300
STEP_S = 5.0  # of plant time between two looks


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return application_of_the_console()


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    records_folder().mkdir(parents=True)


@pytest.fixture
def translation(qapp: QApplication) -> Iterator[Translation]:
    made = Translation("ja")
    yield made
    made.close()


@dataclass
class Caretaker:
    """One who agrees with everything, and reads whatever comes."""

    sitting: Sitting
    window: FacilityWindow
    clock_s: float = 0.0
    tried: dict[str, int] = field(default_factory=dict)

    def leads(self) -> None:
        """Look and press, until the drill is over."""
        for _ in range(MOST_LOOKS):
            self.window.present(self.sitting.snapshot())
            if self.sitting.finished:
                return
            self._type()
            button = self._wanted()
            if button is not None:
                self.press(button)
            self.sitting.advance(self.sitting.now_s + STEP_S)
        raise AssertionError(f"the drill does not end: {self._seen()}")

    def _seen(self) -> tuple[object, ...]:
        """What stands on the screen, for whoever reads why it went wrong."""
        window, run = self.window, self.window.run
        ways = {name: way.words for name, way in window.question.shown.items()}
        answers = [(one.words, one.isEnabled()) for one in window.step.answers.shown]
        return (window.pages.currentWidget(), ways, answers, run and run.current)

    def press(self, button: BigButton) -> None:
        """Press a button that is to be seen."""
        self.clock_s += 1.0
        assert button.isVisible(), button.words
        button.pressed_once.emit()

    def _type(self) -> None:
        """Type the number that is to be read at the equipment."""
        run = self.window.run
        enter = None if run is None or run.current is None else run.current.enter
        pad = self.window.step.pad
        if enter is not None and isinstance(enter.seen, float) and pad.value is None:
            for figure in f"{enter.seen:.1f}" if pad.isVisible() else "":
                self.press(pad.keys[figure])

    def _wanted(self) -> BigButton | None:
        """What the screen asks for: a call first, then a page, then the step."""
        window = self.window
        if window.pages.currentWidget() is window.question:
            ways = window.question.shown
            named = ("begin", "seen", "go_on")
            wanted = next((ways[name] for name in named if name in ways), None)
            answers = (ways[name] for name in ways if name.startswith(("answer-", "card-")))
            return wanted or next(answers, None)
        if window.message.isVisible():
            return window.message.read
        offered = [one for one in window.step.answers.shown if one.isEnabled()]
        if not offered:
            return None
        step = "" if window.run is None or window.run.current is None else window.run.current.id
        if len(offered) > 1:  # one of several: where it was not that, the next one
            self.tried[step] = self.tried.get(step, -1) + 1
        return offered[self.tried.get(step, 0) % len(offered)]


def test_two_clicks_on_the_start_page_open_the_mini_drill_for_one_person_alone(
    qapp: QApplication, qtbot: QtBot, translation: Translation
) -> None:
    page = StartPage(translation, records_folder())
    page.show()
    heard: list[tuple[str, ...]] = []
    page.opened.connect(heard.append)
    page.shelf.drills.kinds[Kind.FACILITY].click()
    qtbot.waitUntil(page.choices.go.isEnabled)
    qtbot.waitUntil(lambda: not page.checks.background.running and bool(page.checks.table.rows))
    page.choices.go.click()
    page.close()
    page.deleteLater()
    ((*words, _, _),) = heard
    assert words[:6] == [
        "run",
        "toride-togashira-elementary",
        "--scenario",
        MINI,
        "--view",
        "facility",
    ]
    options = parser("ja").parse_args(heard[0])
    assert options.trainee
    assert not options.instructor
    assert not options.evaluator


def test_one_person_alone_goes_from_the_briefing_to_a_score_in_the_programme(
    translation: Translation, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    site = load_site("toride-togashira-elementary")
    record = records_folder() / "alone.sqlite"
    sitting = Sitting.open(
        site,
        load_scenario(MINI, site),
        mode=Mode.DRILL,
        sitter=Sitter("Sato", ("FM",)),
        record=record,
    )
    caretaker: Caretaker
    window = FacilityWindow(site, translation, sitting.accept, lambda: caretaker.clock_s)
    caretaker = Caretaker(sitting, window)
    qtbot.addWidget(window)
    window.show()
    sitting.advance(60.0)
    assert sitting.snapshot().drill is not None
    waits_s = sitting.now_s
    sitting.advance(waits_s + 60.0)
    assert sitting.now_s == waits_s, "it waits until the briefing is read"
    caretaker.leads()
    window.present(sitting.snapshot())
    assert "wash" in window.question.shown, "he is asked how it was"
    sitting.close()
    with Record(record) as read:
        said = [event.data["what"] for event in read.events(EventKind.DRILL)]
        verdicts = {event.subject: event.data["what"] for event in read.events(EventKind.TASK)}
    assert said[0] == "begun"
    assert verdicts["heaters-first"] == verdicts["never-live"] == "met", "measured by themselves"
    assert run_command(["programme", "--person", "sato", "--json"]) == 0
    ((person,), (sat,)) = (
        found := json.loads(capsys.readouterr().out)["people"],
        found[0]["sittings"],
    )
    assert person["roles"] == ["FM"]
    assert (sat["number"], sat["ending"]) == ("M1", "completed")
    assert sat["total"] > 60
    assert not sat["critical"]
