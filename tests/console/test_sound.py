"""The sound of alarms: what sounds, until when, and what is said where nothing can be heard."""

from __future__ import annotations

import threading
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from console.preferences import SOUNDS, Preferences
from console.sound import AlarmSound, Loudspeaker
from console.tones import RATE_HZ, Tone
from console.translation import Translation
from console.views.alarm_sounds import SilenceButton
from console.views.settings_dialog import SettingsDialog
from devices.words import same
from procedures.snapshot import AlarmState, AlarmView, ReplayView, Snapshot

UNSEEN = AlarmState.UNACKNOWLEDGED


class Heard:
    """An output that writes down what it is told."""

    def __init__(self) -> None:
        self.told: list[Tone | None] = []
        self.closed = False

    def loop(self, tone: Tone | None) -> None:
        self.told.append(tone)

    def once(self, tone: Tone) -> None:
        self.told.append(tone)

    def close(self) -> None:
        self.closed = True


def alarm(name: str, priority: int, *, at_s: float = 1.0, parent: str = "") -> AlarmView:
    words = same(name)
    told = (words, words, words, words)
    return AlarmView(
        name, priority, "bess", *told, UNSEEN, active=True, time_s=at_s, value=words, parent=parent
    )


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def sound(heard: Heard, qapp: object) -> AlarmSound:
    made = AlarmSound()
    made.use(heard)
    return made


def priorities(heard: Heard) -> list[int]:
    return [0 if tone is None else tone.priority for tone in heard.told]


def test_the_highest_priority_sounds_until_it_is_acknowledged(
    sound: AlarmSound, heard: Heard, picture: Snapshot
) -> None:
    high, emergency, low = alarm("h", 2), alarm("e", 1), alarm("l", 3)
    sound.take(replace(picture, alarms=(low,)))
    assert heard.told == []
    sound.take(replace(picture, alarms=(low, high)))
    sound.take(replace(picture, alarms=(low, high, emergency)))
    sound.take(replace(picture, alarms=(low, high, emergency)))
    seen = replace(emergency, state=AlarmState.ACKNOWLEDGED)
    sound.take(replace(picture, alarms=(low, high, seen)))
    sound.take(replace(picture, alarms=(low, replace(high, state=AlarmState.RETURNED), seen)))
    sound.take(replace(picture, alarms=()))
    assert priorities(heard) == [2, 1, 2, 0]


def test_silence_is_for_those_that_call_now_and_a_new_one_sounds_again(
    sound: AlarmSound, heard: Heard, picture: Snapshot
) -> None:
    sound.take(replace(picture, alarms=(alarm("a", 2),)))
    sound.silence()
    sound.take(replace(picture, alarms=(alarm("a", 2),)))
    sound.take(replace(picture, alarms=(alarm("a", 2), alarm("b", 2))))
    sound.silence()
    again = alarm("a", 2, at_s=50.0)  # it went and came once more
    sound.take(replace(picture, alarms=(again, alarm("b", 2))))
    assert priorities(heard) == [2, 0, 2, 0, 2]


def test_what_is_folded_calls_by_its_first_out_unless_it_is_an_emergency(
    sound: AlarmSound, heard: Heard, picture: Snapshot
) -> None:
    sound.take(replace(picture, alarms=(alarm("child", 2, parent="blackout"),)))
    assert heard.told == []
    sound.take(replace(picture, alarms=(alarm("fire", 1, parent="blackout"),)))
    assert priorities(heard) == [1]


def test_a_record_that_is_shown_again_is_silent_unless_somebody_asks(
    sound: AlarmSound, heard: Heard, picture: Snapshot
) -> None:
    sound.take(replace(picture, alarms=(alarm("a", 1),), replay=ReplayView(10.0, 0)))
    assert heard.told == []
    sound.sound_in_replay(True)
    assert priorities(heard) == [1]


def test_what_somebody_chose_is_what_sounds(
    sound: AlarmSound, heard: Heard, picture: Snapshot
) -> None:
    sound.take(replace(picture, alarms=(alarm("a", 1),)))
    sound.wear(Preferences(sound="horn", volume_pct=50))
    assert heard.told[-1] == Tone("horn", 1, 50)
    sound.wear(Preferences(sound="horn", muted=True))
    assert heard.told[-1] is None
    sound.try_out(Preferences(sound="bell", volume_pct=25))
    assert heard.told[-1] == Tone("bell", 1, 25)
    sound.close()
    assert heard.closed


@pytest.mark.parametrize("name", SOUNDS)
def test_every_sound_tells_an_emergency_by_its_rhythm_and_obeys_the_volume(name: str) -> None:
    one, two = (np.frombuffer(Tone(name, p, 100).pattern(), "<i2") for p in (1, 2))
    assert len(one) == len(two) // 2
    quiet = [np.mean(np.abs(s[-RATE_HZ:].astype(float)) < 300) for s in (one, two)]
    assert quiet[0] < 0.5 < quiet[1]  # the other one rests in the second before it begins again
    half = np.frombuffer(Tone(name, 1, 50).pattern(), "<i2")
    assert abs(int(np.abs(half).max()) * 2 - int(np.abs(one).max())) <= 2
    assert abs(int(one[0])) < 300  # it does not click


