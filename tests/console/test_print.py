"""Paper: whole steps on pages, one page a number, and a PDF that holds its own font."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.cli import main
from console.paper import ProcedurePaper
from console.print import Block, Page, Paper, pages_of, pdf_bytes, pdf_of, picture_of
from console.translation import Translation
from console.views.print_dialog import PrintDialog
from devices.site import Site, load_site
from devices.words import Language
from procedures.language import load_procedure
from procedures.paper_writing import paper_of
from procedures.printed import not_on_paper
from procedures.snapshot import Snapshot

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
TALL = "<br>".join(f"line {number} of a tall block" for number in range(18))


def pages(site: Site, language: Language, *names: str) -> tuple[Page, ...]:
    papers = [paper_of(load_procedure(name), site) for name in names]
    return pages_of(ProcedurePaper(site, language, NOW).of(papers, 1))


def test_a_block_is_never_broken_and_the_next_page_takes_it(qapp: QApplication) -> None:
    laid_out = pages_of(Paper("t", tuple(Block(f"{n}<br>{TALL}") for n in range(5))))
    assert len(laid_out) > 1
    whole = [page.text().count("line 0 of") for page in laid_out]
    assert whole == [page.text().count("line 17 of") for page in laid_out]
    assert sum(whole) == 5


def test_a_block_taller_than_a_page_is_divided_between_lines(qapp: QApplication) -> None:
    laid_out = pages_of(Paper("t", (Block("<br>".join([TALL] * 8)),)))
    ends = [(first, last) for page in laid_out for _, _, first, last in page.parts]
    assert len(laid_out) > 1
    assert all(last == first for (_, last), (first, _) in pairwise(ends))


def test_pages_of_anchors_and_the_strip_at_the_head_of_further_pages(qapp: QApplication) -> None:
    blocks = (
        Block("see page @page:there@, not @page:nowhere@"),
        Block("begins", new_page=True, anchor="there", strip="watch this"),
        *(Block(TALL) for _ in range(4)),
    )
    laid_out = pages_of(Paper("t", blocks))
    assert "see page 2, not –" in laid_out[0].text()
    assert "watch this" not in laid_out[1].text()
    assert laid_out[2].text().startswith("watch this")


def test_the_pdf_is_a4_and_brings_its_font_along(qapp: QApplication, tmp_path: Path) -> None:
    file = tmp_path / "card.pdf"
    pdf_of("<b>カード</b> card", file, "Card")
    content = file.read_bytes()
    assert content.startswith(b"%PDF-")
    assert b"BIZUDPGothic" in content
    assert b"/FontFile2" in content
    assert b"595." in content or b"/MediaBox [0 0 595" in content
    assert len(pdf_bytes("x")) > 1000


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_step_of_a_procedure_is_broken_between_pages(
    qapp: QApplication, site: Site, language: Language
) -> None:
    laid_out = pages(site, language, "odawara-p3-switch-opening")
    parts = [part for page in laid_out for part in page.parts]
    assert all(first == 0 and last == doc.size().height() for doc, _, first, last in parts)
    text = "\n".join(page.text() for page in laid_out)
    for step in load_procedure("odawara-p3-switch-opening").steps:
        assert step.title.in_language(language) in text
    assert "{" not in text
    assert "@page" not in text


def test_a_branch_names_the_page_where_the_other_procedure_begins(
    qapp: QApplication, site: Site
) -> None:
    laid_out = pages(site, "en", "odawara-p5-load-pickup", "odawara-p10-9-fire")
    fire = next(n for n, page in enumerate(laid_out, 1) if page.title.startswith("P10.9"))
    assert f"P10.9 Fire, smoke or gas at the battery, p. {fire}" in laid_out[1].text()
    assert laid_out[1].foot.count("\n") == 1
    assert picture_of(laid_out[0], 1, len(laid_out), 300).height() == 424


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is noted in the folder of whoever runs the tests."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


@pytest.mark.usefixtures("own_folder")
def test_the_dialog_shows_the_procedure_at_work_and_saves_what_it_shows(
    qtbot: QtBot, site: Site, picture: Snapshot, translation: Translation, tmp_path: Path
) -> None:
    dialog = PrintDialog(site, translation, picture, edge="hatched")
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.ready, timeout=60_000):
        dialog.open()
    assert dialog.printed is not None
    at_work = dialog.what.findData("odawara-p5-load-pickup")
    dialog.what.setCurrentIndex(at_work)
    with qtbot.waitSignal(dialog.ready, timeout=60_000):
        dialog.what.activated.emit(at_work)
    assert dialog.page_number.text() == f"1 / {len(dialog.printed.texts)}"
    dialog.turn(1)
    assert dialog.page_number.text().startswith("2 / ")
    dialog.save_to(tmp_path / "p5.pdf")
    assert (tmp_path / "p5.pdf").read_bytes() == dialog.printed.pdf
    assert not_on_paper(["odawara-p5-load-pickup"]) == ()
    dialog.save_to(tmp_path / "no folder" / "p5.pdf")
    assert "cannot be written" in dialog.note.text()
    dialog.to_printer.click()  # a machine of the tests has no printer, or not even libcups2
    assert "Save the PDF instead" in dialog.note.text()
    dialog.reject()


@pytest.fixture
def own_files(tmp_path: Path, own_folder: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of one's own with its procedure, and below it one for Odawara."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "site", "mine"]) == 0
    card = Path("mine-first.yaml").read_text(encoding="utf-8")
    beside = tmp_path / "beside"
    beside.mkdir()
    other = card.replace("site: mine", "site: odawara")
    (beside / "mine-first.yaml").write_text(other, encoding="utf-8")
    return tmp_path


def test_the_dialog_offers_what_stands_beside_a_site_or_scenario_of_ones_own(
    qtbot: QtBot, site: Site, picture: Snapshot, translation: Translation, own_files: Path
) -> None:
    own = load_site(own_files / "mine.yaml")
    beside = replace(picture, folder=str(own_files / "beside"))
    for here, shown in ((own, None), (site, beside)):
        dialog = PrintDialog(here, translation, shown, edge="hatched")
        try:
            with qtbot.waitSignal(dialog.ready, timeout=60_000):
                dialog.open()
            assert dialog.printed is not None
            offered = [dialog.what.itemData(row) for row in range(dialog.what.count())]
            assert [Path(given or "").stem for given in offered].count("mine-first") == 1
        finally:
            dialog.reject()  # it goes by itself then: nobody else closes it again
