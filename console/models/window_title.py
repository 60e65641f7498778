"""What the title of a window says first: drill, rehearsal or live, and whether it is a replay."""

from __future__ import annotations

from collections.abc import Callable

from devices.words import Words
from procedures.snapshot import Mode

_REPLAY = Words("[REPLAY]", "【再生】")
_KINDS = {
    Mode.REHEARSAL: Words("[DRILL REHEARSAL]", "【訓練リハーサル】"),
    Mode.DRILL: Words("[DRILL]", "【訓練】"),
    Mode.LIVE: Words("[LIVE]", "【実】"),
}


def title_of(kind: tuple[Mode, bool] | None, site: str, of: Callable[[Words | None], str]) -> str:
    """The title of a window on `site`, with %1 where a panel of it puts its own name.

    kind: of the sitting, and whether it is shown again; None where it is not known yet.
    """
    words = ""
    if kind is not None:
        mode, replayed = kind
        words = f"{of(_REPLAY)} {of(_KINDS[mode])} " if replayed else f"{of(_KINDS[mode])} "
    return f"{words}%1{site} – Kairetsu"
