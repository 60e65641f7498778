"""kairetsu probe: which devices answer at a host or on a serial line; nothing is ever written."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator

from console.cli.ending import DONE, NOT_COMPLETED, Refused
from devices import messages
from devices.documents import DocumentError
from devices.modbus.probe import EVERY_UNIT, probe, probe_json, probe_lines, shipped_maps
from devices.site.check_connections import key_problems
from devices.site.connections import TCP_PORT, TLS_PORT, Line, TlsFiles
from devices.words import Language

_HIGHEST_UNIT, _HIGHEST_PORT = 255, 65535


def probe_line(options: argparse.Namespace, language: Language) -> int:
    """Print what answers; return the code of the command, 1 when nothing does."""
    line = _line(options, language)
    units = _units(options.units, language)
    told = sys.stderr.isatty() and not options.json

    def tell(done: int, of: int) -> None:
        if told:
            text = messages.text(language, "cli_probing", done=done, of=of)
            print(f"\r{text}", end="\n" if done == of else "", file=sys.stderr, flush=True)

    report = probe(line, units, maps=shipped_maps(), progress=tell)
    if options.json:
        print(json.dumps(probe_json(report), ensure_ascii=False))
    else:
        print("\n".join(probe_lines(report, language)))
    return DONE if report.units else NOT_COMPLETED


def _line(options: argparse.Namespace, language: Language) -> Line:
    """The line that is asked for; raises Refused, and DocumentError for a key others may read."""
    if bool(options.host) == bool(options.serial):
        raise Refused(messages.text(language, "cli_probe_where"))
    tls = _tls(options, language)
    if options.serial:
        if tls is not None or options.port is not None:
            raise Refused(messages.text(language, "cli_probe_serial"))
        return Line("probe", serial=options.serial, baud=options.baud, parity=options.parity)
    port = options.port or (TCP_PORT if tls is None else TLS_PORT)
    if not 1 <= port <= _HIGHEST_PORT:
        arguments = {"option": "--port", "low": 1, "high": _HIGHEST_PORT, "given": port}
        raise Refused(messages.text(language, "cli_number_range", **arguments))
    return Line("probe", host=options.host, port=port, tls=tls)


def _tls(options: argparse.Namespace, language: Language) -> TlsFiles | None:
    ca, certificate, key = options.tls_ca, options.tls_certificate, options.tls_key
    if (ca, certificate, key, options.server_name) == (None, None, None, ""):
        return None
    if ca is None or (certificate is None) != (key is None):
        raise Refused(messages.text(language, "cli_probe_tls"))
    missing = [path for path in (ca, certificate, key) if path is not None and not path.is_file()]
    if missing:
        lines = (messages.text(language, "cli_file_missing", path=path) for path in missing)
        raise Refused("\n".join(lines))
    if key is not None and (problems := tuple(key_problems(key))):
        raise DocumentError(problems)
    return TlsFiles(ca, certificate, key, options.server_name)


def _units(given: str | None, language: Language) -> tuple[int, ...]:
    """`1-40,50` as numbers; all there can be when nothing is given. Raises Refused."""
    if given is None:
        return EVERY_UNIT
    try:
        units = tuple(unit for part in given.split(",") for unit in _range(part))
    except ValueError:
        units = ()
    if not units:
        high = _HIGHEST_UNIT
        raise Refused(messages.text(language, "cli_probe_units", given=given, high=high))
    return units


def _range(part: str) -> Iterator[int]:
    first, dash, last = part.partition("-")
    low = int(first)
    high = int(last) if dash else low
    if not 0 <= low <= high <= _HIGHEST_UNIT:
        raise ValueError(part)
    yield from range(low, high + 1)
