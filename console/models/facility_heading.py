"""What stands at the head of the facility view: the kind of sitting, building, card, how far."""

from __future__ import annotations

from dataclasses import dataclass

from console.models.facility import progress
from console.models.facility_step import easy
from devices.phrases import said
from devices.site.site import Site
from devices.words import Language
from procedures.snapshot import RunView, Snapshot


@dataclass(frozen=True, slots=True)
class Heading:
    """badge, title, count: the bar. window: the title of the window. states: the strip of steps;
    told: the same in words."""

    title: str
    badge: str = ""
    count: str = ""
    window: str = ""
    states: tuple[str, ...] = ()
    told: str = ""


def heading_of(
    site: Site, snapshot: Snapshot | None, run: RunView | None, language: Language
) -> Heading:
    """The heading of a picture; of the building alone before there is one."""
    place = site.title.in_language(language)
    if snapshot is None:
        return Heading(place)
    kind, replayed = said(f"facility.{snapshot.mode.value}"), snapshot.replay is not None
    badge = (said("replay.badge", kind=kind) if replayed else kind).in_language(language)
    window = said("facility.window", kind=f"[{badge}]", site=site.title).in_language(language)
    if run is None:
        return Heading(place, badge, window=window)
    come = progress(run)
    return Heading(
        title=f"{place} · {easy(run.title, language)}",
        badge=badge,
        count=f"{come.at} / {len(come.states)}",
        window=window,
        states=come.states,
        told=easy(said("facility.step_of", at=come.at, all=len(come.states)), language),
    )
