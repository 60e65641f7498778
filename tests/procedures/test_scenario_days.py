"""The day of a scenario: a date, a number of days, a sky that is given or drawn."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from devices.documents import DocumentError
from devices.site import Site, load_site
from procedures.checking import check_files
from procedures.scenario import Scenario, load_scenario


@pytest.fixture(scope="module")
def odawara() -> Site:
    return load_site("odawara")


@pytest.fixture
def scenario(tmp_path: Path, odawara: Site) -> Callable[..., Scenario]:
    def load(*start: str, site: Site = odawara) -> Scenario:
        path = tmp_path / "scenario.yaml"
        lines = "\n".join(f"  {line}" for line in start)
        path.write_text(
            "scenario: try\nsite: odawara\ntitle: {en: Try, ja: 試し}\n"
            f"start:\n{lines}\nchain: [odawara-p1-activation]\n",
            encoding="utf-8",
        )
        return load_scenario(path, site)

    return load


def keys_of(load: Callable[[], Scenario]) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        load()
    return [problem.key for problem in caught.value.problems]


def test_a_date_is_a_year_and_a_day_of_it(scenario: Callable[..., Scenario]) -> None:
    start = scenario("date: 2028-12-31", "days: 30", "weather: drawn").start
    assert (start.year, start.day_of_year, start.days, start.sky) == (2028, 366, 30, "drawn")


def test_drawn_weather_brings_its_temperature_unless_one_is_given(
    scenario: Callable[..., Scenario],
) -> None:
    assert scenario("weather: drawn").start.air_drawn
    start = scenario("weather: drawn", "temperature_c: 2").start
    assert (start.air_drawn, start.temperature_c) == (False, 2.0)
    assert not scenario("weather: fine").start.air_drawn


def test_without_a_date_it_is_the_day_that_it_was(scenario: Callable[..., Scenario]) -> None:
    start = scenario("day_of_year: 200").start
    assert (start.year, start.day_of_year, start.days, start.sky) == (2026, 200, 7, "fine")


def test_what_is_no_date_no_weather_or_too_long_is_refused(
    scenario: Callable[..., Scenario],
) -> None:
    assert keys_of(lambda: scenario("date: 2026-02-30")) == ["scenario_date"]
    assert keys_of(lambda: scenario("date: 1850-01-01")) == ["scenario_date"]
    assert keys_of(lambda: scenario("date: 2026-08-03", "day_of_year: 3")) == ["scenario_two_days"]
    assert keys_of(lambda: scenario("weather: stormy")) == ["value_not_known"]
    assert keys_of(lambda: scenario("days: 400")) == ["value_out_of_range"]


def test_weather_is_drawn_only_where_the_place_is_known(
    scenario: Callable[..., Scenario], odawara: Site
) -> None:
    nowhere = dataclasses.replace(odawara, location=None)
    given = keys_of(lambda: scenario("weather: drawn", site=nowhere))
    assert given == ["scenario_weather_place"]


def test_check_says_what_the_meters_gave(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    source = (root / "resources" / "sites" / "odawara.yaml").read_text(encoding="utf-8")
    meters = "\nmeters:\n  - {file: own.csv, columns: {b1: 管理棟（kWh）, m8: 太陽光（kW）}}\n"
    (tmp_path / "own.csv").write_bytes((root / "docs" / "example-meters.csv").read_bytes())
    path = tmp_path / "site.yaml"
    path.write_text(source + meters, encoding="utf-8")
    (report,) = check_files([path])
    assert report.problems == ()
    assert [note.arguments["device"] for note in report.notes] == ["b1", "pv"]
    assert all("7 days, a value every 30 min" in note.render("en") for note in report.notes)
