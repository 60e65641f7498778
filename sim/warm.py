"""Compile and cache everything: `python -m sim.warm`. The first import after it is fast."""

from __future__ import annotations

import time

from sim.examples import small_microgrid
from sim.microgrid import Microgrid


def main() -> None:
    """Run the small example through every compiled door once."""
    begun = time.perf_counter()
    plant = Microgrid(small_microgrid())
    plant.advance(0.02)
    plant.restore(plant.snapshot())
    print(f"simulator compiled in {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
