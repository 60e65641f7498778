"""Connections: what a site file and a computer's own file say, and every mistake at its place."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devices.documents import DocumentError, Problem
from devices.kinds import KINDS
from devices.site import Site, default_override, load_connections, load_site, site_names, site_path
from devices.site.check_connections import file_problems
from devices.site.connections import Connections, Line, TlsFiles

SECRET = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIDfuj\n-----END PRIVATE KEY-----\n"
MAP = "# a register map\n"


@pytest.fixture(scope="module")
def odawara() -> Site:
    return load_site("odawara")


@pytest.fixture
def site(odawara: Site, tmp_path: Path) -> Site:
    """Odawara with two devices, whose maps are files of the test."""
    (tmp_path / "own.yaml").write_text(MAP, encoding="utf-8")
    kept = {name: odawara.connections.devices[name] for name in ("bess", "pv")}
    moved = {
        name: dataclasses.replace(one, map_path=tmp_path / "own.yaml") for name, one in kept.items()
    }
    own = dataclasses.replace(odawara.connections, devices=moved)
    return dataclasses.replace(odawara, connections=own)


@pytest.fixture
def loaded(site: Site, tmp_path: Path) -> Callable[[str], Connections]:
    def load(section: str) -> Connections:
        return load_connections(site, written(tmp_path, section))

    return load


@pytest.fixture
def problems_of(site: Site, tmp_path: Path) -> Callable[[str], list[Problem]]:
    def find(section: str) -> list[Problem]:
        path = written(tmp_path, section)
        with pytest.raises(DocumentError) as caught:
            load_connections(site, path)
        assert all(problem.render("ja") for problem in caught.value.problems)
        return list(caught.value.problems)

    return find


def written(folder: Path, section: str, of: str = "odawara") -> Path:
    path = folder / "odawara.connections.yaml"
    indented = "".join(f"  {line}\n" for line in section.strip("\n").splitlines())
    path.write_text(f"connections_of: {of}\nconnections:\n{indented}", encoding="utf-8")
    return path


def said(problems: list[Problem]) -> list[tuple[int, int, str]]:
    return [(one.line, one.column, one.render("en").split(": ", 1)[1]) for one in problems]


def key_file(folder: Path, mode: int) -> Path:
    path = folder / "client.key"
    path.write_text(SECRET, encoding="utf-8")
    path.chmod(mode)
    for name in ("ca.pem", "client.pem"):
        (folder / name).write_text("certificate", encoding="utf-8")
    return path


# --- the sites that ship --------------------------------------------------------------------------


@pytest.mark.parametrize("name", site_names())
def test_a_shipped_site_has_every_wired_device_at_a_unit_of_its_own_on_loopback(name: str) -> None:
    site = load_site(name)

    connections = site.connections.devices

    wired = [
        device.name
        for device in site.devices.values()
        if (kind := KINDS.get(device.kind)) and (kind.wire_signals or kind.wire_verbs)
    ]
    assert list(connections) == wired
    assert [one.unit for one in connections.values()] == list(range(1, len(wired) + 1))
    for one in connections.values():
        assert one.line.address == "127.0.0.1:5020"
        assert one.map == f"served-{site.devices[one.device].kind.replace('_', '-')}"
        assert one.map_path.parent.name == "registers"
        assert (one.period_s, one.deadline_s) == (1.0, 1.0)


def test_periods_are_facts_that_a_real_site_has_to_confirm(odawara: Site) -> None:
    assert "connections.period" in {fact.path for fact in odawara.unconfirmed()}


@pytest.mark.parametrize(
    ("right", "wrong", "blamed", "meant"),
    [
        ("    bess: {line: plant, unit: 4", "    bess: {line: plan, unit: 4", "plan,", "plant"),
        ("    bess: {line: plant, unit: 4", "    bes: {line: plant, unit: 4", "bes: {line", "bess"),
        ("    bess: {line: plant, unit: 4", "    bess: {line: plant, unit: 3", "bess: {line",
         "cb52b"),
        ("plant: {host: 127.0.0.1, port: 5020}", "plant: {host: 127.0.0.1, port: 65536}", "65536",
         "1..65535"),
        ("plant: {host: 127.0.0.1, port: 5020}", "plant: {hots: 127.0.0.1, port: 5020}", "hots",
         "host"),
        ("    pv: {line: plant", "    pv_planned: {line: plant", "pv_planned: {line", "plans"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_section_of_a_site_is_found_where_it_stands(
    right: str, wrong: str, blamed: str, meant: str, tmp_path: Path
) -> None:
    source = site_path("odawara").read_text(encoding="utf-8")
    assert right in source
    text = source.replace(right, wrong)
    path = tmp_path / "odawara.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DocumentError) as caught:
        load_site(path)

    index = text.index(blamed, text.index("\nconnections:"))
    place = (text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
    found = {(one.line, one.column): one.render("en") for one in caught.value.problems}
    assert meant in found[place]


# --- a computer's own file ------------------------------------------------------------------------


def test_an_override_moves_a_line_and_leaves_everything_else(
    loaded: Callable[[str], Connections], site: Site
) -> None:
    connections = loaded("lines:\n  plant: {host: plant.example, port: 1502}")

    assert {one.line.address for one in connections.devices.values()} == {"plant.example:1502"}
    assert [(n, one.unit) for n, one in connections.devices.items()] == [
        (n, one.unit) for n, one in site.connections.devices.items()
    ]


def test_an_override_replaces_devices_and_paces_by_name(
    loaded: Callable[[str], Connections], tmp_path: Path
) -> None:
    connections = loaded(
        """
