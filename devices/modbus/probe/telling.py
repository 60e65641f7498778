"""A probe's report in lines for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from devices import messages
from devices.events import Json
from devices.modbus.probe.report import ProbeReport, SunSpecReport, UnitReport
from devices.words import Words

_OBJECTS = ("vendor", "product", "revision", "url", "product_name", "model_name", "application")


def probe_lines(report: ProbeReport, language: str) -> list[str]:
    """The report for people."""
    return list(_Teller(language).lines(report))


class _Teller:
    def __init__(self, language: str) -> None:
        self._language = language

    def _say(self, key: str, **arguments: object) -> str:
        return messages.text(self._language, key, **arguments)

    def lines(self, report: ProbeReport) -> Iterator[str]:
        yield self._say("probe_heading", address=report.address, units=len(report.units))
        for unit in report.units:
            yield from self._unit(unit)
        for key, numbers in (
            ("probe_absent", report.absent),
            ("probe_silent", report.silent),
            ("probe_unasked", report.unasked),
        ):
            if numbers:
                yield self._say(key, units=ranges(numbers))
        if report.trouble is not None:
            yield self._in(report.trouble)

    def _unit(self, unit: UnitReport) -> Iterator[str]:
        arguments = {"unit": unit.unit, "milliseconds": f"{unit.round_trip_ms:.2f}"}
        label = self._say("probe_label", label=unit.label) if unit.label else ""
        yield self._say("probe_unit", **arguments) + label
        texts = [text for text in unit.identification.values() if text]
        if texts:
            yield "  " + self._say("probe_texts", texts=texts)
        if unit.sunspec is not None:
            yield from self._sunspec(unit.sunspec)
        if unit.maps:
            yield "  " + self._say("probe_maps", maps=unit.maps)
        elif unit.sunspec is None and not texts:
            yield "  " + self._say("probe_unknown")
        if unit.note is not None:
            yield "  " + self._in(unit.note)

    def _sunspec(self, found: SunSpecReport) -> Iterator[str]:
        plate = [found.manufacturer, found.model, found.version, found.serial]
        known = [text for text in plate if text]
        yield "  " + self._say("probe_sunspec", base=found.base, plate=known or None)
        for model in found.models:
            name = model.name or self._say("probe_model_unknown")
            line = self._say(
                "probe_model", id=model.id, name=name, address=model.address, length=model.length
            )
            yield "    " + line
            if model.note is not None:
                yield "      " + self._in(model.note)
        if found.note is not None:
            yield "    " + self._in(found.note)

    def _in(self, words: Words) -> str:
        return words.in_language(self._language)


def ranges(numbers: Sequence[int]) -> str:
    """Sorted numbers in few signs: `1-3, 7`."""
    spans: list[list[int]] = []
    for one in numbers:
        if spans and one == spans[-1][1] + 1:
            spans[-1][1] = one
        else:
            spans.append([one, one])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)


# --- for programs ---------------------------------------------------------------------------------


def probe_json(report: ProbeReport) -> dict[str, Json]:
    """The report as plain JSON; notes are in English."""
    return {
        "address": report.address,
        "units": [_unit_json(unit) for unit in report.units],
        "silent": list(report.silent),
        "absent": list(report.absent),
        "unasked": list(report.unasked),
        "trouble": _english(report.trouble),
    }


def _unit_json(unit: UnitReport) -> dict[str, Json]:
    found = unit.sunspec
    return {
        "unit": unit.unit,
        "round_trip_ms": round(unit.round_trip_ms, 3),
        "label": unit.label,
        "maps": list(unit.maps),
        "identification": {
            _OBJECTS[number] if number < len(_OBJECTS) else str(number): text
            for number, text in unit.identification.items()
        },
        "sunspec": None if found is None else _sunspec_json(found),
        "note": _english(unit.note),
    }


def _sunspec_json(found: SunSpecReport) -> dict[str, Json]:
    return {
        "base": found.base,
        "manufacturer": found.manufacturer,
        "model": found.model,
        "version": found.version,
        "serial": found.serial,
        "models": [
            {
                "id": one.id,
                "name": one.name,
                "address": one.address,
                "length": one.length,
                "note": _english(one.note),
            }
            for one in found.models
        ],
        "note": _english(found.note),
    }


def _english(words: Words | None) -> str | None:
    return None if words is None else words.en
