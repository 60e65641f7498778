"""Compile and cache everything: `python -m sim.warm`. The first import after it is fast."""

from __future__ import annotations

import time

from sim.examples import small_microgrid
from sim.microgrid import Microgrid


def main() -> None:
    """Run one of every element through every compiled door, on the grid and alone.

    The signatures do not depend on the plant, so that what is compiled here serves every site.
    """
    begun_s = time.perf_counter()
    print("compiling the simulator, a minute or two, once ...", flush=True)
    plant = Microgrid(small_microgrid())
    plant.advance(0.02)
    plant.advance(0.04, dt_s=0.01)
    plant.fork().restore(plant.snapshot())
    alone = Microgrid(small_microgrid(grid_live=False, mode0="standby"))
    alone.set("bess.start", 1.0)
    alone.advance(0.02)
    print(f"simulator compiled in {time.perf_counter() - begun_s:.1f} s")


if __name__ == "__main__":
    main()
