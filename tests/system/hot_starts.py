"""Starts kairetsu again and again at little cost: `hot_starts.py` reads orders from its input.

Everything is loaded once; each order is carried out by a process of its own, forked from there. An
order is one line of JSON, {"arguments", "output"}; the answers are lines too: the number of the
process when it has begun, and how it ended when it has.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

from console.cli.entry import run_command


def loaded() -> None:
    """Rehearse something short, so that nothing is left to be loaded."""
    with tempfile.TemporaryDirectory() as folder:
        record = str(Path(folder) / "short.sqlite")
        carry_out(["rehearse", "odawara-readiness", "--record", record], os.devnull)


def carry_out(arguments: list[str], output: str) -> int:
    """Run a command that says everything into the file `output`; return its code."""
    with Path(output).open("w", encoding="utf-8") as file:
        sys.stdout = sys.stderr = file
        return run_command([*arguments, "--language", "en"])


def in_a_child(arguments: list[str], output: str) -> NoReturn:
    """Carry it out and end; a traceback goes to where the starter tells its own."""
    code = 70
    try:
        code = carry_out(arguments, output)
    finally:
        sys.stderr = sys.__stderr__
        os._exit(code)


def main() -> None:
    """Carry out orders until the input ends."""
    answers = sys.stdout
    loaded()
    answers.write("ready\n")
    answers.flush()
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            in_a_child(order["arguments"], order["output"])
        answers.write(f"{child}\n")
        answers.flush()
        _, status = os.waitpid(child, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")
        answers.flush()


if __name__ == "__main__":
    main()
