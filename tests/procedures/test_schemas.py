"""The schemas for editors take every file that ships and refuse what the reader refuses."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from devices import messages
from devices.conditions import ConditionError, compile_condition
from devices.documents import DocumentError, parse_document, read_document, validate
from devices.registers.file import RegisterFile
from devices.site.model import SiteFile
from devices.site.model_connections import OverrideFile
from procedures.checking import shipped_files
from procedures.language.model import ProcedureModel
from procedures.scenario import ScenarioModel
from procedures.schemas import FORMS, schema

ROOTS = {
    "procedures": "procedure",
    "scenarios": "scenario",
    "sites": "site",
    "registers": "map",
    "hazards": "hazards",
    "exercises": "exercise",
    "programmes": "programme",
    "resources": "objectives",
}


@cache
def validator(form: str) -> Draft7Validator:
    return Draft7Validator(schema(form))


def refusals(form: str, data: Any) -> list[str]:
    return [
        f"{list(e.absolute_path)}: {e.message[:200]}" for e in validator(form).iter_errors(data)
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_schema_is_one_itself(form: str, language: Any) -> None:
    Draft7Validator.check_schema(schema(form, language))
    json.dumps(schema(form, language))


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.stem)
def test_every_file_that_ships_passes_its_schema(path: Path) -> None:
    assert refusals(ROOTS[path.parent.name], read_document(path).data) == []


def test_the_connections_of_a_computer_pass_their_schema() -> None:
    source = """
connections_of: odawara
connections:
  lines: {plant: {host: 10.0.0.5, tls: {ca: ca.pem}}, pole: {serial: /dev/ttyUSB0, baud: 19200}}
  devices:
    bess: {line: plant, unit: 7, map: sunspec-battery, period: {value: 1, unit: s, origin: P}}
"""
    data = parse_document(source, Path("x.yaml")).data
    OverrideFile.model_validate_json(json.dumps(data), strict=True)
    assert refusals("connections", data) == []


# --- mistakes ------------------------------------------------------------------------------------

PROCEDURE = """
procedure: p
site: odawara
chain: P
title: {en: Test, ja: 試験}
safe_state: stop-bess
target: 10 min
watch:
  - {id: w, when: bess.fire, words: {en: No fire, ja: 火災なし}, then: {call: q, back_to: "2"}}
steps:
  - {id: "1", role: MGC, title: {en: One, ja: 一}, do: bess.set_p_kw, with: {p_kw: 20}}
  - {id: "2", role: MGC, title: {en: Two, ja: 二}, check: [bess.soc_pct > 5, true], for: 60 s}
  - {id: "3", role: MGC, title: {en: Three, ja: 三}, wait: {time: 5 min}, on_fail: {abort: true}}
  - id: "4"
    role: MGC
    title: {en: Four, ja: 四}
    hold: {id: H1, roles: [MGC, CHIEF], require: true}
  - id: "5"
    role: MGC
    title: {en: Five, ja: 五}
    target_time: 1 min
    picture: tripped-breaker
    score: {key: communication, weight: 2}
    say:
      to: MGF
      text: {en: "Open {k12.number}.", ja: "{k12.number}、開放"}
      read_back: {en: "Open {k12.number}.", ja: "{k12.number}、開放"}
      act: [k12.open, {ev3.dispatch: {place: shelter_a}}]
  - id: "6"
    role: MGC
    title: {en: Six, ja: 六}
    choose: {options: [{id: a, title: {en: A, ja: あ}, goto: end}]}
"""
SCENARIO = """
scenario: s
site: odawara
title: {en: Test, ja: 試験}
start: {clock: "07:20", date: "2026-05-30", soc_pct: 70}
chain: [odawara-p1-activation]
happenings:
  - {id: a, at: 60 s, act: grid.lose, title: {en: Outage, ja: 停電}}
people: {delays: 1.5, mistakes: [{role: MGF, slip: silence}]}
number: S99
level: basic
lasts: 1 h
briefing: {en: Told, ja: 説明}
for_instructor: {en: Look, ja: 注目}
objectives: [O1]
help: [hints]
injects:
  - id: call
    title: {en: Call, ja: 電話}
    at: 0 s
    channel: phone
    by: CITY
    text: {en: Hurry, ja: 急いで}
    answers: [{id: wait, text: {en: Wait, ja: 待って}, right: true}]
    expect: {text: {en: Wait, ja: 待つ}, answer: wait, within: 1 min, scores: safety}
evaluation:
  - id: low
    objective: O1
    text: {en: Never low, ja: 低くしない}
    since: {when: bess.soc_pct < 50, after: 5 s}
    never: bess.soc_pct < 10
    within: 30 s
    hint: {en: Shed, ja: 負荷を減らす}
    scores: limits
scoring: {safety: 50, procedure: 50}
"""
MAP = """
map: m
title: {en: Test, ja: 試験}
kind: meter
points:
  p_kw: {address: 10, type: int16, scale: 0.1}
