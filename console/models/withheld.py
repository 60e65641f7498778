"""What a scenario does not let the trainee use is taken out of his picture before it is shown."""

from __future__ import annotations

from dataclasses import replace

from console.models.drill import GUIDANCE, PREVIEW, allows
from devices.phrases import said
from devices.words import Words, same
from procedures.snapshot import AlarmView, CommandView, ConditionView, RunView, Snapshot

_NOTHING = same("")


def without_help(snapshot: Snapshot) -> Snapshot:
    """The picture without the help that its drill withholds; it says so where that would be.

    Outside a drill, and where a record is shown again, everything stays.
    """
    if snapshot.drill is None or snapshot.replay is not None:
        return snapshot
    if not allows(snapshot, PREVIEW):
        runs = tuple(_without_preview(run) for run in snapshot.runs)
        selection = snapshot.selection
        snapshot = replace(
            snapshot, runs=runs, selection=None if selection is None else _plain(selection)
        )
    if not allows(snapshot, GUIDANCE):
        told = said("trainee.withheld")
        alarms = tuple(_without_guidance(alarm, told) for alarm in snapshot.alarms)
        snapshot = replace(snapshot, alarms=alarms)
    return snapshot


def _without_preview(run: RunView) -> RunView:
    step = run.current
    if step is None:
        return run
    expected = tuple(replace(one, preview=_NOTHING) for one in step.expected)
    command = None if step.command is None else _plain(step.command)
    return replace(run, current=replace(step, expected=expected, command=command))


def _plain(command: CommandView) -> CommandView:
    if not command.preview:
        return command
    return replace(command, preview=(ConditionView(said("trainee.withheld"), _NOTHING, None),))


def _without_guidance(alarm: AlarmView, told: Words) -> AlarmView:
    return replace(alarm, cause=told, consequence=told, action=told)
