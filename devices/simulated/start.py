"""How the simulated world stands when a sitting opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class StartState:
    """The start of a sitting; the default is normal operation on the utility at 08:40, fine.

    clock_s: time of day in s. soc_pct: true state of charge; soc_error_pct: estimate minus truth.
    temperature_c: of the air and of the cells; with air_drawn that of the day that is drawn, where
    the site says where it lies. load_factor and block_factors (by device id)
    multiply the blocks' demand. day_of_year: 1..366 of `year`, for the sun and what people do;
    days: how many days of their own the series have before they begin again, 1..366. sky: of the
    first day, "fine", "cloudy" or "drawn" (left to the climate, only where the site says where it
    lies); the days after it are drawn. k12_closed False means opened,
    locked and tagged, with its timers and the utility's reclosing blocked, as after P3.
    island_live: a battery that forms the grid comes up at once, as after P4.
    ev_soc_pct and ev_place: of every car that the site has.
    """

    clock_s: float = 31_200.0
    day_of_year: int = 150
    year: int = 2026
    days: int = 7
    soc_pct: float = 60.0
    soc_error_pct: float = 0.0
    grid_live: bool = True
    grid_v_pu: float = 1.0
    temperature_c: float = 20.0
    air_drawn: bool = False
    sky: str = "fine"
    load_factor: float = 1.0
    block_factors: Mapping[str, float] = field(default_factory=dict)
    k12_closed: bool = True
    cb52b_closed: bool = True
    blocks_closed: bool = True
    relay_group: int = 1
    evt_in: bool = False
    bess_mode: str = "grid_following"
    bess_running: bool = True
    bess_p_kw: float = 0.0
    island_live: bool = False
    anti_islanding: bool = True
    secondary: bool = False
    server_kw: float = 10.0
    pv_running: bool = True
    ev_soc_pct: float = 80.0
    ev_place: str = "base"
    share_running: bool = True
