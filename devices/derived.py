"""What nobody measures but everybody asks: how long the battery lasts, how much may be closed now.

Every figure is one small function of the picture, the facts of the site and a memory. The memory
is plain JSON, so that a sitting can be put back to any earlier moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from devices.conditions import Lookup
from devices.events import Json
from devices.signals import Value
from devices.site.parameters import BatteryParameters, BlockParameters
from devices.site.site import Device, Site

DEAD_BELOW_PU = 0.1  # less than this is induced or residual voltage, nothing is supplied
PICKUP_WINDOW_S = 60.0  # blocks closed within it count as one step
OUTAGE_FOR_FULL_COLD_S = 600.0  # shorter outages leave part of the thermostats satisfied [K, P]
NO_END_H = 999.0


@dataclass(slots=True)
class _Memory:
    """What the figures remember from moment to moment; times in the sitting's seconds."""

    supply: str | None = None
    blackout_since_s: float | None = None
    steady_since_s: float | None = None
    fed: dict[str, bool] = field(default_factory=dict)
    unfed_since_s: dict[str, float] = field(default_factory=dict)
    transformer: dict[str, str] = field(default_factory=dict)
    pickups: dict[str, list[float]] = field(default_factory=dict)  # block -> [time, cold kW]
    connections: dict[str, list[float]] = field(default_factory=dict)  # block -> [time, kVA]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What of the site the figures need; a device that the site lacks is None."""

    limits: Mapping[str, float]
    v_nominal_kv: float
    grid: str | None
    boundary: str | None
    battery: str | None
    battery_facts: BatteryParameters | None
    island: str | None
    pv: tuple[str, ...]
    chargers: tuple[str, ...]
    servers: tuple[str, ...]
    server_kw: Mapping[str, float]
    blocks: Mapping[str, _BlockFacts]

    def limit(self, name: str) -> float | None:
        return self.limits.get(name)


@dataclass(frozen=True, slots=True)
class _BlockFacts:
    peak_kw: float
    kva: float
    cold_factor: float


_Rule = Callable[[Lookup, _Memory, _Facts, float], Value | None]


class Derived:
    """All derived figures of one site, in an order in which each finds what it stands on."""

    def __init__(self, site: Site) -> None:
        self._facts = _facts_of(site)
        self._memory = _Memory()
        self._rules = tuple(
            (name, rule) for name, rule in _rules_of(self._facts) if name in site.signals
        )

    def compute(self, values: Lookup, now_s: float) -> Iterator[tuple[str, Value | None]]:
        """Yield each figure; the caller puts it into the picture before it asks for the next."""
        _remember_supply(values, self._memory, self._facts)
        _remember_steps(values, self._memory, self._facts, now_s)
        for name, rule in self._rules:
            yield name, rule(values, self._memory, self._facts, now_s)
        _remember_feeding(values, self._memory, self._facts, now_s)

    def expect_step(self, device: str, verb: str, values: Lookup, now_s: float) -> None:
        """Count the step of a command that was just sent, before its feedback shows it."""
        facts = self._facts.blocks.get(device)
        if facts is None or self._memory.supply == "dead":
            return
        if verb == "close":
            self._memory.pickups[device] = [
                now_s,
                _cold_kw(device, values, self._memory, facts, now_s),
            ]
        if verb == "connect":
            self._memory.connections[device] = [now_s, facts.kva]

    def export_state(self) -> dict[str, Json]:
        """The memory as JSON."""
        return asdict(self._memory)

    def import_state(self, state: Mapping[str, Any]) -> None:
        """Put the memory back as `export_state` gave it; raises TypeError for another form."""
        self._memory = _Memory(**state)


# --- who supplies -----------------------------------------------------------------------------


