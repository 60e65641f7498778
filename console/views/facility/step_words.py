"""The words of a step: what to do, how one sees that it is done, cautions, a telephone call."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.facility_step import Asked, easy
from console.translation import Translation
from console.views.facility.notices import Notice
from console.views.facility.sizes import Sizes
from console.views.facility.time_words import span_words
from console.views.ruby_label import RubyLabel
from console.views.ruby_text import has_readings
from devices.phrases import said
from devices.site.site import Site
from devices.words import Words
from procedures.snapshot import ConditionView, CurrentStep, Refusal, SayView, Snapshot

_REFUSED_FOR_S = 30.0
_MANY = 3  # answers that leave no room for the caution, which stood there before them
# Step, what else is to be read, and the gap between: as large as there is room, 24 pt at least.
_SHARES = (2.0, 1.75, 1.5, 1.25)  # of the usual size, where somebody wants it larger
_FITS_PX = ((42, 26, 10), (38, 26, 10), (32, 24, 8), (32, 22, 4))
_NOTICE_SHARES = (0.85, 0.75)  # where even that is not enough, with several notices at once


class StepWords(QWidget):
    """The right side of a step, from the top down."""

    def __init__(self, site: Site, translation: Translation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._translation = translation
        self._sizes = Sizes()
        self.number = RubyLabel(32, bold=True, ink="ink_soft")
        self.title = RubyLabel(32, bold=True)
        self.expected = RubyLabel(26)
        self.state = RubyLabel(24, ink="ink_soft")
        self.trouble = Notice("trouble")
        self.caution = Notice("caution", 24)
        self.say = Notice("say", 26)
        self.heard = Notice("note", 24)
        self.watched = Notice("note", 20)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        self._head.addWidget(self.title, 1)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(self._head)
        for part in (self.trouble, self.expected, self.say, self.heard, self.state, self.watched,
                     self.caution):  # fmt: skip
            self._rows.addWidget(part)
        self._rows.addStretch(1)

    def set_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of the window."""
        self._sizes = sizes
        self._head.setSpacing(sizes.of(14))
        for part in (self.trouble, self.caution, self.say, self.heard, self.watched):
            part.set_sizes(sizes)

    def fit(self, width_px: int, height_px: int) -> None:
        """Write the step as large as the room allows."""
        larger = (
            (round(42 * share), round(26 * share), 10)
            for share in _SHARES
            if share <= self._sizes.wanted
        )
        steps = [(*sizes, 1.0) for sizes in (*larger, *_FITS_PX)]
        steps += [(*_FITS_PX[-1], share) for share in _NOTICE_SHARES]
        for step_px, body_px, gap_px, share in steps:
            for notice in (self.trouble, self.caution, self.say, self.heard):
                notice.write_in(share)
            self.number.set_size(self._sizes.of(step_px))
            self.title.set_size(self._sizes.of(step_px))
            self.expected.set_size(self._sizes.of(body_px))
            self.state.set_size(self._sizes.of(body_px))
            self._rows.setSpacing(self._sizes.of(gap_px))
            number = f"{self.number.text} "
            self.number.setFixedWidth(round(self.number.type.width_px(number)) + 2)
            self._head.invalidate()
            self._rows.invalidate()
            if self._rows.heightForWidth(width_px) <= height_px:
                break

    # --- what they say ------------------------------------------------------------------------

    def present(self, snapshot: Snapshot, step: CurrentStep, number: str, asked: Asked) -> None:
        """Say everything about the step at work."""
        language = self._translation.language
        self.number.set_text(number)
        self.title.set_text(easy(step.title, language))
        self.number.stand_level(roomy=has_readings(self.title.shown))
        self.expected.set_text(easy(asked.expected, language))
        self._tell_state(step, asked)
        chosen_from_many = asked.kind == "look" and len(asked.answers) > _MANY
        self.caution.present("" if chosen_from_many else easy(step.caution, language))
        self._tell_trouble(step, snapshot, asked)
        self._tell_exchange(step.say, asked)
        self._tell_conditions(step, asked)

    def _tell_state(self, step: CurrentStep, asked: Asked) -> None:
        language = self._translation.language
        state = "" if asked.kind == "again" else easy(asked.state, language)
        if asked.kind == "others":
            since = said("facility.since", time=span_words(step.elapsed_s))
            state = f"{state} {self._translation.of(since)}"
        self.state.set_text(state)

    def _tell_trouble(self, step: CurrentStep, snapshot: Snapshot, asked: Asked) -> None:
        """Why it failed, or why the last press was refused."""
        of = self._translation.of
        refusal = snapshot.refusal
        words = ""
        if asked.kind == "again":
            words = of(asked.state)
        elif refusal is not None and _concerns(refusal, step, snapshot.time_s):
            why = " ".join(of(reason) for reason in refusal.reasons)
            words = of(said("facility.refused", why=why))
        self.trouble.present(words)

    def _tell_exchange(self, say: SayView | None, asked: Asked) -> None:
        of = self._translation.of
        if say is None:
            self.say.present("")
            self.heard.present("")
            return
        if say.sitter_listens:
            head = of(said("facility.they_tell_you"))
        else:
            head = of(self._call(say.listener))
        text = say.expected_read_back if asked.kind == "repeat" else say.report or say.text
        self.say.present(easy(text, self._translation.language), head)
        heard = "" if say.heard is None else of(say.heard)
        self.heard.present(heard, of(said("facility.they_said")) if heard else "")

    def _call(self, role: str) -> Words:
        known = self._site.roles.get(role)
        who = known.title if known is not None else Words(role, role)
        return said("facility.you_say", who=who)  # the number stands below the drawing

    def _tell_conditions(self, step: CurrentStep, asked: Asked) -> None:
        """What must be so first, what is not as it should be, else only what is measured."""
        of = self._translation.of
        views: tuple[ConditionView, ...] = ()
        if asked.kind == "not_yet":
            views = tuple(one for one in step.requires if one.truth is not True)
        elif asked.kind in ("check", "again") and not asked.explained:
            views = tuple(one for one in step.expected if one.truth is not True)
        elif asked.kind == "tick" and step.kind == "check":
            measured = (of(one.live) for one in step.expected)
            figures = [
                live for live in measured if any(map(str.isdigit, live)) and "kV" not in live
            ]
            self.watched.present(
                of(said("facility.now", values="　".join(figures))) if figures else ""
            )
            return
        lines = (
            f"{of(one.words)}: {of(one.live)}" if of(one.live) else of(one.words) for one in views
        )
        self.watched.present("\n".join(lines))


def _concerns(refusal: Refusal, step: CurrentStep, now_s: float) -> bool:
    """Whether something of `step` was refused a moment ago, after it began."""
    began_s = now_s - step.elapsed_s
    command = step.command
    targets = (step.id, "" if command is None else f"{command.device}.{command.verb}")
    recent = refusal.time_s >= max(began_s, now_s - _REFUSED_FOR_S)
    return recent and refusal.target in targets
