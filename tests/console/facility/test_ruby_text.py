"""Readings stay with their kanji, and lines break where Japanese lets them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from console.views.ruby_text import has_readings, lines_of, without_readings

EM = 10.0
STEP = "主(しゅ)ブレーカーを 下(さ)げます。"
WORDS = st.lists(
    st.sampled_from(
        ("電気(でんき)の", "箱(はこ)は", "「切(きり)」を", "自立運転(じりつうんてん)に", "Wi-Fiの",
         "切替(きりかえ)スイッチを", "100ボルト", "見(み)ます。", "B2、K1")
    ),
    min_size=1,
    max_size=12,
)  # fmt: skip


def texts(text: str, width_em: float) -> list[str]:
    lines = lines_of(text, width_em * EM, wide, small)
    return [line.text for line in lines]


def wide(text: str) -> float:
    return sum(EM if letter > "\u2000" else EM / 2 for letter in text)


def small(text: str) -> float:
    return wide(text) / 2


def test_a_screen_reader_hears_no_readings() -> None:
    assert without_readings(STEP) == "主ブレーカーを 下げます。"
    assert (has_readings(STEP), has_readings("B2 (42 s)")) == (True, False)


def test_lines_break_between_the_words_of_easy_japanese() -> None:
    assert texts(STEP, 10) == ["主ブレーカーを", "下げます。"]
    assert texts(STEP, 30) == ["主ブレーカーを 下げます。"]


def test_a_long_text_without_spaces_breaks_inside_and_never_before_a_closing_mark() -> None:
    lines = texts("分電盤に人を近づけない。外箱を開けない。", 11)
    assert lines == ["分電盤に人を近づけな", "い。外箱を開けない。"]


def test_an_opening_bracket_goes_to_the_next_line_with_its_word() -> None:
    assert texts("切替器を「外部」へ", 5) == ["切替器を", "「外部」へ"]


def test_a_line_of_its_own_for_every_line_break() -> None:
    assert texts("市役所\n000-0000-0601", 20) == ["市役所", "000-0000-0601"]


@settings(max_examples=40)
@given(words=WORDS, width_em=st.integers(5, 14))
def test_nothing_is_lost_or_parted(words: list[str], width_em: int) -> None:
    text = " ".join(words)
    lines = lines_of(text, width_em * EM, wide, small)
    assert "".join(line.text for line in lines).replace(" ", "") == without_readings(text).replace(
        " ", ""
    )
    pieces = [part.piece for line in lines for part in line.parts if part.piece.reading]
    expected = text.count("(")
    assert len(pieces) == expected  # each kanji group stands whole, with its reading, on one line
    for line in lines:
        assert line.text[:1] not in "、。」ー）"
        assert line.text[-1:] not in "「（"
        fits = line.width_px <= width_em * EM
        assert fits or sum(1 for part in line.parts if part.piece.base not in "、。」「") == 1
