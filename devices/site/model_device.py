"""What the file says of every device, whatever its kind."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from devices.documents import FileModel, Text
from devices.site import parameters


def _same_in_both(given: object) -> object:
    """A code such as 52B is written once; a word such as Relay in both languages."""
    return {"en": given, "ja": given} if isinstance(given, str) else given


Number = Annotated[Text, BeforeValidator(_same_in_both)]
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
