"""What is missing before a drill or a live sitting: looked at one after another, each in words."""

from procedures.readiness.check import Check, Facts, Found, Plan, Screen
from procedures.readiness.looking import how_many, look

__all__ = ["Check", "Facts", "Found", "Plan", "Screen", "how_many", "look"]
