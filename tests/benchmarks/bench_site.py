"""Odawara with as many devices on the wire as a benchmark wants: more meters on the blocks."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from devices.site import load_site

_LAST_METER = "  m8: {kind: meter,"
_LAST_UNIT = "    m8: {line: plant,"


def site_with(devices: int, folder: Path) -> Path:
    """Write a site file with `devices` devices on the wire into `folder` and return its path."""
    shipped = resources.files("resources") / "sites" / "odawara.yaml"
    on_the_wire = len(load_site("odawara").connections.devices)
    more = range(9, 9 + devices - on_the_wire)
    lines = []
    for line in shipped.read_text(encoding="utf-8").splitlines():
        lines.append(line)
        if line.startswith(_LAST_METER):
            lines += [_meter(number) for number in more]
        if line.startswith(_LAST_UNIT):
            lines += [_unit(number, on_the_wire) for number in more]
    path = folder / "odawara.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _meter(number: int) -> str:
    block = f"b{number % 6 + 1}"
    title = f"{{en: Meter M{number}, ja: メーター M{number}}}"
    return (
        f"  m{number}: {{kind: meter, number: M{number}, title: {title}, owner: tepco, "
        f"bus: {block}_lv, of: {block}}}"
    )


def _unit(number: int, on_the_wire: int) -> str:
    return f"    m{number}: {{line: plant, unit: {on_the_wire + number - 8}, map: served-meter}}"
