"""Before a drill: what it is about, what is trained, and the words that begin it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from console import formatting
from console.models.drill import alone
from console.models.people import name_of
from console.theme import Density
from console.translation import Translation
from console.views.steady_scroll import SteadyScroll
from console.views.text import button, label, tight
from console.wishes import Wish
from devices.site.site import Site
from procedures.drill.programme.words import level_words
from procedures.drill.views import DrillView
from procedures.drill.wishes import BeginDrill
from procedures.snapshot import Snapshot


class BriefingCard(QFrame):
    """Who is alone begins the drill here; else the instructor does, and it says so."""

    def __init__(
        self,
        site: Site,
        translation: Translation,
        send: Callable[[Wish], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("frame", "card")
        self._site = site
        self._translation = translation
        self._send = send
        self._sitter = ""
        self.title = label("step", wrap=True)
        self._facts = label("soft", wrap=True)
        self.briefing = label("briefing", wrap=True)
        self._aims_head = label("header")
        self._aims = label("briefing", wrap=True)
        self._help = label("soft", wrap=True)
        self.waits = label("caution-head", wrap=True)
        self.begin = button("main")
        body = QWidget()
        self._text = QVBoxLayout(body)
        for part in (
            self.title, self._facts, self.briefing, self._aims_head, self._aims, self._help,
        ):  # fmt: skip
            self._text.addWidget(part)
        self._text.addStretch(1)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(SteadyScroll(body), 1)
        self._rows.addWidget(self.waits)
        self._rows.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        self.begin.clicked.connect(lambda: self._send(BeginDrill(self._sitter)))

    def resize_to(self, density: Density) -> None:
        """Take the gaps of `density`."""
        tight(self._rows, density.gap, 2 * density.gap)
        tight(self._text, density.gap + 2)

    def present(self, snapshot: Snapshot, drill: DrillView) -> None:
        """Show the briefing of `drill`."""
        self._sitter = snapshot.sitter
        of, language = self._translation.of, self._translation.language
        self.title.setText(f"{drill.number}  {of(drill.title)}".strip())
        level = of(level_words(drill.level))
        lasts = self.tr("planned %1").replace("%1", formatting.span(drill.lasts_s))
        self._facts.setText(f"{level} · {lasts}")
        self.briefing.setText(of(drill.briefing))
        self._aims_head.setText(self.tr("What is trained"))
        self._aims_head.setVisible(bool(drill.objectives))
        self._aims.setText("\n".join(f"· {of(one)}" for one in drill.objectives))
        self._aims.setVisible(bool(drill.objectives))
        self._help.setText(self._withheld(drill))
        self._help.setVisible(bool(self._help.text()))
        self.begin.setText(self.tr("Begin the drill"))
        self.begin.setVisible(alone(snapshot))
        who = name_of(self._site, drill.instructor, language)
        begins = self.tr("%1 begins the drill. Please wait.").replace("%1", who)
        self.waits.setText(self.tr("Time begins to run when you begin."))
        if not alone(snapshot):
            self.waits.setText(begins)

    def _withheld(self, drill: DrillView) -> str:
        """Which help there is none of in this drill."""
        names = {
            "hints": self.tr("hints"),
            "preview": self.tr("the preview of commands"),
            "guidance": self.tr("the guidance of alarms"),
            "glossary": self.tr("the glossary"),
        }
        missing = [name for key, name in names.items() if key not in drill.help]
        if not missing:
            return ""
        comma = "、" if self._translation.language == "ja" else ", "
        return self.tr("Not in this drill: %1").replace("%1", comma.join(missing))
