"""kairetsu run --live: everything is looked at first; then the devices, then the window."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from console.cli.choosing import chosen_record, chosen_scenario, chosen_site, chosen_sources
from console.cli.ending import Refused, say_wrong
from console.cli.numbers import named_person, number_line
from console.cli.window import has_display, look_of, open_window
from devices import messages
from devices.acceptance import Acceptance, read_acceptances, still_open
from devices.clock import RealTime
from devices.documents import DocumentError
from devices.modbus import IdentityMismatch, LivePlant
from devices.site import Site, default_override, load_connections
from devices.site.connections import Connections
from devices.wiring import AnyMap, load_maps
from devices.words import Language
from procedures.arming import arming_roles
from procedures.blindness import watched
from procedures.people import Sitter
from procedures.resuming import CannotResume
from procedures.resuming_live import InterruptedLive, read_interrupted_live, resume_live
from procedures.scenario import Scenario
from procedures.sitting import Sitting
from procedures.staffing import unstaffed

# what the record says of a live sitting, so that nobody says it again
SAID_BY_THE_RECORD = ("scenario", "procedure", "record", "person", "read_only", "seed")
_EXAMPLES = 3  # of the numbers that nobody accepted; `kairetsu accept SITE` lists them all


@dataclass(frozen=True)
class _Prepared:
    """Everything that a live sitting needs, found in order."""

    site: Site
    scenario: Scenario
    sitter: Sitter
    connections: Connections
    maps: dict[str, AnyMap]
    accepted: tuple[Acceptance, ...]


def run_live(options: argparse.Namespace, language: Language) -> int:
    """Open the console on real devices; return the code of the command.

    Raises Refused with everything that stands against it; then nothing was started.
    """
    found = _interrupted(options, language) if options.resume else None
    prepared = _prepare(options, language)
    site = prepared.site
    clock = RealTime() if found is None else RealTime.going_on(found.time_s, found.wall)
    plant = LivePlant(
        site,
        prepared.connections,
        prepared.maps,
        time_s=clock.elapsed_s,
        read_only=options.read_only,
    )

    def open_sitting() -> Sitting:
        if found is not None:
            return _go_on(found, plant, clock, language)
        return Sitting.open_live(
            site,
            prepared.scenario,
            plant,
            sitter=prepared.sitter,
            record=chosen_record(options, site.name),
            clock=clock,
            read_only=options.read_only,
            accepted=prepared.accepted,
            sources=chosen_sources(options, site),
        )

    try:
        plant.open()
        look = look_of(options)
        return open_window(open_sitting, site, language, live=True, look=look)
    except IdentityMismatch as mismatch:
        wrong = (problem.in_language(language) for problem in mismatch.problems)
        raise Refused(_nothing_started(tuple(wrong), language)) from mismatch
    finally:
        plant.close()


# --- one that was cut off -------------------------------------------------------------------------


def _interrupted(options: argparse.Namespace, language: Language) -> InterruptedLive:
    """What the record says; the options are filled in with it. Raises Refused."""
    given = [f"--{name}" for name in SAID_BY_THE_RECORD if getattr(options, name, None)]
    if given:
        raise Refused(messages.text(language, "resume.other_options", options=given))
    try:
        found = read_interrupted_live(options.resume)
    except CannotResume as error:
        raise Refused(
            "\n  ".join(words.in_language(language) for words in error.reasons)
        ) from error
    if options.site not in (None, found.site.name, found.sources.site):
        raise Refused(messages.text(language, "resume.other_options", options=[options.site]))
    options.site, options.scenario = found.sources.site, found.sources.scenario
    options.procedure = list(found.scenario.chain)
    options.person, options.read_only = found.sitter.person, found.read_only
    return found


def _go_on(
    found: InterruptedLive, plant: LivePlant, clock: RealTime, language: Language
) -> Sitting:
    sitting = resume_live(found, plant, clock)
    waits = sitting.snapshot().taking_up
    gap_s = f"{waits.gap_s:.0f}" if waits is not None else "0"
    say_wrong(
        messages.text(
            language,
            "cli_resumed_live",
            number=found.moment.after,
            path=found.path,
            gap_s=gap_s,
        )
    )
    return sitting


# --- before anything is started -------------------------------------------------------------------


def _prepare(options: argparse.Namespace, language: Language) -> _Prepared:
    """Look at everything before the first device is asked, and refuse with all that is wrong."""
    site = watched(chosen_site(options.site, language))
    scenario = chosen_scenario(options, site, language)
    accepted = read_acceptances(site)
    against = [*_against_options(options, language)]
    sitter = _sitter(options, site, language, against)
    if not options.read_only:
        chain = [scenario.procedure(name) for name in scenario.chain]
        against += [words.in_language(language) for words in unstaffed(site, chain)]
    connections, maps = _wiring(options, site, language, against)
    against += _not_accepted(site, accepted, language)  # the longest last
    if against or sitter is None or connections is None:
        raise Refused(_nothing_started(tuple(against), language))
    return _Prepared(site, scenario, sitter, connections, maps, accepted)


def _nothing_started(against: tuple[str, ...], language: Language) -> str:
    count = messages.text(language, "cli_nothing_started", count=len(against))
    return "\n".join((*against, count))


def _against_options(options: argparse.Namespace, language: Language) -> Iterator[str]:
    if not has_display():
        yield messages.text(language, "cli_live_display")
    if options.record is not None and options.record.exists():
        yield messages.text(language, "record_exists", path=options.record)
    for name in ("speed", "role"):
        if getattr(options, name) is not None:
            yield messages.text(language, "cli_not_live", option=f"--{name}")


def _sitter(
    options: argparse.Namespace, site: Site, language: Language, against: list[str]
) -> Sitter | None:
    """Who sits at the console; None, and why, where that is nobody who may."""
    try:
        person = named_person(options.person, site, language)
    except Refused as refused:
        against.append(str(refused))
        return None
    may = arming_roles(site)
    if not options.read_only and not may.intersection(person.roles):
        titles = [site.roles[role].title.in_language(language) for role in sorted(may)]
        name = person.name.in_language(language)
        against.append(messages.text(language, "cli_person_role", who=name, roles=titles))
    return Sitter(person.id, person.roles)


def _wiring(
    options: argparse.Namespace, site: Site, language: Language, against: list[str]
) -> tuple[Connections | None, dict[str, AnyMap]]:
    """The lines to the devices and what their registers mean; None, and why, where they fail."""
    try:
        connections = load_connections(site, options.connections or default_override(site.name))
        if not connections.devices:
            against.append(messages.text(language, "cli_no_connections", site=site.name))
        return connections, load_maps(site, connections)
    except DocumentError as error:
        against += [problem.render(language) for problem in error.problems]
        return None, {}


def _not_accepted(
    site: Site, accepted: tuple[Acceptance, ...], language: Language
) -> Iterator[str]:
    facts = still_open(site, accepted)
    if not facts:
        return
    lines = [messages.text(language, "cli_not_accepted", count=len(facts), site=site.name)]
    lines += [f"  {number_line(fact)}" for fact in facts[:_EXAMPLES]]
    left = len(facts) - _EXAMPLES
    if left > 0:
        lines.append("  " + messages.text(language, "cli_not_accepted_more", count=left))
    yield "\n".join(lines)
