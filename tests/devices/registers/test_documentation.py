"""The chapters on register maps: their examples load, their tables are those of the files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from devices.kinds import KINDS
from devices.registers import RegisterMap, load_map, map_names
from devices.registers.file import (
    DefaultsModel,
    IdentityModel,
    PointModel,
    RegisterFile,
    WriteModel,
)
from devices.registers.model import Coding, Place

DOCS = Path(__file__).parents[3] / "docs"
LANGUAGES = ("en", "ja")
SERVED = [name for name in map_names() if name.startswith("served-")]
HEADS = {
    "en": "| signal or command | table | address | type | content |",
    "ja": "| 信号・指令 | テーブル | アドレス | 型 | 内容 |",
}


@cache
def _chapter(language: str) -> str:
    return (DOCS / f"registers.{language}.md").read_text(encoding="utf-8")


def _row(name: str, place: Place, content: str) -> str:
    last = f"–{place.end - 1}" if place.count > 1 else ""
    return f"| `{name}` | {place.table} | {place.address}{last} | {place.type} | {content} |"


def _content(coding: Coding, unit: str) -> str:
    if coding.states:
        return ", ".join(f"{n} {str(word).lower()}" for n, word in coding.states.items())
    return f"{coding.scale:.5f}".rstrip("0").rstrip(".") + f" {unit}".rstrip()


def _units(map_: RegisterMap) -> dict[str, str]:
    kind = KINDS[map_.kind]
    units = {one.suffix: one.unit for one in kind.signals}
    return units | {f"{v.name}.{a.name}": a.unit for v in kind.verbs for a in v.arguments}


def table_of(name: str, language: str) -> str:
    """The section on a served map as it must stand in the chapter."""

    def rows() -> Iterator[str]:
        for point in map_.points:
            yield _row(point.name, point.place, _content(point.coding, units[point.name]))
        for verb, writes in map_.commands.items():
            for write in writes:
                unit = units.get(f"{verb}.{write.argument}", "")
                content = _content(write.coding, unit) if write.argument else str(write.pattern)
                yield _row(verb, write.place, content)

    map_ = load_map(name)
    units = _units(map_)
    heading = f"### {map_.title.in_language(language).split(', served')[0].split('・Kairetsu')[0]}"
    return "\n".join(
        [heading, "", f"`{name}`", "", HEADS[language], "|---|---|---|---|---|", *rows()]
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SERVED)
def test_the_table_of_a_served_map_is_that_of_its_file(name: str, language: str) -> None:
    assert table_of(name, language) in _chapter(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_loads(language: str, tmp_path: Path) -> None:
    examples = re.findall(r"```yaml\n(.*?)```", _chapter(language), re.DOTALL)
    assert len(examples) == 2
    for number, example in enumerate(examples):
        path = tmp_path / f"example-{number}.yaml"
        path.write_text(example, encoding="utf-8")
        assert load_map(path).points


def test_the_worked_example_is_taken_from_the_file_that_ships(tmp_path: Path) -> None:
    example = re.findall(r"```yaml\n(.*?)```", _chapter("en"), re.DOTALL)[1]
    path = tmp_path / "example.yaml"
    path.write_text(example, encoding="utf-8")
    explained, shipped = load_map(path), load_map("vendor-example-battery")
    assert set(explained.points) <= set(shipped.points)
    assert set(explained.identity) <= set(shipped.identity)
    assert all(shipped.commands[verb] == writes for verb, writes in explained.commands.items())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_is_explained(language: str) -> None:
    explained = set(re.findall(r"^\| `([a-z_]+)` \|", _chapter(language), re.MULTILINE))
    models = (RegisterFile, DefaultsModel, PointModel, WriteModel, IdentityModel)
    keys = {key for model in models for key in model.model_fields} - {"equals"}
    assert keys <= explained
