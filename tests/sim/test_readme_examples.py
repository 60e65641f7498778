"""What the README shows of the simulator is run, and must print what stands there."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"
EXAMPLE = re.compile(r"```python\n(.*?)```\n\n((?:    [^\n]*\n)+)", re.DOTALL)


def test_every_example_prints_what_stands_under_it():
    examples = EXAMPLE.findall(README.read_text())
    assert len(examples) == 5
    names: dict[str, object] = {}
    for code, shown in examples:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(code, names)
        expected = [line[4:] for line in shown.splitlines()]
        assert [line.strip() for line in said.getvalue().splitlines()] == [
            line.strip() for line in expected
        ]
