"""Explore: every single deviation at every step of a chain, in processes side by side."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from devices.site import Site, load_site
from devices.words import Words, same
from procedures.hazards import BY_ID, HAZARDS, Hazard
from procedures.rehearsal.explore.closed import Known, load_known
from procedures.rehearsal.explore.deviations import Deviation, Kind, deviations
from procedures.rehearsal.explore.following import Consequence, Follower
from procedures.rehearsal.explore.likeness import Likeness
from procedures.rehearsal.explore.reach import LeftOut, left_out, named
from procedures.rehearsal.explore.route import Moment, Route, route_of
from procedures.rehearsal.explore.stand import Stand
from procedures.rehearsal.explore.table import Row
from procedures.rehearsal.workers import asked_to_stop, spread
from procedures.scenario import Scenario, load_scenario
from procedures.scenario.reaching import reach

AT_ONCE = 6  # deviations of one task: enough to be worth its way, few enough to be spread well


@dataclass(frozen=True, slots=True)
class Place:
    """What is explored, by names or paths: every process reads it for itself."""

    site: str
    scenario: str


@dataclass(frozen=True, slots=True)
class Task:
    """Some deviations at one moment. places and usual: as in `Follower`, of the moment's route."""

    place: Place
    moment: Moment
    deviations: tuple[Deviation, ...]
    places: Mapping[str, frozenset[str]] = field(repr=False)
    usual: frozenset[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """What there is to explore. order: the keys of all rows, those that are done already too.

    completed: whether the chain came to its end when nothing deviated. undisturbed: the hazards
    that came all the same, and are nobody's consequence. left_out: what the way did not come to.
    """

    tasks: tuple[Task, ...]
    order: tuple[tuple[str, ...], ...]
    completed: bool
    undisturbed: tuple[Hazard, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def asked(self) -> int:
        """How many deviations there are."""
        return len(self.order)


def plan(
    place: Place,
    *,
    kinds: Collection[Kind] = tuple(Kind),
    procedures: Collection[str] = (),
    done: Collection[tuple[str, ...]] = (),
) -> Plan:
    """Go the way once undisturbed, and list what deviates where. Raises DocumentError.

    procedures: the chapters or procedures whose steps deviate, with all that they call; () for
    all. done: keys of rows that are there already.
    """
    site, scenario, _ = _read(place)
    route = route_of(site, scenario)
    tasks: list[Task] = []
    order: list[tuple[str, ...]] = []
    places = {name: frozenset(found) for name, found in route.likenesses.items()}
    for moment in _wanted(route, procedures):
        found = deviations(site, moment.step, moment.following)
        found = tuple(one for one in found if one.kind in kinds)
        order += (_key(scenario, moment, one) for one in found)
        left = [one for one in found if _key(scenario, moment, one) not in done]
        for at in range(0, len(left), AT_ONCE):
            some = tuple(left[at : at + AT_ONCE])
            tasks.append(Task(place, moment, some, places, frozenset(route.usual)))
    undisturbed = tuple(hazard for hazard in HAZARDS if hazard.id in route.usual)
    missed = left_out(named(reach(scenario), procedures), route)
    return Plan(tuple(tasks), tuple(order), route.completed, undisturbed, missed)


def known_procedures(place: Place) -> tuple[tuple[str, str], ...]:
    """Chapter and name of every procedure that there can be steps of. Raises DocumentError."""
    _, scenario, _ = _read(place)
    return tuple((one.chain, one.name) for one in reach(scenario).values())


def _wanted(route: Route, procedures: Collection[str]) -> Iterator[Moment]:
    wanted = {name.casefold() for name in procedures}
    for moment in route.moments:
        names = {name.casefold() for name in route.within[moment.key]}
        if not wanted or wanted & names:
            yield moment


def explore(
    tasks: Sequence[Task],
    *,
    workers: int,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[Row, ...]]:
    """Yield the rows of each task as it is done; what is begun when `stopped` says so ends early.

    Raises BrokenProcessPool when a process ends by itself.
    """
    if workers == 1:
        for task in tasks:
            if stopped():
                return
            yield run_task(task)
        return
    for _, rows in spread(run_task, tasks, workers=workers, stopped=stopped):
        yield rows


# --- in a process of its own ------------------------------------------------------------------


def run_task(task: Task) -> tuple[Row, ...]:
    """Follow the deviations of one task."""
    site, scenario, known = _read(task.place)
    stand, likeness = _stand(task.place)
    follower = Follower(stand, likeness, task.places, task.usual, known.notices)
    rows = []
    for deviation in task.deviations:
        if asked_to_stop():
            break
        consequence = follower.follow(task.moment, deviation)
        row = _row(task, scenario, deviation.words(site), deviation, consequence)
        fits = known.reason(row.hazard, task.moment.key, deviation.kind, deviation.how)
        rows.append(replace(row, reason=fits) if row.hazard else row)
    return tuple(rows)


@cache
def _read(place: Place) -> tuple[Site, Scenario, Known]:
    site = load_site(place.site)
    scenario = load_scenario(place.scenario, site)
    return site, scenario, load_known(site.name, scenario.folder)


@cache
def _stand(place: Place) -> tuple[Stand, Likeness]:
    site, scenario, _ = _read(place)
    stand = Stand(site, scenario)
    return stand, Likeness(stand)


def _key(scenario: Scenario, moment: Moment, one: Deviation) -> tuple[str, ...]:
    place = moment.place
    return (scenario.name, place[-2], place[-1], one.kind.value, one.how, one.to)


def _row(
    task: Task, scenario: Scenario, words: Words, deviation: Deviation, came: Consequence
) -> Row:
    hazard, moment = BY_ID.get(came.hazard), task.moment
    name = hazard.words if hazard else same("")
    title = moment.step.title
    return Row(
        scenario=scenario.name,
        chapter=moment.chain,
        procedure=moment.place[-2],
        step=moment.place[-1],
        title_en=title.en,
        title_ja=title.ja,
        kind=deviation.kind.value,
        how=deviation.how,
        to=deviation.to,
        deviation_en=words.en,
        deviation_ja=words.ja,
        happened_en=came.words.en,
        happened_ja=came.words.ja,
        hazard=came.hazard,
        hazard_en=name.en,
        hazard_ja=name.ja,
        severity=hazard.severity.value if hazard else "",
        stopped=came.barrier.value,
        after_s=round(came.time_s, 1),
        others=" ".join(came.others),
        reason="",
    )
