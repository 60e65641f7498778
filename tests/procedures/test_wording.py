"""Conditions as people read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.conditions import compile_condition
from devices.manual import ManualPoints
from devices.picture import Picture
from devices.signals import Quality, Reading
from devices.site import load_site
from devices.words import Words
from procedures.wording import condition_views, watch_view

ROOT = Path(__file__).parents[2]
TURNED_ROUND = "\u2264\u2265"  # by the font that ships


@pytest.fixture(scope="module")
def picture() -> Picture:
    site = load_site("odawara")
    return Picture(site, ManualPoints(site))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            "bess.soc_pct >= site.reserve_pct",
            Words("BESS state of charge \u2267 30 %", "BESS 充電率 \u2267 30 %"),
        ),
        ("island.v_kv < 0.1", Words("Section voltage < 0.10 kV", "MG区間 電圧 < 0.10 kV")),
        ("bess.state != 'running'", Words("BESS state: not running", "BESS 運転状態：運転中以外")),
        (
            "clock.time within 07:00..09:00",
            Words("Time of day 07:00 to 09:00", "時刻 07:00〜09:00"),
        ),
        (
            "alarms.p1 == 0",
            Words("Standing alarms of priority 1: 0", "継続中の警報（優先度1）：0"),
        ),
        ("k12.position == 'open'", Words("K-12 position: open", "K-12 開閉状態：切")),
        (
            "bess.state == 'stopped' or bess.state == 'standby'",
            Words(
                "BESS state: stopped or BESS state: standby",
                "BESS 運転状態：停止 または BESS 運転状態：待機",
            ),
        ),
    ],
)
def test_a_condition_is_said_in_words(picture: Picture, source: str, words: Words) -> None:
    (view,) = condition_views(compile_condition(source), picture)
    assert view.words == words
    assert view.truth is None  # nothing has been read yet


def test_no_text_that_is_shown_uses_the_signs_that_the_font_turns_round() -> None:
    reader = ROOT / "devices" / "conditions" / "words.py"  # what a writer of files may have typed
    files = [*(ROOT / "resources").rglob("*.yaml"), *(ROOT / "resources").rglob("*.ts")]
    files += [*(ROOT / "resources").rglob("*.csv"), *(ROOT / "resources").rglob("*.svg")]
    for room in ("console", "procedures", "devices"):
        files += [path for path in (ROOT / room).rglob("*.py") if path != reader]
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not set(text) & set(TURNED_ROUND), path


BATTERY = "bess.state == 'tripped' and bess.trip_cause != 'grid_lost'"
NO_TRIP = Words("The battery has not tripped", "蓄電池のトリップなし")


@pytest.mark.parametrize(
    ("state", "cause", "truth", "aside", "live"),
    [
        ("running", "none", True, False, "running"),
        ("tripped", "overcurrent", False, False, "tripped"),
        ("tripped", "grid_lost", True, True, "BESS trip cause utility lost"),
    ],
)
def test_the_live_value_of_a_watch_never_speaks_against_its_words(
    state: str, cause: str, truth: bool, aside: bool, live: str
) -> None:
    site = load_site("odawara")
    seen = Picture(site, ManualPoints(site))
    reading = {
        "bess.state": Reading(state, Quality.GOOD, 0.0),
        "bess.trip_cause": Reading(cause, Quality.GOOD, 0.0),
    }
    seen.update(reading, 0.0)
    view = watch_view(compile_condition(BATTERY), NO_TRIP, seen)
    assert (view.truth, view.aside, view.live.en) == (truth, aside, live)
    assert view.live.ja != view.live.en


def test_the_live_value_of_a_flag_that_is_watched_has_its_name() -> None:
    site = load_site("odawara")
    seen = Picture(site, ManualPoints(site))
    seen.update({"bess.fire": Reading(False, Quality.GOOD, 0.0)}, 0.0)
    view = watch_view(compile_condition("bess.fire"), Words("No fire", "火災なし"), seen)
    assert view.truth is True
    assert view.live.en == "BESS fire or gas no"
