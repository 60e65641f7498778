"""What counts in a read-back: every digit and every state word, in either language."""

from __future__ import annotations

import pytest

from devices.words import Words
from procedures.hearing import differences, is_right, misheard, nearest_language

ORDER = Words(
    "Open K-12 at 10:21, lock it and hang the tag. Voltage 6.58 kV.",
    "「K-12を10時21分に開放、施錠、札掛け。電圧6.58 kV」",
)
SAME = [
    ("en", "open k-12 at 10:21, lock it and hang the tag, voltage 6.58 kv"),
    ("en", "Open K-12 at 10:21! Lock it and hang the tag; voltage 6.58 kV"),
    ("en", "OPEN  K-12  AT 10:21 LOCK IT AND HANG THE TAG VOLTAGE 6.58 KV"),
    ("en", "\uff2f\uff50\uff45\uff4e K-12 at 10:21, lock it and hang the tag. Voltage 6.58 kV"),
    ("en", "Open K-12 at 10:21, lock and hang the tag. Voltage 6.58 kV, over."),
    ("ja", "K-12を10時21分に開放、施錠、札掛け。電圧6.58 kV"),
    ("ja", "Ｋ－１２を１０時２１分に開放、施錠、札掛け。電圧６．５８ kV"),
    ("ja", "K-12、10時21分に開放、施錠、札掛け、電圧6.58 kVです"),
    ("ja", "K-12を10時21分に開放 施錠 札掛け 電圧6.58 kV どうぞ"),
]
OTHER = [
    ("en", "12", "13"),
    ("en", "10:21", "10:12"),
    ("en", "6.58", "6.85"),
    ("en", "6.58", "65.8"),
    ("en", "Open", "Close"),
    ("en", "lock it", "unlock it"),
    ("en", "tag", "flag"),
    ("en", "K-12 at", "K-12, K-13 at"),
    ("en", "Open", "Do not open"),
    ("en", " at 10:21", ""),
    ("ja", "12", "11"),
    ("ja", "21", "12"),
    ("ja", "6.58", "6.85"),
    ("ja", "開放", "投入"),
    ("ja", "施錠", "解錠"),
    ("ja", "施錠、", ""),
    ("ja", "K-12を", ""),
]


@pytest.mark.parametrize(("language", "heard"), SAME)
def test_other_spelling_of_the_same_is_right(language: str, heard: str) -> None:
    assert is_right(ORDER.in_language(language), heard)
    assert nearest_language(ORDER, heard) == language


@pytest.mark.parametrize(("language", "said", "heard"), OTHER)
def test_another_digit_or_state_is_wrong_and_marked(language: str, said: str, heard: str) -> None:
    expected = ORDER.in_language(language)
    assert said in expected
    repeated = expected.replace(said, heard, 1)
    assert not is_right(expected, repeated)
    assert any(one.matters for one in differences(expected, repeated))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_simulated_people_mishear_is_always_noticed(language: str) -> None:
    texts = (
        ORDER,
        Words("Block the timers.", "タイマー停止"),
        Words("Close the main breaker.", "主幹を投入"),
    )
    for words in texts:
        wrong = misheard(words).in_language(language)
        assert not is_right(words.in_language(language), wrong)
