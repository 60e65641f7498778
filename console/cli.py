"""The command line: kairetsu run | rehearse | check. Qt is imported only when a window opens."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import metadata
from pathlib import Path
from types import FrameType

from devices import messages
from devices.documents import DocumentError, nearest
from devices.site import Site, load_site, site_names
from devices.words import Language
from procedures.checking import check_files, shipped_files
from procedures.phase import phase_title
from procedures.record import RecordError, Summary, new_record, summarise
from procedures.rehearsal import Progress, rehearse
from procedures.scenario import Scenario, load_scenario, scenario_for, scenario_names
from procedures.sitting import Sitter, Sitting
from procedures.snapshot import Mode

DONE, WRONG_INPUT, NOT_COMPLETED, INTERRUPTED = 0, 2, 1, 130
SPEED_RANGE = (0.1, 100_000.0)
WINDOW_SPEEDS = (1.0, 60.0)


class Refused(Exception):
    """The command cannot start: what the person reads, one line or more."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 done, 1 not completed, 2 wrong input or 130 stopped."""
    arguments = sys.argv[1:] if arguments is None else arguments
    language = _language(arguments)
    options = _parser(language).parse_args(arguments)
    commands: dict[str, Callable[[argparse.Namespace, Language], int]] = {
        "run": _run,
        "rehearse": _rehearse,
        "check": _check,
    }
    try:
        return commands[options.command](options, language)
    except DocumentError as error:
        count = messages.text(language, "cli_nothing_started", count=len(error.problems))
        _say_wrong(f"{error.render(language)}\n{count}")
    except RecordError as error:
        _say_wrong(messages.text(language, error.key, **error.arguments))
    except Refused as refusal:
        _say_wrong(str(refusal))
    return WRONG_INPUT


def _say_wrong(text: str) -> None:
    print(text, file=sys.stderr)


# --- what may be asked ------------------------------------------------------------------------


