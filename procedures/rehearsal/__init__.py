"""Sittings without a window."""

from procedures.rehearsal.rehearse import Progress, rehearse

__all__ = ["Progress", "rehearse"]
