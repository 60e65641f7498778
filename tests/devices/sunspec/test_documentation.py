"""The chapter on connecting devices: its examples load, its tables are those of the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from devices.site import load_connections, load_site
from devices.site.model_connections import (
    ConnectionModel,
    OverrideFile,
    SerialLineModel,
    TcpLineModel,
)
from devices.site.site import Device, Site
from devices.sunspec import load_sunspec_map
from devices.sunspec.file import SourceModel, SunSpecFile, WriteModel
from devices.sunspec.served import sunspec_image
from devices.wiring import load_maps

DOCS = Path(__file__).parents[3] / "docs"
LANGUAGES = ("en", "ja")
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def chapter(language: str) -> str:
    return (DOCS / f"connecting.{language}.md").read_text(encoding="utf-8")


def examples(language: str) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", chapter(language), re.DOTALL)


def keys_of_table(language: str, number: int) -> set[str]:
    """The first column of the table with this number."""
    tables = re.findall(r"(?:^\|.*\n)+", chapter(language), re.MULTILINE)
    return set(re.findall(r"^\| `(\w+)`", tables[number], re.MULTILINE))


@EVERY_LANGUAGE
def test_the_example_of_a_computers_own_file_loads(language: str, tmp_path: Path) -> None:
    site = load_site("odawara")
    [text] = [one for one in examples(language) if one.startswith("connections_of")]
    path = tmp_path / "odawara.connections.yaml"
    path.write_text(text, encoding="utf-8")
    for name in ("ca.pem", "console.crt", "console.key"):
        (tmp_path / name).touch(mode=0o600)

    connections = load_connections(site, path)

    assert load_maps(site, connections)
    assert connections.devices["bess"].line.address == "bess.example:802"
    assert connections.devices["bess"].serial_number == "4711"
    assert connections.devices["pv"].line.address == "192.168.1.20:502"
    assert (connections.devices["m1"].period_s, connections.devices["m1"].deadline_s) == (5, 0.5)


@EVERY_LANGUAGE
def test_the_example_of_a_sunspec_map_loads(language: str, tmp_path: Path) -> None:
    [text] = [one for one in examples(language) if one.startswith("sunspec_map")]
    path = tmp_path / "map.yaml"
    path.write_text(text, encoding="utf-8")

    map_ = load_sunspec_map(path)

    assert list(map_.points) == ["p_kw", "soc_pct", "state", "mode"]
    assert list(map_.commands) == ["set_p_kw"]


@EVERY_LANGUAGE
def test_the_tables_have_every_key_and_no_other(language: str) -> None:
    line = {*TcpLineModel.model_fields, *SerialLineModel.model_fields}
    point = {*SourceModel.model_fields, *WriteModel.model_fields}

    assert keys_of_table(language, 0) == line
    assert keys_of_table(language, 1) == set(ConnectionModel.model_fields)
    assert keys_of_table(language, 2) == set(SunSpecFile.model_fields)
    assert keys_of_table(language, 3) == point
    assert set(OverrideFile.model_fields) == {"connections_of", "connections"}


def served() -> dict[str, tuple[Site, Device]]:
    """One device of each kind that is served with SunSpec models."""
    found = {}
    for name in ("odawara", "toride-city-hall"):
        site = load_site(name)
        found |= {device.kind: (site, device) for device in site.devices.values()}
    return found


@EVERY_LANGUAGE
def test_the_table_of_served_models_is_what_is_served(language: str) -> None:
    row = re.compile(r"^\| `(\w+)` \| (1, [\d, ]+) \| ?(.*?) ?\|$", re.MULTILINE)
    rows = row.findall(chapter(language))

    kinds = served()
    shown = {kind for kind, (site, device) in kinds.items() if sunspec_image(site, device)}
    assert {kind for kind, _, _ in rows} == shown
    for kind, models, writable in rows:
        image = sunspec_image(*kinds[kind])
        assert image is not None
        assert image.models == tuple(int(one) for one in models.split(", "))
        assert sorted(image.writable) == sorted(filter(None, writable.split(", ")))
