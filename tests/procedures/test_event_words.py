"""What happened, in words of both languages, as the log of a window shows it."""

from __future__ import annotations

import pytest

from devices import messages
from devices.documents import is_japanese
from devices.events import Event, EventKind
from devices.site import load_site
from procedures.event_words import event_words
from sim.state import EVENT_KINDS

ENTERED = {"value": "open", "entered_by": "ozawa"}


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


@pytest.mark.parametrize(
    ("event", "en", "ja"),
    [
        (Event(1.0, EventKind.SITTING_ARMED, "odawara", "ozawa"), "armed by Ozawa", "小沢"),
        (
            Event(1.0, EventKind.SITTING_DISARMED, data={"en": "by Mori", "ja": "森による"}),
            "disarmed: by Mori",
            "森による",
        ),
        (Event(1.0, EventKind.CLOCK, data={"en": "set back", "ja": "戻された"}), "set back", "戻"),
        (
            Event(1.0, EventKind.LINK, "b1", data={"en": "silent", "ja": "無応答"}),
            "Wanpaku Land office: silent",
            "無応答",
        ),
        (
            Event(1.0, EventKind.ENTRY, "k12.position", "kato", ENTERED),
            "reported by Kato, entered by Ozawa",
            "加藤 の報告、小沢 が入力",
        ),
    ],
)
def test_a_live_sitting_tells_its_own_in_both_languages(odawara, event, en, ja):
    words = event_words(event, odawara)
    assert en in words.en
    assert ja in words.ja


def test_who_wanted_to_take_off_whose_tag_is_told_with_both_names(odawara):
    data = {"what": "unlock_refused", "owners": ["sato", "TSO-F"]}
    words = event_words(Event(1.0, EventKind.FIELD, "k12", "ishii", data), odawara)
    crew = odawara.roles["TSO-F"].title
    assert all(name in words.en for name in ("Ishii", "Sato", crew.en))
    assert all(name in words.ja for name in ("石井", "佐藤", crew.ja))


@pytest.mark.parametrize("what", ["lose", "restore", "open", "plug_vehicle", "soc"])
def test_what_a_scenario_lets_happen_is_told_in_both_languages(odawara, what):
    words = event_words(Event(1.0, EventKind.HAPPENING, "grid", "", {"what": what}), odawara)
    assert is_japanese(words.ja.split("：")[1])
    assert what.replace("_", " ") not in words.ja


def test_a_reason_that_somebody_had_to_give_is_told(odawara):
    data = {"why": "out_of_service", "reason": "relay under repair"}
    event = Event(1.0, EventKind.ALARM_SHELVED, "bess_trip", "ozawa", data)
    words = event_words(event, odawara)
    assert words.en.endswith("(relay under repair)")
    assert words.ja.endswith("（relay under repair）")


def test_a_run_is_named_by_its_chapter_and_not_by_its_file(odawara):
    data = {"chain": "P1", "state": "failed"}
    event = Event(1.0, EventKind.RUN_STATE, "odawara-p1-activation", "", data)
    assert event_words(event, odawara).en == "P1: stopped at a failed step"
