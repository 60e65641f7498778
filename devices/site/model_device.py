"""What the file says of every device, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from devices.documents import FileModel, Text
from devices.site import parameters


@dataclass(frozen=True)
class _SameInBoth:
    """A code such as 52B is written once; a word such as Relay in both languages."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._in_both, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string", "minLength": 1}, handler(schema)]}

    @staticmethod
    def _in_both(given: object) -> object:
        return {"en": given, "ja": given} if isinstance(given, str) else given


Number = Annotated[Text, _SameInBoth()]
Item = Annotated[str, Field(pattern=r"^[ONTK][A-Z]?-[0-9]+$")]


class DeviceModel(FileModel):
    """What every device has. roles overrides who may use a verb of its kind.

    items: the rows of the inventory that it stands for. A device that is `planned` is drawn, and
    nothing can be read of it or done with it.
    """

    number: Number
    title: Text
    owner: str
    planned: bool = False
    items: tuple[Item, ...] = ()
    roles: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    def parameters(self) -> parameters.DeviceParameters | None:
        """The electrical parameters as plain floats; None for a kind without any."""
        return None
