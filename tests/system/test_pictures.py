"""The pictures of the manuals: each one that a page shows is there, and each one is shown."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"


def shown(page: Path) -> set[Path]:
    """The pictures that a page links to; a page elsewhere on the web has none here."""
    links = re.findall(r"\]\(([^)\s:]+\.(?:png|svg|jpg))\)", page.read_text(encoding="utf-8"))
    return {(page.parent / link).resolve() for link in links}


def test_every_picture_of_a_page_is_there_and_every_picture_is_on_a_page() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    wanted = set[Path]().union(*(shown(page) for page in pages))
    there = {path for path in IMAGES.rglob("*") if path.is_file()}
    assert {str(one.relative_to(ROOT)) for one in wanted if not one.is_file()} == set()
    assert {str(one.relative_to(ROOT)) for one in there - wanted} == set()
