"""Sites: a file that says everything about one microgrid, read, checked and frozen."""

from __future__ import annotations
