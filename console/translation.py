"""The language of the windows: chrome by Qt's translators, everything else by Words.

The Japanese catalogue is read straight from its Qt Linguist source (`resources/translations/
ja.ts`), so that a checkout and a wheel behave alike and nothing has to be compiled first. What
Qt itself says (file dialogs, buttons of message boxes, menus of fields) comes from its own
catalogue, which ships with PySide6.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import resources
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator, Signal

from devices.words import Language, Words

# Words that Qt asks for by a newer name than its catalogue has for them.
_WHERE_QT_HAS_THEM = {"QAbstractFileIconProvider": "QFileDialog"}


def catalogue(language: str) -> Mapping[tuple[str, str], str]:
    """Return (context, English text) -> translation of one language, finished entries only."""
    folder = resources.files("resources").joinpath("translations")
    root = ElementTree.fromstring(folder.joinpath(f"{language}.ts").read_text(encoding="utf-8"))
    found: dict[tuple[str, str], str] = {}
    for context in root.iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.text and not translation.get("type"):
                found[name, message.findtext("source", "")] = translation.text
    return found


class _CatalogueTranslator(QTranslator):
    """Answers Qt's questions for translations from our catalogue, else from Qt's own.

    One translator for both: each that is installed has every widget hear of it.
    """

    def __init__(self, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._texts = catalogue(language)
        self._of_qt = QTranslator(self)
        self._of_qt.load(
            f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        )

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's spelling
        """True when there is nothing to translate."""
        return not self._texts

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's spelling
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        """Answer with the translation, or with the text itself."""
        ours = self._texts.get((context, sourceText))
        if ours:
            return ours
        # Qt's catalogue has some of its words without the key that they meanwhile got
        where = _WHERE_QT_HAS_THEM.get(context, context)
        for asked in (sourceText, sourceText.replace("&", "")):
            if found := self._of_qt.translate(where, asked, disambiguation, n):
                return found
        return sourceText


def _forget(language: Language) -> None:
    """Keep nothing: tests and pictures speak a language for themselves alone."""


class Translation(QObject):
    """Which language the windows speak now, and words in it. Emits `changed` after a switch.

    keep: writes down what a person has chosen, for the windows that open from then on.
    """

    changed = Signal()

    def __init__(
        self,
        language: Language = "en",
        parent: QObject | None = None,
        *,
        keep: Callable[[Language], None] = _forget,
    ) -> None:
        super().__init__(parent)
        self._language: Language = "en"
        self._translator: QTranslator | None = None
        self._keep = keep
        self.choose(language)

    @property
    def language(self) -> Language:
        """The language spoken now: "en" or "ja"."""
        return self._language

    def choose(self, language: Language) -> None:
        """Speak `language` from now on."""
        if language == self._language:
            return
        self._language = language
        if language == "ja":
            if self._translator is None:  # not read by whoever never asks for it
                self._translator = _CatalogueTranslator("ja", self)
            QCoreApplication.installTranslator(self._translator)
        else:
            self.close()
        self.changed.emit()

    def switch(self) -> None:
        """Speak the other language, as a person wants; that is kept."""
        self.choose("ja" if self._language == "en" else "en")
        self._keep(self._language)

    def of(self, words: Words | None) -> str:
        """Return `words` in the language spoken now, "" for None."""
        return "" if words is None else words.in_language(self._language)

    def close(self) -> None:
        """Take the translator out of the application again."""
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
