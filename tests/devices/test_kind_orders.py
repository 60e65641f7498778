"""Every order between people can be said, carried out at the equipment, and reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from devices.documents import is_japanese
from devices.kinds import KINDS
from devices.manual import ManualPoints
from devices.picture import Picture
from devices.simulated import SimulatedPlant
from devices.site import Site, load_site
from devices.site.site import Device, Order, Verb
from devices.words import Words

ODAWARA = load_site("odawara")


def _manual(site: Site) -> Iterator[tuple[Device, Verb]]:
    for device in site.devices.values():
        for verb in device.verbs.values():
            if verb.manual:
                yield device, verb


EVERY_ORDER = pytest.mark.parametrize(
    ("device", "verb"),
    [pytest.param(d, v, id=f"{d.name}.{v.name}") for d, v in _manual(ODAWARA)],
)


def order_of(verb: Verb) -> Order:
    assert verb.order is not None
    return verb.order


def texts(order: Order) -> list[Words]:
    return [words for words in (order.says, order.repeats, order.answers) if words is not None]


def test_every_kind_with_orders_is_at_the_site() -> None:
    kinds = {kind.name for kind in KINDS.values() if any(verb.manual for verb in kind.verbs)}
    assert kinds == {device.kind for device, _ in _manual(ODAWARA)}


@EVERY_ORDER
def test_it_is_said_in_both_languages_to_somebody_of_the_site(device: Device, verb: Verb) -> None:
    order = order_of(verb)
    assert order.to in ODAWARA.roles
    for words in texts(order):
        assert words.en.strip()
        assert is_japanese(words.ja)


@EVERY_ORDER
def test_japanese_switching_words_are_those_of_the_rules(device: Device, verb: Verb) -> None:
    for words in texts(order_of(verb)):
        assert not re.search("切って|止めて|切る|取る|とる|閉じ|開ける", words.ja)


@EVERY_ORDER
def test_every_placeholder_in_it_is_filled_by_the_picture(device: Device, verb: Verb) -> None:
    picture = Picture(ODAWARA, ManualPoints(ODAWARA))
    for words in texts(order_of(verb)):
        for text in (words.en, words.ja):
            for name in re.findall(r"\{([^{}]*)\}", text):
                assert name == "now" or picture.words(name) is not None, text


@EVERY_ORDER
def test_what_comes_of_it_is_entered_into_manual_points(device: Device, verb: Verb) -> None:
    order = order_of(verb)
    given = dict(order.enters)
    assert (order.act != "") == bool(order.reports) == (order.answers is not None)
    assert (order.act != "") != bool(given)
    for name in (*order.reports, *given):
        assert device.signals[name].manual


def test_whoever_is_told_can_do_it_at_the_simulated_equipment() -> None:
    plant = SimulatedPlant(ODAWARA)
    try:
        for device, verb in _manual(ODAWARA):
            act = order_of(verb).act
            assert not act or plant.field.knows(device.name, act), f"{device.name}.{verb.name}"
    finally:
        plant.close()
