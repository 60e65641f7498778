"""Turns on a line: one at a time, the urgent before the others, and nobody lost."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from devices.modbus.client.turns import Turns


def test_turns_come_in_the_order_of_asking_and_the_urgent_first(run: Any) -> None:
    async def story() -> None:
        turns, order = Turns(), []

        async def take(name: str, *, urgent: bool) -> None:
            async with turns.turn(urgent=urgent):
                order.append(name)
                await asyncio.sleep(0)

        names = [("a", False), ("b", False), ("c", False), ("write", True), ("stop", True)]
        await asyncio.gather(*(take(name, urgent=urgent) for name, urgent in names))
        assert order == ["a", "write", "stop", "b", "c"]

    run(story())


@pytest.mark.parametrize("passed_on", [False, True])
def test_whoever_gives_up_does_not_keep_the_line(run: Any, passed_on: bool) -> None:
    async def story() -> None:
        turns = Turns()

        async def take() -> None:
            async with turns.turn(urgent=False):
                pass

        async with turns.turn(urgent=False):
            impatient = asyncio.create_task(take())
            patient = asyncio.create_task(take())
            await asyncio.sleep(0)
            if not passed_on:
                impatient.cancel()
                await asyncio.sleep(0)
        impatient.cancel()  # at the latest when the line was just handed to it
        await patient
        await asyncio.gather(impatient, return_exceptions=True)
        assert impatient.cancelled()
        await take()

    run(story())


def test_a_turn_that_ends_with_an_error_is_passed_on(run: Any) -> None:
    async def story() -> None:
        turns = Turns()
        with pytest.raises(ValueError, match="broken"):
            async with turns.turn(urgent=False):
                raise ValueError("broken")
        async with turns.turn(urgent=True):
            pass

    run(story())
