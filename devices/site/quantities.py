"""The kinds of numbers and names that a site file holds: unit and range of each."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from devices.documents import Quantity, in_unit

Share = Annotated[Quantity, in_unit("pu", gt=0, le=10)]
Percent = Annotated[Quantity, in_unit("%", ge=0, le=100)]
Power = Annotated[Quantity, in_unit("kW", ge=0, le=100_000)]
Rating = Annotated[Quantity, in_unit("kW", gt=0, le=100_000)]
Apparent = Annotated[Quantity, in_unit("kVA", gt=0, le=100_000)]
Energy = Annotated[Quantity, in_unit("kWh", gt=0, le=1_000_000)]
Delay = Annotated[Quantity, in_unit("s", ge=0, le=86_400)]
Hertz = Annotated[Quantity, in_unit("Hz", ge=40, le=70)]
Volts = Annotated[Quantity, in_unit("V", gt=0, le=1000)]
Tier = Literal["A", "B", "C", "D"]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
