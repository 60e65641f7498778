"""kairetsu rehearse --seeds N: the same drill with many seeds, some at a time."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from console.cli.choosing import chosen_scenario, chosen_site, chosen_sources
from console.cli.ending import DONE, INTERRUPTED, NOT_COMPLETED, Refused, say_wrong, stoppable
from console.cli.seed_lines import finding_lines
from devices import messages
from devices.site import Site
from devices.words import Language
from procedures.record import new_record
from procedures.rehearsal.seeds import Findings, Outcome, Task, rehearse_seeds
from procedures.rehearsal.workers import cores
from procedures.scenario import Scenario

MOST_SEEDS, MOST_WORKERS, HIGHEST_SEED = 10_000, 64, 2**31 - 1
TO_STANDARD_OUTPUT = "-"  # what --json says without a file
_ONE_DRILL: tuple[str, ...] = ("record", "resume", "speed", "seed")
_MANY_DRILLS: tuple[str, ...] = ("first_seed", "workers", "keep")


def check_seed_options(options: argparse.Namespace, language: Language) -> None:
    """Raise Refused for what does not go together, or is out of its range."""
    many = options.seeds is not None
    wrong, key = (_ONE_DRILL, "cli_not_seeds") if many else (_MANY_DRILLS, "cli_only_seeds")
    given = [f"--{name.replace('_', '-')}" for name in wrong if getattr(options, name) is not None]
    if given:
        raise Refused(messages.text(language, key, options=given))
    ranges = {
        "seeds": (1, MOST_SEEDS),
        "first_seed": (0, HIGHEST_SEED),
        "workers": (1, MOST_WORKERS),
        "skill": (0, 1),
    }
    for name, (low, high) in ranges.items():
        number = getattr(options, name)
        if number is not None and not low <= number <= high:
            option = f"--{name.replace('_', '-')}"
            raise Refused(
                messages.text(
                    language, "cli_number_range", option=option, low=low, high=high, given=number
                )
            )
    if options.resume and options.skill is not None:
        raise Refused(messages.text(language, "cli_resume_alone", options=["--skill"]))


def rehearse_many(options: argparse.Namespace, language: Language) -> int:
    """Rehearse the seeds and print what came of them; return the code of the command."""
    site = chosen_site(options.site, language)
    scenario = chosen_scenario(options, site, language)
    with _folder(options, language) as folder, stoppable() as stopped:
        tasks = _tasks(options, site, scenario, folder)
        try:
            findings = rehearse_seeds(
                tasks,
                workers=options.workers or cores(),
                keep_all=options.keep is not None,
                on_done=lambda count, outcome: _tell(count, len(tasks), outcome, language),
                stopped=stopped,
            )
        except BrokenProcessPool as error:
            raise Refused(messages.text(language, "cli_seeds_broken")) from error
        record = _kept(findings, site, options)
        _print(findings, record, (site, scenario), options, language)
        if stopped():
            count = len(findings.outcomes)
            say_wrong(messages.text(language, "cli_seeds_stopped", done=count, asked=len(tasks)))
            return INTERRUPTED
    return DONE if findings.completed == findings.asked else NOT_COMPLETED


def _tasks(
    options: argparse.Namespace, site: Site, scenario: Scenario, folder: Path
) -> tuple[Task, ...]:
    """One a seed; a record that is there already stands against all of it."""
    sources = chosen_sources(options, site)
    first = 1 if options.first_seed is None else options.first_seed
    return tuple(
        Task(
            sources,
            scenario.chain,
            scenario.habits.skill,
            seed,
            folder / f"{scenario.name}-seed-{seed}.sqlite",
        )
        for seed in range(first, first + options.seeds)
    )


@contextmanager
def _folder(options: argparse.Namespace, language: Language) -> Iterator[Path]:
    """Where the records are written: the folder asked for, or one that goes when it is over."""
    if options.keep is None:
        with TemporaryDirectory(prefix="kairetsu-") as folder:
            yield Path(folder)
        return
    try:
        options.keep.mkdir(parents=True, exist_ok=True)
        there = sorted(options.keep.glob("*-seed-*.sqlite"))
    except OSError as error:
        words = messages.text(
            language, "record_not_writable", path=options.keep, why=error.strerror
        )
        raise Refused(words) from error
    if there:
        raise Refused(messages.text(language, "record_exists", path=there[0]))
    yield options.keep


def _kept(findings: Findings, site: Site, options: argparse.Namespace) -> Path | None:
    """Where the record of the worst stays."""
    if findings.worst is None:
        return None
    record = Path(findings.worst.summary.record)
    if options.keep is not None:
        return record
    lasting = new_record(site.name, datetime.now().astimezone())
    shutil.move(record, lasting)
    return lasting


# --- telling ------------------------------------------------------------------------------------


def _tell(count: int, asked: int, outcome: Outcome, language: Language) -> None:
    came = messages.text(language, f"cli_outcome_{outcome.summary.outcome}")
    line = messages.text(
        language, "cli_seeds_progress", count=count, asked=asked, seed=outcome.seed, outcome=came
    )
    print(line, file=sys.stderr, flush=True)


def _print(
    findings: Findings,
    record: Path | None,
    chosen: tuple[Site, Scenario],
    options: argparse.Namespace,
    language: Language,
) -> None:
    site, scenario = chosen
    kept = None if record is None else str(record)
    skill = scenario.habits.skill
    facts = {"site": scenario.site, "scenario": scenario.name, "skill": skill}
    found = json.dumps(facts | findings.as_json() | {"record": kept}, ensure_ascii=False)
    if options.json == TO_STANDARD_OUTPUT:
        print(found)
        return
    if options.json:
        write_json(Path(options.json), found, language)
    print("\n".join(finding_lines(findings, record, scenario, site, language)))


def write_json(path: Path, found: str, language: Language) -> None:
    """Write what was found to a file; raises Refused."""
    try:
        path.write_text(found + "\n", encoding="utf-8")
    except OSError as error:
        words = messages.text(language, "cli_new_cannot", path=path, reason=error.strerror)
        raise Refused(words) from error
