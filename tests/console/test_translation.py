"""Every text of the windows has its Japanese, and the Japanese is Japanese."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import PySide6
from PySide6.QtCore import QFileInfo
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFileIconProvider,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
)
from pytestqt.qtbot import QtBot

import console
from console.translation import Translation, catalogue
from console.views.speed_control import SpeedControl

SOURCES = sorted(Path(console.__file__).parent.rglob("*.py"))


def sources_of_the_code(target: Path) -> set[tuple[str, str]]:
    """Ask Qt's own lupdate which texts the code has."""
    tool = Path(PySide6.__file__).parent / "lupdate"
    subprocess.run(
        [str(tool), "-silent", *map(str, SOURCES), "-ts", str(target), "-locations", "none"],
        check=True,
    )
    root = ElementTree.parse(target).getroot()
    return {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in root.iter("context")
        for message in context.iter("message")
    }


def test_every_text_of_the_windows_is_translated_and_none_is_left_over(tmp_path: Path) -> None:
    texts = sources_of_the_code(tmp_path / "texts.ts")
    assert len(texts) > 100, "lupdate found too little to be trusted"
    assert texts == set(catalogue("ja"))


def test_translations_keep_the_places_for_numbers() -> None:
    places = re.compile(r"%\d")
    wrong = [
        english
        for (_, english), japanese in catalogue("ja").items()
        if sorted(places.findall(english)) != sorted(places.findall(japanese))
    ]
    assert wrong == []


def test_texts_to_translate_are_plain_literals() -> None:
    """An f-string or a variable in `tr` is found by nobody."""
    wrong = []
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                first = node.args[0] if node.args else None
                literal = isinstance(first, ast.Constant) and isinstance(first.value, str)
                if node.func.attr == "tr" and not literal:
                    wrong.append(f"{file.name}:{node.lineno}")
    assert wrong == []


def test_qt_itself_speaks_the_language_of_the_windows(
    translation: Translation, qtbot: QtBot, tmp_path: Path
) -> None:
    """What Qt writes: its dialog for files, buttons of message boxes, the menu of a field."""
    dialog, box, field = QFileDialog(), QMessageBox(), QLineEdit()
    for one in (dialog, box, field):
        qtbot.addWidget(one)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    box.setStandardButtons(QMessageBox.StandardButton.Cancel | QMessageBox.StandardButton.Save)
    japanese = re.compile("[ぁ-んァ-ヶ一-龠]")
    for language, found in (("ja", True), ("en", False)):
        translation.choose(language)
        QApplication.processEvents()
        menu = field.createStandardContextMenu()
        texts = [action.text() for action in menu.actions() if action.text()]
        menu.deleteLater()
        texts += [one.text() for one in dialog.findChildren(QLabel) if one.text()]
        texts += [one.text() for one in dialog.findChildren(QPushButton)]
        texts += [one.text() for one in box.findChildren(QPushButton)]
        texts.append(QFileIconProvider().type(QFileInfo(str(tmp_path))))
        assert len(texts) > 12
        assert [text for text in texts if bool(japanese.search(text)) is not found] == []


def test_the_language_switches_at_run_time_and_back(translation: Translation) -> None:
    control = SpeedControl(1.0)
    heard: list[str] = []
    translation.changed.connect(lambda: heard.append(translation.language))
    translation.choose("ja")
    control.retranslate()
    assert control.pause.accessibleName() == "時間を止める"
    translation.choose("en")
    control.retranslate()
    assert control.pause.accessibleName() == "pause plant time"
    assert heard == ["ja", "en"]
