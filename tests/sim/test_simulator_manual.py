"""The simulator's reference is run, and its tables are those of the code, in both languages."""

from __future__ import annotations

import contextlib
import io
import re
from dataclasses import MISSING, Field, fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

import sim
import sim.series
from sim import state as st
from sim.parameters import LFP_OCV

DOCS = Path(__file__).parents[2] / "docs"
TEXTS = {name: (DOCS / f"simulator.{name}.md").read_text() for name in ("en", "ja")}
EXAMPLE = re.compile(r"```python\n(.*?)```\n\n((?:    [^\n]*\n)+)", re.DOTALL)
WORD = re.compile(r"`([^`\n]+)`")
ELEMENTS = [
    name
    for name in sim.__all__
    if is_dataclass(getattr(sim, name)) and name not in {"Microgrid", "SimEvent"}
]
SLOTS = {
    "MicrogridParameters": st.GLOBAL,
    "Bus": st.BUS,
    "Switch": st.SWITCH,
    "GridSource": st.GRID,
    "BatteryInverter": st.INVERTER,
    "DieselGenerator": st.MACHINE,
    "Photovoltaic": st.PHOTOVOLTAIC,
    "Load": st.LOAD,
    "RegulatingLoad": st.REGULATING,
    "Vehicle": st.VEHICLE,
    "Relay": st.RELAY,
    "SynchronismRelay": st.SYNCHRONISM,
    "Transformer": st.TRANSFORMER,
    "Line": st.BRANCH,
    "TransferSwitch": st.TRANSFER,
    "PcsOutlet": st.OUTLET,
}
HEADS = {
    "en": ("| parameter |", "| input |", "| output |", "Internal: "),
    "ja": ("| パラメータ |", "| 入力 |", "| 出力 |", "内部状態："),
}


def of_element(text: str, name: str) -> str:
    """The section of one element."""
    _, found, rest = text.partition(f"\n### `{name}`\n")
    assert found, f"there is no section of {name}"
    return re.split(r"\n##", rest, maxsplit=1)[0]


def table(text: str, head: str) -> list[list[str]]:
    """The cells of the table that begins so; nothing when there is none."""
    _, found, rest = text.partition(f"\n{head}")
    lines = rest.split("\n")[2:] if found else []
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def words(rows: list[list[str]]) -> list[str]:
    """The names in the first cells, sorted."""
    return sorted(word for row in rows for word in WORD.findall(row[0]))


def default_of(parameter: Field[Any], language: str) -> str:
    """A default as the tables write it."""
    value = parameter.default
    if value is MISSING:
        return {"en": "required", "ja": "必須"}[language]
    if value is LFP_OCV:
        return {"en": "LFP cell", "ja": "LFPセル"}[language]
    if isinstance(value, str):
        return f'`"{value}"`'
    return f"`{value:g}`" if isinstance(value, float) else f"`{value!r}`"


def test_both_languages_show_the_same_examples_and_results():
    examples = {name: EXAMPLE.findall(text) for name, text in TEXTS.items()}
    assert examples["en"] == examples["ja"]
    assert len(examples["en"]) == TEXTS["en"].count("```python")


def test_every_example_prints_what_stands_under_it():
    names: dict[str, object] = {}
    for code, shown in EXAMPLE.findall(TEXTS["en"]):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(code, names)
        expected = [line[4:] for line in shown.splitlines()]
        assert said.getvalue().splitlines() == expected, code


@pytest.mark.parametrize("language", TEXTS)
def test_every_public_name_is_there(language):
    there = set(WORD.findall(TEXTS[language]))
    named = {re.split(r"[(.\[]", word)[0] for word in there}
    public = {*sim.__all__, *sim.series.__all__}
    assert not public - named
    members = {name for name in vars(sim.Microgrid) if not name.startswith("_")}
    assert not members - named


@pytest.mark.parametrize("language", TEXTS)
def test_every_parameter_has_its_default_and_a_unit_column(language):
    for name in ELEMENTS:
        wanted = {p.name: default_of(p, language) for p in fields(getattr(sim, name))}
        rows = table(of_element(TEXTS[language], name), HEADS[language][0])
        assert words(rows) == sorted(wanted), name
        for row in rows:
            defaults = [wanted[word] for word in WORD.findall(row[0])]
            if len(set(defaults)) == 1:
                defaults = defaults[:1]
            assert row[2] == ", ".join(defaults), (name, row[0])
            assert len(row) == 5, (name, row[0])


@pytest.mark.parametrize("language", TEXTS)
def test_every_input_and_output_is_there_and_is_what_it_is_called(language):
    _, inputs, outputs, internal = HEADS[language]
    for name, slots in SLOTS.items():
        section = of_element(TEXTS[language], name)
        settable = sorted(slot[:-1] for slot in slots if slot.endswith("!"))
        assert words(table(section, inputs)) == settable, name
        rest = words(table(section, outputs))
        for line in section.splitlines():
            if line.startswith(internal):
                rest += WORD.findall(line)
        assert sorted(rest) == sorted(slot for slot in slots if not slot.endswith("!")), name
    assert all(f"`{slot}`" in TEXTS[language] for slot in st.STAGE)


@pytest.mark.parametrize(
    ("language", "events", "causes"),
    [("en", "| kind |", "| number |"), ("ja", "| 種類 |", "| 番号 |")],
)
def test_every_event_and_every_trip_cause_is_there(language, events, causes):
    assert words(table(TEXTS[language], events)) == sorted(sim.EVENT_KINDS)
    rows = table(TEXTS[language], causes)
    assert {int(row[0]): row[1].strip("`") for row in rows} == dict(sim.TRIP_CAUSES)


def test_both_languages_have_the_same_tables_and_headings():
    shapes = []
    for text in TEXTS.values():
        heads = [re.match(r"#+", line) for line in text.splitlines()]
        tables = [len(row.split("|")) for row in text.splitlines() if row.startswith("|")]
        shapes.append(([head[0] for head in heads if head], tables))
    assert shapes[0] == shapes[1]


def test_the_manuals_lead_here():
    for name in TEXTS:
        assert f"(simulator.{name}.md)" in (DOCS / f"manual.{name}.md").read_text()
