"""The way that the chain goes when nothing deviates, with a moment at the start of every step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from devices.events import Event, EventKind
from devices.site import Site
from procedures.hazards import Said, Truth, present
from procedures.language.steps import Choose, Step
from procedures.rehearsal.explore.doing import place_of
from procedures.rehearsal.explore.likeness import Likeness
from procedures.rehearsal.explore.stand import Stand
from procedures.run.choosing import ChooseWork
from procedures.scenario import Scenario

MOST_S = 7 * 86_400.0  # of plant time for one way
_ASIDE_S = 4 * 3600.0  # for another way out of a choice, until it meets a known step

Place = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """The start of a step for the first time. place: the procedures, then the step."""

    place: Place
    chain: str
    step: Step
    following: Step | None
    time_s: float
    state: Mapping[str, Any] = field(repr=False)

    @property
    def key(self) -> str:
        """Its name in tables: the innermost procedure and the step."""
        return f"{self.place[-2]}/{self.place[-1]}"


@dataclass(slots=True)
class Route:
    """Every step that is reached undisturbed, and how everything stood there.

    within: key of a moment -> names and chapters of all procedures that it was ever met in, its
    callers too. likenesses: place -> digests. usual: hazards, and signs of events (see `sign`),
    that are so although nothing deviates.
    """

    moments: list[Moment] = field(default_factory=list)
    within: dict[str, set[str]] = field(default_factory=dict)
    likenesses: dict[str, set[str]] = field(default_factory=dict)
    usual: set[str] = field(default_factory=set)
    completed: bool = False


def sign(event: Event) -> str:
    """How a watch that reacted, or what the plant did by itself, is known again; "" for others."""
    watch = event.kind is EventKind.NOTE and event.data.get("what") == "watch"
    if not watch and event.kind is not EventKind.PLANT:
        return ""
    return f"{event.subject} {event.data.get('what')} {event.data.get('cause', '')}"


def route_of(site: Site, scenario: Scenario) -> Route:
    """Go the whole way once, then every other way that is open at a choice on it."""
    stand = Stand(site, scenario)
    likeness, route = Likeness(stand), Route()
    known: set[str] = set()
    aside: list[tuple[Mapping[str, Any], str]] = []
    for moment in _walk(stand, likeness, route, MOST_S, known):
        aside += ((moment.state, option) for option in _other_ways(moment))
    route.completed = stand.sitting.snapshot().outcome == "completed"
    while aside:
        state, option = aside.pop(0)
        stand.go_to(state)
        if not _take(stand, option):
            continue
        for moment in _walk(stand, likeness, route, _ASIDE_S, known, until_known=True):
            aside += ((moment.state, other) for other in _other_ways(moment))
    return route


def _walk(
    stand: Stand,
    likeness: Likeness,
    route: Route,
    most_s: float,
    known: set[str],
    *,
    until_known: bool = False,
) -> Iterator[Moment]:
    """Yield the moments that are new; with until_known end where the way is known again."""
    end_s, began = stand.now_s + most_s, stand.run
    last: Place = place_of(began) if began is not None and until_known else ()
    while not stand.finished and stand.now_s < end_s:
        events = stand.go_on()
        truth = Truth(stand.plant, Said(board=stand.board()), stand.recent)
        route.usual |= {hazard.id for hazard in present(truth)}
        route.usual |= {sign(event) for event in events} - {""}
        run = stand.run
        if run is None or run.attempt is None or run.frame.step is None:
            continue
        place = place_of(run)
        if place == last:
            continue
        last = place
        digest, name = likeness.of(stand), "/".join(place)
        met = digest in route.likenesses.get(name, ())
        route.likenesses.setdefault(name, set()).add(digest)
        key = f"{place[-2]}/{place[-1]}"
        procedures = [frame.procedure for frame in run.frames]
        route.within.setdefault(key, set()).update(p.name for p in procedures)
        route.within[key].update(p.chain for p in procedures)
        if key not in known:
            known.add(key)
            moment = _moment(stand, place)
            route.moments.append(moment)
            yield moment
        elif until_known and met:
            return


def _moment(stand: Stand, place: Place) -> Moment:
    run = stand.run
    assert run is not None
    frame = run.frame
    step = frame.step
    assert step is not None
    steps = frame.procedure.steps
    following = steps[frame.at + 1] if frame.at + 1 < len(steps) else None
    told = _told(step, stand)
    return Moment(place, frame.procedure.chain, told, following, stand.now_s, stand.moment())


def _told(step: Step, stand: Stand) -> Step:
    """The step with its title, and those of its ways out, as people read them now."""
    render, action = stand.world.render, step.action
    if isinstance(action, Choose):
        ways = (replace(option, title=render(option.title)) for option in action.options)
        action = replace(action, options=tuple(ways))
    return replace(step, title=render(step.title), action=action)


def _other_ways(moment: Moment) -> Iterator[str]:
    if isinstance(moment.step.action, Choose):
        yield from (option.id for option in moment.step.action.options)


def _take(stand: Stand, wanted: str) -> bool:
    """Take a way out of the choice that stands, where it is open."""
    run = stand.run
    work = run.attempt.work if run is not None and run.attempt is not None else None
    if not isinstance(work, ChooseWork):
        return False
    for option in work.open_options(stand.world)[1:]:
        if option.id == wanted:
            work.taken = option
            return True
    return False
