"""F1 offers the words of what one looks at and of the step first, and finds any other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from console.models.glossary import GlossaryTable, terms, terms_in, words_within
from console.translation import Translation
from console.views.help_dialog import HelpDialog
from console.views.main_window import MainWindow
from devices.words import Words, same
from procedures.snapshot import Snapshot


@pytest.mark.parametrize(
    ("english", "japanese", "found"),
    [
        ("Black start of the island", "", "black start"),
        ("", "短絡接地を外させる", "short-circuit earth"),
        ("Two hold points", "", "hold point"),
        ("", "復唱一致", "read-back"),
    ],
)
def test_a_term_is_found_in_either_language(english: str, japanese: str, found: str) -> None:
    names = [term.words.en for term in terms_in([Words(english, japanese)])]
    assert any(name.startswith(found) for name in names)


def test_a_word_within_another_word_is_not_taken_for_it() -> None:
    assert not any(term.words.en == "load" for term in terms_in([same("unloaded loader")]))


def test_every_term_of_the_step_stands_before_all_the_others(
    qtbot: QtBot, translation: Translation, picture: Snapshot
) -> None:
    step = picture.runs[0].current
    assert step is not None
    focus = QLineEdit("black start")
    qtbot.addWidget(focus)
    dialog = HelpDialog(translation, picture, focus, picture.runs[0].id, edge="hatched")
    qtbot.addWidget(dialog)
    rows = dialog.table.rows
    assert rows[0].term.words.en == "black start"
    near = [row.term for row in rows if row.where == "step"]
    assert near == list(terms_in(words_within(step)))
    assert len(near) >= 3
    places = [row.where for row in rows]
    assert places == sorted(places, key=["here", "step", ""].index)
    assert len(rows) == len(terms())

    dialog.show()
    dialog.wanted.insert("でんあつ")  # by its reading
    assert dialog.table.rows[0].term.words.en == "voltage"
    QTest.keyClick(dialog.wanted, Qt.Key.Key_Down)
    assert dialog.words.currentIndex().row() == 1
    dialog.reject()


def test_the_table_speaks_the_language_of_now(translation: Translation) -> None:
    table = GlossaryTable(translation)
    translation.choose("ja")
    assert table.headings()[3] == "やさしい言い方"
    subjects = {str(table.index(row, 4).data()) for row in range(table.rowCount())}
    assert "保護" in subjects


def test_the_help_stands_beside_the_step_and_locks_nothing(
    open_window: Callable[..., MainWindow], picture: Snapshot
) -> None:
    window = open_window(picture)
    window.show_help()
    window.show_help()  # F1 again brings it forward
    (help_,) = window.findChildren(HelpDialog)
    assert not help_.isModal()
    step = window.procedure
    assert help_.mapToGlobal(help_.rect().topLeft()).x() >= (
        step.mapToGlobal(step.rect().topRight()).x()
    )
    QTest.keyClick(help_, Qt.Key.Key_Escape)
    assert not help_.isVisible()
