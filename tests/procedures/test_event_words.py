"""What happened, in words of both languages, as the log of a window shows it."""

from __future__ import annotations

import pytest

from devices import messages
from devices.documents import is_japanese
from devices.events import Event, EventKind
from devices.site import load_site
from procedures.event_words import event_words
from sim.state import EVENT_KINDS


@pytest.fixture(scope="module")
def odawara():
    return load_site("odawara")


def words_of(site, subject, **data):
    return event_words(Event(1.0, EventKind.PLANT, subject, "", data), site)


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_everything_that_the_simulator_tells_has_words(odawara, kind):
    assert f"event.plant_{kind}" in messages.keys("en")
    words = words_of(odawara, "bess", what=kind, value=1.0)
    assert "_" not in words.en
    assert is_japanese(words.ja.partition("：")[2])


def test_the_cause_of_a_trip_is_told_in_both_languages(odawara):
    words = words_of(odawara, "bess", what="machine_tripped", cause="out_of_fuel")
    assert "(out of fuel)" in words.en
    assert "（燃料切れ）" in words.ja


def test_an_input_that_is_no_number_is_named(odawara):
    words = words_of(odawara, "grid", what="input_refused", value=None, input="grid.f_hz")
    assert "grid.f_hz" in words.en
    assert "grid.f_hz" in words.ja


def test_who_wanted_to_take_off_whose_tag_is_told_with_both_names(odawara):
    data = {"what": "unlock_refused", "owners": ["sato", "TSO-F"]}
    words = event_words(Event(1.0, EventKind.FIELD, "k12", "ishii", data), odawara)
    crew = odawara.roles["TSO-F"].title
    assert all(name in words.en for name in ("Ishii", "Sato", crew.en))
    assert all(name in words.ja for name in ("石井", "佐藤", crew.ja))
