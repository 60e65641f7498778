"""The start page: real windows over a folder of real records, by keys and clicks."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from console import preferences
from console.cli.entry import run_command
from console.cli.start import start_page
from console.layout_memory import settings
from console.models.programme import Kind
from console.models.start_page import Choice
from console.translation import Translation
from console.views.help_dialog import HelpDialog
from console.views.settings_dialog import SettingsDialog
from console.views.start.window import StartPage
from devices.site import load_site, site_path
from procedures.people import Sitter
from procedures.readiness import Found
from procedures.record.recent import Ending, recent_records
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode

SITE = "toride-togashira-elementary"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One record that was closed, one that was cut off, one that is broken."""
    made = tmp_path_factory.mktemp("records")
    site = load_site(SITE)
    scenario = load_scenario(f"{SITE}-blackout", site)
    sitter = Sitter.for_role(site, "FM")
    path = made / "closed.sqlite"
    sitting = Sitting.open(site, scenario, mode=Mode.REHEARSAL, sitter=sitter, record=path)
    sitting.advance(3.0)
    for end in ("", "-wal"):
        shutil.copy(f"{path}{end}", made / f"cut-off.sqlite{end}")
    sitting.close()
    (made / "broken.sqlite").write_bytes(b"no record at all" * 64)
    return made


@pytest.fixture(scope="module")
def speech(qapp: QApplication) -> Iterator[Translation]:
    made = Translation("en")
    yield made
    made.close()