lines:
  rtu: {serial: /dev/ttyUSB0, baud: 19200, parity: none, stop_bits: 2}
period: {value: 0.1, unit: s, origin: S}
devices:
  bess: {line: rtu, unit: 17, map: ./own.yaml, deadline: {value: 0.5, unit: s, origin: S}}
"""
    )

    bess, pv = connections.devices["bess"], connections.devices["pv"]
    assert (bess.line.address, bess.line.baud, bess.line.parity, bess.line.stop_bits) == (
        "/dev/ttyUSB0", 19200, "none", 2,
    )  # fmt: skip
    assert (bess.unit, bess.map_path) == (17, tmp_path / "own.yaml")
    assert (bess.period_s, bess.deadline_s) == (0.1, 0.5)
    assert (pv.period_s, pv.deadline_s) == (0.1, 1.0)


def test_the_usual_ports_are_those_of_the_standards(
    loaded: Callable[[str], Connections], tmp_path: Path
) -> None:
    key_file(tmp_path, 0o600)
    connections = loaded("lines: {plain: {host: a}, secure: {host: '::1', tls: {ca: ca.pem}}}")

    assert connections.lines["plain"].address == "a:502"
    assert connections.lines["secure"].address == "[::1]:802"


def test_every_mistake_of_an_override_is_told_at_once(
    problems_of: Callable[[str], list[Problem]],
) -> None:
    problems = problems_of(
        """
lines:
  plant: {host: 127.0.0.1, port: 0}
  rtu: {serial: /dev/ttyUSB0, baud: 200, parity: uneven}
period: {value: 61, unit: s, origin: P}
devices:
  bess: {line: plan, unit: 248, map: own.yaml}
  battery: {line: plant, unit: 9, map: own.yaml}
  pv: {line: plant, unit: 7, map: served-pv-invertor}
