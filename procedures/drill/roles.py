"""Roles in the hands of the instructor: taken from their simulated holders, and given back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from devices.events import Event, EventKind, Json
from devices.phrases import said
from devices.words import Words, same
from procedures.drill.instructor_view import RoleLine, RoleStep
from procedures.people import Member, Sitter
from procedures.run import Engine, World
from procedures.run.turns import at_the_device, takes_part
from procedures.run_views import RunViews


@dataclass(slots=True)
class Roles:
    """Who acts for each role of one drill; whose role is taken is led with all his roles."""

    world: World
    engine: Engine

    def title(self, role: str) -> Words:
        """What people call `role`."""
        known = self.world.site.roles.get(role)
        return same(role) if known is None else known.title

    def _holder(self, role: str) -> Member | None:
        """Whoever acts for `role`, where the site has it."""
        if role not in self.world.site.roles:
            return None
        return self.world.people.holder(role)

    # --- taken and given back -------------------------------------------------------------------

    def against_taking(self, role: str, handed_to: str) -> tuple[Words, ...]:
        """Why `role` cannot be taken; () when it can. handed_to: whom the shift is handed to."""
        holder, title = self._holder(role), self.title(role)
        if holder is None or self.world.people.known(holder.id) is None:
            return (said("drill.no_role", role=title),)
        if holder.led:
            return (said("drill.role_taken", role=title),)
        if not holder.simulated:
            return (said("drill.role_of_sitter", role=title),)
        if holder.id == handed_to:
            return (said("drill.role_handed_to", who=holder.name),)
        return ()

    def against_leading(self, role: str) -> tuple[Words, ...]:
        """Why the instructor does not act for `role` now; () when he does."""
        holder, title = self._holder(role), self.title(role)
        if holder is None:
            return (said("drill.no_role", role=title),)
        return () if holder.led else (said("drill.role_not_taken", role=title),)

    def facts(self, role: str) -> dict[str, Json]:
        """What an event says of the role and its holder."""
        holder = self.world.people.holder(role)
        return {"role": role, "person": holder.id, "roles": list(holder.roles)}

    def observe(self, event: Event) -> None:
        """Follow who acts for whom; what he was doing is begun anew by whoever has to do it now."""
        what = event.data.get("what") if event.kind is EventKind.DRILL else None
        if what not in ("role_taken", "role_back"):
            return
        person = str(event.data["person"])
        self.world.people.lead(person, led=what == "role_taken")
        self.world.gate.cancel(person)
        for run in self.engine.active:
            attempt = run.attempt
            if attempt is None or not takes_part(attempt, person) or at_the_device(attempt):
                continue
            self.engine.let_selection_go(run)
            run.attempt = None

    def seat(self, role: str) -> Sitter:
        """The place of the person who acts for `role`."""
        holder = self.world.people.holder(role)
        return Sitter(holder.id, holder.roles)

    # --- looked at ------------------------------------------------------------------------------

    def lines(self) -> Iterator[RoleLine]:
        """Every role of the site, and who acts for it."""
        for role in self.world.site.roles.values():
            member = self.world.people.holder(role.name)
            holder = "instructor" if member.led else "simulated" if member.simulated else "sitter"
            yield RoleLine(role.name, role.title, member.name, holder)

    def steps(self, views: RunViews) -> Iterator[RoleStep]:
        """The steps at work in which somebody takes part whom the instructor leads."""
        led = [member for member in self.world.people.members if member.led]
        for run in self.engine.active:
            for member in led:
                current = views.led(run, member.id)
                if current is not None:
                    role = current.role if current.role in member.roles else member.roles[0]
                    yield RoleStep(run.id, role, current)
