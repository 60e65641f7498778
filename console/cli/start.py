"""kairetsu, kairetsu start: the start page, and after each sitting the start page again."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from console.cli.ending import DONE, Refused, say_wrong
from console.cli.window import has_display
from devices import messages
from devices.words import Language

Open = Callable[[Sequence[str], Callable[[str], None]], int]
"""Opens what the words of a command say, tells why it is refused, and returns its code."""


def start(options: argparse.Namespace, language: Language) -> int:
    """Show the start page until somebody closes it; what is chosen opens as if it were typed."""
    # the entry point knows this command, so this command asks for it only now
    from console.cli.entry import run_command  # noqa: PLC0415

    asked = options.language is not None
    return start_page(language, run_command, language_asked=asked)


def start_page(language: Language, open_chosen: Open, *, language_asked: bool = True) -> int:
    """The same, with what opens. Raises Refused.

    language_asked: False where `language` is only the system's: the settings go before it.
    """
    if not has_display():
        raise Refused(messages.text(language, "start.no_display"))
    try:
        # Qt and its system libraries are asked for only where a window opens
        from console.start import chosen_on_start_page, kept_language  # noqa: PLC0415
    except ImportError as error:
        why = messages.text(language, "cli_no_window_library", why=error)
        raise Refused(why) from error
    said = site = ""
    while True:
        chosen = chosen_on_start_page(language, said, site, language_asked=language_asked)
        if not chosen.words:
            return DONE
        language, site, before = chosen.language, chosen.site, kept_language()
        said = _opened((*chosen.words, "--language", language), language, open_chosen)
        # the page comes back as it was left, unless somebody switched in what it opened
        language_asked = kept_language() == before


def _opened(words: Sequence[str], language: Language, open_chosen: Open) -> str:
    """Open it; return what went wrong, in words, "" for nothing.

    All that a sitting writes to the terminal goes there as it comes: it would be lost with a kill.
    """
    said: list[str] = []

    def say(why: str) -> None:
        said.append(why)
        say_wrong(why)

    try:
        code = open_chosen(words, say)
    except SystemExit as ended:  # argparse, of words that it does not know
        code = int(ended.code or 0) if isinstance(ended.code, int | None) else 1
    if code == DONE:
        return ""
    key = "start.sitting_ended_code"
    return "\n".join(said).strip() or messages.text(language, key, code=code)