"""
    )

    told = said(problems)
    expected = [
        (4, "1..65535"), (5, "300..4e+06"), (5, "even"), (6, "0.02..60 s"), (8, "plant"),
        (8, "0..247"), (9, "battery"), (10, "served-pv-invertor"),
    ]  # fmt: skip
    assert [line for line, _, _ in told] == [line for line, _ in expected], told
    for (_, _, words), (_, word) in zip(told, expected, strict=True):
        assert word in words


def test_a_file_for_another_site_is_refused(site: Site, tmp_path: Path) -> None:
    path = written(tmp_path, "lines: {}", of="kobe-shelter")

    with pytest.raises(DocumentError, match=r":1:17: .*'kobe-shelter', not for 'odawara'"):
        load_connections(site, path)


def test_two_devices_at_one_unit_are_refused_unless_both_are_told_shared(
    problems_of: Callable[[str], list[Problem]], loaded: Callable[[str], Connections]
) -> None:
    # A second name for the same far end does not hide that the unit is the same.
    section = """
lines: {again: {host: 127.0.0.1, port: 5020}}
devices:
  bess: {line: plant, unit: 9, map: ./own.yaml, shared: true}
  pv: {line: again, unit: 9, map: ./own.yaml%s}
"""

    [(line, column, words)] = said(problems_of(section % ""))
    together = loaded(section % ", shared: true")

    assert (line, column) == (6, 5)
    assert "pv: unit 9 at 127.0.0.1:5020 is already bess" in words
    assert [one.unit for one in together.devices.values()] == [9, 9]


def test_a_serial_port_belongs_to_one_line_and_unit_0_to_nobody(
    problems_of: Callable[[str], list[Problem]],
) -> None:
    told = said(
        problems_of(
            """
lines:
  one: {serial: /dev/ttyUSB0}
  two: {serial: /dev/ttyUSB0, baud: 19200}
devices:
  pv: {line: one, unit: 0, map: ./own.yaml}
