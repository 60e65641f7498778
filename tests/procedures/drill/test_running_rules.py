"""The rules of the day stand in the trainers' page, the same in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

DOCS = Path(__file__).parents[3] / "docs"
RULES = {
    "en": ("## The rules of the day", "?", (
        "訓練開始", "訓練終了", "実災害、実災害", "utility's plan", "and names by consent",
        "torch", "guard", "No stairs", "Chocks", "cable", "without blame", "by tomorrow",
    )),
    "ja": ("## 当日の約束", "か。", (
        "訓練開始", "訓練終了", "実災害、実災害", "電力会社の計画", "写真と氏名は同意を得て",
        "懐中電灯", "見守り役", "階段", "輪止め", "ケーブル", "人を責めず", "明日までに",
    )),
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page_for_trainers_has_the_rules_of_the_day(language: str) -> None:
    heading, asked, words = RULES[language]
    page = (DOCS / f"trainer.{language}.md").read_text(encoding="utf-8")
    assert page.count(heading) == 1
    section = page.partition(heading)[2].partition("\n## ")[0]
    assert [word for word in words if word not in section] == []
    rules = section.split("\n- **")[1:]
    assert len(rules) == 6
    assert rules[-1].count(asked) == 5  # the five questions of the debriefing
