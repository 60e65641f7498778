"""First-out groups: of what one cause brings, the list shows the first, and the rest folded."""

from __future__ import annotations

from collections.abc import Callable, Collection

from devices.alarms.lifecycle import Watch

FoldedUnder = Callable[[Watch, str], None]


class FirstOuts:
    """The groups of a site. folded: told when an alarm that was shown goes under another one."""

    def __init__(self, watches: Collection[Watch], folded: FoldedUnder) -> None:
        self._watches = watches
        self._groups = sorted({watch.rule.group for watch in watches if watch.rule.group})
        self._folded = folded

    def join(self, watch: Watch) -> None:
        """Fold under the first-out, or take its place when it is of lower priority.

        What brings people in danger (priority 1) never hides behind another alarm.
        """
        rule = watch.rule
        head = self._head(rule.group) if rule.group and rule.priority > 1 else None
        if head is None:
            return
        if head.rule.priority <= rule.priority:
            watch.entry.parent = head.rule.id
            return
        for other in self._watches:
            if other.entry.parent == head.rule.id:
                other.entry.parent = rule.id
        head.entry.parent = rule.id
        head.entry.shown = head.entry.unacknowledged = False
        self._folded(head, rule.id)

    def promote(self) -> None:
        """Where the first-out is gone, the foremost of its children that stays takes its place."""
        for group in self._groups:
            self._promote(group)

    def _head(self, group: str) -> Watch | None:
        for watch in self._watches:
            rule = watch.rule
            if rule.group == group and rule.priority > 1 and watch.entry.shown:
                return watch
        return None

    def _promote(self, group: str) -> None:
        children = [w for w in self._watches if w.rule.group == group and w.entry.parent]
        if not children or self._head(group) is not None:
            return
        for watch in children:
            watch.entry.parent = ""
        free = [watch for watch in children if watch.entry.active and not watch.entry.held_back]
        free.sort(key=lambda watch: (watch.rule.priority, watch.entry.raised_s or 0.0))
        for watch in free[1:]:
            watch.entry.parent = free[0].rule.id
