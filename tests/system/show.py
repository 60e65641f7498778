"""`show.py FOLDER [LANGUAGE]`: a whole drill by hand on two screens, with its pictures and report.

S7, the wrong switch: Kondo leads at his station, Kato is the dispatcher at hers. Both hands
press what stands on their own screen (`hand.py`), nothing else reaches the sitting. On the way:
injects that come by themselves and one that is sent by hand, a wrong act, a freeze, a joint
backtrack, and the second try. The pictures and the report are kept under `docs/show`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hand import Hand, Mouse
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from screenshots import save
from waiting import wait

from console.app import run_window
from console.cli.entry import run_command
from console.views.instructor.window import InstructorWindow
from console.views.main_window import MainWindow
from console.views.reason_dialog import ReasonDialog
from console.views.report.window import ReportWindow
from devices.site import load_site
from devices.words import Language
from procedures.drill.at_work import Led
from procedures.drill.views import DrillView, MessageView
from procedures.people import Sitter
from procedures.scenario import load_scenario
from procedures.sitting import Sitting
from procedures.snapshot import Mode, Snapshot

SITE, SCENARIO = "odawara", "S7"
LEADER, TRAINEE_ROLE = "kondo", "TSO-D"
SPEED = 60.0
SEED = 7
GLANCE_MS = 60
WRONG, RIGHT, TRUTH = "go", "stop", "truth"  # answers
CALLED = "k13-reported"
_LAID_OUT_MS = 500  # sooner after a move the window takes no press (SteadyHand)

Scene = Callable[[], bool]


class TwoScreens(Mouse):
    """The mouse; lists are chosen from with the arrows, whichever screen has the keyboard."""

    def choose(self, box: QComboBox, row: int) -> None:
        """Go to the box in its window, and press the arrow."""
        box.window().activateWindow()
        box.setFocus()
        key = Qt.Key.Key_Down if box.currentIndex() < row else Qt.Key.Key_Up
        for _ in range(abs(row - box.currentIndex())):
            QTest.keyClick(box, key)
        assert box.currentIndex() == row

    def write(self, field: QLineEdit, text: str) -> None:
        """Click the field in its window, and type."""
        field.window().activateWindow()
        super().write(field, text)


class Show:
    """Both hands, one after the other, scene by scene."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window, self.folder = window, folder
        self.mouse = TwoScreens()
        self.hand = Hand(window, self.mouse)
        self.taken = 0
        self.over, self.failed = False, ""
        self._busy = False
        self._scenes = self.scenes()
        self._until: Scene = lambda: True

    def glance(self) -> None:
        """Go on with the next scene once what this one waits for is so."""
        if self._busy or self.over:
            return
        self._busy = True
        try:
            if self._until():
                self._until = next(self._scenes)
        except StopIteration:
            self.over = True
        except AssertionError as error:  # a hand that cannot go on
            self.over, self.failed = True, str(error) or "?"
        finally:
            self._busy = False
        if self.over:
            self.window.close()

    # --- the drill --------------------------------------------------------------------------------

    def scenes(self) -> Iterator[Scene]:
        """What is done, and what is waited for then."""
        yield lambda: self.station.run.begin.isEnabled() and self.drill is not None
        yield self.both("briefing")
        self.mouse.press(self.station.run.begin)
        yield lambda: self.drill is not None and self.drill.begun
        speeds = self.station.run.speeds
        self.mouse.choose(speeds, speeds.findData(SPEED))
        yield self.working(lambda: self.message("reads-back-k13"))
        yield self.both("inject")
        self.keep(self.words("before the report", "報告の前"))
        yield self.working(lambda: self.message(CALLED))
        yield self.both("wrong-report")
        self.answer(CALLED, WRONG)
        yield lambda: not self.open_message(CALLED)
        self.mouse.press(self.station.run.freeze)
        yield lambda: self.drill is not None and self.drill.frozen is not None
        yield self.both("frozen")
        yield from self.back()
        yield self.both("back")
        self.mouse.press(self.station.run.thaw)
        yield self.working(lambda: self.open_message(CALLED))
        self.answer(CALLED, RIGHT)
        yield lambda: not self.open_message(CALLED)
        yield self.both("second-try")
        self.send_by_hand("neighbour-dark")
        yield lambda: self.open_message("neighbour-dark")
        yield self.both("by-hand")
        self.answer("neighbour-dark", TRUTH)
        yield self.working(lambda: self.drill is not None and self.drill.ended)
        yield lambda: self.window.procedure.drill.end.sheet is not None
        yield self.both("end")
        self.mouse.press(self.window.procedure.drill.end.report)
        yield lambda: self.report is not None and self.report.book is not None
        yield self.pause(40)
        assert self.report is not None
        self.report.resize(1280, 900)
        yield self.pause(10)
        self.picture(self.report, "report")

    def back(self) -> Iterator[Scene]:
        """All go back together to the moment that was kept."""
        moments = self.station.moments
        self.station.tabs.setCurrentWidget(moments)
        kept = [row for row, line in enumerate(moments.table.rows) if line.kept == "by_hand"]
        moments.list.selectRow(kept[0])
        yield self.pause(2)
        self.mouse.press(moments.go_back)
        yield lambda: self.dialog is not None
        assert self.dialog is not None
        why = self.words("The wrong number was not noticed", "番号の誤りに気付かなかったため")
        self.dialog.reason.setPlainText(why)
        yield self.pause(2)
        self.picture(self.station, "backtrack")
        self.mouse.press(self.dialog.go)
        yield lambda: self.snapshot.branch > 1

    def answer(self, message: str, answer: str) -> None:
        """The trainee gives one of the answers; the list is scrolled to where it stands."""
        messages = self.window.drill.messages
        view = self.message(message)
        assert view is not None
        row = next(n for n, one in enumerate(view.answers) if one.id == answer)
        pressed = messages.cards[message].buttons[row]
        wait(_LAID_OUT_MS)  # a card that has just come, or grown
        messages.list.ensureWidgetVisible(pressed)
        wait(_LAID_OUT_MS)
        self.mouse.press(pressed)

    def keep(self, note: str) -> None:
        """The instructor keeps this moment."""
        self.station.tabs.setCurrentWidget(self.station.moments)
        QApplication.processEvents()
        self.station.moments.note.setText(note)
        self.mouse.press(self.station.moments.keep)

    def send_by_hand(self, inject: str) -> None:
        """The instructor sends an inject before its time."""
        self.station.injects.choose(inject)
        QApplication.processEvents()
        self.mouse.press(self.station.injects.send_now)

    # --- what stands on the screens -----------------------------------------------------------

    @property
    def snapshot(self) -> Snapshot:
        picture = self.window._snapshot
        assert picture is not None
        return picture

    @property
    def drill(self) -> DrillView | None:
        picture = self.window._snapshot
        return None if picture is None else picture.drill

    @property
    def station(self) -> InstructorWindow:
        return next(w for w in QApplication.topLevelWidgets() if isinstance(w, InstructorWindow))

    @property
    def report(self) -> ReportWindow | None:
        found = (w for w in QApplication.topLevelWidgets() if isinstance(w, ReportWindow))
        return next(found, None)

    @property
    def dialog(self) -> ReasonDialog | None:
        found = QApplication.activeModalWidget()
        return found if isinstance(found, ReasonDialog) else None

    def message(self, id: str) -> MessageView | None:
        """The message of an inject, once it has come."""
        return next((m for m in self.snapshot.drill.messages if m.id == id), None)

    def open_message(self, id: str) -> bool:
        """Whether it waits for an answer."""
        message = self.message(id)
        return message is not None and message.open

    def words(self, en: str, ja: str) -> str:
        return ja if self.window._translation.language == "ja" else en

    # --- between the scenes ---------------------------------------------------------------------

    def working(self, until: Scene) -> Scene:
        """The trainee goes on with his steps until something is so."""

        def look() -> bool:
            if until():
                return True
            self.hand.act(self.snapshot)
            return False

        return look

    def pause(self, glances: int) -> Scene:
        """Let the windows draw what came last."""
        left = [glances]

        def look() -> bool:
            left[0] -= 1
            return left[0] <= 0

        return look

    def both(self, name: str) -> Scene:
        """Take a picture of both screens, once both show the same."""
        wait = self.pause(8)

        def look() -> bool:
            if not wait():
                return False
            pictures = [window.grab() for window in (self.window, self.station)]
            wide = sum(picture.width() for picture in pictures)
            joined = QPixmap(wide, max(picture.height() for picture in pictures))
            painter, x = QPainter(joined), 0
            for picture in pictures:
                painter.drawPixmap(x, 0, picture)
                x += picture.width()
            painter.end()
            self._save(joined, name)
            return True

        return look

    def picture(self, window: QWidget | None, name: str) -> None:
        """Take a picture of one window."""
        assert window is not None
        self._save(window.grab(), name)

    def _save(self, picture: QPixmap, name: str) -> None:
        self.taken += 1
        language = self.window._translation.language
        save(picture.toImage(), self.folder / f"{self.taken:02d}-{name}-{language}.png")


