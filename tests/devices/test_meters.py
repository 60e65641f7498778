"""A site's own meters: what is read from a file, and every mistake at its line."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devices.documents import DocumentError, Problem
from devices.site import Site, load_site, site_path
from devices.site.meter_file import MeterText, moment_of, numbers_of, unit_of
from devices.site.meter_times import steps_of
from devices.site.meters import notes
from devices.site.series import Location

START = datetime(2025, 4, 1)  # noqa: DTZ001 # a meter writes what its clock shows
LOCATION = """
location:
  latitude: {value: 35.2, unit: °, origin: F}
  longitude: {value: 139.1, unit: °, origin: F}
  utc_offset: {value: 9, unit: h, origin: F}
  climate: pacific
  holidays: japan
"""
BERLIN = LOCATION.replace("value: 9,", "value: 1,") + "  time_zone: Europe/Berlin\n"
METERS = """
meters:
  - file: meters.csv
    columns: {b1: "B1 (kW)"}
"""


def lines(
    count: int = 96, step_min: int = 30, start: datetime = START, value: str = "4.0"
) -> list[str]:
    times = (start + timedelta(minutes=step_min * k) for k in range(count))
    return [f"{when:%Y-%m-%d %H:%M},{value}" for when in times]


def csv(*rows: str, heading: str = "time,B1 (kW)") -> str:
    return "\n".join((heading, *rows)) + "\n"


@pytest.fixture
def site_with(tmp_path: Path) -> Callable[..., Site]:
    source = site_path("odawara").read_text(encoding="utf-8")

    def load(data: str | bytes, meters: str = METERS, location: str = LOCATION) -> Site:
        raw = data if isinstance(data, bytes) else data.encode()
        (tmp_path / "meters.csv").write_bytes(raw)
        path = tmp_path / "site.yaml"
        path.write_text(without_location(source) + location + meters, encoding="utf-8")
        return load_site(path)

    return load


def without_location(source: str) -> str:
    """The shipped site without its own place, so that a test can give another."""
    kept, inside = [], False
    for line in source.splitlines():
        if line.startswith(("location:", "buildings:", "panels:", "meters:")):
            inside = True
        elif line and not line.startswith((" ", "#")):
            inside = False
        if not inside:
            kept.append(line)
    return "\n".join(kept) + "\n"


@pytest.fixture
def problems_of(site_with: Callable[..., Site]) -> Callable[..., list[Problem]]:
    def find(data: str | bytes, meters: str = METERS, location: str = LOCATION) -> list[Problem]:
        with pytest.raises(DocumentError) as caught:
            site_with(data, meters, location)
        for problem in caught.value.problems:  # both languages have the words
            assert problem.render("en") != problem.render("ja")
        return list(caught.value.problems)

    return find


def told(problems: list[Problem]) -> list[tuple[str, int, int]]:
    return [(one.key, one.line, one.column) for one in problems]


# --- what is read ---------------------------------------------------------------------------------


def test_power_is_taken_as_it_is_and_energy_divided_by_its_time(
    site_with: Callable[..., Site],
) -> None:
    power = site_with(csv(*lines())).measured["b1"]
    energy = site_with(
        csv(*lines(value="2.0"), heading="time,B1 (kWh)"), METERS.replace("kW)", "kWh)")
    ).measured["b1"]
    assert np.all(power.values_kw == 4.0)
    assert np.all(energy.values_kw == 4.0)
    assert power.step_s == 1800.0
    assert power.days == 2.0
    assert power.kwh_a_year == pytest.approx(4.0 * 8760.0)
    assert power.first_s == datetime.fromisoformat("2025-04-01T00:00+09:00").timestamp()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_japanese_file_from_a_spreadsheet_is_read_in_any_of_its_encodings(
    encoding: str, site_with: Callable[..., Site]
) -> None:
    text = csv(*lines(), heading="日時,わんぱくらんど管理棟（kWh）").replace("\n", "\r\n")
    meters = METERS.replace("B1 (kW)", "わんぱくらんど管理棟（kWh）")
    assert site_with(text.encode(encoding), meters).measured["b1"].values_kw[0] == 8.0


def test_several_columns_meters_by_their_own_name_and_the_end_of_the_interval(
    site_with: Callable[..., Site],
) -> None:
    rows = [line + ",0.5" for line in lines(step_min=60, count=48)]
    meters = METERS.replace('{b1: "B1 (kW)"}', '{m1: "B1 (kW)", pv: sun_kw}')
    meters = meters.replace("    columns", "    stamp: end\n    columns")
    site = site_with(csv(*rows, heading="time,B1 (kW),sun_kw"), meters)
    assert sorted(site.measured) == ["b1", "pv"]
    assert site.measured["pv"].first_s == pytest.approx(
        datetime.fromisoformat("2025-03-31T23:00+09:00").timestamp()
    )


def test_small_gaps_are_filled_by_a_line_and_counted(site_with: Callable[..., Site]) -> None:
    rows = lines()
    rows[9] = rows[9].replace("4.0", "8.0")
    rows[12] = rows[12].replace("4.0", "")
    del rows[10:12]
    measured = site_with(csv(*rows)).measured["b1"]
    assert measured.filled == 3
    assert measured.values_kw[9:14] == pytest.approx([8.0, 7.0, 6.0, 5.0, 4.0])


def test_offsets_are_believed_and_need_no_zone(site_with: Callable[..., Site]) -> None:
    rows = [line.replace(",", "+00:00,") for line in lines()]
    measured = site_with(csv(*rows)).measured["b1"]
    assert measured.first_s == datetime.fromisoformat("2025-04-01T00:00+00:00").timestamp()


def test_a_column_in_watts_a_remark_and_quotes(site_with: Callable[..., Site]) -> None:
    rows = [line.replace(",4.0", ',"4000"') for line in lines()]
    text = "# read out by hand\n" + csv(*rows, heading='"time","B1 [W]"')
    measured = site_with(text, METERS.replace("B1 (kW)", "B1 [W]")).measured["b1"]
    assert measured.values_kw[5] == 4.0
    assert measured.line == 2


def test_what_was_read_is_told_in_both_languages(site_with: Callable[..., Site]) -> None:
    (note,) = notes(site_with(csv(*lines())).measured)
    assert "2 days, a value every 30 min, 35040 kWh a year" in note.render("en")
    assert "2 日分、30 分間隔、この平均で年間 35040 kWh" in note.render("ja")
    assert note.render("en").startswith(f"{note.path}:1:6: ")


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda rows: rows.insert(3, rows[2]), [("meters_duplicate", 5, 1)]),
        (lambda rows: rows.insert(8, rows[2]), [("meters_unordered", 10, 1)]),
        (lambda rows: rows.__delitem__(slice(10, 20)), [("meters_gap", 12, 1)]),
        (lambda rows: rows.__setitem__(4, rows[4] + ",1"), [("meters_cells", 6, 1)]),
        (lambda rows: rows.__setitem__(4, "soon,4"), [("meters_time", 6, 1)]),
        (lambda rows: rows.__setitem__(4, rows[4][:17] + "four"), [("meters_number", 6, 18)]),
        (lambda rows: rows.__setitem__(4, rows[4][:17] + "-1"), [("meters_range", 6, 18)]),
        (lambda rows: rows.__setitem__(4, rows[4][:17] + "900"), [("meters_range", 6, 18)]),
        (lambda rows: rows.__setitem__(4, rows[4][:17] + '"4'), [("meters_quote", 6, 18)]),
        (lambda rows: rows.insert(4, "2025-04-01 01:40,4"), [("meters_off_step", 6, 1)]),
        (lambda rows: rows.__delitem__(slice(20, None)), [("meters_short", 1, 1)]),
    ],
)  # fmt: skip
def test_a_mistake_is_told_where_it_stands(
    change: Callable[[list[str]], None],
    expected: list[tuple[str, int, int]],
    problems_of: Callable[..., list[Problem]],
) -> None:
    rows = lines()
    change(rows)
    assert sorted(told(problems_of(csv(*rows)))) == sorted(expected)


def test_all_mistakes_are_told_at_once_with_the_allowed_range_and_the_length_of_the_gap(
    problems_of: Callable[..., list[Problem]],
) -> None:
    rows = lines()
    rows[3] = rows[3].replace("4.0", "-3")
    del rows[30:41]
    rows.append("2025-04-03 00:00,61")
    found = problems_of(csv(*rows), METERS + '  - {file: none.csv, columns: {b2: "B2 (kW)"}}\n')
    words = [one.render("en") for one in found]
    assert len(words) == 4
    assert any("-3 kW is not possible for 'b1'; allowed: 0..60 kW" in one for one in words)
    assert any("61 kW is not possible" in one for one in words)
    assert any("5.5 h are missing before this line; up to 2 h are filled" in one for one in words)
    assert any("there is no file" in one for one in words)


def test_a_file_of_nonsense_ends_after_a_hundred_problems(
    problems_of: Callable[..., list[Problem]],
) -> None:
    assert len(problems_of(csv(*["x,y"] * 5000))) == 100


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ("", "meters_empty"),
        ("\n\n# nothing\n", "meters_empty"),
        (csv(), "meters_short"),
        (csv(*lines(step_min=7)), "meters_step"),
        (csv(*lines(step_min=1440)), "meters_step"),
        (b"time,B1 (kW)\n\x81\x20\xff\xff\n", "meters_encoding"),
        (csv(*lines(), heading="when,B1 (kW)"), "meters_no_time"),
    ],
)
def test_a_file_that_holds_no_series_is_refused(
    data: str | bytes, key: str, problems_of: Callable[..., list[Problem]]
) -> None:
    assert [one.key for one in problems_of(data)] == [key]


def test_a_column_without_a_unit_is_refused_at_its_heading(
    problems_of: Callable[..., list[Problem]],
) -> None:
    found = problems_of(csv(*lines(), heading="time,B1 (MJ)"), METERS.replace("B1 (kW)", "B1 (MJ)"))
    assert told(found) == [("meters_unit", 1, 6)]
    assert "kWh" in found[0].render("en")


def test_a_long_run_of_empty_cells_is_a_gap_of_its_column(
    problems_of: Callable[..., list[Problem]],
) -> None:
    rows = lines()
    rows[20:30] = [row.replace("4.0", "欠測") for row in rows[20:30]]
    (found,) = problems_of(csv(*rows))
    assert (found.key, found.line) == ("meters_cells_empty", 22)
    assert found.arguments["hours"] == 5.0


def test_a_long_run_of_impossible_values_is_no_gap_as_well(
    problems_of: Callable[..., list[Problem]],
) -> None:
    rows = lines()
    rows[20:30] = [row.replace("4.0", "-4.0") for row in rows[20:30]]
    assert [one.key for one in problems_of(csv(*rows))] == ["meters_range"] * 10


@pytest.mark.parametrize(
    ("columns", "key", "word"),
    [
        ('{bb1: "B1 (kW)"}', "site_device_near", "b1"),
        ('{b1: "B2 (kW)"}', "meters_column_near", "B1 (kW)"),
        ('{b1: "roof"}', "meters_column", "B1 (kW)"),
        ('{k12: "B1 (kW)"}', "site_not_metered", "k12"),
        ('{b1: "B1 (kW)", m1: "B1 (kW)"}', "site_metered_twice", "b1"),
    ],
)
def test_what_the_site_file_names_must_be_there(
    columns: str, key: str, word: str, problems_of: Callable[..., list[Problem]]
) -> None:
    meters = METERS.replace('{b1: "B1 (kW)"}', columns)
    (found,) = problems_of(csv(*lines()), meters)
    assert found.key == key
    assert found.path.endswith("site.yaml")
    assert word in found.render("en")


def test_meters_need_to_know_whose_time_it_is(problems_of: Callable[..., list[Problem]]) -> None:
    (found,) = problems_of(csv(*lines()), location="")
    assert found.key == "site_location_missing"


# --- clocks that change ---------------------------------------------------------------------------


def spring(count: int = 96) -> list[str]:
    return lines(count, start=datetime(2026, 3, 28))  # noqa: DTZ001


def test_an_hour_that_the_clocks_jump_over_is_refused(
    problems_of: Callable[..., list[Problem]],
) -> None:
    found = problems_of(csv(*spring()), location=BERLIN)
    assert [one.key for one in found] == ["meters_hour_missing"] * 2
    assert "2026-03-29 02:00" in found[0].render("en")


def test_a_file_that_leaves_that_hour_out_is_whole(site_with: Callable[..., Site]) -> None:
    rows = [row for row in spring() if "2026-03-29 02:" not in row]
    measured = site_with(csv(*rows), location=BERLIN).measured["b1"]
    assert measured.filled == 0
    assert measured.days == pytest.approx(47 / 24)


def test_an_hour_that_comes_twice_is_refused_when_it_stands_there_once(
    problems_of: Callable[..., list[Problem]],
) -> None:
    rows = lines(start=datetime(2026, 10, 24))  # noqa: DTZ001
    (found,) = problems_of(csv(*rows), location=BERLIN)
    assert found.key == "meters_hour_twice"
    assert "2026-10-25 02:00" in found.render("en")


def test_an_hour_that_stands_there_twice_is_read_in_its_order(
    site_with: Callable[..., Site],
) -> None:
    rows = lines(start=datetime(2026, 10, 24))  # noqa: DTZ001
    at = next(k for k, row in enumerate(rows) if "2026-10-25 02:30" in row)
    rows[at + 1 : at + 1] = rows[at - 1 : at + 1]
    measured = site_with(csv(*rows), location=BERLIN).measured["b1"]
    assert measured.filled == 0
    assert measured.days == pytest.approx(49 / 24)


def test_the_zone_must_exist_and_agree_with_the_offset(
    problems_of: Callable[..., list[Problem]],
) -> None:
    (found,) = problems_of(csv(*lines()), location=BERLIN.replace("Berlin", "Berlim"))
    assert (found.key, "Europe/Berlin" in found.render("en")) == ("site_zone_near", True)
    (found,) = problems_of(csv(*lines()), location=BERLIN.replace("value: 1,", "value: 2,"))
    assert found.key == "site_zone_offset"


def test_a_computer_without_a_time_zone_database_says_so(
    problems_of: Callable[..., list[Problem]], site_with: Callable[..., Site]
) -> None:
    zoneinfo.ZoneInfo.clear_cache()
    zoneinfo.reset_tzpath(to=())
    try:
        (found,) = problems_of(csv(*lines()), location=BERLIN)
        assert found.key == "site_zone_database"
        assert site_with(csv(*lines())).measured  # Japan needs none
    finally:
        zoneinfo.reset_tzpath()
        zoneinfo.ZoneInfo.clear_cache()


# --- small things ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("B1 (kWh)", "kWh"),
        ("使用電力量（ｋＷｈ）", "kWh"),
        ("電力[kW]", "kW"),
        ("b1_kw", "kW"),
        ("roof MWh", "MWh"),
        ("W", "W"),
        ("B1", None),
        ("B1 (kVA)", None),
        ("show", None),
    ],
)
def test_the_unit_is_found_in_the_heading(heading: str, unit: str | None) -> None:
    assert unit_of(heading) == unit


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-04-01 00:30", "2026-04-01T00:30:00"),
        ("2026/4/1 0:30", "2026-04-01T00:30:00"),
        ("2026年4月1日 0時30分", "2026-04-01T00:30:00"),
        ("2026/04/01 24:00", "2026-04-02T00:00:00"),
        ("2026-04-01T00:30:00Z", "2026-04-01T00:30:00+00:00"),
        ("2026/4/1 0:30 +09:00", "2026-04-01T00:30:00+09:00"),
        ("2026-02-30 00:00", None),
        ("2026/4/1 24:00:00Z", "2026-04-02T00:00:00+00:00"),
        ("2026/4/1 24:30", None),
        ("2026/4/1 0:30 +25:00", None),
        ("0001-01-01 00:00", None),
        ("04/01/2026 00:30", None),
        ("", None),
    ],
)
def test_times_are_read_as_people_write_them(text: str, iso: str | None) -> None:
    moment = moment_of(text)
    assert (moment.isoformat() if moment else None) == iso


def test_a_number_is_a_number() -> None:
    found = numbers_of(["4.5", "４.５", "欠測", "", "four", "1e999", "1_000", "1,000"])
    assert found[:2].tolist() == [4.5, 4.5]
    assert np.all(np.isnan(found[2:4]))
    assert np.all(np.isinf(found[4:]))
    assert numbers_of(["1", "2"]).tolist() == [1.0, 2.0]


def test_a_local_day_begins_at_its_midnight_also_in_summer() -> None:
    berlin = Location(52.5, 13.4, 1.0, "Europe/Berlin")
    assert berlin.midnight_s(date(2026, 7, 1)) == berlin.midnight_s(date(2026, 6, 30)) + 86_400.0
    assert berlin.midnight_s(date(2026, 3, 30)) == berlin.midnight_s(date(2026, 3, 29)) + 82_800.0
    japan = Location(35.2, 139.1, 9.0)
    assert japan.day_of(japan.midnight_s(date(2026, 1, 1))) == date(2026, 1, 1)


def test_the_example_of_the_manual_is_read(site_with: Callable[..., Site]) -> None:
    example = Path(__file__).parents[2] / "docs" / "example-meters.csv"
    meters = "\nmeters:\n  - {file: meters.csv, columns: {b1: 管理棟（kWh）, m8: 太陽光（kW）}}\n"
    site = site_with(example.read_bytes(), meters)
    assert site.measured["b1"].days == site.measured["pv"].days == 7.0
    assert site.measured["b1"].kwh_a_year == pytest.approx(4.0 * 8760.0, rel=0.03)


rows_of_nonsense = st.lists(
    st.sampled_from(
        [
            *lines(60),
            "2025-04-01 00:30,-1",
            "2025-04-01 00:30",
            ",",
            "2025/4/1 24:00,5",
            '"',
            "\0,\0",
        ]
    )
    | st.text(max_size=30),
    max_size=70,
)
headings = st.sampled_from(["time,B1 (kW)", "日時,B1 (kW)", "time;B1 (kW)", "B1 (kW)", ""])


@given(rows=rows_of_nonsense, heading=headings, zone=st.booleans())
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_file_at_all_breaks_the_reader(
    rows: list[str], heading: str, zone: bool, tmp_path: Path
) -> None:
    path = tmp_path / "nonsense.csv"
    path.write_bytes(csv(*rows, heading=heading).encode("utf-8", "replace"))
    text = MeterText(path)
    location = Location(52.5, 13.4, 1.0, "Europe/Berlin") if zone else Location(35.2, 139.1, 9.0)
    steps = steps_of(text, text.rows(), 0, location, 2.0)
    assert steps is not None or text.problems
    for problem in text.problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.render("ja")


@given(raw=st.binary(max_size=300))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_bytes_at_all_break_the_reader(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bytes.csv"
    path.write_bytes(raw)
    text = MeterText(path)
    list(text.rows())
    assert text.headings or text.problems


# --- buildings, facilities, panels ----------------------------------------------------------------


def test_a_facility_shares_its_kwh_out_among_its_blocks(site_with: Callable[..., Site]) -> None:
    more = """
