"""Who plays whom: take over, give back, and do the step of whoever is played by the instructor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.lead_tables import RoleTable
from console.theme import Density
from console.translation import Translation
from console.views.current_step import CurrentStepCard
from console.views.instructor.lead_list import REST, LeadList
from console.views.text import button, label, tight
from console.wishes import Wish
from devices.site.site import Site
from procedures import intents
from procedures.drill.instructor_view import InstructorView, RoleLine, RoleStep
from procedures.drill.wishes import ActAs, GiveRoleBack, TakeRole
from procedures.snapshot import RunView, Snapshot

_WIDTHS_EM = (REST, 6.6, 8.0)


class PeoplePage(QWidget):
    """The roles; below them the step that waits for somebody who is played here.

    Where there is no room for both, the step alone, and a button that shows the roles instead.
    """

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None],
        person: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._translation, self._send, self._person = translation, send, person
        self._acting = ""  # the role whose step is shown
        self._step_id, self._roomy = "", True
        self.table = RoleTable(translation, self)
        self.list = LeadList(self.table, _WIDTHS_EM)
        self.take = button("big", "person")
        self.give_back = button("big", "back")
        self.roles = button("tool", "person")
        self.roles.setCheckable(True)
        self.waits = label("strong", wrap=True)
        self.step = CurrentStepCard(site, translation, self._act)
        self.step.controls.hide()
        self._build()
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._look())
        self.roles.toggled.connect(lambda _: self._fold())
        self.take.clicked.connect(self._take)
        self.give_back.clicked.connect(self._give_back)

    def _build(self) -> None:
        line, acting = QHBoxLayout(), QHBoxLayout()
        for row in (line, acting):
            tight(row, 6)
        line.addWidget(self.take, 1)
        line.addWidget(self.give_back, 1)
        acting.addWidget(self.waits, 1)
        acting.addWidget(self.roles)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.list, 1)
        self._rows.addLayout(line)
        self._rows.addLayout(acting)
        self._rows.addWidget(self.step, 4)
        self._fold()

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        tight(self._rows, density.gap - 2)
        self.list.resize_to(density)
        self.list.setMinimumHeight(density.row * 3)
        self.step.resize_to(density)
        self.step.controls.hide()
        self._roomy = density.name == "roomy"
        self._fold()

    def retranslate(self) -> None:
        """Say everything in the language spoken now."""
        self.list.setAccessibleName(self.tr("roles, and who plays them"))
        self.take.setText(self.tr("Take over"))
        self.give_back.setText(self.tr("Give back"))
        self.roles.setText(self.tr("Roles"))
        self.table.tell_all_changed()
        self._look()

    def present(self, snapshot: Snapshot, view: InstructorView) -> None:
        """Show who plays whom, and the step of a role that is played here."""
        self.table.take(view)
        if self.picked is None and self.table.rows:
            self.list.selectRow(0)
        self._look()
        one = self._to_do(view)
        run = next((run for run in snapshot.runs if one is not None and run.id == one.run), None)
        step_id = "" if one is None or run is None else f"{one.run}/{one.current.id}"
        if step_id != self._step_id:
            self._step_id = step_id
            self.roles.setChecked(False)  # what has to be done now goes first
            self._fold()
        if one is not None and run is not None:
            self._show_step(one, run, snapshot, view)

    def _fold(self) -> None:
        """Show roles and step; one of them where there is no room for both."""
        acts = bool(self._step_id)
        listed = self._roomy or not acts or self.roles.isChecked()
        for part in (self.list, self.take, self.give_back):
            part.setVisible(listed)
        self.waits.setVisible(acts)
        self.roles.setVisible(acts and not self._roomy)
        self.step.setVisible(acts and (self._roomy or not listed))

    def _to_do(self, view: InstructorView) -> RoleStep | None:
        """The step to show: one that waits goes first, and of those that of the chosen role."""
        chosen = self.picked.role if self.picked is not None else ""
        by_need = sorted(view.steps, key=lambda one: (not one.current.mine, one.role != chosen))
        return by_need[0] if by_need else None

    def _show_step(
        self, one: RoleStep, run: RunView, snapshot: Snapshot, view: InstructorView
    ) -> None:
        self._acting = one.role
        line = next((line for line in view.roles if line.role == one.role), None)
        of = self._translation.of
        who = one.role if line is None else f"{one.role} {of(line.title)} ({of(line.person)})"
        self.waits.setText(self.tr("You act as %1").replace("%1", who))
        as_him = replace(snapshot, sitter=one.current.person, sitter_roles=(one.role,))
        self.step.present(replace(run, current=one.current), one.current, as_him)
        self.step.controls.hide()

    @property
    def picked(self) -> RoleLine | None:
        """The role that is chosen; None for none."""
        index = self.list.selectionModel().currentIndex()
        return self.table.rows[index.row()] if index.isValid() else None

    def _look(self) -> None:
        holder = self.picked.holder if self.picked is not None else ""
        self.take.setEnabled(holder == "simulated")
        self.give_back.setEnabled(holder == "instructor")

    def _act(self, wish: intents.Intent) -> None:
        """What is pressed in the step is done in the place of the holder of its role."""
        if not isinstance(wish, intents.Backtrack | intents.TakeUp):
            self._send(ActAs(self._acting, wish, self._person))

    def _take(self) -> None:
        if self.picked is not None:
            self._send(TakeRole(self.picked.role, self._person))

    def _give_back(self) -> None:
        if self.picked is not None:
            self._send(GiveRoleBack(self.picked.role, self._person))
