"""kairetsu check --explore: every single deviation of a chain, and what stops it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path

from console.cli.ending import (
    DONE,
    INTERRUPTED,
    NOT_COMPLETED,
    Refused,
    say_wrong,
    stoppable,
)
from console.cli.explore_lines import explored_lines, left_out_lines
from devices import messages
from devices.documents import nearest
from devices.events import Json
from devices.site import load_site, site_names
from devices.words import Language
from procedures.rehearsal.explore import (
    Kept,
    Kind,
    Known,
    LeftOut,
    NotTheSame,
    Place,
    Reason,
    Row,
    as_csv,
    as_json,
    as_page,
    explore,
    known_procedures,
    load_known,
    made_with,
    plan,
)
from procedures.rehearsal.workers import cores
from procedures.scenario import has_scenario, load_scenario, scenario_for, scenario_names, site_of

MOST_WORKERS = 64


def explore_chains(options: argparse.Namespace, language: Language) -> int:
    """Explore what is named, write the table and print the counts; return the code."""
    kinds = _kinds(options.kinds, language)
    workers = _workers(options.workers, language)
    places = [_place(str(given), language) for given in options.files]
    if not places:
        raise Refused(messages.text(language, "explore.nothing_named"))
    if options.resume and options.out is None:
        raise Refused(messages.text(language, "explore.resume_needs_out"))
    procedures = _procedures(options.procedures, places, language)
    _check_nothing_is_lost(options, places, language)
    with stoppable() as stopped:
        found = _all_rows(options, places, (kinds, procedures, workers), stopped, language)
        was_stopped = stopped()
    if not found.rows and not was_stopped:
        raise Refused(messages.text(language, "explore.nothing_explored"))
    known = _known(places)
    head: dict[str, Json] = {"explored": list(found.made), "complete": not was_stopped}
    for out in options.out or ():
        _write(out, found.rows, head, known, language)
    for kept in found.finished:
        kept.forget()  # the table is there now
    told = explored_lines(found.rows, known, language)
    for line in (*told, *left_out_lines(found.missed, language)):
        print(line)
    if was_stopped:
        say_wrong(messages.text(language, "explore.stopped", count=len(found.rows)))
        return INTERRUPTED
    return NOT_COMPLETED if any(row.open for row in found.rows) else DONE


@dataclass(slots=True)
class _Found:
    """What came of all places. missed: scenario -> what its way did not come to."""

    rows: list[Row] = field(default_factory=list)
    made: list[Json] = field(default_factory=list)
    missed: dict[str, Sequence[LeftOut]] = field(default_factory=dict)
    finished: list[Kept] = field(default_factory=list)


def _all_rows(
    options: argparse.Namespace,
    places: Sequence[Place],
    asked: tuple[tuple[Kind, ...], tuple[str, ...], int],
    stopped: Callable[[], bool],
    language: Language,
) -> _Found:
    """Explore place after place until one is stopped. asked: kinds, procedures, workers."""
    found = _Found()
    for number, place in enumerate(places):
        kept = _kept(options, place, number, asked, language)
        job = _Job(place, *asked, kept, language)
        try:
            found.rows += job.rows(stopped)
        finally:
            if kept is not None:
                kept.close()
        found.missed[place.scenario] = job.left_out
        found.made.append(_head(place, job.left_out))
        if stopped():
            break
        if kept is not None and job.asked:
            found.finished.append(kept)
        elif kept is not None:
            kept.forget()  # there is nothing to go on with
    return found


@dataclass(slots=True)
class _Job:
    """The exploration of one scenario."""

    place: Place
    kinds: tuple[Kind, ...]
    procedures: tuple[str, ...]
    workers: int
    kept: Kept | None
    language: Language
    told: int = 0
    left_out: tuple[LeftOut, ...] = ()
    asked: int = 0

    def rows(self, stopped: Callable[[], bool]) -> list[Row]:
        """All rows in the order of the steps, with progress on the error output."""
        before = self.kept.rows if self.kept is not None else []
        rows = {row.key: row for row in before}
        todo = plan(self.place, kinds=self.kinds, procedures=self.procedures, done=rows.keys())
        self.left_out, self.asked = todo.left_out, todo.asked
        if not todo.completed:
            self._say("not_completed", scenario=self.place.scenario)
        for hazard in todo.undisturbed:
            self._say("undisturbed", hazard=hazard.words.in_language(self.language))
        if before:
            self._say("resumed", count=len(before))
        try:
            for found in explore(todo.tasks, workers=self.workers, stopped=stopped):
                rows |= {row.key: row for row in found}
                if self.kept is not None:
                    self.kept.add(found)
                self._progress(len(rows), todo.asked)
        except BrokenProcessPool as error:
            raise Refused(messages.text(self.language, "cli_seeds_broken")) from error
        order = {key: number for number, key in enumerate(todo.order)}
        known = (row for row in rows.values() if row.key in order)
        return sorted(known, key=lambda row: order[row.key])

    def _say(self, key: str, **filled: object) -> None:
        say_wrong(messages.text(self.language, f"explore.{key}", **filled))

    def _progress(self, done: int, asked: int) -> None:
        """One line that counts up on a terminal; elsewhere a line each tenth of the way."""
        tenth = 10 * done // max(1, asked)
        if not sys.stderr.isatty() and tenth == self.told:
            return
        self.told = tenth
        scenario = self.place.scenario
        words = messages.text(
            self.language, "explore.progress", done=done, asked=asked, scenario=scenario
        )
        end = "\r" if sys.stderr.isatty() and done < asked else "\n"
        print(words, end=end, file=sys.stderr, flush=True)


# --- what is asked for --------------------------------------------------------------------------


def _place(given: str, language: Language) -> Place:
    """A scenario with its site, or a site with its first scenario."""
    site = site_of(given)
    if site is not None:
        return Place(site, given)
    if given in site_names() and has_scenario(given):
        return Place(given, scenario_for(given))
    known = [*(n for n in site_names() if has_scenario(n)), *scenario_names()]
    raise Refused(messages.text(language, "explore.unknown", given=given, known=known))


def _kinds(given: str | None, language: Language) -> tuple[Kind, ...]:
    if not given:
        return tuple(Kind)
    names = given.split(",")
    known = [kind.value for kind in Kind]
    for name in names:
        if name not in known:
            raise Refused(messages.text(language, "explore.unknown_kind", given=name, known=known))
    return tuple(kind for kind in Kind if kind.value in names)


def _procedures(given: str | None, places: Sequence[Place], language: Language) -> tuple[str, ...]:
    """The chapters or procedures asked for, every one of them a name that there is."""
    names = tuple(name for name in (part.strip() for part in (given or "").split(",")) if name)
    if not names:
        return ()
    there = [one for place in places for one in known_procedures(place)]
    chapters = list(dict.fromkeys(chapter for chapter, _ in there))
    known = [*chapters, *(name for _, name in there)]
    folded = {name.casefold() for name in known}
    for name in names:
        if name.casefold() not in folded:
            key = "explore.unknown_procedure"
            words = messages.text(language, key, given=name, known=chapters)
            near = nearest(name, known)
            raise Refused(words + (messages.text(language, "cli_near", near=near) if near else ""))
    return names


def _workers(given: int | None, language: Language) -> int:
    if given is None:
        return cores()
    if not 1 <= given <= MOST_WORKERS:
        words = messages.text(
            language, "cli_number_range", option="--workers", low=1, high=MOST_WORKERS, given=given
        )
        raise Refused(words)
    return given


def _kept_path(out: Path, number: int) -> Path:
    return out.with_name(f"{out.name}.{number + 1}.done")


def _check_nothing_is_lost(
    options: argparse.Namespace, places: Sequence[Place], language: Language
) -> None:
    """Refuse to write over a table, or over what is done of one that was cut off."""
    outs: Sequence[Path] = options.out or ()
    kept = [_kept_path(outs[0], number) for number in range(len(places))] if outs else []
    cut_off = [path for path in kept if path.exists()]
    there = [path for path in outs if path.exists()]
    if options.resume:
        if there and not cut_off:
            raise Refused(messages.text(language, "explore.whole", path=there[0]))
        return
    if cut_off:
        raise Refused(messages.text(language, "explore.cut_off", path=cut_off[0]))
    if there:
        raise Refused(messages.text(language, "explore.exists", path=there[0]))


def _kept(
    options: argparse.Namespace,
    place: Place,
    number: int,
    asked: tuple[tuple[Kind, ...], tuple[str, ...], int],
    language: Language,
) -> Kept | None:
    """The file beside the table; None where no table is written."""
    if options.out is None:
        return None
    kinds, procedures, _ = asked
    made = made_with(place) | {"kinds": list(kinds), "procedures": list(procedures)}
    try:
        return Kept(_kept_path(options.out[0], number), made, go_on=options.resume)
    except NotTheSame as other:
        raise Refused(messages.text(language, "explore.not_the_same", path=other.path)) from other


def _known(places: Sequence[Place]) -> Known:
    """The reasons of all sites that were explored."""
    reasons: list[Reason] = []
    for place in places:
        site = load_site(place.site)
        reasons += load_known(site.name, load_scenario(place.scenario, site).folder).reasons
    return Known(reasons=tuple(reasons))


# --- what is told ---------------------------------------------------------------------------------


def _head(place: Place, left_out: Sequence[LeftOut]) -> dict[str, Json]:
    """What one scenario of the table was made of, and what its way did not come to."""
    missed: list[Json] = [
        {"procedure": one.procedure, "steps": list(one.steps)} for one in left_out
    ]
    return {
        "scenario": place.scenario,
        "made_with": made_with(place),
        "not_reached": missed,
    }


def _write(
    out: Path, rows: Sequence[Row], head: dict[str, Json], known: Known, language: Language
) -> None:
    """One table in the form that its name ends with; a page can name its language too."""
    if out.suffix == ".md":
        wanted = out.with_suffix("").suffix.removeprefix(".")
        text = as_page(
            rows, known, "ja" if wanted == "ja" else "en" if wanted == "en" else language
        )
    else:
        text = as_json(rows, head) if out.suffix == ".json" else as_csv(rows)
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Refused(
            messages.text(language, "cli_new_cannot", path=out, reason=error.strerror or error)
        ) from error
    print(messages.text(language, "explore.written", path=out, count=len(rows)))