buildings:
  b1: {type: park}
facilities:
  wanpaku: {blocks: [b1, b3], annual: {value: 61000, unit: kWh, origin: S}}
panels:
  pv: {tilt: {value: 20, unit: °, origin: P}, azimuth: {value: 170, unit: °, origin: P}}
"""
    site = site_with("", more)
    assert site.buildings["b1"].type == "park"
    assert site.buildings["b3"].type == "other"
    assert site.buildings["b1"].annual_kwh == pytest.approx(61_000.0 * 4.0 / 7.0)
    total = sum(one.annual_kwh or 0.0 for one in site.buildings.values())
    assert total == pytest.approx(61_000.0, rel=1e-12)
    assert site.panels["pv"].azimuth_deg == 170.0


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ("buildings: {b11: {type: park}}", "site_device_near"),
        ("buildings: {pv: {type: park}}", "site_no_load"),
        ("buildings: {b1: {type: parc}}", "value_not_known_near"),
        ("buildings: {b1: {type: park, annual: {value: 9000, unit: kWh, origin: S}}}",
         "site_annual_average"),
        ("panels: {b1: {tilt: {value: 1, unit: °, origin: P}, azimuth: {value: 1, unit: °, "
         "origin: P}}}", "site_no_pv"),
        ("facilities: {x: {blocks: [pv], annual: {value: 9, unit: kWh, origin: S}}}",
         "site_no_load"),
        ("facilities: {x: {blocks: [b1], annual: {value: 9000, unit: kWh, origin: S}}}",
         "site_annual_average"),
        ("facilities: {x: {blocks: [b1, b1], annual: {value: 70000, unit: kWh, origin: S}}}",
         "site_annual_twice"),
    ],
)  # fmt: skip
def test_a_shape_for_something_else_is_refused(
    more: str, key: str, problems_of: Callable[..., list[Problem]]
) -> None:
    assert [one.key for one in problems_of("", "\n" + more + "\n")] == [key]
