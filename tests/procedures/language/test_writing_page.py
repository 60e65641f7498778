"""What the page on writing files says is so, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from devices.conditions import MAX_LENGTH
from devices.documents.builder import MAX_DEPTH, MAX_VALUES
from devices.documents.reader import MAX_BYTES
from procedures.language.model import KINDS, StepModel
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


def test_the_manual_leads_to_it() -> None:
    for language in ("en", "ja"):
        manual = (DOCS / f"manual.{language}.md").read_text(encoding="utf-8")
        assert f"(writing.{language}.md)" in manual