def _remember_supply(values: Lookup, memory: _Memory, facts: _Facts) -> None:
    """Say dead, utility or island from the section's voltage and where it can come from."""
    v_kv = _number(values, f"{facts.island}.v_kv")
    if v_kv is None:
        memory.supply = None
    elif v_kv < DEAD_BELOW_PU * facts.v_nominal_kv:
        memory.supply = "dead"
    else:
        memory.supply = _source(values, facts)


def _source(values: Lookup, facts: _Facts) -> str | None:
    position = values.value(f"{facts.boundary}.position")
    grid_kv = _number(values, f"{facts.grid}.v_kv")
    if position == "open" or (grid_kv is not None and grid_kv < DEAD_BELOW_PU * facts.v_nominal_kv):
        return "island"
    return "utility" if position == "closed" and grid_kv is not None else None


def _supply(values: Lookup, memory: _Memory, facts: _Facts, now_s: float) -> Value | None:
    """dead, utility or island."""
    return memory.supply


def _blackout_s(values: Lookup, memory: _Memory, facts: _Facts, now_s: float) -> Value | None:
    """Seconds since the utility ceased to supply the section; 0 while it does."""
    if memory.supply == "utility":
        memory.blackout_since_s = None
    elif memory.supply is not None and memory.blackout_since_s is None:
        memory.blackout_since_s = now_s
    return 0.0 if memory.blackout_since_s is None else now_s - memory.blackout_since_s


def _steady_s(values: Lookup, memory: _Memory, facts: _Facts, now_s: float) -> Value | None:
    """Seconds that frequency and voltage have stayed in the band for picking up load."""
    f_hz, v_kv = _number(values, f"{facts.island}.f_hz"), _number(values, f"{facts.island}.v_kv")
    if f_hz is None or v_kv is None:
        memory.steady_since_s = None
        return None
    limits = facts.limits
    in_band = (
        limits["f_low_hz"] <= f_hz <= limits["f_high_hz"]
        and limits["v_low_kv"] <= v_kv <= limits["v_high_kv"]
    )
    if not in_band:
        memory.steady_since_s = None
        return 0.0
    if memory.steady_since_s is None:
        memory.steady_since_s = now_s
    return now_s - memory.steady_since_s


# --- blocks -----------------------------------------------------------------------------------


def _remember_steps(values: Lookup, memory: _Memory, facts: _Facts, now_s: float) -> None:
    """See which blocks came alive and which transformers were connected since the last look."""
    for name, block in facts.blocks.items():
        fed = _is_fed(name, values, memory)
        if fed is True and memory.fed.get(name) is False:
            kw = _cold_kw(name, values, memory, block, now_s)
            memory.pickups[name] = [now_s, kw]
        transformer = values.value(f"{name}.transformer")
        if transformer is not None:
            was = memory.transformer.get(name)
            if was == "disconnected" and transformer == "connected" and memory.supply != "dead":
                memory.connections[name] = [now_s, block.kva]
            memory.transformer[name] = str(transformer)


def _remember_feeding(values: Lookup, memory: _Memory, facts: _Facts, now_s: float) -> None:
    """Keep since when each block is without supply; nothing is learnt from what is unknown."""
    for name in facts.blocks:
        fed = _is_fed(name, values, memory)
        if fed is None:
            continue
        if fed:
            memory.unfed_since_s.pop(name, None)
        elif memory.fed.get(name, True):
            # a block that was dead at the first look has been so for an unknown time: long
            first_look = name not in memory.fed
            memory.unfed_since_s[name] = now_s - (OUTAGE_FOR_FULL_COLD_S if first_look else 0.0)
        memory.fed[name] = fed


def _is_fed(block: str, values: Lookup, memory: _Memory) -> bool | None:
    position = values.value(f"{block}.position")
    transformer = values.value(f"{block}.transformer")
    if memory.supply == "dead" or position == "open" or transformer == "disconnected":
        return False
    if memory.supply is None or position is None or transformer is None:
        return None
    return True