def main() -> int:
    """Run the drill, then write its report; return how the window ended."""
    folder = Path(sys.argv[1])
    language: Language = "en" if sys.argv[2:] == ["en"] else "ja"
    site = load_site(SITE)
    scenario = load_scenario(SCENARIO, site)
    with tempfile.TemporaryDirectory() as own:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, own)
        record = Path(own) / "drill.sqlite"

        def open_sitting() -> Sitting:
            sitter = Sitter.for_role(site, TRAINEE_ROLE)
            return Sitting.open(
                site, scenario, mode=Mode.DRILL, sitter=sitter, record=record, seed=SEED,
                led=Led(LEADER),
            )  # fmt: skip

        shows: list[Show] = []

        def opened(window: MainWindow) -> None:
            shows.append(show := Show(window, folder))
            timer = QTimer(window, interval=GLANCE_MS)
            timer.timeout.connect(show.glance)
            timer.start()

        staff = {"instructor": LEADER}
        code = run_window(
            open_sitting, site, language=language, layout="control-room", staff=staff,
            when_open=opened,
        )  # fmt: skip
        if shows[0].failed:
            sys.stderr.write(f"{shows[0].failed}\n")
            return 1
        for form in ("pdf", "html"):
            file = str(folder / f"report-{language}.{form}")
            order = ["report", str(record), f"--{form}", file, "--force", "--language", language]
            code += run_command(order)
    return code


if __name__ == "__main__":
    sys.exit(main())
