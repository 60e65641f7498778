"""How a sitting begins: the time of day, the board of reported points, the header of its record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from devices.acceptance import Acceptance, digest
from devices.events import Json
from devices.links import LinkView
from devices.phrases import said
from devices.signals import Value
from devices.site import Site
from procedures.people import Sitter
from procedures.phase import Phase
from procedures.run import FieldDoor
from procedures.scenario import Scenario
from procedures.snapshot import Mode

JAPAN = timezone(timedelta(hours=9))


def opening_time(scenario: Scenario) -> datetime:
    """The time of day at which a simulated sitting opens."""
    start = scenario.start
    day = datetime(start.year, 1, 1, tzinfo=JAPAN) + timedelta(days=start.day_of_year - 1)
    return day + timedelta(seconds=start.clock_s)


def live_scenario(scenario: Scenario, read_only: bool) -> Scenario:
    """What of a scenario is left where the world is real: the chain of its procedures.

    Nothing leads a sitting that only reads: nothing could be done in it.
    """
    return replace(
        scenario,
        title=said("live.title"),
        chain=() if read_only else scenario.chain,
        happenings=(),
        board={},
        phase=Phase.GRID,
    )


def board_at_start(site: Site, scenario: Scenario, field: FieldDoor | None) -> Mapping[str, Value]:
    """What the board of reported points shows at the start: the truth, but no permit yet.

    field None: nobody has looked for us yet, so nothing is known.
    """
    if field is None:
        return {}
    board: dict[str, Value] = {}
    for signal in site.signals.values():
        if not signal.manual:
            continue
        if site.device_of(signal.name).kind == "permits":
            board[signal.name] = False
            continue
        try:
            board[signal.name] = field.observe(signal.name)
        except KeyError:
            continue  # nothing to be seen of it from outside
    return board | dict(scenario.board)


def header(
    site: Site, scenario: Scenario, mode: Mode, sitter: Sitter | None, clock: datetime
) -> dict[str, Json]:
    """What the record says of a sitting before anything has happened."""
    return {
        "site": site.name,
        "v_nominal_kv": site.v_nominal_kv,
        "mode": mode.value,
        "f_nominal_hz": site.f_nominal_hz,
        "scenario": "" if mode is Mode.LIVE else scenario.name,  # what is real has none
        "chain": list(scenario.chain),
        "clock": clock.isoformat(),
        "sitter": sitter.person if sitter else "",
        "sitter_roles": list(sitter.roles) if sitter else [],
        "opened": datetime.now().astimezone().isoformat(),
    }


def live_facts(
    links: Sequence[LinkView], accepted: Sequence[Acceptance], read_only: bool
) -> dict[str, Json]:
    """What the record of a live sitting says besides: the lines, and who accepted which numbers.

    Addresses only; neither keys nor their files ever stand in a record.
    """
    by = Counter(acceptance.person for acceptance in accepted)
    return {
        "read_only": read_only,
        "lines": {link.device: link.address for link in links},
        "accepted": {"count": len(accepted), "digest": digest(accepted), "by": dict(by)},
    }