def _cold_kw(name: str, values: Lookup, memory: _Memory, block: _BlockFacts, now_s: float) -> float:
    """Expected load if closed now, kW: the day's peak times the cold factor after this outage."""
    since_s = memory.unfed_since_s.get(name)
    outage_s = 0.0 if since_s is None else now_s - since_s
    share = min(outage_s / OUTAGE_FOR_FULL_COLD_S, 1.0)
    return block.peak_kw * (1.0 + (block.cold_factor - 1.0) * share)


def _cold_rule(name: str) -> _Rule:
    def rule(values: Lookup, memory: _Memory, facts: _Facts, now_s: float) -> Value | None:
        return _cold_kw(name, values, memory, facts.blocks[name], now_s)

    return rule


def _kva_rule(name: str) -> _Rule:
    return lambda values, memory, facts, now_s: facts.blocks[name].kva


def _recent_cold_kw(values: Lookup, memory: _Memory, facts: _Facts, now_s: float) -> Value | None:
    """Cold load of all blocks that came alive in the last minute, kW."""
    return _recent(memory.pickups, now_s)


def _recent_kva(values: Lookup, memory: _Memory, facts: _Facts, now_s: float) -> Value | None:
    """Transformers connected to the live section in the last minute, kVA."""
    return _recent(memory.connections, now_s)


def _recent(steps: dict[str, list[float]], now_s: float) -> float:
    for name in [name for name, (time_s, _) in steps.items() if now_s - time_s > PICKUP_WINDOW_S]:
        del steps[name]
    return sum(amount for _, amount in steps.values())


def _mains_open(values: Lookup, memory: _Memory, facts: _Facts, now_s: float) -> Value | None:
    """Every low-voltage main is open; unknown while one of them is unknown and none closed."""
    return _all_are(values, [f"{n}.position" for n in facts.blocks], "open")


def _sources_off(values: Lookup, memory: _Memory, facts: _Facts, now_s: float) -> Value | None:
    """PV, chargers and servers are open and the battery inverter gives no voltage."""
    names = [f"{name}.position" for name in (*facts.pv, *facts.chargers, *facts.servers)]
    state = values.value(f"{facts.battery}.state")
    stopped = None if state is None else state in ("stopped", "standby", "tripped")
    return _all((_all_are(values, names, "open"), stopped))


# --- energy -----------------------------------------------------------------------------------


def _hours_left_h(values: Lookup, memory: _Memory, facts: _Facts, now_s: float) -> Value | None:
    """Hours until the stop SoC at the present discharge with the inverter's own loss.

    999 while the battery charges, or while the utility carries the load.
    """
    if memory.supply == "utility":
        return NO_END_H
    soc_pct = _number(values, f"{facts.battery}.soc_pct")
    p_kw = _number(values, f"{facts.battery}.p_kw")
    stop_pct = facts.limit("stop_soc_pct")
    own = facts.battery_facts
    if soc_pct is None or p_kw is None or stop_pct is None or own is None or memory.supply is None:
        return None
    running = values.value(f"{facts.battery}.state") in ("running", "ramping", "standby")
    drain_kw = p_kw + (_loss_kw(p_kw, own) if running else 0.0)
    left_kwh = max(soc_pct - stop_pct, 0.0) / 100.0 * own.energy_kwh
    if drain_kw <= 0.0:
        return NO_END_H
    return min(left_kwh / drain_kw, NO_END_H)


def _loss_kw(p_kw: float, own: BatteryParameters) -> float:
    """Inverter loss P0 + aP + bP^2, kW, at `p_kw` either way."""
    p_pu = abs(p_kw) / own.rated_kw
    return own.loss_p0_kw + (own.loss_a * p_pu + own.loss_b * p_pu * p_pu) * own.rated_kw


def _room_kw(values: Lookup, memory: _Memory, facts: _Facts, now_s: float) -> Value | None:
    """How much more power the section could take up, kW: charging, and the regulating load."""
    rooms = [
        _charge_room_kw(values, facts),
        *(_server_room_kw(values, facts, n) for n in facts.servers),
    ]
    known = [room for room in rooms if room is not None]
    return sum(known) if len(known) == len(rooms) else None


