"""A small microgrid that has one of everything; for warming up, benchmarks and first steps."""

from __future__ import annotations

from sim.parameters import (
    Battery,
    BatteryInverter,
    Bus,
    EarthFaultNetwork,
    GridSource,
    Line,
    Load,
    MicrogridParameters,
    Motor,
    Photovoltaic,
    RegulatingLoad,
    Relay,
    RelayGroup,
    Switch,
    Transformer,
    UnderfrequencyShed,
    Vehicle,
)
from sim.profiles import clear_sky

BLOCKS = (
    ("b1", 4.0, 50.0, 0.0),
    ("b2", 4.0, 75.0, 7.5),
    ("b3", 3.0, 30.0, 0.0),
    ("b4", 5.0, 50.0, 0.0),
    ("b5", 1.0, 20.0, 0.0),
    ("b6", 3.0, 50.0, 0.0),
    ("aux", 3.0, 20.0, 0.0),
)


def small_microgrid(
    *, grid_live: bool = True, soc0: float = 0.8, mode0: str = "grid_following"
) -> MicrogridParameters:
    """A 630 kW battery on 700 m of 6.6 kV line with seven blocks, 50 kW PV, a server and a car."""
    buses = [Bus("feeder", 6.6), Bus("mg", 6.6), Bus("mg_end", 6.6), Bus("bess_bus", 6.6)]
    switches = [
        Switch("k12", "feeder", "mg", closed=True, timed_sequence=True),
        Switch("cb52b", "mg", "bess_bus", closed=True),
        Switch("pv_cb", "b1_lv", "pv_bus", closed=True),
        Switch("server_cb", "server_lv", "server_bus", closed=True),
        Switch("ev_cb", "b3_lv", "ev_bus", closed=True),
    ]
    transformers, loads = [], [Load("upstream", "feeder", 800.0)]
    for name, p_kw, s_kva, motor_kw in BLOCKS:
        buses += [Bus(f"{name}_hv", 6.6), Bus(f"{name}_lv", 0.21), Bus(f"{name}_load", 0.21)]
        switches += [
            Switch(f"{name}_cutout", "mg_end", f"{name}_hv", closed=True),
            Switch(f"{name}_main", f"{name}_lv", f"{name}_load", closed=True),
        ]
        transformers.append(
            Transformer(f"{name}_tr", f"{name}_hv", f"{name}_lv", s_kva, 0.013, 0.021)
        )
        motor = Motor(motor_kw) if motor_kw > 0.0 else None
        loads.append(Load(name, f"{name}_load", p_kw, motor=motor))
    buses += [Bus("pv_bus", 0.21), Bus("server_bus", 0.21), Bus("ev_bus", 0.21)]
    buses.append(Bus("server_lv", 0.21))
    transformers.append(Transformer("server_tr", "mg_end", "server_lv", 50.0, 0.013, 0.021))
    island = RelayGroup(
        undervoltage=((0.8, 0.5),),
        overvoltage=((1.15, 1.0),),
        zero_sequence_pct=((20.0, 1.0),),
    )
    return MicrogridParameters(
        buses=tuple(buses),
        lines=(Line("line", "mg", "mg_end", 0.168, 0.238, c_nf_per_phase=3.5),),
        transformers=tuple(transformers),
        switches=tuple(switches),
        grids=(GridSource("grid", "feeder", live=grid_live, trip_current_a=400.0),),
        inverters=(
            BatteryInverter(
                "bess",
                "bess_bus",
                630.0,
                Battery(1580.0, soc0=soc0),
                secondary_enable_switch="k12",
                anti_islanding=True,
                mode0=mode0,
            ),
        ),
        photovoltaics=(Photovoltaic("pv", "pv_bus", 50.0, vector_shift_deg=5.0),),
        loads=tuple(loads),
        regulating_loads=(RegulatingLoad("server", "server_bus", 26.0),),
        vehicles=(Vehicle("ev", "ev_bus", 40.0),),
        relays=(
            Relay(
                "bess_relay",
                "bess_bus",
                (RelayGroup(undervoltage=((0.8, 2.0),)), island),
                inverter="bess",
            ),
        ),
        shedding=(
            UnderfrequencyShed(
                "ufls",
                "mg",
                (
                    (49.5, 1.0, ("server_cb",)),
                    (49.2, 2.0, ("b4_main",)),
                    (48.8, 1.0, ("b2_main", "b5_main", "b6_main")),
                ),
            ),
        ),
        profiles=(clear_sky(),),
        irradiance_profile="clear_sky",
        earth_fault=EarthFaultNetwork("mg"),
        start_s=8.0 * 3600.0,
    )
