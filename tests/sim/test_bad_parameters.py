"""A plant that cannot be is refused by name, with everything that is wrong with it at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim import (
    Battery,
    BatteryInverter,
    Bus,
    GridSource,
    Line,
    Load,
    Microgrid,
    MicrogridParameters,
    ParameterError,
    Photovoltaic,
    Profile,
    Switch,
    Transformer,
)
from sim.examples import small_microgrid

GOOD = MicrogridParameters(
    buses=(Bus("a", 6.6), Bus("b", 6.6), Bus("c", 0.21)),
    lines=(Line("line", "a", "b", 0.1, 0.2),),
    grids=(GridSource("grid", "a"),),
    loads=(Load("people", "b", 10.0),),
)
NAN = float("nan")


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ({"lines": (Line("line", "a", "bb", 0.1, 0.2),)}, "there is no bus 'bb'; did you mean 'b'"),
        ({"lines": (Line("line", "a", "a", 0.1, 0.2),)}, "both ends are at bus 'a'"),
        ({"lines": (Line("line", "a", "c", 0.1, 0.2),)}, "joins 6.6 kV and 0.21 kV"),
        ({"lines": (Line("line", "a", "b", 0.0, 0.0),)}, "r_ohm and x_ohm are both 0"),
        ({"lines": (Line("line", "a", "b", -0.1, 0.0),)}, "r_ohm is -0.1, must be 0 or more"),
        ({"loads": (Load("people", "b", NAN),)}, "p_kw is nan, must be a finite number"),
        ({"loads": (Load("people", "b", 1.0, power_factor=1.2),)}, "must be between 0 and 1"),
        ({"loads": (Load("people", "b", 1.0, power_factor=0.0),)}, "must be above 0"),
        ({"loads": (Load("people", "b", 1.0, zip=(0.5, 0.0, 0.0)),)}, "must be 3 shares"),
        ({"buses": (*GOOD.buses, Bus("d", 0.0))}, "v_nominal_kv is 0.0, must be above 0"),
        ({"buses": (*GOOD.buses, Bus("a", 6.6))}, "Bus 'a': there are two of this name"),
        ({"switches": (Switch("s", "b", "c"),)}, "Switch 's': joins 6.6 kV and 0.21 kV"),
        ({"transformers": (Transformer("t", "b", "c", 0.0, 0.01, 0.02),)}, "s_kva is 0.0"),
        ({"profiles": (Profile("day", 10.0, 3.0, (1.0, 1.0, 1.0)),)}, "are 3.33333 values"),
        (
            {"photovoltaics": (Photovoltaic("pv", "c", 5.0, personality="frequency-shift"),)},
            "personality 'frequency-shift': did you mean 'frequency_shift'?",
        ),
        (
            {"inverters": (BatteryInverter("bess", "b", 100.0, Battery(100.0, soc0=60.0)),)},
            "soc0 is 60.0, must be between 0 and 1",
        ),
        (
            {"inverters": (BatteryInverter("bess", "b", 100.0, Battery(100.0), mode0="off"),)},
            "mode0 'off'",
        ),
        ({"f_nominal_hz": 0.0}, "f_nominal_hz is 0.0, must be above 0"),
    ],
)
def test_what_no_plant_can_have_is_refused_by_name(part, says):
    with pytest.raises(ParameterError) as refused:
        Microgrid(replace(GOOD, **part))
    assert says in str(refused.value)


def test_everything_that_is_wrong_is_said_at_once():
    bad = replace(
        GOOD,
        lines=(Line("line", "a", "x", -1.0, 0.2),),
        loads=(Load("people", "y", NAN, power_factor=2.0),),
    )
    with pytest.raises(ParameterError) as refused:
        Microgrid(bad)
    assert len(refused.value.problems) == 5


def test_a_sound_plant_is_built():
    assert Microgrid(GOOD).get("bus.b.v_pu") > 0.99
    assert Microgrid(small_microgrid()).get("bus.b1_load.v_pu") > 0.9
