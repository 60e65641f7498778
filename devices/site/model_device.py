"""What the file says of every device, whatever its kind."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from devices.documents import FileModel, Text
from devices.site import parameters


class DeviceModel(FileModel):
    """What every device has. roles overrides who may use a verb of its kind."""

    number: Annotated[str, Field(min_length=1, max_length=16)]
    title: Text
    owner: str
    planned: bool = False
    roles: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    def parameters(self) -> parameters.DeviceParameters | None:
        """The electrical parameters as plain floats; None for a kind without any."""
        return None
