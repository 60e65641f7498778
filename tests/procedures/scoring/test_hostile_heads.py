"""A record may come from anybody: whatever stands in its head and events, a score comes of it."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from devices.events import Event, EventKind
from procedures.drill.scoring.facts import facts_of
from procedures.drill.scoring.scoring import score_of
from tests.procedures.scoring.cases import COMPLETED, case, reference, samples

plain = st.none() | st.booleans() | st.integers(-10, 10) | st.floats() | st.text(max_size=3)
json_values: st.SearchStrategy[Any] = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)
HEAD = ("number", "title", "weights", "objectives", "tasks", "blocks", "cars", "roles", "steps")
TRACE = ("steps", "tasks", "hazards", "failed", "not_full", "limits", "energy")
DATA = (
    "what", "by", "took_s", "severity", "near", "stopped", "planned", "en", "ja", "right", "step",
    "run", "procedure", "score", "target_s", "evidence", "note", "outcome", "answer", "text",
    "workload", "confidence_before", "with", "seen", "hold", "role", "speaker", "listener",
)  # fmt: skip
things = {"id": "a", "device": "b1", "key": "p/1"}
items = st.lists(
    st.dictionaries(
        st.sampled_from([*things, *HEAD, "group", "tier", "planned_kw"]), json_values
    ).map(lambda one: {**things, **one})
    | json_values,
    max_size=3,
)
traces = st.dictionaries(st.sampled_from(TRACE), json_values | items, max_size=5)
heads = st.dictionaries(st.sampled_from(HEAD), json_values | items, max_size=6)
events = st.lists(
    st.builds(
        Event,
        st.floats(0.0, 5000.0),
        st.sampled_from(list(EventKind)),
        st.sampled_from(["a", "b1", "order", "read_back", "confirm", "1", ""]),
        st.sampled_from(["ozawa", ""]),
        st.dictionaries(st.sampled_from(DATA), json_values, max_size=6),
    ),
    max_size=12,
)
SAMPLED = samples([0.0, 60.0, 120.0], b1__p_kw=[0.0, 1.0, float("nan")])


@settings(max_examples=30, deadline=None)
@given(heads)
def test_a_head_of_any_form_is_read(head: dict[str, Any]) -> None:
    assert facts_of(head).weights


@settings(max_examples=40, deadline=None)
@given(events, heads, traces | st.none())
def test_a_drill_of_any_events_has_a_score_within_bounds(
    given_events: list[Event], head: dict[str, Any], trace: dict[str, Any] | None
) -> None:
    expert = None if trace is None else {**reference(()), **trace}
    drill = {"tasks": [{"id": "a", "group": "time", "standard_s": 60.0}], **head}
    sheet = score_of(case([*given_events, COMPLETED], sampled=SAMPLED, **drill, reference=expert))
    assert 0.0 <= sheet.total <= sum(one.of for one in sheet.groups)
    sheet.to_json()
