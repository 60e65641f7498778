"""Procedures that a person opens himself, beside the chain: which there are, and why not now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from devices.documents import nearest
from devices.phrases import listed, said
from devices.words import Words, same
from procedures.chapters import Chapters
from procedures.language import Procedure, load_procedure, procedure_names
from procedures.language.steps import Check, Watch
from procedures.phase import Phase, may_follow, phase_title
from procedures.run import Engine, Refusal
from procedures.snapshot import StartView
from procedures.staffing import unstaffed
from procedures.wording import condition_views

_PART = "-"  # in a label ("P10-A"): a part that other procedures call, and nobody by itself


@dataclass(slots=True)
class ByHand:
    """Opens what a person wishes to open. live: real people do it, so each step needs somebody."""

    engine: Engine
    chapters: Chapters
    live: bool = False
    _known: dict[str, Procedure] = field(default_factory=dict)
    _lasting: dict[str, tuple[Words, ...]] = field(default_factory=dict)
    _calling: dict[str, list[tuple[str, Watch]]] = field(default_factory=dict)

    def views(self) -> tuple[StartView, ...]:
        """All that can be opened by hand, by label, with what stands against each."""
        return tuple(self._view(one) for one in self._offered())

    def start(self, name: str, who: str) -> Refusal | None:
        """Open a run of the procedure `name`; refused with every reason."""
        known = self._procedures()
        if name not in known:
            return Refusal((_unknown(name, known),))
        reasons = self._against(known[name])
        if reasons:
            return Refusal(reasons)
        self.engine.start(name, who)
        return None

    # --- which there are ----------------------------------------------------------------------

    def _procedures(self) -> dict[str, Procedure]:
        """Those of the scenario and those that ship for this site, by name; read once."""
        if not self._known:
            site = self.engine.world.site.name
            own = {one.name: one for one in self.chapters.scenario.procedures}
            shipped = (load_procedure(name) for name in _names_like(site) if name not in own)
            self._known = {one.name: one for one in shipped if site in one.sites} | own
        return self._known

    def _offered(self) -> Iterator[Procedure]:
        chain = self.chapters.to_come()
        known = self._procedures().values()
        every = (one for one in known if one.name not in chain and _PART not in one.chain)
        yield from sorted(every, key=lambda one: (_numbers(one.chain), one.name))

    def _view(self, procedure: Procedure) -> StartView:
        reasons = self._against(procedure)
        against = listed(reasons) if reasons else None
        called_for, remark = self._called_for(procedure)
        return StartView(
            procedure.name, procedure.chain, procedure.title, against, called_for, remark
        )

    # --- whether it is the time for it --------------------------------------------------------

    def _called_for(self, procedure: Procedure) -> tuple[bool | None, Words | None]:
        """What the watches say that call it, else its first step where that only measures.

        A watch counts only while its procedure is at work: what is wrong in an island may be as it
        should be on the utility's supply. Where another one would call, nothing can be told.
        """
        picture, watches = self.engine.world.picture, self._watches_calling(procedure.name)
        if watches:
            calling = [pair for pair in watches if pair[1].when.evaluate(picture) is True]
            at_work = {frame.procedure.name for run in self.engine.active for frame in run.frames}
            words = dict.fromkeys(watch.words for owner, watch in calling if owner in at_work)
            if words:
                return True, said("start.calls", words=listed(tuple(words)))
            return (None, None) if calling else (False, said("start.nothing_calls"))
        first = procedure.steps[0].action if procedure.steps else None
        if not isinstance(first, Check):
            return None, None
        views = (view for one in first.conditions for view in condition_views(one, picture))
        wrong = [listed((view.words, view.live)) for view in views if view.truth is False]
        if not wrong:
            return None, None
        return False, said("start.first_step", words=listed(wrong))

    def _watches_calling(self, name: str) -> list[tuple[str, Watch]]:
        """Each with the name of its procedure."""
        if not self._calling:
            for procedure in self._procedures().values():
                for watch in procedure.watches:
                    self._calling.setdefault(watch.call, []).append((procedure.name, watch))
        return self._calling.get(name, [])

    # --- what stands against ------------------------------------------------------------------

    def _against(self, procedure: Procedure) -> tuple[Words, ...]:
        name = procedure.name
        if name not in self._lasting:  # screens ask ten times a second
            self._lasting[name] = tuple(self._for_ever(procedure))
        return (*self.engine.against(name), *self._now(procedure), *self._lasting[name])

    def _now(self, procedure: Procedure) -> Iterator[Words]:
        world, phase, wanted = self.engine.world, self.engine.phase.phase, procedure.phase
        if world.gate.authority.read_only:
            yield said("live.only_reads")
        if procedure.name in self.chapters.to_come():
            yield said("start.chapter", title=procedure.title)
        if wanted and not may_follow(phase, Phase(wanted)):
            yield said("start.phase", wanted=phase_title(wanted), phase=phase_title(phase.value))

    def _for_ever(self, procedure: Procedure) -> Iterator[Words]:
        """What stands against it as long as the sitting lasts."""
        site = self.engine.world.site
        if site.name not in procedure.sites:
            given = ", ".join(procedure.sites)
            yield said("start.other_site", given=given, site=site.title)
        if _PART in procedure.chain:
            yield said("start.part", title=procedure.title)
        if self.live:
            yield from unstaffed(site, (procedure,))


def _names_like(site: str) -> Iterator[str]:
    """The names that ship whose first word is the site's: those of others are not read."""
    first = site.partition("-")[0]
    return (name for name in procedure_names() if name.partition("-")[0] == first)


def _unknown(name: str, known: dict[str, Procedure]) -> Words:
    near = nearest(name, known)
    key = "procedure_unknown_near" if near else "procedure_unknown"
    return said(key, given=same(name), near=near)


def _numbers(label: str) -> tuple[str, list[int]]:
    """ "P10.2" behind "P9": the letter, then the numbers."""
    letters = label.rstrip("0123456789.")
    return letters, [int(part) for part in label[len(letters) :].split(".") if part]