def _charge_room_kw(values: Lookup, facts: _Facts) -> float | None:
    state = values.value(f"{facts.battery}.state")
    if state is not None and state != "running":
        return 0.0
    p_kw = _number(values, f"{facts.battery}.p_kw")
    p_min_kw = _number(values, f"{facts.battery}.p_min_kw")
    if state is None or p_kw is None or p_min_kw is None:
        return None
    return max(p_kw - p_min_kw, 0.0)


def _server_room_kw(values: Lookup, facts: _Facts, server: str) -> float | None:
    position = values.value(f"{server}.position")
    if position == "open":
        return 0.0
    p_kw = _number(values, f"{server}.p_kw")
    if position is None or p_kw is None:
        return None
    return max(facts.server_kw[server] - p_kw, 0.0)


# --- putting it together ----------------------------------------------------------------------


def _rules_of(facts: _Facts) -> Iterator[tuple[str, _Rule]]:
    if facts.island is None:
        return
    yield f"{facts.island}.supply", _supply
    yield "time.blackout_s", _blackout_s
    yield f"{facts.island}.steady_s", _steady_s
    for name in facts.blocks:
        yield f"{name}.cold_kw", _cold_rule(name)
        yield f"{name}.kva", _kva_rule(name)
    yield f"{facts.island}.recent_cold_kw", _recent_cold_kw
    yield f"{facts.island}.recent_kva", _recent_kva
    yield f"{facts.island}.mains_open", _mains_open
    if facts.battery is not None:
        yield f"{facts.island}.sources_off", _sources_off
        yield f"{facts.island}.hours_left_h", _hours_left_h
        yield f"{facts.island}.room_kw", _room_kw


def _facts_of(site: Site) -> _Facts:
    kinds: dict[str, list[Device]] = {}
    for device in site.devices.values():
        if not device.planned:
            kinds.setdefault(device.kind, []).append(device)

    def names(kind: str) -> tuple[str, ...]:
        return tuple(device.name for device in kinds.get(kind, ()))

    def first(kind: str) -> str | None:
        return next(iter(names(kind)), None)

    battery = next(iter(kinds.get("battery_inverter", ())), None)
    own = battery.parameters if battery is not None else None
    return _Facts(
        limits=site.limits,
        v_nominal_kv=site.v_nominal_kv,
        grid=first("grid_connection"),
        boundary=first("boundary_switch"),
        battery=None if battery is None else battery.name,
        battery_facts=own if isinstance(own, BatteryParameters) else None,
        island=first("island"),
        pv=names("pv_inverter"),
        chargers=names("ev_charger"),
        servers=names("regulating_load"),
        server_kw={d.name: _rated_kw(d) for d in kinds.get("regulating_load", ())},
        blocks={block.device: _block_facts(site, block.device) for block in site.blocks},
    )


def _rated_kw(device: Device) -> float:
    return float(getattr(device.parameters, "rated_kw", 0.0))


def _block_facts(site: Site, name: str) -> _BlockFacts:
    block = next(block for block in site.blocks if block.device == name)
    own = site.devices[name].parameters
    factor = own.cold_factor if isinstance(own, BlockParameters) else 2.0
    return _BlockFacts(block.peak_kw, block.kva, factor)


def _number(values: Lookup, name: str) -> float | None:
    value = values.value(name)
    return None if value is None or isinstance(value, bool | str) else float(value)


def _all_are(values: Lookup, names: list[str], wanted: str) -> bool | None:
    return _all(None if (value := values.value(n)) is None else value == wanted for n in names)


def _all(parts: Any) -> bool | None:
    every = list(parts)
    if any(part is False for part in every):
        return False
    return None if any(part is None for part in every) else True
