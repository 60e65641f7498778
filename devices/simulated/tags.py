"""Whose lock and tag hang at a device: only who hung his own takes it off again."""

from __future__ import annotations

from devices.phrases import listed
from devices.simulated.truth import FieldRefused, Truth
from devices.site.site import Site
from devices.words import Words, same


class Tags:
    """The owners of the locks and tags of one simulated site, kept in its truth.

    An owner is a person's id, or a role where they hung there before the sitting began. Several
    people may hang theirs at one device; it is free when the last one has taken his off.
    """

    def __init__(self, site: Site, truth: Truth) -> None:
        self._site = site
        self._truth = truth

    def owners(self, device: str) -> tuple[str, ...]:
        """Who has lock or tag at `device`; () where nobody is known or nothing hangs there."""
        hangs = self._truth.get(f"{device}.locked") or self._truth.get(f"{device}.tagged")
        known = str(self._truth.get(f"{device}.owners", ""))
        return tuple(known.split(",")) if hangs and known else ()

    def hang(self, device: str, who: str) -> None:
        """`who` locks `device` and hangs his tag beside those that are there."""
        others = (one for one in self.owners(device) if one != who)
        self._truth[f"{device}.owners"] = ",".join((*others, who))

    def take_off(self, device: str, who: str) -> bool:
        """`who` takes his own off `device`; True when it is free then, or nobody was known.

        Raises FieldRefused when only other people's lock and tag hang there.
        """
        owners = self.owners(device)
        left = tuple(one for one in owners if not self._is(one, who))
        if owners and left == owners:
            raise FieldRefused(
                "plant.field.other_tag",
                device=self._site.devices[device].number,
                who=self.name(who),
                owner=listed(self.name(one) for one in owners),
            )
        self._truth[f"{device}.owners"] = ",".join(left)
        return not left

    def name(self, who: str) -> Words:
        """The name of a person, the title of a role, or the bare id of somebody unknown."""
        role = self._site.roles.get(who)
        known = (person.name for person in self._site.persons if person.id == who)
        return next(known, role.title if role else same(who))

    def _is(self, owner: str, who: str) -> bool:
        """Whether `who` is the owner, or one of the crew whose role stands on the tag."""
        if owner not in self._site.roles:
            return owner == who
        named = next((p for p in self._site.persons if p.id == who), None)
        return named is None or owner in named.roles
