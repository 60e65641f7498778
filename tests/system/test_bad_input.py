"""Shipped files spoiled in many ways: every mistake is found, placed and explained, nothing starts.

In the new text of a spoiling the sign ¦ marks the place, line and column, that must be named.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.documents import DocumentError
from devices.site import load_site
from procedures.checking import check_files, shipped_files
from procedures.language import load_procedure
from procedures.scenario import load_scenario

RESOURCES = Path(__file__).parents[2] / "resources"
P4 = "procedures/odawara-p4-black-start.yaml"
P5 = "procedures/odawara-p5-load-pickup.yaml"
SITE = "sites/odawara.yaml"
SCENARIO = "scenarios/odawara-first-activation.yaml"


@dataclass(frozen=True)
class Spoiling:
    """One mistake: the first `old` in `file` becomes `new`; the report says `words`."""

    name: str
    file: str
    old: str
    new: str
    words: str

    def apply(self, text: str) -> tuple[str, int, int]:
        """Return the spoiled text and the line and column, from 1, of its mark."""
        assert self.old in text, f"{self.file} no longer holds {self.old!r}"
        marked = text.replace(self.old, self.new, 1)
        at = marked.index("¦")
        line = marked.count("\n", 0, at) + 1
        column = at - (marked.rfind("\n", 0, at) + 1) + 1
        return marked.replace("¦", "", 1), line, column


SPOILINGS = [
    Spoiling(
        "unknown signal",
        P4,
        "expect: relay.group == 2",
        "expect: ¦relay.grup == 2",
        "relay.group",
    ),
    Spoiling("unknown device in a command", P4, "do: cb52b.close", "do: ¦cb52.close", "cb52b"),
    Spoiling("unknown verb", P4, "do: bess.start_black", "do: ¦bess.start_blak", "start_black"),
    Spoiling(
        "missing Japanese",
        P4,
        "{en: Black start, ja: ブラックスタート（自立起動）}",
        "¦{en: Black start}",
        "ja",
    ),
    Spoiling(
        "English in the Japanese slot",
        P4,
        "ja: ブラックスタート（自立起動）}",
        "ja: ¦Black start of the island}",
        "Black start of the island",
    ),
    Spoiling(
        "duplicate key",
        P4,
        "target: 10 min",
        "target: 10 min\n¦target: 12 min",
        "target",
    ),
    Spoiling("tab", P4, "    role: MGC", "¦\trole: MGC", ""),
    Spoiling("argument out of range", P4, "with: {group: 2}", "with: {group: ¦7}", "7"),
    Spoiling("unknown role", P4, "to: MGF", "to: ¦MGX", "MGF"),
    Spoiling("unknown step key", P4, "    limit: 3 min", "    ¦limitt: 3 min", "limit"),
    Spoiling("duration without a unit", P4, "limit: 3 min", "limit: ¦3", "3"),
    Spoiling(
        "broken condition",
        P4,
        "expect: evt.position == 'in'",
        "expect: evt.position ¦==",
        "",
    ),
    Spoiling(
        "power in a condition",
        P5,
        "- id: soc-30\n    when: bess.soc_pct < site.soc_watch_pct",
        "- id: soc-30\n    when: bess.soc_pct ¦** 2 < site.soc_watch_pct",
        "**",
    ),
    Spoiling(
        "unknown goto", P5, "limit: 10 min", 'limit: 10 min\n    on_fail: {goto: ¦"5.66"}', "5.6"
    ),
    Spoiling(
        "unknown placeholder",
        P4,
        'en: "Microgrid section live, {island.v_kv} kV, {now}."',
        'en: ¦"Microgrid section live, {island.v_kw} kV, {now}."',
        "island.v_kv",
    ),
    Spoiling("hold of one person", P4, "roles: [MGC, CHIEF]", "roles: ¦[MGC]", "1"),
    Spoiling(
        "unknown phase", P4, "phase: ISLAND_FORMING", "phase: ¦ISLAND_FORMIG", "ISLAND_FORMING"
    ),
    Spoiling(
        "unknown safe state", P4, "safe_state: stop-bess", "safe_state: ¦stop-bes", "stop-bess"
    ),
    Spoiling("wrong unit", SITE, "{value: 630, unit: kW,", "{value: 630, unit: ¦MW,", "kW"),
    Spoiling(
        "number out of range",
        SITE,
        "soc_stop_pct: {value: 10,",
        "soc_stop_pct: {value: ¦-10,",
        "0",
    ),
    Spoiling(
        "unknown origin",
        SITE,
        "energy: {value: 1580, unit: kWh, origin: S}",
        "energy: {value: 1580, unit: kWh, origin: ¦X}",
        "X",
    ),
    Spoiling(
        "number without its origin",
        SITE,
        "energy: {value: 1580, unit: kWh, origin: S}",
        "energy: ¦{value: 1580, unit: kWh}",
        "origin",
    ),
    Spoiling(
        "interlock on an unknown signal",
        SITE,
        "    require: k12.locked\n",
        "    require: ¦k12.lokced\n",
        "k12.locked",
    ),
    Spoiling(
        "unknown kind", SITE, "kind: boundary_switch", "kind: ¦boundry_switch", "boundary_switch"
    ),
    Spoiling("yes is no flag", SITE, "ours: true", "ours: ¦yes", ""),
    Spoiling("alias", SITE, "owner: tepco", "owner: ¦*tepco", ""),
]


FIVE = [SPOILINGS[i] for i in (0, 2, 7, 8, 9)]


# One mistake of every stage (reader, model, names of the site), apart enough not to meet.
EVERY_STAGE = {
    P4: [
        "unknown signal",
        "unknown device in a command",
        "unknown verb",
        "missing Japanese",
        "duplicate key",
        "tab",
        "argument out of range",
        "unknown role",
        "unknown step key",
        "broken condition",
        "unknown placeholder",
        "hold of one person",
        "unknown phase",
        "unknown safe state",
    ],
    SITE: [
        "wrong unit",
        "number without its origin",
        "interlock on an unknown signal",
        "unknown kind",
        "yes is no flag",
        "alias",
    ],
}


def spoiled(folder: Path, spoilings: list[Spoiling]) -> dict[str, tuple[int, int]]:
    """Write the spoiled files to `folder`; return the place of every mistake by its name."""
    places = {}
    for spoiling in spoilings:
        target = folder / Path(spoiling.file).name
        if not target.exists():
            shutil.copy(RESOURCES / spoiling.file, target)
        text, line, column = spoiling.apply(target.read_text(encoding="utf-8"))
        target.write_text(text, encoding="utf-8")
        places[spoiling.name] = (line, column)
    return places


@pytest.mark.parametrize("spoiling", SPOILINGS, ids=lambda spoiling: spoiling.name)
def test_a_mistake_is_named_with_its_place_and_a_way_out(
    spoiling: Spoiling, tmp_path: Path
) -> None:
    place = spoiled(tmp_path, [spoiling])[spoiling.name]
    (report,) = check_files([tmp_path / Path(spoiling.file).name])
    found = [problem for problem in report.problems if (problem.line, problem.column) == place]
    assert found, [problem.render() for problem in report.problems]
    for language in ("en", "ja"):
        assert any(spoiling.words in problem.render(language) for problem in found)


def test_five_mistakes_at_once_are_all_listed(tmp_path: Path) -> None:
    places = spoiled(tmp_path, FIVE)
    (report,) = check_files([tmp_path / Path(P4).name])
    assert set(places.values()) <= {(p.line, p.column) for p in report.problems}


@pytest.mark.parametrize("file", [P4, SITE])
def test_no_stage_hides_what_the_next_would_find_and_nothing_else_is_listed(
    file: str, tmp_path: Path
) -> None:
    by_name = {spoiling.name: spoiling for spoiling in SPOILINGS}
    wanted = [by_name[name] for name in EVERY_STAGE[file]]
    text = (RESOURCES / file).read_text(encoding="utf-8")
    for spoiling in wanted:
        text = text.replace(spoiling.old, spoiling.new, 1)
    target = tmp_path / Path(file).name
    target.write_text(text.replace("¦", ""), encoding="utf-8")
    places = {  # the marks themselves take a column each
        (number, column - before)
        for number, line in enumerate(text.split("\n"), start=1)
        for before, column in enumerate(at + 1 for at, sign in enumerate(line) if sign == "¦")
    }
    (report,) = check_files([target])
    assert len(places) == len(wanted)
    assert {(p.line, p.column) for p in report.problems} == places, report.problems
    with pytest.raises(DocumentError):
        load_site(target) if file == SITE else load_procedure(target)


def test_a_scenario_says_what_is_wrong_in_it_all_at_once(tmp_path: Path) -> None:
    text = (RESOURCES / SCENARIO).read_text(encoding="utf-8")
    text += "title: {en: Again, ja: 再び}\ncolour: red\n"
    text = text.replace("- odawara-p4-black-start", "- odawara-p4-black-strat", 1)
    path = tmp_path / Path(SCENARIO).name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load_scenario(path, load_site("odawara"))
    keys = {problem.key for problem in caught.value.problems}
    assert keys == {"yaml_duplicate_key", "key_unknown", "procedure_unknown_near"}


def test_the_shipped_files_are_in_order() -> None:
    for report in check_files(shipped_files()):
        assert not report.problems, [problem.render() for problem in report.problems]
        assert not report.warnings, [problem.render() for problem in report.warnings]


def kairetsu(*arguments: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a home of its own."""
    environment = os.environ | {"XDG_DATA_HOME": str(home), "LC_ALL": "C.UTF-8"}
    command = [str(Path(sys.executable).with_name("kairetsu")), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_a_spoiled_site_starts_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    site_spoilings = [s for s in SPOILINGS if s.name in ("wrong unit", "number out of range")]
    places = spoiled(tmp_path, site_spoilings)
    home = tmp_path / "home"
    done = kairetsu("rehearse", tmp_path / "odawara.yaml", "--json", home=home)
    assert done.returncode == 2
    assert done.stdout == ""
    for line, column in places.values():
        assert f"odawara.yaml:{line}:{column}: " in done.stderr
    assert not home.exists()


def test_check_knows_what_ships_by_name(tmp_path: Path) -> None:
    done = kairetsu("check", "nishinoomote", home=tmp_path)
    assert done.returncode == 0
    assert "nishinoomote.yaml" in done.stdout


def test_check_says_every_problem_on_a_line_and_fails(tmp_path: Path) -> None:
    places = spoiled(tmp_path, FIVE)
    done = kairetsu("check", tmp_path / Path(P4).name, home=tmp_path)
    assert done.returncode == 2
    for line, column in places.values():
        assert f"{Path(P4).name}:{line}:{column}: " in done.stdout


def read_only_folder(folder: Path) -> Path:
    return Path("/proc/kairetsu.sqlite")


def file_in_the_way(folder: Path) -> Path:
    (folder / "file").write_text("in the way", encoding="utf-8")
    return folder / "file" / "a.sqlite"


def record_that_exists(folder: Path) -> Path:
    (folder / "old.sqlite").write_text("an old record", encoding="utf-8")
    return folder / "old.sqlite"


@pytest.mark.parametrize("place", [read_only_folder, file_in_the_way, record_that_exists])
def test_a_record_that_cannot_be_written_is_said_before_the_drill(
    place: Callable[[Path], Path], tmp_path: Path
) -> None:
    path = place(tmp_path)
    done = kairetsu("rehearse", "odawara", "--json", "--record", path, home=tmp_path)
    assert done.returncode == 2
    assert str(path.parent) in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["rehearse", "odawra"], "odawara"),
        (["rehearse", "odawara", "--procedure", "P44"], "P4"),
        (["rehearse", "odawara", "--speed", "0"], "--speed"),
        (["rehearse", "odawara", "--scenario", "no-such"], "odawara-first-activation"),
        (["rehearse", "S33"], "S3"),
        (["check", "no-such.yaml"], "no-such.yaml"),
    ],
)
def test_a_wrong_argument_is_answered_with_what_would_be_right(
    arguments: list[str], words: str, tmp_path: Path
) -> None:
    done = kairetsu(*arguments, home=tmp_path / "home")
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
