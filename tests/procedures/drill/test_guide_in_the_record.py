"""The head of a record keeps the whole guide, so that a score depends on the record alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from devices.site import load_site
from procedures.drill.guide_json import guide_from_json, guide_json
from procedures.drill.objectives import objectives
from procedures.record import Record
from procedures.scenario import load_scenario, scenario_numbers, site_of
from procedures.sitting import Sitting

DRILL = """
injects:
  - id: call
    title: {en: Call, ja: 電話}
    step: odawara-p1-activation/1.4
    after: 5 min
    channel: phone
    by: TSO-D
    text: {en: "May I close?", ja: "投入してよいか。", easy_ja: "入(い)れていいですか。"}
    picture: pole-number
    acts: [{act: bess.soc, with: {pct: 40}}]
    slip: {role: MGF, slip: no_tag, step: "3.4", times: 2}
    answers:
      - {id: "no", text: {en: "No.", ja: だめです。}, right: true}
      - {id: "yes", text: {en: "Yes.", ja: はい。}}
    expect: {text: {en: Refuse, ja: 断る}, answer: "no", within: 1 min, scores: safety}
evaluation:
  - id: low
    objective: O4
    text: {en: Never low, ja: 低くしない}
    since: {when: bess.soc_pct < 50, after: 5 s}
    never: bess.soc_pct < 10
    within: 30 s
    hint: {en: Shed, ja: 負荷を減らす}
    evaluator: EVAL
    scores: limits
help: [hints]
theme: night
scoring: {safety: 50, procedure: 50}
"""


def test_a_guide_comes_back_from_the_record_as_it_was(opened: Callable[..., Sitting]) -> None:
    sitting = opened(DRILL)
    with Record(sitting.recording.path) as record:
        head: Any = json.loads(json.dumps(record.header["drill"]))
    assert guide_from_json(head) == sitting.scenario.guide
    assert head["title"] == {"en": "Try", "ja": "試し", "easy_ja": ""}
    assert [one["id"] for one in head["objectives"]] == ["O1", "O4"]
    tiers = {one["device"]: one["tier"] for one in head["blocks"]}
    assert tiers["b1"] == "A"
    assert all(one["planned_kw"] > 0 for one in head["blocks"])
    assert {"device", "energy_kwh", "kwh_per_km", "speed_km_per_h"} == set(head["cars"][0])


def test_a_record_of_what_is_no_drill_says_nothing_of_one(opened: Callable[..., Sitting]) -> None:
    sitting = opened("", head="scenario: try\nsite: odawara\ntitle: {en: Try, ja: 試し}\n")
    with Record(sitting.recording.path) as record:
        assert "drill" not in record.header
    assert sitting.snapshot().drill is None


@pytest.mark.parametrize("number", ["S3", "S12", "O1"])
def test_the_guides_that_ship_come_back_too(number: str) -> None:
    name = scenario_numbers()[number]
    given = site_of(name)
    assert given is not None
    guide = load_scenario(name, load_site(given)).guide
    assert guide is not None
    assert guide_from_json(json.loads(json.dumps(guide_json(guide)))) == guide


def test_every_objective_is_told_in_both_languages() -> None:
    assert [*objectives()] == [f"O{number}" for number in range(1, 9)]
    for one in objectives().values():
        for words in (one.title, one.target, one.capability):
            assert words.en != words.ja
