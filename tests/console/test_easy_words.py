"""Who is no electrician reads his own step in easy words too, where the window speaks Japanese."""

from __future__ import annotations

from collections.abc import Callable

from console.views.main_window import MainWindow
from devices.words import Words
from procedures.snapshot import Snapshot

EASY = Words("Main breaker off", "主幹ブレーカーを切る", "主(しゅ)ブレーカーを 下(さ)げます。")


def test_easy_words_stand_below_the_title_of_ones_own_step(
    open_window: Callable[..., MainWindow],
    picture: Snapshot,
    with_step: Callable[..., Snapshot],
) -> None:
    window = open_window(with_step(picture, title=EASY, mine=True))
    easy = window.procedure.step._easy
    assert not easy.isVisible()
    window.switch_language()
    assert (easy.isVisible(), easy.text()) == (True, EASY.easy_ja)
    window.present(with_step(picture, title=EASY, mine=False))
    assert not easy.isVisible()
    window.present(picture)
    assert not easy.isVisible()
