"""What can come of a command: frozen records, to be matched with `assert_never`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from devices.events import Json
from devices.interlocks import Obstacle
from devices.plant import Command
from devices.words import Words


@dataclass(frozen=True, slots=True)
class Override:
    """An instructor lets a command pass its interlocks, with a reason. Drills only."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Selection:
    """The one command that is selected in the sitting; times in the sitting's seconds.

    second_roles: a second person with one of these roles must stand by to execute; () for none.
    """

    command: Command
    selected_s: float
    expires_s: float
    second_roles: tuple[str, ...] = ()
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """A command that was sent and not yet answered."""

    command: Command
    sent_s: float
    answer_by_s: float


@dataclass(frozen=True, slots=True)
class Selected:
    """The command is selected and may be executed until `selection.expires_s`."""

    selection: Selection
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """The command does not go; `standing` holds every obstacle that stands, not the first."""

    command: Command | None
    standing: tuple[Obstacle, ...]

    @property
    def reasons(self) -> tuple[Words, ...]:
        """Every reason as a sentence."""
        return tuple(obstacle.words for obstacle in self.standing)

    @property
    def unreported(self) -> tuple[str, ...]:
        """The points that somebody has to report before it can be judged."""
        points = (point for obstacle in self.standing for point in obstacle.unreported)
        return tuple(dict.fromkeys(points))


@dataclass(frozen=True, slots=True)
class Sent:
    """The command is on its way, or, for an order between people, given (`waits` is False)."""

    command: Command
    time_s: float
    waits: bool


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The device did it: the feedback says so."""

    command: Command
    time_s: float
    took_s: float


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The feedback did not come in time; nobody knows what the device did."""

    command: Command
    time_s: float
    words: Words


@dataclass(frozen=True, slots=True)
class Expired:
    """A selection was not executed in time and let go."""

    selection: Selection
    time_s: float


SelectOutcome: TypeAlias = Selected | Refused
ExecuteOutcome: TypeAlias = Sent | Refused
Resolution: TypeAlias = Confirmed | NoAnswer | Expired


def command_json(command: Command) -> dict[str, Json]:
    """A command as plain JSON."""
    return asdict(command)


def command_from_json(data: Any) -> Command:
    """The command that `command_json` wrote; raises TypeError for another form."""
    return Command(**data)


def reasons_json(standing: tuple[Obstacle, ...]) -> list[Json]:
    """The reasons of a refusal as plain JSON, in both languages."""
    return [
        {
            "id": obstacle.id,
            "truth": obstacle.truth,
            "en": obstacle.words.en,
            "ja": obstacle.words.ja,
            "unknown": list(obstacle.unknown),
        }
        for obstacle in standing
    ]


def selection_json(selection: Selection) -> dict[str, Json]:
    """A selection as plain JSON."""
    override = selection.override
    return {
        "command": command_json(selection.command),
        "selected_s": selection.selected_s,
        "expires_s": selection.expires_s,
        "second_roles": list(selection.second_roles),
        "override": None if override is None else {"by": override.by, "reason": override.reason},
    }


def selection_from_json(data: Mapping[str, Any]) -> Selection:
    """The selection that `selection_json` wrote; raises KeyError or TypeError for another form."""
    override = data["override"]
    return Selection(
        command_from_json(data["command"]),
        data["selected_s"],
        data["expires_s"],
        tuple(data["second_roles"]),
        None if override is None else Override(**override),
    )
