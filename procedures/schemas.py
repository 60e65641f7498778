"""The forms of the files that people write, as JSON Schema for their editors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from devices import messages
from devices.documents import editor_schema
from devices.registers.file import RegisterFile
from devices.site.model import SiteFile
from devices.site.model_connections import OverrideFile
from devices.sunspec.file import SunSpecFile
from devices.words import Language
from procedures.drill.objectives import ObjectivesModel
from procedures.drill.programme.exercise import ExerciseModel
from procedures.drill.programme.rules import ProgrammeModel
from procedures.language.model import ProcedureModel
from procedures.rehearsal.explore.closed import HazardsModel
from procedures.scenario import ScenarioModel

FORMS: Mapping[str, Any] = {
    "procedure": ProcedureModel,
    "scenario": ScenarioModel,
    "site": SiteFile,
    "map": RegisterFile | SunSpecFile,
    "connections": OverrideFile,
    "hazards": HazardsModel,
    "exercise": ExerciseModel,
    "programme": ProgrammeModel,
    "objectives": ObjectivesModel,
}


def schema(form: str, language: Language = "en") -> dict[str, Any]:
    """The schema of one form, described in one language; raises KeyError for an unknown form."""
    return editor_schema(FORMS[form], messages.text(language, f"schema.{form}_file"), language)
