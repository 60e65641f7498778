"""Which symbol stands for which kind of device, how much room it needs, and in which order."""

from __future__ import annotations

SYMBOL_OF = {
    "grid_connection": "substation",
    "utility_supply": "substation",
    "boundary_switch": "boundary_switch",
    "premises_switch": "breaker",
    "cubicle_switch": "load_switch",
    "lv_breaker": "breaker",
    "breaker": "breaker",
    "transfer_switch": "transfer_switch",
    "external_inlet": "inlet",
    "battery_inverter": "bess",
    "pv_inverter": "pv",
    "pv_pcs": "pv",
    "planned_pv": "pv",
    "regulating_load": "server",
    "ev_charger": "ev_charger",
    "v2h": "ev_charger",
    "ev": "ev",
    "load_block": "load",
    "load_circuit": "load",
    "load_feeder": "load",
    "emergency_socket": "socket",
    "pcs_outlet": "outlet",
    "diesel_generator": "generator",
    "portable_generator": "generator",
    "meter": "meter",
    "earth_switch": "earth",
    "evt": "evt",
    "display_monitor": "monitor",
}

# The least width and height in pixels of a small window at which the texts still stand apart; the
# whole page is stretched from these to the grid of the drawing.
SIZE = {
    "substation": (62.0, 44.0),
    "boundary_switch": (18.0, 18.0),
    "load_switch": (18.0, 18.0),
    "breaker": (18.0, 18.0),
    "cutout": (12.0, 12.0),
    "transformer": (18.0, 20.0),
    "bess": (60.0, 54.0),
    "pv": (40.0, 44.0),
    "server": (40.0, 44.0),
    "load": (40.0, 44.0),
    "ev_charger": (40.0, 44.0),
    "generator": (40.0, 44.0),
    "socket": (40.0, 32.0),
    "outlet": (40.0, 32.0),
    "ev": (40.0, 34.0),
    "transfer_switch": (50.0, 36.0),
    "inlet": (64.0, 36.0),
    "monitor": (50.0, 28.0),
    "meter": (14.0, 14.0),
    "earth": (34.0, 40.0),
    "evt": (34.0, 54.0),
    "junction": (2.0, 2.0),
}

SWITCHES = ("boundary_switch", "load_switch", "breaker", "cutout")

# On a busbar: batteries and engines to the left, then what is fed in the order of the file, then
# what can do both.
_RANKS = {
    "bess": 0,
    "generator": 1,
    "load": 3,
    "transfer_switch": 4,
    "pv": 5,
    "server": 6,
    "ev_charger": 7,
    "socket": 8,
}
_OTHERS = 4

# In which row of its column a symbol stands; equal symbols of neighbours stand on one line.
STAGE = {"cutout": 0, "transformer": 1, "meter": 3}
SWITCH_STAGE, BOX_STAGE = 2, 4


def rank(symbol: str) -> int:
    """Return how far to the right a column that ends in `symbol` stands on its busbar."""
    return _RANKS.get(symbol, _OTHERS)


def stage(symbol: str) -> int:
    """Return the row of `symbol` in a column, counted from the busbar."""
    if symbol in ("boundary_switch", "load_switch", "breaker", "transfer_switch", "inlet"):
        return SWITCH_STAGE
    return STAGE.get(symbol, BOX_STAGE)
