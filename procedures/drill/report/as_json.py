"""Everything that a report holds as plain JSON; words are objects of their languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path

from devices.events import Json
from devices.words import Words
from procedures.drill.report.model import Report

_FORMAT, _VERSION = "kairetsu-report", 1


def as_json(report: Report) -> dict[str, Json]:
    """The report, with what it is and the version of its form."""
    found = _plain(report)
    assert isinstance(found, dict)
    approval = _plain(report.approval)
    return {"format": _FORMAT, "version": _VERSION, **found, "approval": approval}


def _plain(value: object) -> Json:
    if isinstance(value, Words):
        return {"en": value.en, "ja": value.ja}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return value.name
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    assert is_dataclass(value), value
    assert not isinstance(value, type)
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
