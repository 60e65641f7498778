"""Load blocks: what each would take if closed now, and what was closed in the last minute."""

from __future__ import annotations

from devices.conditions import Lookup
from devices.derived.facts import BlockFacts, Facts, Figure, Memory, all_are
from devices.signals import Value

WINDOW_S = 60.0  # blocks closed within it count as one step
FULL_COLD_AFTER_S = 600.0  # a shorter outage leaves part of the thermostats satisfied [K, P]


def remember_steps(values: Lookup, memory: Memory, facts: Facts, now_s: float) -> None:
    """See which blocks came alive, and which transformers were connected, since the last look."""
    for name, block in facts.blocks.items():
        if memory.fed.get(name) is False and _is_fed(name, block, values, memory):
            memory.pickups[name] = [now_s, cold_kw(name, block, memory, now_s)]
        if not block.own_transformer:
            continue
        transformer = values.value(f"{name}.transformer")
        if isinstance(transformer, str):
            was = memory.transformer.get(name)
            if was == "disconnected" and transformer == "connected" and memory.supply != "dead":
                memory.connections[name] = [now_s, block.kva]
            memory.transformer[name] = transformer


def remember_feeding(values: Lookup, memory: Memory, facts: Facts, now_s: float) -> None:
    """Keep since when each block is without supply; nothing is learnt from what is unknown."""
    for name, block in facts.blocks.items():
        fed = _is_fed(name, block, values, memory)
        if fed is None:
            continue
        if fed:
            memory.unfed_since_s.pop(name, None)
        elif memory.fed.get(name, True):
            # one that is dead at the first look has been so nobody knows how long: long
            earlier_s = 0.0 if name in memory.fed else FULL_COLD_AFTER_S
            memory.unfed_since_s[name] = now_s - earlier_s
        memory.fed[name] = fed


def _is_fed(name: str, block: BlockFacts, values: Lookup, memory: Memory) -> bool | None:
    position = values.value(f"{name}.position")
    transformer = values.value(f"{name}.transformer") if block.own_transformer else "connected"
    if memory.supply == "dead" or position in ("open", "tripped") or transformer == "disconnected":
        return False
    if memory.supply is None or position is None or transformer is None:
        return None
    return True


def expect_step(device: str, verb: str, memory: Memory, facts: Facts, now_s: float) -> None:
    """Count the step of a command that was just sent, before any feedback shows it."""
    block = facts.blocks.get(device)
    if block is None or memory.supply == "dead":
        return
    if verb == "close":
        memory.pickups[device] = [now_s, cold_kw(device, block, memory, now_s)]
    elif verb == "connect":
        memory.connections[device] = [now_s, block.kva]


def cold_kw(name: str, block: BlockFacts, memory: Memory, now_s: float) -> float:
    """Expected load if closed now, kW: the day's peak times the cold factor after this outage."""
    since_s = memory.unfed_since_s.get(name)
    if since_s is None:  # fed, or nobody knows: then as cold as can be
        outage_s = 0.0 if memory.fed.get(name) else FULL_COLD_AFTER_S
    else:
        outage_s = now_s - since_s
    share = min(outage_s / FULL_COLD_AFTER_S, 1.0)
    return block.peak_kw * (1.0 + (block.cold_factor - 1.0) * share)


def cold_figure(name: str) -> Figure:
    """The expected cold load of one block, kW."""

    def figure(values: Lookup, memory: Memory, facts: Facts, now_s: float) -> Value | None:
        return cold_kw(name, facts.blocks[name], memory, now_s)

    return figure


def kva_figure(name: str) -> Figure:
    """The transformer of one block, kVA."""

    def figure(values: Lookup, memory: Memory, facts: Facts, now_s: float) -> Value | None:
        return facts.blocks[name].kva

    return figure


def recent_blocks_kw(values: Lookup, memory: Memory, facts: Facts, now_s: float) -> Value | None:
    """Cold load of all blocks that came alive in the last minute, kW."""
    recent_kw = _recent(memory.pickups, now_s)
    return None if memory.supply is None else recent_kw


def recent_transformers_kva(
    values: Lookup, memory: Memory, facts: Facts, now_s: float
) -> Value | None:
    """Transformers connected to the live section in the last minute, kVA."""
    recent_kva = _recent(memory.connections, now_s)
    return None if memory.supply is None else recent_kva


def _recent(steps: dict[str, list[float]], now_s: float) -> float:
    for name in [name for name, (time_s, _) in steps.items() if now_s - time_s > WINDOW_S]:
        del steps[name]
    return sum(amount for _, amount in steps.values())


def mains_open(values: Lookup, memory: Memory, facts: Facts, now_s: float) -> Value | None:
    """Every main of the section is open; unknown when none is closed and one unknown."""
    section = (name for name in facts.blocks if name in facts.section)
    return all_are(values, (f"{name}.position" for name in section), "open")
