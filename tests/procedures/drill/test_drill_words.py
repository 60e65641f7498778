"""What happens in a drill, as a log tells it in both languages; and what a trainee's log keeps."""

from __future__ import annotations

import pytest

from devices.documents import is_japanese
from devices.events import Event, EventKind, Json
from devices.site import Site, load_site
from procedures.drill_words import is_secret
from procedures.event_words import event_words
from procedures.views import Logs

SAID: dict[str, Json] = {"en": "the tree", "ja": "倒木"}
DRILL: tuple[dict[str, Json], ...] = (
    {"what": "begun"},
    {"what": "ended", "reason": "昼休み"},
    {"what": "frozen", "reason": ""},
    {"what": "disaster"},
    {"what": "thawed"},
    {"what": "stepped", "seconds": 10.0, "until_s": 20.0},
    {"what": "role_taken", "role": "TSO-D"},
    {"what": "role_back", "role": "TSO-D"},
    {"what": "keep_every", "minutes": 5.0},
    {"what": "keep_every", "minutes": None},
    {"what": "kept", "note": ""},
    {"what": "kept", "note": "前"},
    {"what": "slip", **SAID},
    {"what": "fault", **SAID},
    {"what": "override", "reason": "逆送電を見せる"},
    {"what": "refused", **SAID},
)
OTHERS: tuple[tuple[EventKind, dict[str, Json]], ...] = (
    *((EventKind.INJECT, {"what": what, **SAID}) for what in ("sent", "skipped", "refused")),
    (EventKind.MESSAGE, {"by": "CITY", **SAID}),
    (EventKind.ANSWER, {"answer": "refuse", **SAID}),
    *(
        (EventKind.TASK, {"what": what, **SAID})
        for what in ("open", "met", "unmet", "not_applicable")
    ),
    (EventKind.HINT, {"asked": True, **SAID}),
    (EventKind.HINT, {"asked": False, **SAID}),
    (EventKind.MARK, {"text": "ここ"}),
    (EventKind.MARK, {"text": ""}),
    (EventKind.HAZARD, {"near": False, **SAID}),
    (EventKind.HAZARD, {"near": True, **SAID}),
    (EventKind.HOT_WASH, {}),
)
EVERY = [
    Event(1.0, kind, "" if kind is EventKind.DRILL else "branch", "kondo", data)
    for kind, data in (*((EventKind.DRILL, data) for data in DRILL), *OTHERS)
]


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site("odawara")


def test_everything_in_a_drill_has_words_in_both_languages(site: Site) -> None:
    for event in EVERY:
        words = event_words(event, site)
        assert is_japanese(words.ja), event
        assert "{" not in words.en + words.ja


def test_a_trainee_reads_of_the_course_and_of_what_he_is_told(site: Site) -> None:
    told = [event for event in EVERY if not is_secret(event)]
    assert {event.kind for event in told} == {
        EventKind.DRILL,
        EventKind.MESSAGE,
        EventKind.ANSWER,
        EventKind.HINT,
        EventKind.HOT_WASH,
    }
    assert {event.data["what"] for event in told if event.kind is EventKind.DRILL} == {
        *("begun", "ended", "frozen", "disaster", "thawed", "stepped")
    }
    logs = Logs(site, secret=True)
    logs.observe(EVERY)
    assert [line.kind for line in logs.lines()] == [event.kind.value for event in told]
