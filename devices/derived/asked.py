"""A lookup that remembers which of the values that it was asked for are unknown."""

from __future__ import annotations

from devices.conditions import Lookup
from devices.signals import Value


class Asked:
    """Reads through to `values`; a conditions.Lookup. unknown: in the order they were asked for."""

    def __init__(self, values: Lookup) -> None:
        self._values = values
        self.unknown: dict[str, None] = {}

    def value(self, name: str) -> Value | None:
        """The value behind, noted when there is none."""
        value = self._values.value(name)
        if value is None:
            self.unknown[name] = None
        return value

    def age_s(self, name: str) -> float | None:
        """The age behind."""
        return self._values.age_s(name)

    def changed(self, name: str) -> bool | None:
        """Whether the value behind changed."""
        return self._values.changed(name)
