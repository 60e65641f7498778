"""What is missing before a drill: each check says what it found, why it matters and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from devices import messages
from devices.acceptance import accept
from devices.site import load_site, site_path
from procedures.language import find_procedure
from procedures.printed import note_printed
from procedures.readiness import Check, Facts, Found, Plan, Screen, how_many, look
from procedures.readiness.of_live import person, wiring
from procedures.readiness.of_the_computer import clock, records, screen
from procedures.readiness.of_the_site import numbers, paper, people, telephones
from procedures.scenario import load_scenario, scenario_for

SITE = "toride-togashira-elementary"
TOKYO = datetime(2026, 11, 22, 9, 0, tzinfo=timezone(timedelta(hours=9)))


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


@pytest.fixture(scope="module")
def facts() -> Facts:
    site = load_site(SITE)
    scenario = load_scenario(f"{SITE}-blackout", site)
    return Facts(Plan(SITE, now=TOKYO), site, scenario)


def planned(facts: Facts, **changes: object) -> Facts:
    return replace(facts, plan=replace(facts.plan, **changes))  # type: ignore[arg-type]


def test_everything_is_looked_at_and_says_itself_in_both_languages() -> None:
    plan = Plan(SITE, screen=Screen(1920, 1080))
    found = list(look(plan))
    assert len(found) == how_many(plan)
    assert len({check.id for check in found}) == len(found)
    for check in found:
        needed = (check.title, check.found, check.why)
        assert all(words.en and words.ja for words in needed), check
        assert bool(check.todo.ja) == (check.state is not Found.FINE), check


def test_a_broken_site_file_shows_all_its_mistakes_with_their_places(tmp_path: Path) -> None:
    text = site_path(SITE).read_text(encoding="utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(text.replace("unit: Hz", "unit: Herz").replace("ours: true", "ours: maybe"))
    (broken,) = look(Plan(str(own)))
    assert (broken.id, broken.state) == ("site", Found.MUST)
    assert len(broken.details) > 1
    assert all(words.ja.startswith(f"{own}:") for words in broken.details)


def test_numbers_are_counted_until_somebody_accepts_them(facts: Facts) -> None:
    before = numbers(facts)
    count = len(facts.site.unconfirmed())
    assert before.state is Found.OPEN
    assert str(count) in before.found.en
    assert numbers(planned(facts, live=True)).state is Found.MUST
    accept(facts.site, facts.site.unconfirmed(), "mori", date(2026, 5, 1))
    assert numbers(facts).state is Found.FINE


def test_a_role_that_nobody_holds_is_named(facts: Facts) -> None:
    assert people(facts).state is Found.FINE
    without = tuple(p for p in facts.site.persons if "FM" not in p.roles)
    alone = replace(facts, site=replace(facts.site, persons=without))
    found = people(alone)
    assert found.state is Found.OPEN
    assert facts.site.roles["FM"].title.ja in found.found.ja
    assert people(planned(alone, live=True)).state is Found.MUST


def test_placeholders_are_no_telephone_numbers(facts: Facts) -> None:
    found = telephones(facts)
    assert found.state is Found.OPEN
    assert any("000-0000" in words.en for words in found.details)


def test_every_number_that_a_card_lets_dial_is_looked_at() -> None:
    site = load_site("kobe-shelter")
    shelter = Facts(Plan(site.name), site, load_scenario(scenario_for(site.name), site))
    told = " ".join(words.en for words in telephones(shelter).details)
    for role in site.roles.values():
        assert role.contact is None or role.contact.number in told


def test_paper_counts_until_the_file_changes(facts: Facts, tmp_path: Path) -> None:
    chain = facts.scenario.chain
    assert len(paper(facts).details) == len(chain)
    note_printed([find_procedure(name) for name in chain], date(2026, 5, 1))
    assert paper(facts).state is Found.FINE
    own = tmp_path / f"{chain[0]}.yaml"
    own.write_text(f"procedure: {chain[0]}\n")
    changed = replace(facts, scenario=replace(facts.scenario, folder=tmp_path))
    assert paper(changed).state is Found.OPEN


def test_the_folder_of_the_records_must_be_writable(
    facts: Facts, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert records(facts).state is Found.FINE
    assert not (own_home / "data").exists(), "looking makes nothing"
    (own_home / "file").write_text("no folder")
    monkeypatch.setenv("XDG_DATA_HOME", str(own_home / "file"))
    assert records(facts).state is Found.MUST


@pytest.mark.parametrize(
    ("look_at", "changes", "state"),
    [
        (screen, {"screen": Screen(1280, 800)}, Found.FINE),
        (screen, {"screen": Screen(1024, 768)}, Found.OPEN),
        (screen, {"screen": None}, Found.OPEN),
        (clock, {}, Found.FINE),
        (clock, {"now": TOKYO.astimezone(UTC)}, Found.OPEN),
        (clock, {"now": TOKYO.replace(year=1970), "live": True}, Found.MUST),
        (person, {"live": True}, Found.MUST),
        (person, {"live": True, "person": "nobody"}, Found.MUST),
    ],
)
def test_a_check_knows_what_is_enough(
    facts: Facts, look_at: Callable[[Facts], Check], changes: dict[str, object], state: Found
) -> None:
    assert look_at(planned(facts, **changes)).state is state


def test_a_live_sitting_needs_connections_that_can_be_read(facts: Facts, tmp_path: Path) -> None:
    live = planned(facts, live=True)
    assert wiring(live).state is Found.FINE
    wrong = tmp_path / "lines.yaml"
    wrong.write_text(f"connections_of: {SITE}\nconnections: {{lines: {{plant: 3}}}}\n")
    found = wiring(planned(facts, live=True, connections=wrong))
    assert found.state is Found.MUST
    assert str(wrong) in found.details[0].en


def test_every_word_of_the_checks_is_in_both_catalogues() -> None:
    for key in messages.keys("en"):
        if key.startswith("ready."):
            assert messages.placeholders("en", key) == messages.placeholders("ja", key), key
