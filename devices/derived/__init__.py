"""What nobody measures but everybody asks: who supplies, how long it lasts, how much may follow."""

from __future__ import annotations

from devices.derived.derived import Derived

__all__ = ["Derived"]
