"""The language of the windows: chrome by Qt's translators, everything else by Words.

The Japanese catalogue is read straight from its Qt Linguist source (`resources/translations/
ja.ts`), so that a checkout and a wheel behave alike and nothing has to be compiled first.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QObject, QTranslator, Signal

from devices.words import Language, Words


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
    """Answers Qt's questions for translations from a mapping."""

    def __init__(self, texts: Mapping[tuple[str, str], str], parent: QObject) -> None:
        super().__init__(parent)
        self._texts = texts

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
        return self._texts.get((context, sourceText), sourceText)


class Translation(QObject):
    """Which language the windows speak now, and words in it. Emits `changed` after a switch."""

    changed = Signal()

    def __init__(self, language: Language = "en", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language: Language = "en"
        self._translator = _CatalogueTranslator(catalogue("ja"), self)
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
            QCoreApplication.installTranslator(self._translator)
        else:
            QCoreApplication.removeTranslator(self._translator)
        self.changed.emit()

    def of(self, words: Words | None) -> str:
        """Return `words` in the language spoken now, "" for None."""
        return "" if words is None else words.in_language(self._language)

    def close(self) -> None:
        """Take the translator out of the application again."""
        QCoreApplication.removeTranslator(self._translator)
