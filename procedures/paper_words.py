"""Conditions on paper: ages and phases as people say them."""

from __future__ import annotations

import re

from devices.phrases import said
from devices.words import Words
from procedures.phase import TITLES, Phase

_AGE = re.compile(r"age\((.+?)\) (\S+) ([0-9.]+)$")
_PHASE = re.compile(r"phase(?:\.name)? (=|!=) '([A-Z_]+)'")


def readable(words: Words) -> Words:
    """Ages and phases as people say them, where a condition is spelled as it is written."""

    def phase(match: re.Match[str], language: str) -> str:
        known = match[2] in Phase.__members__
        title = TITLES[Phase(match[2])].in_language(language) if known else match[2]
        return said("paper.phase", sign=match[1], phase=title).in_language(language)

    return Words(
        _PHASE.sub(lambda match: phase(match, "en"), _AGE.sub(r"age of \1 \2 \3 s", words.en)),
        _PHASE.sub(lambda match: phase(match, "ja"), _AGE.sub(r"\1の経過 \2 \3秒", words.ja)),
    )
