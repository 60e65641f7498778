"""Commands as screens show them: what is offered or selected, with everything that guards it."""

from __future__ import annotations

from devices.interlocks import Obstacle
from devices.plant import Command
from procedures.command_words import command_words
from procedures.run.world import World
from procedures.snapshot import CommandView, ConditionView


def command_view(command: Command, stage: str, world: World) -> CommandView:
    """A command that is offered or selected, with everything that guards it."""
    verb = world.site.verb(command.target)
    selection, pending = world.gate.selection, world.gate.pending(command.device)
    left_s = None
    if selection is not None and selection.command.same_as(command):
        left_s = selection.expires_s - world.now_s
    elif pending is not None:
        left_s = pending.answer_by_s - world.now_s
    obstacles = world.gate.obstacles(command, world.picture)
    return CommandView(
        device=command.device,
        verb=command.verb,
        arguments=command.arguments,
        button=command_words(verb, command.arguments),
        stage=stage,
        seconds_left=left_s,
        interlocks=tuple(obstacle_view(obstacle) for obstacle in obstacles),
    )


def obstacle_view(obstacle: Obstacle) -> ConditionView:
    """An interlock with its reason, its live values and its truth."""
    return ConditionView(
        obstacle.words, obstacle.live, obstacle.truth, unreported=obstacle.unreported
    )
