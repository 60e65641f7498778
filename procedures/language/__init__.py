"""The procedure language: files, the frozen steps they become, the check against a site."""

from __future__ import annotations

from procedures.language.check import Findings, check
from procedures.language.loader import find_procedure, load_procedure, procedure_names
from procedures.language.steps import (
    Action,
    Call,
    Check,
    Choose,
    Confirm,
    Do,
    Enter,
    FieldAct,
    Hold,
    Note,
    OnFail,
    Option,
    Procedure,
    Report,
    Say,
    Score,
    Step,
    Wait,
    Watch,
)

__all__ = [
    "Action",
    "Call",
    "Check",
    "Choose",
    "Confirm",
    "Do",
    "Enter",
    "FieldAct",
    "Findings",
    "Hold",
    "Note",
    "OnFail",
    "Option",
    "Procedure",
    "Report",
    "Say",
    "Score",
    "Step",
    "Wait",
    "Watch",
    "check",
    "find_procedure",
    "load_procedure",
    "procedure_names",
]
