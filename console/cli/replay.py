"""kairetsu replay: a record shown again in the window, as text or JSON; and forked."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from console.cli.choosing import check_speed, chosen_record
from console.cli.ending import DONE, NOT_COMPLETED, Refused, say_wrong, stoppable
from console.cli.results import result_lines
from console.cli.window import Look, has_display, open_window
from console.windows import NOBODY
from devices import messages
from devices.events import Json
from devices.words import Language, Words
from procedures.forking import fork
from procedures.people import Sitter
from procedures.record import summarise
from procedures.rehearsal import rehearse
from procedures.replay import CannotFork, Recorded, read_recorded
from procedures.replaying import ReplaySitting
from procedures.sitting import Sitting

SPEEDS = (1.0, 60.0)
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_SECONDS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DAY = timedelta(days=1)


def replay_record(options: argparse.Namespace, language: Language) -> int:
    """Show a record again; return the code of the command.

    Raises Refused, RecordError, DocumentError.
    """
    check_speed(options.speed, *SPEEDS, language)
    if options.fork is None and (options.new or options.role):
        raise Refused(messages.text(language, "replay.only_fork"))
    recorded = read_recorded(options.record, options.branch)
    if options.fork is not None:
        return _fork(options, recorded, language)
    at_s = 0.0 if options.at is None else time_of(options.at, recorded, language)
    if at_s > recorded.way.ends_s:
        raise Refused(messages.text(language, "replay.behind_end", **_ends(recorded)))
    if options.json:
        told = as_json(ReplaySitting(recorded, at_s).snapshot())
        print(json.dumps(told, ensure_ascii=False))
    elif options.text or not has_display():
        for line in lines(recorded, at_s, language):
            print(line)
    else:
        speed = options.speed or 0.0

        def opened() -> ReplaySitting:
            begin_s = at_s if options.at is not None else first_seen_s(recorded)
            replay = ReplaySitting(recorded, begin_s)
            replay.warm()
            return replay

        judge = {"evaluator": options.evaluator} if options.evaluator else {}
        look = _look(options, judge)
        of = recorded.mode
        return open_window(opened, recorded.site, language, speed, replay_of=of, look=look)
    return DONE if recorded.damage is None else NOT_COMPLETED


def _look(options: argparse.Namespace, staff: Mapping[str, str] = NOBODY) -> Look:
    return Look(language_asked=options.language is not None, staff=staff)


def first_seen_s(recorded: Recorded) -> float:
    """Plant time in s of the first sample: before it nothing is known, and all would look lost."""
    times_s = recorded.way.telemetry.times_s
    return float(times_s[0]) if len(times_s) else 0.0


def time_of(given: str, recorded: Recorded, language: Language) -> float:
    """Plant time in s of seconds since the opening, or of a time of day; raises Refused."""
    if _SECONDS.fullmatch(given):
        return float(given)
    found = _CLOCK.fullmatch(given)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59 or int(found[3] or 0) > 59:
        raise Refused(messages.text(language, "replay.no_time", given=given))
    opened = recorded.clock
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    moment = opened.replace(hour=hour, minute=minute, second=second, microsecond=0)
    if moment < opened:
        moment += _DAY  # a sitting goes past midnight
    return (moment - opened).total_seconds()


def _ends(recorded: Recorded) -> dict[str, str]:
    """When the record ends, as a time of day and in s."""
    ends_s = recorded.way.ends_s
    return {
        "clock": f"{recorded.clock + timedelta(seconds=ends_s):%H:%M:%S}",
        "seconds": f"{ends_s:.0f}",
    }


# --- as text --------------------------------------------------------------------------------------


def lines(recorded: Recorded, at_s: float, language: Language) -> list[str]:
    """What happened from `at_s` on, a line each, after what must be known of the record."""
    view = ReplaySitting(recorded, at_s).snapshot().replay
    assert view is not None
    kind = messages.text(language, f"replay.kind_{recorded.mode.value}")
    title = recorded.site.title.in_language(language)
    found = [messages.text(language, "replay.head", kind=kind, site=title, path=recorded.path)]
    found += [note.in_language(language) for note in view.notes]
    for mark in view.marks:
        if mark.time_s >= at_s:
            clock = recorded.clock + timedelta(seconds=mark.time_s)
            like = messages.text(language, f"replay.like_{mark.like}")
            words = mark.words.in_language(language)
            found.append(
                f"{clock:%H:%M:%S}  {timedelta(seconds=int(mark.time_s))}  {like}: {words}"
            )
    return found


# --- as JSON --------------------------------------------------------------------------------------


def as_json(value: Any) -> Json:
    """A picture as plain JSON; words are objects of their languages. Marks are left out."""
    if isinstance(value, Words):
        return {"en": value.en, "ja": value.ja}
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        names = (field.name for field in fields(value) if field.name != "marks")
        return {name: as_json(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): as_json(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return [*sorted(map(str, value))]
    if isinstance(value, tuple | list):
        return [as_json(one) for one in value]
    assert value is None or isinstance(value, bool | int | float | str)
    return value


# --- forked ---------------------------------------------------------------------------------------


def _fork(options: argparse.Namespace, recorded: Recorded, language: Language) -> int:
    """Go on from a moment: in the window, or without a display with everybody simulated."""
    time_s = time_of(options.fork, recorded, language)
    path = chosen_record(argparse.Namespace(record=options.new), recorded.site.name)
    headless = options.text or options.json or not has_display()
    sitter = None if headless else _sitter(options, recorded, language)

    def forked() -> Sitting:
        try:
            sitting = fork(recorded, time_s, sitter, path)
        except CannotFork as error:
            reasons = (words.in_language(language) for words in error.reasons)
            raise Refused("\n  ".join(reasons)) from error
        clock = sitting.clock.time_of_day()
        say_wrong(messages.text(language, "fork.sitting", clock=f"{clock:%H:%M:%S}", record=path))
        return sitting

    if not headless:  # opened on the thread that holds it, as its record must be
        speed, look = options.speed or 1.0, _look(options)
        return open_window(forked, recorded.site, language, speed, look=look)
    sitting = forked()
    with stoppable() as stopped:
        rehearse(sitting, speed=None, on_progress=lambda _: None, stopped=stopped)
    summary = summarise(path)
    if options.json:
        print(json.dumps(summary.as_json(), ensure_ascii=False))
    else:
        print("\n".join(result_lines(summary, sitting.scenario, sitting.site, language)))
    return DONE if summary.outcome == "completed" else NOT_COMPLETED


def _sitter(options: argparse.Namespace, recorded: Recorded, language: Language) -> Sitter:
    """Who sits: in the role that is asked for, else whoever opened the sitting."""
    role = options.role
    if role is None:
        header = recorded.header
        if header.get("sitter"):
            return Sitter(str(header["sitter"]), tuple(map(str, header.get("sitter_roles", ()))))
        role = recorded.scenario.role or next(iter(recorded.site.roles))
    if role not in recorded.site.roles:
        known = list(recorded.site.roles)
        raise Refused(messages.text(language, "replay.no_role", role=role, known=known))
    return Sitter.for_role(recorded.site, role)
