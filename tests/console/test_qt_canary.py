"""The installed Qt can carry the console: 6.12.0 on Python 3.11 could not."""

from __future__ import annotations

import subprocess
import sys

# Corrupted reference counts kill the interpreter, so it is a child process that takes the risk.
EMIT_5000_TIMES = """
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Bell(QObject):
    rung = Signal(bool, int, object)

application = QCoreApplication([])
bell = Bell()
heard = []
bell.rung.connect(lambda live, count, what: heard.append(count))
for count in range(5_000):
    bell.rung.emit(count % 2 == 0, count, None)
assert heard == list(range(5_000))
print("survived")
"""


def test_five_thousand_emitted_signals_leave_the_interpreter_alive() -> None:
    child = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", EMIT_5000_TIMES],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (child.returncode, child.stdout) == (0, "survived\n"), child.stderr
