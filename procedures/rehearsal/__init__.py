"""Sittings without a window."""

from procedures.rehearsal.rehearse import Progress, next_look_s, rehearse

__all__ = ["Progress", "next_look_s", "rehearse"]
