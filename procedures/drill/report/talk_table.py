"""Orders in three parts as they were said, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from devices.events import Event, EventKind
from devices.words import Words
from procedures.drill.report.rows import TalkResult, TalkRow
from procedures.drill.scoring.talk import WRONG_WORDS
from procedures.record import Entry


def talk_of(entries: Sequence[Entry]) -> TalkResult:
    """Every order of the record."""
    rows = tuple(_exchanges(entries))
    waits = [row.read_back_s for row in rows if row.read_back_s is not None]
    return TalkResult(rows, sum(waits) / len(waits) if waits else None)


def _exchanges(entries: Sequence[Entry]) -> Iterator[TalkRow]:
    """An exchange begins with an order; what is said at the same step of a run belongs to it."""
    now: dict[tuple[str, str], TalkRow] = {}
    said_s: dict[tuple[str, str], float] = {}
    for entry in entries:
        event = entry.event
        if event.kind is not EventKind.TALK:
            continue
        key = (str(event.data.get("run", "")), str(event.data.get("step", "")))
        if event.subject == "order":
            if key in now:
                yield now.pop(key)
            now[key], said_s[key] = _ordered(entry), event.time_s
        elif key in now:
            if event.subject == "reissue":
                said_s[key] = event.time_s
            now[key] = _followed(now[key], event, said_s[key])
    yield from sorted(now.values(), key=lambda row: row.event)


def _ordered(entry: Entry) -> TalkRow:
    event = entry.event
    words = _words(event)
    return TalkRow(
        time_s=event.time_s,
        event=entry.number,
        step=str(event.data.get("step", "")),
        speaker=str(event.data.get("speaker", "")),
        listener=str(event.data.get("listener", "")),
        order=words,
        attempts=1,
        read_back_s=None,
        complete=False,
        wrong_words=_wrong(words),
    )


def _followed(row: TalkRow, event: Event, said_s: float) -> TalkRow:
    match event.subject:
        case "read_back":
            after_s = event.time_s - said_s
            return replace(row, read_back_s=after_s if row.read_back_s is None else row.read_back_s)
        case "confirm":
            return replace(row, complete=event.data.get("right") is not False)
        case "reissue":
            return replace(row, attempts=row.attempts + 1)
        case _:
            return row


def _words(event: Event) -> Words:
    return Words(str(event.data.get("en", "")), str(event.data.get("ja", "")))


def _wrong(words: Words) -> tuple[str, ...]:
    return tuple(dict.fromkeys(WRONG_WORDS.findall(words.ja)))
