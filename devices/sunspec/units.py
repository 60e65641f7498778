"""From the units of SunSpec's definitions to ours: a map that forgets a factor 1000 is refused."""

from __future__ import annotations

from devices.sunspec.definitions import PointDef

_FACTORS = {
    ("w", "kW"): 0.001,
    ("wh", "kWh"): 0.001,
    ("va", "kVA"): 0.001,
    ("var", "kvar"): 0.001,
    ("v", "kV"): 0.001,
    ("v", "V"): 1.0,
    ("hz", "Hz"): 1.0,
    ("secs", "s"): 1.0,
    ("secs", "h"): 1.0 / 3600.0,
    ("%", "%"): 1.0,
    ("c", "°C"): 1.0,
}


def factor(point: PointDef, unit: str) -> float | None:
    """By what the number of `point` has to be multiplied to be in `unit`; None for no such way.

    A definition calls percent "Pct" or says of what it is ("%WHRtg"). The models write units in
    different ways, so capitals do not count.
    """
    theirs = point.units.strip().casefold()
    if theirs.startswith(("%", "pct")):
        theirs = "%"
    return _FACTORS.get((theirs, unit))
