"""Wrong acts of an operator: refused with reasons, and dangerous where the interlock is taken out.

The real sitting, gate, simulator and journal; the site is read from its shipped file, or from a
copy of it from which interlocks were cut. The order to close K-12 onto the live microgrid is told
in tests/procedures/test_orders.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from devices.events import EventKind
from devices.plant import Command
from devices.signals import Value
from devices.simulated import SimulatedPlant, StartState
from devices.site import Site, load_site
from devices.words import Words, same
from procedures import intents
from procedures.people import Sitter
from procedures.record import Record
from procedures.recorder import Recorder
from procedures.scenario import Happening, Scenario, load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode

SITE_FILE = Path(str(resources.files("resources"))) / "sites" / "odawara.yaml"
SEPARATED = StartState(
    k12_closed=False,
    grid_live=False,
    bess_mode="grid_forming",
    bess_running=False,
    blocks_closed=False,
    relay_group=2,
    evt_in=True,
    anti_islanding=False,
    secondary=True,
    pv_running=False,
)
ALL_BUT_THE_PERMIT: Mapping[str, Value] = {
    "permit.requested": True,
    "permit.agreed": True,
    "permit.line_ok": True,
    "permit.dead": True,
}
BLOCKS = ("b1", "b2", "b3", "b4", "b5", "b6", "aux")


def site_without(folder: Path, *interlocks: str) -> Site:
    """The shipped site with these interlocks cut out of its text."""
    text = SITE_FILE.read_text(encoding="utf-8")
    for name in interlocks:
        text, cut = re.subn(rf"(?m)^  {name}:\n(?:    .*\n|\n)+", "", text)
        assert cut == 1, name
    path = folder / "odawara.yaml"
    path.write_text(text, encoding="utf-8")
    return load_site(path)


class Seat:
    """The control operator of one sitting, waiting at the first step of P1."""

    def __init__(
        self,
        site: Site,
        folder: Path,
        *,
        board: Mapping[str, Value] | None = None,
        happenings: tuple[Happening, ...] = (),
        before: tuple[str, ...] = (),
    ) -> None:
        shipped = load_scenario("odawara-first-activation", site)
        scenario: Scenario = replace(
            shipped, start=SEPARATED, happenings=happenings, board=dict(board or {})
        )
        plant = SimulatedPlant(site, 0, SEPARATED)
        for target in before:
            device, _, verb = target.partition(".")
            plant.command(Command(device, verb, "MGC", "before"))
        self.record = folder / "record.sqlite"
        header = {"opened": "2026-06-01T08:40:00+09:00", "v_nominal_kv": site.v_nominal_kv}
        self.sitting = Sitting(
            site,
            scenario,
            plant,
            plant.field,
            mode=Mode.REHEARSAL,
            sitter=Sitter.for_role(site, "MGC"),
            recorder=Recorder(site, self.record, header),
        )
        self.sitting.advance(10.0)

    def go(self, seconds: float) -> None:
        self.sitting.advance(self.sitting.now_s + seconds)

    def refused(self, intent: intents.Intent) -> tuple[Words, ...]:
        before = self.sitting.snapshot().refusal
        self.sitting.accept(intent)
        after = self.sitting.snapshot().refusal
        return after.reasons if after is not None and after is not before else ()

    def select(self, target: str) -> tuple[Words, ...]:
        device, _, verb = target.partition(".")
        return self.refused(intents.Select(device, verb))

    def command(self, target: str) -> None:
        """Both actions, granted."""
        assert self.select(target) == ()
        assert self.refused(intents.Execute()) == ()

    def value(self, signal: str) -> Value | None:
        return self.sitting.picture.value(signal)

    def happened(self) -> dict[str, object]:
        """What the plant did, from the record on the disk: what -> value."""
        with Record(self.record) as record:
            events = record.events(EventKind.PLANT)
        return {str(e.data["what"]): e.data.get("value") for e in events}


Seats = Callable[..., Seat]


@pytest.fixture
def seat(tmp_path: Path, request: pytest.FixtureRequest) -> Seats:
    def opened(site: Site, **more: object) -> Seat:
        one = Seat(site, tmp_path, **more)  # type: ignore[arg-type]
        request.addfinalizer(one.sitting.close)
        return one

    return opened


@pytest.fixture(scope="session")
def odawara() -> Site:
    return load_site("odawara")


# --- black start before H5 -----------------------------------------------------------------------

CREW_ON_THE_LINE = (Happening("crew", "crew", "enter", {}, same("crew"), at_s=2.0),)


def test_a_black_start_without_the_permit_is_refused_in_words(seat: Seats, odawara: Site) -> None:
    one = seat(odawara, board=ALL_BUT_THE_PERMIT, happenings=CREW_ON_THE_LINE)
    reasons = one.select("bess.start_black")
    assert len(reasons) == 1
    assert "permit" in reasons[0].en.lower()
    assert "許可" in reasons[0].ja
    one.go(5.0)
    assert one.value("island.v_kv") == pytest.approx(0.0, abs=0.01)
    assert "crew_contact" not in one.happened()


def test_taken_out_the_permit_interlock_lets_a_black_start_meet_the_crew(
    seat: Seats, tmp_path: Path
) -> None:
    site = site_without(tmp_path, "black-start-permit")
    one = seat(site, board=ALL_BUT_THE_PERMIT, happenings=CREW_ON_THE_LINE)
    one.command("bess.start_black")
    one.go(5.0)
    contact = one.happened()["crew_contact"]
    assert isinstance(contact, float)
    assert contact > 0.05  # pu of 6.6 kV when it is first felt, and rising


def test_with_every_condition_unmet_every_reason_is_said(seat: Seats, odawara: Site) -> None:
    one = seat(odawara)
    reasons = [reason.en for reason in one.select("bess.start_black")]
    assert len(reasons) == 3, reasons  # line, dead, permit


# --- all load at once ----------------------------------------------------------------------------


def live_island(seat: Seats, site: Site, *before: str) -> Seat:
    """An island on its battery, steady for a minute, nothing on it yet."""
    one = seat(site, board=ALL_BUT_THE_PERMIT, before=(*before, "bess.start_black"))
    one.go(70.0)
    assert one.value("island.supply") == "island"
    return one


def test_transformers_beyond_75_kva_at_once_are_refused(seat: Seats, odawara: Site) -> None:
    one = live_island(seat, odawara, *(f"{block}.disconnect" for block in BLOCKS))
    one.command("b1.connect")  # 50 kVA
    one.go(1.0)
    reasons = one.select("b2.connect")  # and 75 more
    assert any("75 kVA" in reason.en for reason in reasons), reasons
    assert any("75" in reason.ja for reason in reasons)
    one.go(10.0)
    assert one.value("bess.state") == "running"


def test_a_second_block_within_the_minute_is_refused(seat: Seats, odawara: Site) -> None:
    one = live_island(seat, odawara)
    one.command("b1.close")
    for block in BLOCKS[1:]:
        one.go(1.0)
        (reason,) = one.select(f"{block}.close")
        assert "60 s" in reason.en
        assert "60秒" in reason.ja
    assert one.value("bess.state") == "running"
    one.go(60.0)
    one.command("b3.close")


def test_taken_out_the_pick_up_interlocks_let_all_load_at_once_black_the_island_out(
    seat: Seats, tmp_path: Path
) -> None:
    site = site_without(
        tmp_path,
        "block-not-dead",
        "block-cold-load",
        "block-steady",
        "block-transformer-connected",
        "transformer-rating",
        "transformer-main-open",
    )
    one = live_island(seat, site, *(f"{block}.disconnect" for block in BLOCKS))
    for block in BLOCKS:
        one.command(f"{block}.close")
    one.go(2.0)
    for block in BLOCKS:
        one.command(f"{block}.connect")
    one.go(5.0)
    happened = one.happened()
    assert "current_limit" in happened, happened
    assert "relay_tripped" in happened
    assert one.value("bess.state") == "tripped"
    assert one.value("island.v_kv") == pytest.approx(0.0, abs=0.05)
