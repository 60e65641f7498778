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
from devices.site import Site, load_site, site_names
from devices.site.site import Device, Order, Verb
from devices.words import Words

SITES = [load_site(name) for name in site_names()]


def _manual(site: Site) -> Iterator[tuple[Device, Verb]]:
    for device in site.devices.values():
        for verb in device.verbs.values():
            if verb.manual:
                yield device, verb


def _one_of_each() -> Iterator[tuple[Site, Device, Verb]]:
    """Each order of a kind once, at the first site that has it."""
    seen = set()
    for site in SITES:
        for device, verb in _manual(site):
            if (device.kind, verb.name) not in seen:
                seen.add((device.kind, verb.name))
                yield site, device, verb


EVERY_ORDER = pytest.mark.parametrize(
    ("site", "device", "verb"),
    [pytest.param(s, d, v, id=f"{s.name}:{d.name}.{v.name}") for s, d, v in _one_of_each()],
)


def order_of(verb: Verb) -> Order:
    assert verb.order is not None
    return verb.order


def texts(order: Order) -> list[Words]:
    return [words for words in (order.says, order.repeats, order.answers) if words is not None]


def test_every_kind_with_orders_is_at_a_site() -> None:
    kinds = {kind.name for kind in KINDS.values() if any(verb.manual for verb in kind.verbs)}
    assert kinds == {device.kind for _, device, _ in _one_of_each()}


@EVERY_ORDER
def test_it_is_said_in_both_languages_to_somebody_of_the_site(
    site: Site, device: Device, verb: Verb
) -> None:
    order = order_of(verb)
    assert order.to in site.roles
    for words in texts(order):
        assert words.en.strip()
        assert is_japanese(words.ja)


@EVERY_ORDER
def test_japanese_switching_words_are_those_of_the_rules(
    site: Site, device: Device, verb: Verb
) -> None:
    for words in texts(order_of(verb)):
        assert not re.search("切って|止めて|切る|取る|とる|閉じ|開ける", words.ja)


@EVERY_ORDER
def test_every_placeholder_in_it_is_filled_by_the_picture(
    site: Site, device: Device, verb: Verb
) -> None:
    picture = Picture(site, ManualPoints(site))
    for words in texts(order_of(verb)):
        for text in (words.en, words.ja):
            for name in re.findall(r"\{([^{}]*)\}", text):
                assert name == "now" or picture.words(name) is not None, text


@EVERY_ORDER
def test_what_comes_of_it_is_entered_into_manual_points(
    site: Site, device: Device, verb: Verb
) -> None:
    order = order_of(verb)
    given = dict(order.enters)
    assert (order.act != "") == bool(order.reports) == (order.answers is not None)
    assert (order.act != "") != bool(given)
    for name in (*order.reports, *given):
        assert device.signals[name].manual


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_whoever_is_told_can_do_it_at_the_simulated_equipment(site: Site) -> None:
    plant = SimulatedPlant(site)
    try:
        for device, verb in _manual(site):
            act = order_of(verb).act
            assert not act or plant.field.knows(device.name, act), f"{device.name}.{verb.name}"
    finally:
        plant.close()