"""
        )
    )

    assert [line for line, _, _ in told] == [5, 7]
    assert "line 'one'" in told[0][2]
    assert "unit 0" in told[1][2]


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "{port: 502}",
        "{host: a, serial: /dev/ttyS0}",
        "{host: a, baud: 9600}",
        "{serial: /dev/ttyS0, port: 502}",
        "{host: 'a b'}",
        "{host: 'http://a'}",
        "{host: a, port: '502'}",
        "{host: a, port: 502.0}",
        "{serial: /dev/ttyS0, stop_bits: 3}",
        "{serial: /dev/ttyS0, tls: {ca: ca.pem}}",
        "[a, 502]",
        "a:502",
    ],
)
def test_a_line_is_one_of_two_forms_and_nothing_between(
    line: str, problems_of: Callable[[str], list[Problem]]
) -> None:
    problems = problems_of(f"lines:\n  odd: {line}")

    assert problems
    assert all(problem.line == 4 for problem in problems)


# --- certificates and keys ------------------------------------------------------------------------

TLS = "lines:\n  plant: {host: a, tls: {ca: ca.pem, certificate: client.pem, key: client.key}}"


def test_certificates_are_found_beside_the_file_that_names_them(
    loaded: Callable[[str], Connections], tmp_path: Path
) -> None:
    key_file(tmp_path, 0o600)

    tls = loaded(TLS).lines["plant"].tls

    assert tls == TlsFiles(tmp_path / "ca.pem", tmp_path / "client.pem", tmp_path / "client.key")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o610, 0o644, 0o666])
def test_a_key_that_others_may_read_or_change_is_refused_with_the_cure(
    mode: int, problems_of: Callable[[str], list[Problem]], tmp_path: Path
) -> None:
    key = key_file(tmp_path, mode)

    [(line, _, words)] = said(problems_of(TLS))

    assert line == 4
    assert f"chmod 600 {key}" in words
    assert f"mode {mode:04o}" in words


def test_a_missing_certificate_and_a_missing_key_are_named(
    problems_of: Callable[[str], list[Problem]], tmp_path: Path
) -> None:
    told = said(problems_of(TLS))

    for name in ("ca.pem", "client.pem", "client.key"):
        assert any(str(tmp_path / name) in words for _, _, words in told)


def test_a_certificate_without_its_key_is_refused(
    problems_of: Callable[[str], list[Problem]], tmp_path: Path
) -> None:
    key_file(tmp_path, 0o600)
    text = "lines:\n  plant: {host: a, tls: {ca: ca.pem, certificate: client.pem}}"

    [(_, column, words)] = said(problems_of(text))

    assert "belong together" in words
    assert column == text.splitlines()[1].index("client.pem") + 3


def test_nothing_that_is_kept_or_told_holds_what_a_key_file_says(
    problems_of: Callable[[str], list[Problem]],
    loaded: Callable[[str], Connections],
    tmp_path: Path,
) -> None:
    secret = SECRET.splitlines()[1]
    key_file(tmp_path, 0o644)
    told = "".join(repr(problem) for problem in problems_of(TLS))
    (tmp_path / "client.key").chmod(0o600)

    assert secret not in told
    assert secret not in repr(loaded(TLS))


def test_a_key_is_looked_at_only_where_it_is_used(site: Site) -> None:
    """Who rehearses on a computer without the certificates can still load the site."""
    line = Line("plant", host="a", port=802, tls=TlsFiles(Path("/nowhere/ca.pem")))
    own = dataclasses.replace(site.connections, lines={"plant": line})

    assert [problem.key for problem in file_problems(own)] == ["connections_file_missing"]
    with pytest.raises(DocumentError, match=r"/nowhere/ca\.pem"):
        load_connections(dataclasses.replace(site, connections=own))


def test_an_override_of_the_user_is_found_where_his_configuration_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert default_override("odawara") is None

    (tmp_path / "kairetsu").mkdir()
    path = written(tmp_path / "kairetsu", "lines: {}")

    assert default_override("odawara") == path


# --- files that nobody would write ----------------------------------------------------------------

NAMES = st.sampled_from(
    ["plant", "bess", "pv", "m8", "nobody", "lines", "host", "port", "tls", "ca", "key", "serial",
     "unit", "line", "map", "period", "value", "origin", "devices", "server_name", "deadline"]
)  # fmt: skip
SCALARS = st.one_of(
    st.integers(-3, 70_000), st.booleans(), st.none(), st.floats(-1, 100), NAMES,
    st.sampled_from(["~who/x.yaml", "a/" * 500, "x" * 300 + "/y.yaml", "../../..", "/", "::1",
                     "", "served-meter", "2001:db8::1", "\u3000", "~", "nul\u2028"]),
)  # fmt: skip
SECTIONS = st.dictionaries(
    st.sampled_from(["lines", "devices", "period", "deadline", "other"]),
    st.recursive(SCALARS, lambda inner: st.dictionaries(NAMES, inner, max_size=4), max_leaves=8),
    max_size=4,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SECTIONS)
def test_whatever_a_file_says_it_is_loaded_or_its_problems_are_told(
    site: Site, tmp_path: Path, section: dict[str, object]
) -> None:
    path = tmp_path / "odawara.connections.yaml"
    text = yaml.safe_dump({"connections_of": "odawara", "connections": section})
    path.write_text(text, encoding="utf-8")

    told = ""
    try:
        connections = load_connections(site, path)
    except DocumentError as error:
        told = error.render("ja")
    else:
        told = ", ".join(connections.devices)
    assert told


@pytest.mark.parametrize(
    "name",
    ["~who/x.yaml", "x" * 300 + "/y.yaml", "a/" * 400 + "b.yaml", "/root/../nowhere.yaml"],
)
def test_a_path_that_cannot_be_is_a_file_that_is_not_there(
    name: str, problems_of: Callable[[str], list[Problem]]
) -> None:
    [problem] = problems_of(f"devices:\n  pv: {{line: plant, unit: 7, map: '{name}'}}")

    assert problem.key == "connections_map"
    problems = problems_of(f"lines:\n  plant: {{host: a, tls: {{ca: '{name}'}}}}")
    assert {one.key for one in problems} == {"connections_file_missing"}
