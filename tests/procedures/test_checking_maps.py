"""`kairetsu check` also reads register maps, and the connections of a computer."""

from __future__ import annotations

from pathlib import Path

from devices.registers import map_names
from procedures.checking import check_files, shipped_files

MAP = """\
map: spoilt
title: {en: "Spoilt", ja: "誤りのある例"}
kind: meter
points: {p_kv: {address: 1, unit: kW}}
"""


def test_every_register_map_that_ships_is_checked() -> None:
    checked = {path.stem for path in shipped_files() if path.parent.name == "registers"}
    assert checked == set(map_names())


def test_the_problems_of_a_map_are_told_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "spoilt.yaml"
    path.write_text(MAP, encoding="utf-8")
    ((problem,),) = (report.problems for report in check_files([path]))
    assert (problem.line, problem.column, problem.key) == (4, 10, "register_signal_near")


def test_the_objectives_of_drills_are_checked_like_every_other_file(tmp_path: Path) -> None:
    (shipped,) = (path for path in shipped_files() if path.stem == "objectives")
    text = shipped.read_text(encoding="utf-8")
    path = tmp_path / "objectives.yaml"
    path.write_text(text.replace("    target: {en", "    tarket: {en", 1), encoding="utf-8")
    reports = check_files([shipped, path])
    assert reports[0].problems == ()
    assert {(one.line, one.column) for one in reports[1].problems} >= {(5, 5)}


def test_what_is_no_file_of_ours_is_told_by_its_first_word_alone(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("word,reading\n" + "one,two\n" * 50, encoding="utf-8")
    ((problem,),) = (report.problems for report in check_files([path]))
    told = problem.render("en")
    assert "word,reading" in told
    assert "one" not in told.split("begins with")[1]


def test_a_map_in_order_has_no_problems(tmp_path: Path) -> None:
    path = tmp_path / "in-order.yaml"
    path.write_text(MAP.replace("p_kv", "p_kw"), encoding="utf-8")
    (report,) = check_files([path])
    assert report.problems == ()


def test_the_connections_of_a_computer_are_checked_with_the_maps_that_they_name(
    tmp_path: Path,
) -> None:
    (tmp_path / "my-meter.yaml").write_text(MAP, encoding="utf-8")
    path = tmp_path / "odawara.connections.yaml"
    path.write_text(
        "connections_of: odawara\n"
        "connections:\n"
        "  lines: {plant: {host: 127.0.0.1, port: 5020}}\n"
        "  devices:\n"
        "    m1: {line: plant, unit: 200, map: my-meter.yaml}\n",
        encoding="utf-8",
    )
    (report,) = check_files([path])
    assert [problem.key for problem in report.problems] == ["register_signal_near"]
