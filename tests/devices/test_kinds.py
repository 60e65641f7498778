from __future__ import annotations

from collections.abc import Iterator

import pytest

from devices.conditions import compile_condition
from devices.documents import is_japanese
from devices.kinds import KINDS
from devices.kinds.kind import ArgumentTemplate, Kind, SignalTemplate
from devices.words import Words

EVERY_KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
# codes that are the same in every language, and what a template is made of
CODES = {"{number} {name}"}


def words_of(kind: Kind) -> Iterator[Words]:
    yield kind.title
    for signal in kind.signals:
        yield signal.label
        yield from (words for _, words in signal.states)
    for verb in kind.verbs:
        yield verb.title
        for argument in verb.arguments:
            yield argument.label
            yield from (words for _, words in argument.states)


@EVERY_KIND
def test_every_text_of_a_kind_is_there_in_both_languages(kind: Kind) -> None:
    for words in words_of(kind):
        assert words.en.strip()
        assert is_japanese(words.ja) or words.ja in CODES, words


@EVERY_KIND
def test_the_proof_of_a_verb_speaks_of_the_kinds_own_signals_and_arguments(kind: Kind) -> None:
    suffixes = {signal.suffix for signal in kind.signals}
    for verb in kind.verbs:
        condition = compile_condition(verb.done_when.replace("{device}", "it"))
        arguments = {argument.name for argument in verb.arguments}
        for name in condition.names:
            owner, _, what = name.partition(".")
            assert what in (suffixes if owner == "it" else arguments), f"{verb.name}: {name}"


@EVERY_KIND
def test_every_verb_can_be_proved_and_somebody_may_use_it(kind: Kind) -> None:
    for verb in kind.verbs:
        assert verb.done_when, verb.name
        assert verb.roles, verb.name
        assert verb.answer_within_s > 0


@EVERY_KIND
def test_numbers_have_both_bounds_and_states_have_none(kind: Kind) -> None:
    arguments = (argument for verb in kind.verbs for argument in verb.arguments)
    every: list[SignalTemplate | ArgumentTemplate] = [*kind.signals, *arguments]
    for one in every:
        if one.states:
            assert one.low is None
            assert one.high is None
        elif one.low is not None:
            assert one.high is not None
            assert one.low < one.high


@EVERY_KIND
def test_names_within_a_kind_are_unique(kind: Kind) -> None:
    suffixes = [signal.suffix for signal in kind.signals]
    verbs = [verb.name for verb in kind.verbs]
    assert len(set(suffixes)) == len(suffixes)
    assert len(set(verbs)) == len(verbs)


@EVERY_KIND
def test_the_safe_state_of_a_kind_is_made_of_its_own_verbs(kind: Kind) -> None:
    verbs = {verb.name: verb for verb in kind.verbs}
    for name, arguments in kind.safe:
        assert {argument.name for argument in verbs[name].arguments} == dict(arguments).keys()


def test_what_others_or_hands_work_takes_orders_between_people_and_the_rest_goes_to_the_wire() -> (
    None
):
    manual = {
        kind.name for kind in KINDS.values() if kind.verbs and all(v.manual for v in kind.verbs)
    }
    ours = {
        kind.name for kind in KINDS.values() if kind.verbs and not any(v.manual for v in kind.verbs)
    }

    assert manual == {
        "grid_connection", "boundary_switch", "earth_switch", "permits", "ev", "car_share",
        "cubicle_switch", "lv_breaker", "transfer_switch", "external_inlet", "load_circuit",
        "pv_pcs", "pcs_outlet", "emergency_socket", "v2h", "portable_generator",
    }  # fmt: skip
    assert ours == {
        "breaker", "battery_inverter", "protection_relay", "evt", "pv_inverter",
        "regulating_load", "ev_charger", "load_block", "premises_switch", "load_feeder",
        "diesel_generator", "synchronism_relay",
    }  # fmt: skip