"""

PROCEDURE_MISTAKES = [
    ("safe_state: stop-bess", "safe_stat: stop-bess"),
    ("chain: P\n", ""),
    ("procedure: p\n", "procedure: P 1\n"),
    ("{en: Test, ja: 試験}", "{en: Test}"),
    ("{en: Test, ja: 試験}", "{en: Test, ja: testing it}"),
    ("{en: Test, ja: 試験}", "{en: ' ', ja: 試験}"),
    ("{en: Test, ja: 試験}", "Test"),
    ("10 min", "10"),
    ("10 min", "10 minutes"),
    ("10 min", "0 s"),
    ("10 min", "0.0 h"),
    ("10 min", "-5 min"),
    ("10 min", "９ min"),
    ("10 min", "1e3 s"),
    ("10 min", "9999999999 h"),
    ("do: bess.set_p_kw", "do: set_p_kw"),
    ("do: bess.set_p_kw", "do: Bess.set"),
    ("do: bess.set_p_kw", "do: bess.set.p"),
    ("do: bess.set_p_kw", "do: bess.set_p_kw, note: {}"),
    ("do: bess.set_p_kw, with: {p_kw: 20}", "with: {p_kw: 20}, note: {}"),
    (", do: bess.set_p_kw, with: {p_kw: 20}", ""),
    ("with: {p_kw: 20}", "with: {p_kw: [20]}"),
    ("with: {p_kw: 20}", "with: 20"),
    ("bess.soc_pct > 5", "bess.soc_pct % 5"),
    ("bess.soc_pct > 5", "bess.soc_pct ≥ 5"),
    ("bess.soc_pct > 5", "5"),
    ("bess.soc_pct > 5", "bess.soc_pct >" + " " * 500 + "5"),
    ("check: [bess.soc_pct > 5, true], for: 60 s", "note: {}, for: 60 s"),
    ("wait: {time: 5 min}", "wait: {}"),
    ("wait: {time: 5 min}", "wait: {time: 5 min, until: permit.dead}"),
    ("on_fail: {abort: true}", "on_fail: {abort: false}"),
    ("on_fail: {abort: true}", "on_fail: {}"),
    ("on_fail: {abort: true}", "on_fail: {abort: true, retry: 1}"),
    ("on_fail: {abort: true}", "on_fail: {retry: 9}"),
    ("then: {call: q", "then: {alert: true"),
    ("roles: [MGC, CHIEF]", "roles: [MGC]"),
    ("roles: [MGC, CHIEF]", "roles: [MGC, CHIEF, MGF]"),
    ("weight: 2", "weight: 0"),
    ("weight: 2", "weight: much"),
    ("picture: tripped-breaker", "picture: ../secret"),
    ("target_time: 1 min", "target_time: soon"),
    ("ev3.dispatch: {place: shelter_a}", "ev3.dispatch: {place: {a: 1}}"),
    ("[k12.open, {ev3.dispatch", "[open, {ev3.dispatch"),
    ("options: [{id: a, title: {en: A, ja: あ}, goto: end}]", "options: []"),
    ('id: "6"', 'id: ""'),
    ('id: "6"', "id: 6"),
    ('id: "6"', 'id: "1234567890123"'),
]
SCENARIO_MISTAKES = [
    ('clock: "07:20"', 'clock: "25:00"'),
    ('clock: "07:20"', "clock: 7"),
    ('date: "2026-05-30"', 'date: "30.5.2026"'),
    ('date: "2026-05-30"', 'date: "2026-05-30", day_of_year: 3'),
    ("soc_pct: 70", "soc_pct: 101"),
    ("soc_pct: 70", "soc: 70"),
    ("at: 60 s", "at: soon"),
    ("at: 60 s", "at: 60 s, when: grid.lost"),
    ("at: 60 s, ", ""),
    ("act: grid.lose", "act: lose"),
    ("act: grid.lose", "act: grid.lose, reports: [k12.tagged]"),
    ("slip: silence", "slip: laziness"),
    ("delays: 1.5", "delays: 0"),
    ("chain: [odawara-p1-activation]", "chain: odawara-p1-activation"),
    ("number: S99", "number: third"),
    ("level: basic", "level: easy"),
    ("help: [hints]", "help: [hint]"),
    ("at: 0 s\n", "at: 0 s\n    by_hand: true\n"),
    ("    at: 0 s\n", ""),
    ("at: 0 s\n", "at: 0 s\n    after: 5 s\n"),
    ("channel: phone", "channel: letter"),
    ("    by: CITY\n", ""),
    ("right: true", "right: false"),
    ("answer: wait, ", ""),
    ("answer: wait, ", "answer: wait, judge: true, "),
    ("within: 1 min, ", ""),
    ("scores: safety", "scores: style"),
    ("    within: 30 s\n", ""),
    ("never: bess.soc_pct < 10", "answer: wait"),
    ("{when: bess.soc_pct < 50, after: 5 s}", "{at: 5 s, after: 5 s}"),
    ("scoring: {safety: 50, procedure: 50}", "scoring: {safety: 500}"),
]
MAP_MISTAKES = [
    ("address: 10", "address: 70000"),
    ("address: 10", "address: ten"),
    ("type: int16", "type: int17"),
    ("scale: 0.1", "scal: 0.1"),
    ("map: m", "map: m m"),
    ("kind: meter\n", ""),
]


def _spoiled() -> Iterator[Any]:
    forms: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("procedure", PROCEDURE, PROCEDURE_MISTAKES),
        ("scenario", SCENARIO, SCENARIO_MISTAKES),
        ("map", MAP, MAP_MISTAKES),
    ]
    for form, source, mistakes in forms:
        for old, new in mistakes:
            yield pytest.param(form, source, old, new, id=f"{form}: {old} -> {new}"[:90])


MODELS: dict[str, Any] = {
    "procedure": ProcedureModel,
    "scenario": ScenarioModel,
    "map": RegisterFile,
    "site": SiteFile,
}


def reader_refuses(form: str, source: str) -> bool:
    try:
        validate(parse_document(source, Path("x.yaml")), MODELS[form])
    except DocumentError:
        return True
    return False


@pytest.mark.parametrize(
    ("form", "source"), [("procedure", PROCEDURE), ("scenario", SCENARIO), ("map", MAP)]
)
def test_the_file_that_is_spoiled_below_is_good(form: str, source: str) -> None:
    assert not reader_refuses(form, source)
    assert refusals(form, parse_document(source, Path("x.yaml")).data) == []


@pytest.mark.parametrize(("form", "source", "old", "new"), list(_spoiled()))
def test_what_the_reader_refuses_the_schema_refuses(
    form: str, source: str, old: str, new: str
) -> None:
    assert old in source
    bad = source.replace(old, new, 1)
    assert reader_refuses(form, bad)
    assert refusals(form, parse_document(bad, Path("x.yaml")).data) != []


SITE_MISTAKES: list[Callable[[dict[str, Any]], object]] = [
    lambda site: site.pop("nominal"),
    lambda site: site["nominal"]["frequency"].update(unit="kW"),
    lambda site: site["nominal"]["frequency"].update(value=500),
    lambda site: site["nominal"]["frequency"].update(origin="X"),
    lambda site: site["devices"]["bess"].update(kind="battery"),
    lambda site: site["devices"]["bess"].update(colour="red"),
    lambda site: site["devices"]["bess"]["rating"].update(value=-1),
    lambda site: site["limits"].update({"Not good": site["limits"]["soc_low_pct"]}),
    lambda site: site["alarms"]["soc-30"]["timing"].update(on="5 s"),
    lambda site: site["alarms"]["soc-30"]["timing"].update(on="5 min (P)"),
    lambda site: site["alarms"]["soc-30"].update(priority=4),
    lambda site: site["persons"]["ozawa"].update(roles=[]),
    lambda site: site["drawing"].update(size=[1, 2, 3]),
    lambda site: site.update(sites="odawara"),
]


@pytest.mark.parametrize("spoil", SITE_MISTAKES, ids=range(len(SITE_MISTAKES)))
def test_a_site_that_the_reader_refuses_the_schema_refuses(
    spoil: Callable[[dict[str, Any]], object],
) -> None:
    path = next(path for path in shipped_files() if path.stem == "odawara")
    document = read_document(path)
    spoil(document.data)
    with pytest.raises(DocumentError):
        validate(document, SiteFile)
    assert refusals("site", document.data) != []


# --- words and patterns --------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["procedure", "scenario"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_key_of_a_file_is_described_in_both_languages(form: str, language: Any) -> None:
    whole = schema(form, language)
    parts = {name: one for name, one in whole["definitions"].items() if "properties" in one}
    silent = [
        f"{name}.{key}"
        for name, part in ({form: whole} | parts).items()
        for key, value in part["properties"].items()
        if name != "Text" and "description" not in value
    ]
    assert [entry for entry in silent if not entry.endswith((".id", ".text"))] == []


def test_every_description_of_the_catalogue_is_used() -> None:
    used = "\n".join(json.dumps(schema(form), ensure_ascii=False) for form in FORMS)
    idle = [
        key
        for key in messages.keys("en")
        if key.startswith("schema.")
        and json.dumps(messages.text("en", key), ensure_ascii=False) not in used
    ]
    assert idle == []


@given(st.text(st.sampled_from("ab.c 12'\"=<>!+-*/(),\n\t_withnorde"), max_size=40))
def test_every_condition_matches_the_pattern_that_editors_get(text: str) -> None:
    try:
        compile_condition(text)
    except ConditionError:
        return
    assert refusals_of_condition(text) == []


@cache
def condition_validator() -> Draft7Validator:
    whole = schema("procedure")
    return Draft7Validator(whole["definitions"]["HoldModel"]["properties"]["require"])


def refusals_of_condition(text: str) -> list[str]:
    return [error.message for error in condition_validator().iter_errors(text)]
