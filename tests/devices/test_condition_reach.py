"""What a condition can be, from the bounds and states of its signals alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.conditions import ANYTHING, Domain, compile_condition, possible_truths

DOMAINS = {
    "a.soc": Domain(0, 100),
    "a.p": Domain(-50, 50),
    "a.state": Domain(words=frozenset({"open", "closed"})),
    "a.only": Domain(words=frozenset({"one"})),
    "a.flag": ANYTHING,
    "site.low": Domain(20, 20),
}


def truths(text: str) -> set[bool]:
    return set(possible_truths(text, lambda name: DOMAINS.get(name, ANYTHING)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.soc >= 0", {True}),
        ("a.soc > 0", {True, False}),
        ("a.soc > 100", {False}),
        ("a.soc >= 100", {True, False}),
        ("100 < a.soc", {False}),
        ("a.soc < site.low", {True, False}),
        ("site.low > 20", {False}),
        ("site.low == 20", {True}),
        ("a.soc == 101", {False}),
        ("a.soc != 101", {True}),
        ("a.soc within -10..200", {True}),
        ("a.soc within 110..120", {False}),
        ("a.soc within site.low..10", {True, False}),
        ("-10 < a.soc < 110", {True}),
        ("abs(a.p) > 50", {False}),
        ("abs(a.p) >= 0", {True}),
        ("a.p * a.p > 2500", {False}),
        ("-a.p > 50", {False}),
        ("a.soc - a.p > 150", {False}),
        ("min(a.soc, a.p) > 50", {False}),
        ("max(a.soc, a.p) >= 0", {True}),
        ("a.soc / a.p > 1000", {True, False}),
        ("age(a.soc) < 0", {False}),
        ("changed(a.soc)", {True, False}),
        ("a.state == 'open'", {True, False}),
        ("a.state == 'ajar'", {False}),
        ("a.only == 'one'", {True}),
        ("a.flag", {True, False}),
        ("a.flag == true", {True, False}),
        ("true", {True}),
        ("not true", {False}),
        ("a.flag or true", {True}),
        ("a.flag and false", {False}),
        ("a.soc > 100 or a.p > 50", {False}),
        ("not (a.soc > 100 or a.p > 50)", {True}),
        ("permit.return and a.soc > 100", {False}),
    ],
)
def test_bounds_and_states_decide_what_is_possible(text: str, expected: set[bool]) -> None:
    assert truths(text) == expected


def test_a_long_condition_takes_no_longer_than_its_length() -> None:
    assert truths(" and ".join(["a.flag"] * 40)) == {True, False}
    assert truths(" or ".join(["a.flag"] * 40)) == {True, False}
    assert truths("1 " + "< a.soc " * 50) == {True, False}


class Values:
    def __init__(self, numbers: dict[str, float], flag: bool) -> None:
        self._values: dict[str, float | bool | str] = {**numbers, "site.low": 20, "a.flag": flag}

    def value(self, name: str) -> float | bool | str | None:
        return self._values.get(name)

    def age_s(self, _name: str) -> float | None:
        return 3.0

    def changed(self, _name: str) -> bool | None:
        return True


NUMBER = st.sampled_from(["a.soc", "a.p", "site.low", "3", "-7", "100"])
SUM = st.tuples(NUMBER, st.sampled_from("+-*/"), NUMBER).map(" ".join)
SIDE = st.one_of(NUMBER, SUM, SUM.map("abs({})".format), st.just("min(a.soc, a.p)"))
COMPARED = st.tuples(SIDE, st.sampled_from(["<", "<=", ">", ">="]), SIDE).map(" ".join)
TEXT = st.recursive(
    st.one_of(COMPARED, st.just("a.flag"), st.just("a.soc within site.low..60")),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" and ", " or "]), inner).map("".join).map("({})".format),
        inner.map("not {}".format),
    ),
    max_leaves=4,
)


@given(TEXT, st.floats(0, 100), st.floats(-50, 50), st.booleans())
def test_no_values_within_their_bounds_give_what_is_called_impossible(
    text: str, soc: float, p: float, flag: bool
) -> None:
    truth = compile_condition(text).evaluate(Values({"a.soc": soc, "a.p": p}, flag))
    assert truth is None or truth in truths(text)
