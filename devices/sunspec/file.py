"""The form of a SunSpec map file: points of models where other maps have addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from devices.documents import FileModel, Text, invalid, nearest
from devices.sunspec.definitions import GroupDef, PointDef, definition, known_models
from devices.sunspec.layout import PointPath, parse_path

Finite = Annotated[float, Field(allow_inf_nan=False)]
Symbol = str | int  # a name from the definition, or its number
Symbols = Symbol | tuple[Symbol, ...]
Loc = tuple[str | int, ...]


def _known_path(text: str) -> str:
    """Refuse what no definition knows, with the nearest that one does."""
    path = parse_path(text)
    if path is None:
        raise invalid("sunspec_path", given=text)
    model = definition(path.model)
    if model is None:
        near = nearest(str(path.model), map(str, known_models()))
        raise _unknown("sunspec_model", str(path.model), near, path.model)
    group = model.group
    *groups, point = path.steps
    for name in groups:
        inner = next((one for one in group.groups if one.name == name), None)
        if inner is None:
            near = nearest(name, [one.name for one in group.groups])
            raise _unknown("sunspec_group", name, near, path.model)
        group = inner
    names = [one.name for one in group.points]
    if point not in names:
        raise _unknown("sunspec_point", point, nearest(point, names), path.model)
    return text


def _unknown(key: str, given: str, near: list[str], model: int) -> Exception:
    return invalid(f"{key}_near" if near else key, given=given, near=near, model=model)


Path = Annotated[str, AfterValidator(_known_path)]


class SourceModel(FileModel):
    """A point of a model, and what is made of its number after the scale factor.

    bit: the name or number of a bit of a bit field. states: the numbers, or names of the
    definition, of each word.
    """

    sunspec: Path
    scale: Finite = 1.0
    offset: Finite = 0.0
    bit: Symbol | None = None
    states: Mapping[str, Symbols] = Field(default={})

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.definition.type.is_text:
            raise invalid("register_text_here", at=("sunspec",))
        if self.scale == 0.0:
            raise invalid("register_scale_zero", at=("scale",), instead=1)
        if self.bit is not None:
            self._check_bit(self.bit)
        for word, named in self.states.items():
            for symbol in named if isinstance(named, tuple) else (named,):
                self._check_state(symbol, ("states", word))
        return self

    def _check_bit(self, bit: Symbol) -> None:
        if not self.definition.type.is_bitfield:
            raise invalid("sunspec_no_bits", at=("bit",), point=self.sunspec, instead=None)
        highest = 16 * self.definition.size - 1
        if self.number(bit, ("bit",)) > highest:
            raise invalid("sunspec_number", at=("bit",), given=bit, highest=highest, instead=0)

    def _check_state(self, symbol: Symbol, at: tuple[str, ...]) -> None:
        if self.definition.type.is_bitfield and isinstance(symbol, str):
            # In a definition the names of a field are the numbers of its bits, no values.
            raise invalid("sunspec_bit_name", at=at, given=symbol, point=self.sunspec, instead=0)
        self.number(symbol, at)

    @property
    def path(self) -> PointPath:
        """Where the point is, read."""
        path = parse_path(self.sunspec)
        assert path is not None  # validated above
        return path

    @property
    def definition(self) -> PointDef:
        """The point's definition."""
        model = definition(self.path.model)
        assert model is not None  # validated above
        group: GroupDef = model.group
        *groups, name = self.path.steps
        for step in groups:
            group = next(one for one in group.groups if one.name == step)
        return next(one for one in group.points if one.name == name)

    def number(self, symbol: Symbol, at: tuple[str, ...] = ()) -> int:
        """The number of a symbol of this point; raises the finding of a validator at `at`."""
        if self.definition.type.is_float:
            raise invalid("sunspec_no_whole", at=at, point=self.sunspec)
        if isinstance(symbol, int):
            highest = (1 << 16 * self.definition.size) - 1
            if not 0 <= symbol <= highest:
                raise invalid("sunspec_number", at=at, given=symbol, highest=highest, instead=0)
            return symbol
        symbols = self.definition.symbols
        if symbol not in symbols:
            near = nearest(symbol, symbols)
            key = "sunspec_symbol_near" if near else "sunspec_symbol"
            raise invalid(key, at=at, given=symbol, point=self.sunspec, near=near, instead=0)
        return symbols[symbol]


class WriteModel(SourceModel):
    """One thing that a verb writes: an argument, or a fixed value.

    read_back: the point then holds what was written.
    """

    argument: str | None = None
    value: Symbol | None = None
    read_back: bool = True

    @model_validator(mode="after")
    def _content(self) -> Self:
        if (self.argument is None) == (self.value is None):
            raise invalid("register_write_content", at=("value",), instead=None)
        if self.value is not None:
            self.number(self.value, ("value",))
        if not self.definition.writable:
            raise invalid("sunspec_read_only", at=("sunspec",), given=self.sunspec)
        return self


def _number_of_sources(value: object) -> str:
    return "several" if isinstance(value, list | tuple) else "one"


def _number_of_alternatives(value: object) -> str:
    nested = isinstance(value, list | tuple) and value and isinstance(value[0], list | tuple)
    return "several" if nested else "one"


# Not min_length: pydantic calls a list with one faulty entry too short as well.
Writes = tuple[WriteModel, ...]
Sources = Annotated[
    Annotated[SourceModel, Tag("one")] | Annotated[tuple[SourceModel, ...], Tag("several")],
    Discriminator(_number_of_sources),
]
Alternatives = Annotated[
    Annotated[Writes, Tag("one")] | Annotated[tuple[Writes, ...], Tag("several")],
    Discriminator(_number_of_alternatives),
]


class SunSpecFile(FileModel):
    """One map of devices that say themselves where their registers are.

    points: where each signal is; of several places the first that the device has. commands: what
    each verb writes, in order; of several lists the first that the device has every point of.
    needs: the signals without which it is no such device. without: models that only other devices
    have. heartbeat: a counter that moves as long as the device works.
    """

    sunspec_map: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text
    kind: str
    needs: tuple[str, ...]
    without: tuple[Annotated[int, Field(ge=1, le=65_534)], ...] = ()
    heartbeat: Path | None = None
    points: Mapping[str, Sources]
    commands: Mapping[str, Alternatives] = Field(default={})


# --- one or several -------------------------------------------------------------------------------


def sources(given: Sources) -> list[tuple[Loc, SourceModel]]:
    """Every place of a signal, with the way to it from the signal."""
    if isinstance(given, SourceModel):
        return [((), given)]
    return [((index,), one) for index, one in enumerate(given)]


def alternatives(given: Alternatives) -> list[list[tuple[Loc, WriteModel]]]:
    """Every list of writes of a verb, each write with the way to it from the verb."""
    alone: list[tuple[Loc, WriteModel]] = []
    several: list[list[tuple[Loc, WriteModel]]] = []
    for number, one in enumerate(given):
        if isinstance(one, WriteModel):
            alone.append(((number,), one))
        elif isinstance(one, tuple):
            several.append([((number, index), write) for index, write in enumerate(one)])
    return [alone] if alone else several
