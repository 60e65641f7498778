"""The forms in which a report is saved."""

from __future__ import annotations

import json

from devices.words import Language
from procedures.drill.report import Report
from procedures.drill.report.as_csv import as_csv
from procedures.drill.report.as_html import as_html
from procedures.drill.report.as_json import as_json

FORMS = ("pdf", "html", "csv", "json")


def content_of(report: Report, language: Language, form: str) -> bytes:
    """The report as a file of one of FORMS; a PDF needs a QGuiApplication and its fonts."""
    match form:
        case "pdf":
            return _pdf(report, language)
        case "html":
            return as_html(report, language).encode()
        case "csv":
            return as_csv(report, language).encode()
        case _:
            return (json.dumps(as_json(report), ensure_ascii=False, indent=1) + "\n").encode()


def _pdf(report: Report, language: Language) -> bytes:
    # Qt is asked for only where paper is: the other forms come without it
    from console.paper_report import report_paper  # noqa: PLC0415
    from console.print import pages_of, pdf_of_pages  # noqa: PLC0415

    paper = report_paper(report, language)
    return pdf_of_pages(pages_of(paper), paper.title)
