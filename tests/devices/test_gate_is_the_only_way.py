"""Nothing in the program tells a device anything but through the gate."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# who may name a plant's `command`, and why
ALLOWED = {
    "devices/commands.py": "the gate itself",
    "devices/forecast.py": "a fork of the simulator, which is thrown away",
    "procedures/scenario_plant.py": "the served equipment, which hands on to its simulator",
    "console/cli/serve.py": "the served equipment, told by whatever client commands it",
}
PLANTS = {"plant", "_plant", "future"}


def named(path: Path) -> list[int]:
    """The lines where the `command` of something that is called a plant is named."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "command"
        and ast.unparse(node.value).rpartition(".")[2] in PLANTS
    ]


def called_with_a_command(path: Path) -> list[int]:
    """The lines that call `x.command(one)`, whatever x is: a plant takes one argument."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "command"
        and len(node.args) == 1
        and not node.keywords
    ]


def test_only_the_gate_commands_a_plant() -> None:
    found = {
        str(path.relative_to(ROOT))
        for room in ("devices", "procedures", "console")
        for path in (ROOT / room).rglob("*.py")
        if named(path) or called_with_a_command(path)
    }
    assert found == set(ALLOWED)
