"""A console that no device answers any more: told at once, and nothing stays armed."""

from __future__ import annotations

from typing import Any

from devices.events import EventKind
from procedures import intents
from procedures.blindness import ALARM, BLIND_S, watched
from procedures.snapshot import AlarmState


def silence_everything(s: Any) -> None:
    s.plant.silent |= {link.device for link in s.plant.links()}


def shown(s: Any) -> list[tuple[str, int, AlarmState]]:
    return [(a.id, a.priority, a.state) for a in s.look.alarms if a.id == ALARM]


def test_when_no_device_answers_live_control_is_disarmed_and_an_emergency_alarm_says_so(
    seat: Any,
) -> None:
    s = seat()
    s.go(1.0)
    s.granted(intents.Arm("ozawa"))
    silence_everything(s)
    s.go(1.0)
    s.go(BLIND_S - 0.5)
    assert s.look.live.armed_by == "ozawa"
    assert shown(s) == []
    s.go(0.6)
    assert s.look.live.armed_by == ""
    assert not s.plant.permitted
    assert shown(s) == [(ALARM, 1, AlarmState.UNACKNOWLEDGED)]
    (told,) = s.events(EventKind.SITTING_DISARMED)
    assert (told.who, told.data["en"]) == ("", "no device answers any more")


def test_one_device_that_answers_keeps_it_armed(seat: Any) -> None:
    s = seat()
    s.go(1.0)
    s.granted(intents.Arm("ozawa"))
    silence_everything(s)
    s.plant.silent.discard("m1")
    for _ in range(5):
        s.go(1.0)
    assert s.look.live.armed_by == "ozawa"
    assert shown(s) == []


def test_nobody_arms_a_console_that_sees_nothing_and_the_alarm_goes_when_devices_are_back(
    seat: Any,
) -> None:
    s = seat()
    silence_everything(s)
    for _ in range(5):
        s.go(1.0)
    (reason,) = s.wish(intents.Arm("ozawa"))
    assert "No device answers" in reason
    s.plant.silent.clear()
    s.go(1.0)
    s.go(1.0)
    assert shown(s) == [(ALARM, 1, AlarmState.RETURNED)]
    s.granted(intents.Arm("ozawa"))


def test_every_site_has_the_alarm_in_both_languages_and_never_twice(site: Any) -> None:
    once = watched(site)
    assert watched(once) is once
    (rule,) = [rule for rule in once.alarms if rule.id == ALARM]
    for words in (rule.title, rule.cause, rule.consequence, rule.action):
        assert words.en
        assert words.ja
        assert words.en != words.ja