@pytest.fixture(scope="module")
def page(folder: Path, speech: Translation) -> Iterator[StartPage]:
    """One page for all tests, on the smallest site: each test chooses what it needs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        made = StartPage(speech, folder, site=SITE)
        made.show()
        yield made
        made.close()
        made.deleteLater()


def opened_by(page: StartPage, act: Callable[[], object]) -> list[tuple[str, ...]]:
    heard: list[tuple[str, ...]] = []
    page.opened.connect(heard.append)
    act()
    page.opened.disconnect(heard.append)
    return heard


def read(page: StartPage, qtbot: QtBot) -> None:
    """Wait until records, site and checks are there."""
    qtbot.waitUntil(lambda: len(page.records.table.rows) == 3)
    qtbot.waitUntil(page.choices.go.isEnabled)
    qtbot.waitUntil(lambda: bool(page.checks.table.rows) and not page.checks.background.running)


def test_the_records_say_how_they_ended_and_offer_what_can_be_done(
    page: StartPage, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: len(page.records.table.rows) == 3)
    places = {row.path.stem: n for n, row in enumerate(page.records.table.rows)}
    offers = {}
    for name, place in places.items():
        page.records.list.selectRow(place)
        buttons = (page.records.replay, page.records.go_on, page.records.verify)
        offers[name] = tuple(button.isEnabled() for button in buttons)
    assert offers == {
        "closed": (True, False, True),
        "cut-off": (True, True, True),
        "broken": (False, False, False),
    }
    page.records.list.selectRow(places["broken"])
    assert "broken.sqlite" in page.records.told.text()
    page.records.list.selectRow(places["cut-off"])
    path = str(page.records.table.rows[places["cut-off"]].path)
    again = ("run", "--resume", path, "--view", "facility")  # as it began
    assert opened_by(page, page.records.go_on.click) == [again]
    assert opened_by(page, page.records.replay.click) == [("replay", path)]


def test_a_record_of_a_later_program_is_not_called_damaged(tmp_path: Path, folder: Path) -> None:
    later = tmp_path / "later.sqlite"
    shutil.copy(folder / "closed.sqlite", later)
    with sqlite3.connect(later) as changed:
        changed.execute("UPDATE header SET value = '99' WHERE key = 'format_version'")
    changed.close()
    (record,) = recent_records(tmp_path)
    assert (record.ending, record.readable) == (Ending.NEWER, False)


def test_the_keyboard_alone_chooses_a_site_and_opens_its_rehearsal(
    page: StartPage, qtbot: QtBot
) -> None:
    read(page, qtbot)
    page.activateWindow()
    page.shelf.show_sites()
    qtbot.waitUntil(page.shelf.site_list.hasFocus)
    page.shelf.choose("toride-wellness-plaza")
    QTest.keyClick(page.shelf.site_list, Qt.Key.Key_Up)
    chosen = page.shelf.site()
    assert chosen is not None
    assert chosen.given == SITE
    read(page, qtbot)
    assert page.choices.who.currentData() == "FM", "the scenario wants a facility manager"
    heard = opened_by(
        page,
        lambda: QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
    )
    (words,) = heard
    assert words[:4] == ("run", SITE, "--scenario", f"{SITE}-blackout")
    assert words[-2:] == ("--speed", "1")


def test_what_is_missing_is_listed_beside_it_and_a_live_sitting_waits_for_it(
    page: StartPage, qtbot: QtBot
) -> None:
    read(page, qtbot)
    states = {check.id: check.state for check in page.checks.table.rows}
    assert states["site"] is Found.FINE
    assert states["numbers"] is Found.OPEN
    assert page.checks.told.toPlainText()
    page.choices.live.setChecked(True)
    qtbot.waitUntil(lambda: page.checks.must > 0 and not page.checks.background.running)
    assert opened_by(page, page.choices.go.click) == []
    assert page.notice.isVisible()
    assert "accept" in page.notice.text.toPlainText()
    page.choices.rehearsal.setChecked(True)
    page.notice.hide()


def test_a_broken_site_of_ones_own_shows_all_its_mistakes_in_the_page(
    page: StartPage, qtbot: QtBot, tmp_path: Path
) -> None:
    own = tmp_path / "own.yaml"
    text = site_path(SITE).read_text(encoding="utf-8")
    own.write_text(text.replace("unit: Hz", "unit: Herz").replace("ours: true", "ours: maybe"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(own))])
    drop = QDropEvent(
        QPoint(40, 40).toPointF(),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(drop)
    qtbot.waitUntil(page.notice.isVisible)
    assert page.shelf.ways.currentIndex() == 1  # the list that it stands in
    assert page.shelf.drills.card() is None
    lines = page.notice.text.toPlainText().splitlines()
    assert len(lines) > 1
    assert all(line.startswith(f"{own}:") for line in lines)
    assert not page.choices.go.isEnabled()


def test_a_file_that_cannot_be_read_is_told_with_its_place(page: StartPage, tmp_path: Path) -> None:
    torn = tmp_path / "torn.yaml"
    torn.write_text("site: [broken\n  yaml: {", encoding="utf-8")
    page.files.take(torn)
    assert f"{torn}:2:" in page.notice.text.toPlainText()
    page.notice.hide()


def test_the_page_comes_back_with_the_site_of_ones_own_that_was_opened_last(
    qtbot: QtBot, speech: Translation, tmp_path: Path
) -> None:
    own = tmp_path / "own.yaml"
    text = site_path(SITE).read_text(encoding="utf-8")
    own.write_text(text.replace(f"site: {SITE}", "site: own", 1), encoding="utf-8")
    back = StartPage(speech, tmp_path, site=str(own))
    qtbot.addWidget(back)
    card = back.shelf.site()
    assert card is not None
    assert card.given == str(own)
    back.let_go()


def test_a_drill_is_chosen_by_number_and_opens_with_whom_one_names(
    page: StartPage, qtbot: QtBot
) -> None:
    drills = page.shelf.drills
    page.shelf.show_drills()
    numbers = [card.number for card in drills.table.rows]
    assert numbers[:15] == [f"S{number}" for number in range(1, 16)]
    drills.choose("S5")
    assert "S5" in drills.told.toPlainText()
    qtbot.waitUntil(page.choices.go.isEnabled)
    assert not page.choices.free.isVisible(), "a drill has its procedures"
    party = page.choices.party
    party.trainee.setEditText("Sato")
    party.instructor.setEditText("Mori")
    choice = page.choices.choice()
    assert choice is not None
    words = " ".join(choice.arguments())
    assert "--scenario odawara-pv-step" in words
    assert "--trainee Sato --instructor Mori --speed" in words
    party.trainee.setCurrentIndex(0)
    party.instructor.setCurrentIndex(0)
    page.shelf.show_sites()
    page.shelf.choose(SITE)
    assert drills.card() is None, "something else is chosen now"
    qtbot.waitUntil(page.choices.go.isEnabled)


def test_drills_in_the_dark_and_those_for_caretakers_are_one_click_away(
    page: StartPage, qtbot: QtBot
) -> None:
    drills = page.shelf.drills
    page.shelf.show_drills()
    drills.kinds[Kind.NIGHT].click()
    assert all(card.night for card in drills.table.rows)
    assert "S2" in [card.number for card in drills.table.rows]
    drills.kinds[Kind.FACILITY].click()
    card = drills.card()
    assert card is not None
    assert (card.number, card.lasts_s) == ("M1", 900.0)
    qtbot.waitUntil(page.choices.go.isEnabled)
    assert page.choices.view.currentData() == "facility"
    page.shelf.show_sites()
    page.shelf.choose(SITE, f"{SITE}-blackout")
    assert drills.card() is None


def test_the_programme_opens_from_the_page_and_goes_with_it(page: StartPage, qtbot: QtBot) -> None:
    page.training.show_programme()
    window = page.training.window
    assert window is not None
    assert window.isVisible()
    assert opened_by(page, lambda: window.opened.emit(("replay", "x"))) == [("replay", "x")]
    window.close()
    assert page.training.window is None
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)


def test_procedures_are_found_by_any_word_of_them(page: StartPage) -> None:
    page.shelf.choose(SITE)
    count = len(page.shelf.procedures.rows)
    page.shelf.search.setText("復電 F4")
    labels = {card.chain for card in page.shelf.procedures.rows}
    assert labels
    assert all(label.startswith("F4") for label in labels)
    page.shelf.search.clear()
    assert len(page.shelf.procedures.rows) == count


def test_every_button_and_list_has_a_name_and_both_languages(
    page: StartPage, qtbot: QtBot, speech: Translation
) -> None:
    read(page, qtbot)
    for language in ("en", "ja"):
        speech.choose("ja" if language == "ja" else "en")
        for one in page.findChildren(QAbstractButton):
            assert one.text() or one.accessibleName() or not one.isVisibleTo(page), one
        shown = [one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page)]
        assert all("%1" not in text for text in shown)
    assert page.choices.go.text() == "リハーサルを始める"
    ending = next(r for r in page.records.table.rows if r.ending is Ending.CUT_OFF)
    assert ending.goes_on


def test_help_and_settings_open_by_their_keys(page: StartPage, qtbot: QtBot) -> None:
    page.activateWindow()
    for key, dialog in ((Qt.Key.Key_F1, HelpDialog), (Qt.Key.Key_Comma, SettingsDialog)):
        held = Qt.KeyboardModifier.ControlModifier
        modifier = held if key is Qt.Key.Key_Comma else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(page, key, modifier)
        (found,) = [one for one in page.findChildren(dialog) if one.isVisible()]
        found.reject()
        qtbot.waitUntil(found.isHidden)


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (Choice("odawara"), "run odawara --speed 1"),
        (Choice("a", role="MGC", free=True, speed=10), "run a --free --role MGC --speed 10"),
        (Choice("a", live=True, person="mori"), "run a --live --person mori"),
        (Choice("a", live=True, person="m", read_only=True), "run a --live --read-only --person m"),
        (Choice("a", view="facility", role="FM"), "run a --view facility --role FM --speed 1"),
        (
            Choice("a", trainee="Sato", evaluator="ono"),
            "run a --trainee Sato --evaluator ono --speed 1",
        ),
    ],
)
def test_a_choice_is_the_same_as_the_words_of_the_command(choice: Choice, words: str) -> None:
    assert choice.arguments() == tuple(words.split())


def test_no_arguments_open_the_start_page_and_without_a_display_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run_command([]) == 2
    assert "kairetsu run" in capsys.readouterr().err


@pytest.mark.long
def test_a_record_is_verified_beside_the_page(page: StartPage, qtbot: QtBot) -> None:
    page.records.refresh()
    qtbot.waitUntil(lambda: len(page.records.table.rows) == 3)
    names = [row.path.stem for row in page.records.table.rows]
    page.records.list.selectRow(names.index("closed"))
    page.records.verify.click()
    assert page.notice.stop.isVisible()
    qtbot.waitUntil(page.notice.dismiss.isVisible, timeout=30_000)
    assert "closed.sqlite" in page.notice.text.toPlainText()


@pytest.mark.long
def test_after_a_sitting_the_page_comes_back_with_what_went_wrong_in_the_language_of_then(
    page: StartPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    seen: list[str] = []
    titles: list[str] = []

    def open_and_switch(words: Sequence[str], say: Callable[[str], None]) -> int:
        assert words[-2:] == ("--language", "en")
        preferences.keep_language("ja", settings())
        return run_command(words, say)

    def use_the_page() -> None:
        """Open a record that is none; when the page is back, read what it says and close it."""
        pages = (w for w in QApplication.topLevelWidgets() if isinstance(w, StartPage))
        own = next((one for one in pages if one.isVisible() and one is not page), None)
        if own is None:
            return
        if own.notice.isVisible():
            seen.append(own.notice.text.toPlainText())
            titles.append(own.windowTitle())
            own.close()
        elif not seen:
            own.opened.emit(("replay", str(tmp_path / "nowhere.sqlite")))

    watch = QTimer(interval=20)
    watch.timeout.connect(use_the_page)
    watch.start()
    assert start_page("en", open_and_switch) == 0
    watch.stop()
    assert titles == ["Kairetsu – 開始"]
    assert str(tmp_path / "nowhere.sqlite") in seen[0]
    assert str(tmp_path / "nowhere.sqlite") in capsys.readouterr().err  # and at the terminal