def _language(arguments: Sequence[str]) -> Language:
    """The language asked for, needed before the help can be written; else the system's."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    early.add_argument("--language")
    asked = early.parse_known_args(arguments)[0].language
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = asked or next((name for name in names if name), "en")
    return "ja" if chosen.startswith("ja") else "en"


def _parser(language: Language) -> argparse.ArgumentParser:
    def say(key: str, **filled: object) -> str:
        return messages.text(language, key, **filled)

    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--language", choices=("en", "ja"), help=say("cli_language"))
    drill = argparse.ArgumentParser(add_help=False)
    drill.add_argument("--scenario", help=say("cli_scenario"))
    drill.add_argument("--procedure", action="append", default=[], help=say("cli_procedure"))
    drill.add_argument("--record", type=Path, help=say("cli_record"))
    drill.add_argument("--seed", type=int, default=0, help=say("cli_seed"))

    parser = argparse.ArgumentParser(prog="kairetsu", description=say("cli_about"))
    version = f"kairetsu {metadata.version('kairetsu')}"
    parser.add_argument("--version", action="version", version=version, help=say("cli_version"))
    commands = parser.add_subparsers(dest="command", required=True)

    run = commands.add_parser("run", parents=[shared, drill], help=say("cli_run"))
    run.add_argument("site", nargs="?", default="odawara", help=say("cli_site"))
    run.add_argument("--speed", type=float, help=say("cli_speed", default=1))
    run.add_argument("--role", default="MGC", help=say("cli_role"))

    fast = say("cli_speed", default=say("cli_speed_fast"))
    rehearsal = commands.add_parser("rehearse", parents=[shared, drill], help=say("cli_rehearse"))
    rehearsal.add_argument("site", help=say("cli_site"))
    rehearsal.add_argument("--speed", type=float, help=fast)
    rehearsal.add_argument("--json", action="store_true", help=say("cli_json"))

    check = commands.add_parser("check", parents=[shared], help=say("cli_check"))
    check.add_argument("files", nargs="*", type=Path, help=say("cli_files"))
    return parser


# --- the commands -----------------------------------------------------------------------------


def _run(options: argparse.Namespace, language: Language) -> int:
    low, high = WINDOW_SPEEDS
    _check_speed(options.speed, low, high, language)
    if sys.platform == "linux" and not _display():
        options.record = options.record or _new_record(Path(options.site).stem)
        print(messages.text(language, "cli_no_display", record=options.record))
        options.json = False
        return _rehearse(options, language)
    site, scenario = _load(options, language)
    record = options.record or _new_record(site.name)
    sitter = Sitter.for_role(site, options.role)

    def open_sitting() -> Sitting:
        return Sitting.open(
            site,
            scenario,
            mode=Mode.REHEARSAL,
            sitter=sitter,
            record=record,
            seed=options.seed,
        )

    try:
        # Qt and its system libraries are asked for only where a window opens
        from console.app import run_window  # noqa: PLC0415
    except ImportError as error:
        why = messages.text(language, "cli_no_window_library", why=error)
        raise Refused(why) from error
    return run_window(open_sitting, site, language=language, speed=options.speed or 1.0)


def _rehearse(options: argparse.Namespace, language: Language) -> int:
    _check_speed(options.speed, *SPEED_RANGE, language)
    site, scenario = _load(options, language)
    record = options.record or _new_record(site.name)
    sitting = Sitting.open(
        site, scenario, mode=Mode.REHEARSAL, sitter=None, record=record, seed=options.seed
    )

    def tell(progress: Progress) -> None:
        clock = sitting.clock.time_of_day(progress.time_s)
        phase = phase_title(progress.phase).in_language(language)
        line = messages.text(
            language, "cli_progress", clock=f"{clock:%H:%M}", chapter=progress.chapter, phase=phase
        )
        print(line, file=sys.stderr)

    with _stoppable() as stopped:
        rehearse(
            sitting,
            speed=options.speed,
            on_progress=(lambda _: None) if options.json else tell,
            stopped=stopped,
        )
        was_stopped = stopped()
    summary = summarise(record)
    if options.json:
        print(json.dumps(summary.as_json(), ensure_ascii=False))
    else:
        print("\n".join(_result_lines(summary, language)))
    if was_stopped:
        _say_wrong(messages.text(language, "cli_interrupted", record=record))
        return INTERRUPTED
    return DONE if summary.outcome == "completed" else NOT_COMPLETED


def _check(options: argparse.Namespace, language: Language) -> int:
    shipped = {path.stem: path for path in shipped_files()}
    files = [path if path.is_file() else shipped.get(str(path), path) for path in options.files]
    missing = [path for path in files if not path.is_file()]
    if missing:
        lines = (messages.text(language, "cli_file_missing", path=path) for path in missing)
        raise Refused("\n".join(lines))
    reports = check_files(files or shipped_files())
    problems = warnings = 0
    for report in reports:
        problems += len(report.problems)
        warnings += len(report.warnings)
        for problem in (*report.problems, *report.warnings, *report.notes):
            print(problem.render(language))
        if not report.problems:
            print(messages.text(language, "cli_file_fine", path=report.path))
        if report.unconfirmed:
            print(
                messages.text(
                    language, "cli_unconfirmed", path=report.path, count=report.unconfirmed
                )
            )
    print(
        messages.text(
            language, "cli_checked", files=len(reports), problems=problems, warnings=warnings
        )
    )
    return WRONG_INPUT if problems else DONE


# --- their parts ------------------------------------------------------------------------------


def _load(options: argparse.Namespace, language: Language) -> tuple[Site, Scenario]:
    """Read and check everything before anything starts."""
    _check_name("cli_unknown_site", options.site, site_names(), language)
    site = load_site(options.site)
    name = options.scenario or scenario_for(site.name)
    _check_name("cli_unknown_scenario", name, scenario_names(), language)
    scenario = load_scenario(name, site)
    if options.procedure:
        scenario = replace(scenario, chain=_chapters(options.procedure, scenario, language))
    return site, scenario


def _chapters(asked: Sequence[str], scenario: Scenario, language: Language) -> tuple[str, ...]:
    """The procedures of the scenario that are asked for, by name or chapter."""
    by_chapter = {p.chain.casefold(): p.name for p in scenario.procedures}
    chosen = []
    for given in asked:
        name = by_chapter.get(given.casefold(), given)
        if name not in scenario.chain:
            known = [*(p.chain for p in scenario.procedures), *scenario.chain]
            raise Refused(
                messages.text(language, "cli_unknown_procedure", given=given, known=known)
            )
        chosen.append(name)
    return tuple(chosen)


def _check_name(key: str, given: str, known: Sequence[str], language: Language) -> None:
    """Refuse a plain name that nothing shipped bears; a path is for its reader to judge."""
    if given in known or Path(given).suffix or len(Path(given).parts) > 1:
        return
    near = messages.text(language, "cli_near", near=nearest(given, known))
    words = messages.text(language, key, given=given, known=known)
    raise Refused(words + (near if nearest(given, known) else ""))


def _check_speed(speed: float | None, low: float, high: float, language: Language) -> None:
    if speed is not None and not low <= speed <= high:
        raise Refused(
            messages.text(
                language, "cli_number_range", option="--speed", low=low, high=high, given=speed
            )
        )


def _display() -> bool:
    """Whether a window can open: a display, or a Qt platform that needs none."""
    wanted = os.environ.get("QT_QPA_PLATFORM", "")
    return bool(
        os.environ.get("DISPLAY")
        or os.environ.get("WAYLAND_DISPLAY")
        or wanted.startswith(("offscreen", "minimal", "vnc"))
    )


def _new_record(site: str) -> Path:
    return new_record(site, datetime.now().astimezone())


@contextmanager
def _stoppable() -> Iterator[Callable[[], bool]]:
    """Turn Ctrl-C and SIGTERM into a wish to stop: the sitting closes its record first."""
    asked = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True

    kept = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: asked
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def _result_lines(summary: Summary, language: Language) -> Iterator[str]:
    def say(key: str, **filled: object) -> str:
        return messages.text(language, key, **filled)

    yield say(
        "cli_result",
        outcome=say(f"cli_outcome_{summary.outcome}"),
        phase=phase_title(summary.phase).in_language(language),
        steps=summary.steps_done,
        plant=timedelta(seconds=round(summary.plant_seconds)),
        wall=round(summary.wall_seconds, 1),
    )
    if summary.f_min_hz is not None:
        yield say(
            "cli_result_island",
            f_min=_figure(summary.f_min_hz, 3),
            f_max=_figure(summary.f_max_hz, 3),
            v_min=_figure(summary.v_min_pu, 3),
            v_max=_figure(summary.v_max_pu, 3),
            soc_start=_figure(summary.soc_start_pct, 1),
            soc_end=_figure(summary.soc_end_pct, 1),
        )
    yield say(
        "cli_result_rest",
        unserved=_figure(summary.unserved_kwh, 1),
        alarms=summary.alarms,
        refused=summary.refused,
    )
    yield say("cli_result_record", record=summary.record)


def _figure(value: float | None, decimals: int) -> str:
    return "–" if value is None else f"{value:.{decimals}f}"
