"""What the page on writing files says is so, in both languages."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from devices.conditions import MAX_LENGTH
from devices.documents.builder import MAX_DEPTH, MAX_VALUES
from devices.documents.reader import MAX_BYTES
from devices.site import load_site
from procedures.checking import check_files
from procedures.drill.guide import Channel, Group, Level
from procedures.language.model import KINDS, StepModel
from procedures.scenario import load_scenario
from procedures.scenario.drill_form import (
    DrillForm,
    EvaluationModel,
    ExpectModel,
    InjectModel,
    SinceModel,
)
from procedures.schemas import FORMS

DOCS = Path(__file__).parents[3] / "docs"


@pytest.fixture(params=["en", "ja"])
def page(request: pytest.FixtureRequest) -> str:
    return (DOCS / f"writing.{request.param}.md").read_text(encoding="utf-8")


def test_it_names_every_kind_and_every_other_key_of_a_step(page: str) -> None:
    named = set(re.findall(r"`([a-z_]+)`", page))
    keys = {field.alias or name for name, field in StepModel.model_fields.items()}
    beside = {"second", "with"}  # of `do`, told by the schema
    assert keys - beside <= named
    assert set(KINDS) <= named


def test_it_names_every_form_and_every_limit(page: str) -> None:
    assert all(re.search(rf"\b{form}\b", page) for form in FORMS)
    numbers = set(re.findall(r"[0-9]+", page.replace(",", "")))
    limits = {MAX_BYTES, MAX_VALUES, MAX_DEPTH, MAX_LENGTH, 300, 50}
    assert {str(limit) for limit in limits} <= numbers


def test_the_drill_that_it_shows_is_one_and_it_names_every_key(page: str, tmp_path: Path) -> None:
    shown = re.search(r"(?m)^    scenario: my-drill$(?:\n    .*)*", page)
    assert shown is not None
    path = tmp_path / "my-drill.yaml"
    path.write_text(textwrap.dedent(shown[0]) + "\n", encoding="utf-8")
    (report,) = check_files([path])
    assert report.problems == ()
    guide = load_scenario(path, load_site("odawara")).guide
    assert guide is not None
    assert (len(guide.injects), len(guide.tasks)) == (2, 3)
    words = set(re.findall(r"[a-z_]+", page))
    for model in (DrillForm, InjectModel, EvaluationModel, ExpectModel, SinceModel):
        assert {field.alias or name for name, field in model.model_fields.items()} <= words
    assert {*Channel, *Level, *Group} <= words


def test_the_manual_leads_to_it() -> None:
    for language in ("en", "ja"):
        manual = (DOCS / f"manual.{language}.md").read_text(encoding="utf-8")
        assert f"(writing.{language}.md)" in manual
