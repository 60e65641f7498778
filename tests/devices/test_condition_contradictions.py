"""Parts of a condition that can each be true, and never together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.conditions import ANYTHING, Domain, compile_condition, contradiction

DOMAINS = {
    "a.soc": Domain(0, 100),
    "a.p": Domain(-50, 50),
    "a.count": Domain(0, 1000, whole=True),
    "a.state": Domain(words=frozenset({"open", "closed", "stuck"})),
    "site.low": Domain(20, 20),
}


def found(text: str) -> tuple[str, str] | None:
    met = contradiction(text, lambda name: DOMAINS.get(name, ANYTHING))
    if met is None:
        return None
    assert text[met.offset :].startswith(met.given)
    return met.given, met.other


@pytest.mark.parametrize(
    ("text", "given", "other"),
    [
        ("a.count > 0 and a.count == 0", "a.count == 0", "a.count > 0"),
        ("a.count == 0 and 0 < a.count", "0 < a.count", "a.count == 0"),
        ("a.count > 0 and a.flag and a.count < 1", "a.count < 1", "a.count > 0"),
        ("a.count >= 1 and not a.count != 0", "not a.count != 0", "a.count >= 1"),
        ("a.count <= 1 and a.count != 0 and a.count != 1", "a.count != 1",
         "a.count <= 1 and a.count != 0"),
        ("a.soc > 60 and a.soc < 40", "a.soc < 40", "a.soc > 60"),
        ("a.soc > 50 and a.soc <= 50", "a.soc <= 50", "a.soc > 50"),
        ("a.soc < site.low and a.soc >= site.low", "a.soc >= site.low", "a.soc < site.low"),
        ("a.soc within 10..20 and a.soc within 30..40", "a.soc within 30..40",
         "a.soc within 10..20"),
        ("a.soc within 10..20 and 30 < a.soc < 40", "30 < a.soc < 40", "a.soc within 10..20"),
        ("clock.time >= 22:00 and clock.time < 06:00", "clock.time < 06:00",
         "clock.time >= 22:00"),
        ("a.soc > a.p and a.p >= a.soc", "a.p >= a.soc", "a.soc > a.p"),
        ("abs(a.p) > 20 and abs( a.p ) < 10", "abs( a.p ) < 10", "abs(a.p) > 20"),
        ("a.state == 'open' and a.state == 'closed'", "a.state == 'closed'", "a.state == 'open'"),
        ("a.state == 'open' and a.state != 'open'", "a.state != 'open'", "a.state == 'open'"),
        ("a.state != 'open' and a.state != 'closed' and a.state != 'stuck'", "a.state != 'stuck'",
         "a.state != 'open' and a.state != 'closed'"),
        ("a.flag and not a.flag", "not a.flag", "a.flag"),
        ("a.flag == true and a.flag == false", "a.flag == false", "a.flag == true"),
        ("changed(a.p) and not changed(a.p)", "not changed(a.p)", "changed(a.p)"),
        ("not (a.flag or a.soc > 5) and a.flag", "a.flag", "not (a.flag or a.soc > 5)"),
        ("a.count > 0 and (a.count == 0 or a.count < 0.5)", "a.count == 0", "a.count > 0"),
        ("a.count == 0 and not (a.count within -1..2)", "not (a.count within -1..2)",
         "a.count == 0"),
        ("a.soc > 100", "a.soc > 100", ""),
        ("a.flag and a.count within 0.2..0.8", "a.count within 0.2..0.8", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_true_together_is_found(text: str, given: str, other: str) -> None:
    assert found(text) == (given, other)


@pytest.mark.parametrize(
    "text",
    [
        "a.count > 0 and a.count < 2",
        "a.count >= 0 and a.count == 0",
        "a.count > 0 or a.count == 0",
        "a.count > 0 and (a.count == 0 or a.flag)",
        "a.soc > 50 and a.soc < 51",
        "a.soc >= 50 and a.soc <= 50",
        "a.soc > 0 and a.soc != 1",
        "clock.time >= 22:00 or clock.time < 06:00",
        "a.state != 'open' and a.state != 'closed'",
        "b.state == 'open' and a.state == 'closed'",
        "a.soc > a.p and a.p > 5",
        "a.p - (a.soc - 5) > 0 and a.p - a.soc < 5",
        "a.flag and not b.flag",
        "not (a.count > 0 and a.count == 0)",
        "permit.return and a.soc > 5",
        "true",
    ],
)
def test_what_can_be_true_together_is_left_alone(text: str) -> None:
    assert found(text) is None


class Values:
    def __init__(self, values: dict[str, float | bool | str]) -> None:
        self._values = {**values, "site.low": 20}

    def value(self, name: str) -> float | bool | str | None:
        return self._values.get(name)

    def age_s(self, _name: str) -> float | None:
        return 3.0

    def changed(self, _name: str) -> bool | None:
        return True


NUMBER = st.sampled_from(["a.soc", "a.p", "a.count", "site.low", "0", "1", "2", "-7", "20"])
SUM = st.tuples(NUMBER, st.sampled_from("+-*/"), NUMBER).map("({0[0]} {0[1]} {0[2]})".format)
SIDE = st.one_of(NUMBER, NUMBER, SUM, SUM.map("abs({})".format))
PART = st.one_of(
    st.tuples(SIDE, st.sampled_from(["<", "<=", ">", ">="]), SIDE).map(" ".join),
    st.tuples(st.just("a.count"), st.sampled_from(["==", "!="]), st.sampled_from("012")).map(
        " ".join
    ),
    st.tuples(st.just("a.state"), st.sampled_from(["==", "!="]), st.just("'open'")).map(" ".join),
    st.sampled_from(["a.flag", "a.flag == false", "a.p within -7..site.low", "0 <= a.count < 2"]),
)
TEXT = st.recursive(
    PART,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" and ", " or "]), inner).map("".join).map("({})".format),
        inner.map("(not {})".format),
    ),
    max_leaves=6,
)


@given(
    TEXT,
    st.one_of(st.sampled_from([0.0, 20.0]), st.floats(0, 100)),
    st.one_of(st.sampled_from([-7.0, 0.0, 20.0]), st.floats(-50, 50)),
    st.tuples(st.integers(0, 3), st.booleans(), st.sampled_from(["open", "closed"])),
)
def test_no_condition_that_comes_true_is_called_a_contradiction(
    text: str, soc: float, p: float, others: tuple[int, bool, str]
) -> None:
    count, flag, state = others
    values = {"a.soc": soc, "a.p": p, "a.count": count, "a.flag": flag, "a.state": state}
    if compile_condition(text).evaluate(Values(values)):
        assert found(text) is None


def test_a_long_condition_takes_no_longer_than_its_length() -> None:
    assert found(" and ".join(["a.flag"] * 40)) is None
    assert found("1 " + "< a.soc " * 50) is None
    assert found("(" * 25 + "a.flag" + " or a.soc > 1)" * 25) is None
