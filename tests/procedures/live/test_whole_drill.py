"""The first activation of Odawara, live, with real people only: the same steps, the same end."""

from __future__ import annotations

from typing import Any

from devices.events import EventKind
from procedures import intents


def test_a_live_sitting_goes_through_the_whole_first_activation(seat: Any) -> None:
    s = seat()
    assert not any(member.simulated for member in s.sitting.people.members)
    s.go(6.0)  # the blackout
    s.take_over_board()
    s.granted(intents.Arm("ozawa"))
    s.work(lambda look: look.phase == "ISLAND")
    s.wait(40 * 60.0)
    s.plant.world.happen("restoration")
    s.work(lambda look: look.outcome != "")
    assert s.look.outcome == "completed"
    assert not s.sitting.finished  # the plant is there all the same
    sent = s.events(EventKind.COMMAND_SENT)
    assert "bess.start_black" in s.plant.written
    assert {
        event.who for event in sent if f"{event.subject}.{event.data['verb']}" in s.plant.written
    } == {"ozawa"}
