"""The after-action report (訓練報告書) of a drill: a model, and what it becomes."""

from procedures.drill.report.model import Report
from procedures.drill.report.reading import read_report

__all__ = ["Report", "read_report"]
