"""Saves what the plots show: as a picture, or as a table of every sample of the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from console.models.edge import edge_of
from console.translation import Translation
from console.views.dialog_size import WordsDialog
from console.views.edge_border import EdgeBorder
from console.views.text import button, label
from console.views.trends.picture import png_of, svg_of
from console.views.trends.plot import TrendPlot
from console.views.trends.saving import Saving, Work, write_image, write_samples, write_text
from devices.words import Words
from procedures.snapshot import Mode, Snapshot
from procedures.stretch_csv import StretchOfRecord
from procedures.stretches import ReadStretch

_KINDS = ("png", "svg", "csv")
_WIDTH_PX = 560


class SaveDialog(WordsDialog):
    """Nothing is overwritten, and nothing half-written stays behind.

    plots: as they stand on the screen; the table has their signals over the widest of their times.
    """

    def __init__(
        self,
        plots: Sequence[TrendPlot],
        snapshot: Snapshot,
        translation: Translation,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_WIDTH_PX, parent)
        self._plots = list(plots)
        self._snapshot = snapshot
        self._translation = translation
        self.saving = Saving(self)
        self.kinds = {kind: QRadioButton() for kind in _KINDS}
        self.path = QLineEdit()
        self._browse, self.go, self.cancel = button(), button("main"), button("big")
        self._head, self._what = label("header"), label("soft", wrap=True)
        self.progress = QProgressBar()
        self.outcome = label(wrap=True)
        self._build()
        EdgeBorder(self, edge_of(snapshot))
        self.kinds["png"].setChecked(True)
        self.path.setText(str(self._offered("png")))
        self._connect()
        self._retranslate()

    def _build(self) -> None:
        group = QButtonGroup(self)
        place = QHBoxLayout()
        place.addWidget(self.path, 1)
        place.addWidget(self._browse)
        buttons = QHBoxLayout()
        buttons.addWidget(self.go, 1)
        buttons.addWidget(self.cancel)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 16)
        rows.setSpacing(8)
        rows.addWidget(self._head)
        rows.addWidget(self._what)
        for kind in self.kinds.values():
            group.addButton(kind)
            rows.addWidget(kind)
        rows.addLayout(place)
        rows.addWidget(self.progress)
        rows.addWidget(self.outcome)
        rows.addStretch(1)
        rows.addLayout(buttons)
        self.progress.setRange(0, 100)
        self.progress.hide()

    def _connect(self) -> None:
        for kind, choice in self.kinds.items():
            choice.toggled.connect(lambda on, k=kind: self._take_kind(k) if on else None)
        self._browse.clicked.connect(self._ask_where)
        self.go.clicked.connect(self.save)
        self.cancel.clicked.connect(self.reject)
        self.saving.progressed.connect(lambda share: self.progress.setValue(round(100 * share)))
        self.saving.done.connect(self._end)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Save the trends"))
        self._head.setText(self.windowTitle())
        words = self.tr("From %1 to %2").replace("%1", self._clock(self._span[0]))
        self._what.setText(words.replace("%2", self._clock(self._span[1])))
        self.kinds["png"].setText(self.tr("Picture, PNG at twice the size"))
        self.kinds["svg"].setText(self.tr("Drawing, SVG"))
        self.kinds["csv"].setText(self.tr("Table, CSV: every sample of the record"))
        self.path.setAccessibleName(self.tr("file"))
        self._browse.setText(self.tr("Choose…"))
        self.go.setText(self.tr("Save"))
        self.cancel.setText(self.tr("Close"))
        self.progress.setAccessibleName(self.tr("how far it is written"))

    # --- what and where ---

    @property
    def _span(self) -> tuple[float, float]:
        """From the earliest to the latest time of the plots that has been, in s."""
        starts, ends = zip(*(plot.shown for plot in self._plots), strict=True)
        return max(0.0, min(starts)), min(self._snapshot.time_s, max(ends))

    def _moment(self, time_s: float) -> datetime:
        return self._snapshot.clock + timedelta(seconds=time_s - self._snapshot.time_s)

    def _clock(self, time_s: float) -> str:
        return self._moment(time_s).strftime("%Y-%m-%d %H:%M:%S")

    def _offered(self, kind: str) -> Path:
        """A name that is free, in the folder that was chosen or among the person's documents."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(self.path.text()).parent if self.path.text() else None
        folder = folder or Path(QStandardPaths.writableLocation(documents) or Path.home())
        stem = f"{self._snapshot.site}-{self._moment(self._span[1]).strftime('%Y%m%d-%H%M%S')}"
        names = (f"{stem}{end}.{kind}" for end in ("", *(f"-{n}" for n in range(2, 1000))))
        return next(folder / name for name in names if not (folder / name).exists())

    def _take_kind(self, kind: str) -> None:
        self.path.setText(str(self._offered(kind)))
        if not self.saving.busy:
            self.progress.hide()  # it told of another file
        self.outcome.setText("")
        self._grow()
        self.progress.hide()

    def _grow(self) -> None:
        """Be as high as everything that is shown; nothing is pushed out at the foot."""
        self.outcome.setVisible(bool(self.outcome.text()))
        layout = self.layout()
        assert layout is not None
        layout.activate()
        needed = layout.totalHeightForWidth(self.width())
        self.resize(self.width(), max(self.height(), needed))

    @property
    def _kind(self) -> str:
        return next(kind for kind, choice in self.kinds.items() if choice.isChecked())

    def _ask_where(self) -> None:
        asking = QFileDialog(self, self.windowTitle(), self.path.text())
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.setOption(QFileDialog.Option.DontConfirmOverwrite)
        asking.setDefaultSuffix(self._kind)
        EdgeBorder(asking, edge_of(self._snapshot))
        asking.fileSelected.connect(self.path.setText)
        asking.open()

    # --- doing it ---

    def save(self) -> None:
        """Write the file; the window goes on meanwhile."""
        if self.saving.busy:
            return
        self.saving.cancel()  # what ended before is let go of
        self.go.setEnabled(False)
        self.cancel.setText(self.tr("Cancel"))
        self.progress.setValue(0)
        self.progress.show()
        self.outcome.setText("")
        self._grow()
        self.grow()
        self.saving.start(self._work(self._kind, Path(self.path.text()).expanduser()))

    def _work(self, kind: str, file: Path) -> Work:
        if kind == "csv":
            names = tuple(dict.fromkeys(n for plot in self._plots for n in plot.trend.signals))
            asked = ReadStretch(names, *self._span)
            record = Path(self._snapshot.record)
            return write_samples(StretchOfRecord(record, self._snapshot.branch, asked), file)
        if kind == "svg":
            return write_text(svg_of(self._plots, self._title()), file)
        return write_image(png_of(self._plots, self._title()), file)

    def _title(self) -> tuple[str, str]:
        """Says what it is and whether it was simulated, for whoever finds the picture."""
        kinds = {
            Mode.REHEARSAL: self.tr("[DRILL REHEARSAL]"),
            Mode.DRILL: self.tr("[DRILL]"),
            Mode.LIVE: self.tr("[LIVE]"),
        }
        title = self._translation.of(self._snapshot.site_title)
        start, end = map(self._clock, self._span)
        end = end.removeprefix(f"{start.split()[0]} ")  # the same day once
        return f"{kinds[self._snapshot.mode]} {title}", f"{start} – {end}"

    def _end(self, why: Words | None) -> None:
        self.saving.cancel()
        self.go.setEnabled(True)
        self.progress.setVisible(why is None)
        self.progress.setValue(100)
        self.cancel.setText(self.tr("Close"))
        saved = self.tr("Saved: %1").replace("%1", self.path.text())
        failed = self.tr("Not saved: %1")
        self.outcome.setText(
            saved if why is None else failed.replace("%1", self._translation.of(why))
        )
        self._grow()
        self.grow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The cross of the window does what the button does."""
        event.ignore()
        self.reject()

    def reject(self) -> None:
        """Stop what is being written, nothing of it stays, and go; Escape does the same."""
        self.saving.cancel()
        super().reject()
