"""Conditions as people read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.conditions import compile_condition
from devices.manual import ManualPoints
from devices.picture import Picture
from devices.site import load_site
from devices.words import Words
from procedures.wording import condition_views

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
