"""The synchronism check's window at its edges: voltage, slip, angle, each apart from the others."""

from __future__ import annotations

import pytest

from sim import Bus, GridSource, Microgrid, MicrogridParameters, Switch, SynchronismRelay

# IEEE 1547-2018 Table 5, by rating: slip Hz, voltage pu, angle degrees
TABLE_5 = [(0.3, 0.10, 20.0), (0.2, 0.05, 15.0), (0.1, 0.03, 10.0)]


def _plant(f_hz, slip_hz, dv_pu, degrees, limits):
    slip_max, dv_max, angle_max = limits
    return Microgrid(
        MicrogridParameters(
            f_nominal_hz=f_hz,
            buses=(Bus("one", 6.6), Bus("two", 6.6)),
            switches=(Switch("tie", "one", "two", operate_s=0.08),),
            grids=(
                GridSource("g1", "one", 1.0, f_hz),
                GridSource("g2", "two", 1.0 + dv_pu, f_hz + slip_hz, angle_deg=degrees),
            ),
            synchronism_relays=(
                SynchronismRelay(
                    "check", "tie", dv_pu=dv_max, slip_hz=slip_max, angle_deg=angle_max
                ),
            ),
        )
    )


@pytest.mark.parametrize("f_hz", [50.0, 60.0])
@pytest.mark.parametrize("limits", TABLE_5)
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_it_permits_inside_the_window_only(f_hz, limits, sign):
    slip_max, dv_max, angle_max = limits
    for slip, dv, angle, permitted in (
        (0.0, 0.0, 0.0, True),
        (0.97 * slip_max, 0.0, 0.0, True),
        (1.03 * slip_max, 0.0, 0.0, False),
        (0.0, 0.97 * dv_max, 0.0, True),
        (0.0, 1.03 * dv_max, 0.0, False),
        (0.0, 0.0, 0.97 * angle_max, True),
        (0.0, 0.0, 1.03 * angle_max, False),
        (0.97 * slip_max, 0.97 * dv_max, 0.8 * angle_max, True),
        (0.0, 0.0, 180.0, False),
    ):
        plant = _plant(f_hz, sign * slip, sign * dv, sign * angle, limits)
        plant.advance(0.02)
        case = (slip, dv, angle)
        assert plant.get("synchronism.check.permit") == float(permitted), case
        assert plant.get("synchronism.check.slip_hz") == pytest.approx(sign * slip, abs=1e-9), case
        assert abs(plant.get("synchronism.check.dv_pu")) == pytest.approx(dv, abs=1e-6), case


@pytest.mark.parametrize("f_hz", [50.0, 60.0])
@pytest.mark.parametrize("slip_hz", [0.05, 0.15, -0.1])
def test_a_closing_order_meets_the_sources_in_phase(f_hz, slip_hz):
    """Led by breaker time times slip, the contacts touch at an angle below a step's turn."""
    start = -60.0 if slip_hz > 0.0 else 60.0
    plant = _plant(f_hz, slip_hz, 0.0, start, (0.2, 0.05, 15.0))
    plant.set("synchronism.check.enabled", 1.0)
    events = plant.advance(60.0 / 360.0 / abs(slip_hz) + 2.0)
    (closed,) = [e for e in events if e.kind == "switch_closed"]
    met_s = 60.0 / 360.0 / abs(slip_hz)
    assert closed.t_s == pytest.approx(met_s, abs=0.011)
    assert closed.value < 2.0 * 3.1416 * abs(slip_hz) * 0.021
