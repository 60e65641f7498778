"""What people say to one another holds at whatever hour the sitting is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from devices.words import Words
from procedures.language import load_procedure, procedure_names
from procedures.language.steps import Procedure, Say

CLOCK = re.compile(r"[0-9]{1,2}[:：][0-9]{2}|[0-9]{1,2}時(?!間)|[0-9] ?[ap]\.?m\b|o'clock")


def spoken(procedure: Procedure) -> Iterator[Words]:
    for step in procedure.steps:
        if isinstance(step.action, Say):
            yield from (step.action.text, step.action.read_back)
            if step.action.report is not None:
                yield step.action.report.text


@pytest.mark.parametrize("name", procedure_names())
def test_no_message_names_an_hour_of_the_clock(name: str) -> None:
    said = [text for words in spoken(load_procedure(name)) for text in (words.en, words.ja)]
    assert [text for text in said if CLOCK.search(text)] == []


def test_the_city_wants_the_start_as_soon_as_it_can_be_and_hears_it_back() -> None:
    procedure = load_procedure("odawara-p1-activation")
    (say,) = (step.action for step in procedure.steps if step.id == "1.4")
    assert isinstance(say, Say)
    for words in (say.text, say.read_back):
        assert "as soon as it can be" in words.en
        assert "できるだけ早く" in words.ja
