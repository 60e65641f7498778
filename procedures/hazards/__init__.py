"""What must never be so in a plant, asked of what is really so, and what stopped it in time."""

from procedures.hazards.catalogue import BY_ID, HAZARDS, Hazard, Severity, present
from procedures.hazards.truth import Said, Truth

__all__ = ["BY_ID", "HAZARDS", "Hazard", "Said", "Severity", "Truth", "present"]