class Device:
    """A device that takes half a second of what it is given, at once."""

    def __init__(self) -> None:
        self.frames = b""
        self.done: list[str] = []
        self.started = threading.Event()
        self.closed = threading.Event()

    def start(self, source: Generator[bytes, int, None]) -> None:
        for _ in range(30):
            self.frames += source.send(RATE_HZ // 10)
        self.started.set()

    def stop(self) -> None:
        self.done.append("stop")

    def close(self) -> None:
        self.closed.set()


def test_the_device_is_opened_for_a_tone_repeats_it_and_is_closed_after_it(qtbot: QtBot) -> None:
    opened: list[Device] = []

    def open_device() -> Device:
        opened.append(Device())
        return opened[-1]

    loudspeaker = Loudspeaker(open_device)
    loudspeaker.loop(None)
    assert opened == []
    tone = Tone("bell", 1, 100)
    loudspeaker.loop(tone)
    qtbot.waitUntil(lambda: bool(opened) and opened[0].started.is_set())
    pattern = tone.pattern()
    assert opened[0].frames == (pattern * 2)[: len(opened[0].frames)]
    assert len(opened[0].frames) > len(pattern)
    loudspeaker.loop(None)
    assert opened[0].closed.wait(5)
    loudspeaker.close()


def test_a_missing_device_is_told_and_asked_for_again_with_the_next_tone(qtbot: QtBot) -> None:
    tries = []

    def none_there() -> Device:
        tries.append(1)
        raise OSError("no device")

    loudspeaker = Loudspeaker(none_there)
    for _ in range(2):
        with qtbot.waitSignal(loudspeaker.failed) as failed:
            loudspeaker.loop(Tone("bell", 2, 50))
        assert failed.args == ["no device"]
    assert len(tries) == 2
    loudspeaker.close()


def test_no_sound_is_said_once(sound: AlarmSound, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sound.changed):
        sound.tell_trouble("no device")
    with qtbot.assertNotEmitted(sound.changed):
        sound.tell_trouble("no device")
    assert sound.trouble == "no device"


def test_what_could_not_be_heard_is_tried_again_until_it_is(
    sound: AlarmSound, heard: Heard, picture: Snapshot, qtbot: QtBot
) -> None:
    button = SilenceButton(sound)
    qtbot.addWidget(button)
    calm = button.text()
    sound.take(replace(picture, alarms=(alarm("a", 2),)))
    sound.tell_trouble("no device")
    assert button.text() != calm
    sound.try_again()
    assert priorities(heard) == [2, 2]
    sound.tell_heard()
    assert (button.text(), button.isEnabled(), sound.trouble) == (calm, True, "")
    sound.try_again()
    assert priorities(heard) == [2, 2]


def test_what_calls_unheard_can_be_silenced_before_the_device_is_there_again(
    sound: AlarmSound, heard: Heard, picture: Snapshot, qtbot: QtBot
) -> None:
    button = SilenceButton(sound)
    qtbot.addWidget(button)
    sound.tell_trouble("no device")
    sound.take(replace(picture, alarms=(alarm("a", 2),)))
    assert button.isEnabled()
    button.click()
    sound.try_again()
    assert priorities(heard) == [2, 0]


def test_a_device_that_comes_back_is_told(qtbot: QtBot) -> None:
    there: list[Device] = []

    def open_device() -> Device:
        if not there:
            raise OSError("no device")
        return there[0]

    loudspeaker = Loudspeaker(open_device)
    with qtbot.waitSignal(loudspeaker.failed):
        loudspeaker.loop(Tone("bell", 2, 50))
    there.append(Device())
    with qtbot.waitSignal(loudspeaker.heard):
        loudspeaker.loop(Tone("bell", 2, 50))
    loudspeaker.close()


def test_a_sound_can_be_heard_in_the_settings_before_it_is_kept(
    qtbot: QtBot, translation: Translation, tmp_path: Path
) -> None:
    store = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    dialog = SettingsDialog(translation, store, edge="hatched")
    qtbot.addWidget(dialog)
    box = dialog.box("sound")
    box.setCurrentIndex(box.findData("horn"))
    with qtbot.waitSignal(dialog.heard) as asked:
        dialog.hear.click()
    assert asked.args[0].sound == "horn"
    dialog.reject()


def test_a_call_in_a_drill_rings_once_like_no_alarm_and_never_over_one(
    sound: AlarmSound, heard: Heard, picture: Snapshot
) -> None:
    sound.ring()
    assert heard.told == [Tone("telephone", 2, Preferences().volume_pct)]
    assert "telephone" not in SOUNDS
    assert len(Tone("telephone", 2, 50).pattern()) > RATE_HZ
    sound.take(replace(picture, alarms=(alarm("e", 1),)))
    sound.ring()
    assert heard.told[-1] is not None
    assert heard.told[-1].sound != "telephone"
