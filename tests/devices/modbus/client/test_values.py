"""What counts as a reading: bounds, states, flags and the time at which it was true."""

from __future__ import annotations

from typing import Any

import pytest

from devices.modbus.client.values import DeviceValues, fits
from devices.registers import Coding, Image, Place, Point, RegisterMap, Table
from devices.signals import Quality, Signal
from devices.words import same

NUMBER = Signal("bess.soc_pct", same("soc"), "%", 0.0, 100.0)
STATES = Signal("cb.position", same("position"), states=("open", "closed"))
FLAG = Signal("bess.fire", same("fire"))


@pytest.mark.parametrize(
    ("signal", "value", "so"),
    [
        (NUMBER, 0.0, True),
        (NUMBER, 100.0, True),
        (NUMBER, 100.1, False),
        (NUMBER, -0.1, False),
        (NUMBER, True, False),
        (NUMBER, "50", False),
        (STATES, "open", True),
        (STATES, "opened", False),
        (STATES, 1.0, False),
        (FLAG, True, True),
        (FLAG, 1.0, False),
        (FLAG, "true", False),
    ],
)
def test_a_value_fits_its_signal_or_not(signal: Signal, value: Any, so: bool) -> None:
    assert fits(signal, value) is so


def values_of(*, heartbeat: bool) -> DeviceValues:
    beat = Place(Table.HOLDING, 0)
    points = (Point("soc_pct", Place(Table.HOLDING, 1), Coding(missing=frozenset({0xFFFF}))),)
    map_ = RegisterMap(
        "m", same("m"), "battery_inverter", points, heartbeat=beat if heartbeat else None
    )
    return DeviceValues(map_, {"soc_pct": NUMBER})


def image_of(*cells: int) -> Image:
    image = Image()
    image.put(Table.HOLDING, 0, cells)
    return image


def test_without_a_heartbeat_every_answer_is_of_its_request() -> None:
    values = values_of(heartbeat=False)
    assert values.readings(image_of(5, 50), 10.0)["bess.soc_pct"].time_s == 10.0
    assert values.readings(image_of(5, 50), 11.0)["bess.soc_pct"].time_s == 11.0


def test_with_a_heartbeat_time_goes_on_when_it_moves() -> None:
    values = values_of(heartbeat=True)
    times_s = [
        values.readings(image_of(beat, 50), sent_s)["bess.soc_pct"].time_s
        for beat, sent_s in ((5, 10.0), (5, 11.0), (6, 12.0), (6, 13.0), (0, 14.0))
    ]
    assert times_s == [10.0, 10.0, 12.0, 12.0, 14.0]


def test_a_heartbeat_that_was_not_read_does_not_move() -> None:
    values = values_of(heartbeat=True)
    values.readings(image_of(5, 50), 10.0)
    unread = Image()
    unread.put(Table.HOLDING, 1, (51,))
    reading = values.readings(unread, 11.0)["bess.soc_pct"]
    assert (reading.value, reading.time_s) == (51, 10.0)


@pytest.mark.parametrize("image", [image_of(5, 0xFFFF), image_of(5, 101), image_of(5)])
def test_not_implemented_out_of_range_and_not_read_are_bad(image: Image) -> None:
    reading = values_of(heartbeat=False).readings(image, 10.0)["bess.soc_pct"]
    assert (reading.value, reading.quality) == (None, Quality.BAD)


def test_a_signal_that_the_site_does_not_have_is_left_out() -> None:
    map_ = RegisterMap("m", same("m"), "meter", (Point("p_kw", Place(Table.HOLDING, 0)),))
    assert DeviceValues(map_, {}).readings(image_of(1), 0.0) == {}
