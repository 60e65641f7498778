"""A site's own meters: CSV files become one series a device, or every problem at its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from devices.documents import Document, Problem, nearest, range_words
from devices.site.check_series import can_be_metered, metered
from devices.site.meter_file import UNITS, Heading, MeterText, Row, is_time, numbers_of
from devices.site.meter_times import Steps, steps_of
from devices.site.model import SiteFile
from devices.site.model_series import MeterFileModel
from devices.site.parameters import BlockParameters, PvParameters
from devices.site.series import Floats, Ints, Location, Measured
from devices.site.site import Device

DEFAULT_FILL_H = 2.0
MOST_OF_KVA = 1.2  # a block may draw this much of its transformer, or so many peaks
MOST_PEAKS = 5.0
MOST_OF_PV, NIGHT_OF_PV = 1.2, 0.02  # panels beyond their rating; inverters draw a little at night


def read_meters(
    document: Document, file: SiteFile, devices: Mapping[str, Device]
) -> tuple[dict[str, Measured], list[Problem]]:
    """What the meter files of a site say, by device, and every problem in them.

    A file whose section is itself wrong (no device of that name) is read as far as it is right.
    """
    series: dict[str, Measured] = {}
    problems: list[Problem] = []
    if file.location is None:
        return series, problems
    location = file.location.place()
    for index, meters in enumerate(file.meters):
        path = document.path.parent / meters.file
        if not path.is_file():
            place = ("meters", index, "file")
            problems.append(document.problem(place, "meters_file_missing", given=str(path)))
            continue
        columns = {
            name: heading
            for name, heading in meters.columns.items()
            if (target := metered(devices, name)) in devices and can_be_metered(devices[target])
        }
        reading = _Reading(MeterText(path), meters, location)
        found = reading.read(columns, devices)
        problems += reading.problems_of_site(document, index)
        problems += reading.text.problems
        series |= {one.device: one for one in found}
    return series, problems


def notes(measured: Mapping[str, Measured]) -> tuple[Problem, ...]:
    """What was read, one line a column, for people who check a site."""
    return tuple(
        Problem(
            one.path,
            one.line,
            one.place_column,
            "meters_read",
            {
                "device": one.device,
                "days": round(one.days, 2),
                "minutes": one.step_s / 60.0,
                "kwh": round(one.kwh_a_year),
                "filled": one.filled,
            },
        )
        for one in measured.values()
    )


@dataclass(frozen=True, slots=True)
class _Column:
    """One column to read: for which device, in which unit, between which bounds in kW."""

    device: str
    heading: Heading
    unit: str
    low_kw: float
    high_kw: float


class _Reading:
    """One file on its way to series."""

    def __init__(self, text: MeterText, meters: MeterFileModel, location: Location) -> None:
        self.text = text
        self._meters = meters
        self._location = location
        self._fill_h = meters.fill.value if meters.fill else DEFAULT_FILL_H
        self._missing: list[tuple[tuple[str, ...], str, Mapping[str, object]]] = []

    def problems_of_site(self, document: Document, index: int) -> list[Problem]:
        """Headings that the site file names and the file does not have."""
        return [
            document.problem(("meters", index, *where), key, **arguments)
            for where, key, arguments in self._missing
        ]

    def read(self, wanted: Mapping[str, str], devices: Mapping[str, Device]) -> list[Measured]:
        """The series of the wanted columns; none when anything is wrong."""
        if not self.text.headings:
            return []
        time_index = self._time_column()
        columns = self._columns(wanted, devices)
        if time_index is None or not columns:
            return []
        rows = self.text.rows()
        steps = steps_of(self.text, rows, time_index, self._location, self._fill_h)
        if steps is None:
            return []
        series = [self._series(column, steps) for column in columns]
        return [] if self.text.problems or self._missing else series

    # --- headings -----------------------------------------------------------------------------

    def _time_column(self) -> int | None:
        headings = self.text.headings
        if self._meters.time is not None:
            found = self._heading(self._meters.time, ("time",))
            return found.index if found else None
        named = next((one.index for one in headings if is_time(one.text)), None)
        if named is None:
            known = [one.text for one in headings]
            self.text.add(self.text.line, 1, "meters_no_time", known=known)
        return named

    def _columns(self, wanted: Mapping[str, str], devices: Mapping[str, Device]) -> list[_Column]:
        columns = []
        for name, text in wanted.items():
            heading = self._heading(text, ("columns", name))
            if heading is None:
                continue
            if heading.unit is None:
                known = list(UNITS)
                self.text.add(
                    self.text.line, heading.column, "meters_unit", given=heading.text, known=known
                )
                continue
            device = metered(devices, name)
            low_kw, high_kw = _bounds_kw(devices[device])
            columns.append(_Column(device, heading, heading.unit, low_kw, high_kw))
        return columns

    def _heading(self, wanted: str, where: tuple[str, ...]) -> Heading | None:
        same = [one for one in self.text.headings if one.text == wanted.strip()]
        if len(same) > 1:
            again = same[1]
            self.text.add(self.text.line, again.column, "meters_column_twice", given=wanted)
        if same:
            return same[0]
        known = [one.text for one in self.text.headings]
        near = nearest(wanted, known)
        arguments: dict[str, object] = {"given": wanted, "known": near or known}
        self._missing.append((where, "meters_column_near" if near else "meters_column", arguments))
        return None

    # --- values -------------------------------------------------------------------------------

    def _series(self, column: _Column, steps: Steps) -> Measured:
        factor, is_energy = UNITS[column.unit]
        to_kw = factor * (3600.0 / steps.step_s if is_energy else 1.0)
        values = np.full(steps.count, np.nan)
        lines = np.zeros(steps.count, dtype=np.int64)
        lines[steps.places] = [row.line for row in steps.rows]
        values[steps.places] = self._values_kw(column, steps.rows, to_kw)
        self._empty_cells(column, values, lines, steps.step_s)
        known = np.flatnonzero(np.isfinite(values))
        if known.size:
            filled = np.interp(np.arange(values.size), known, values[known])
        else:
            filled = np.zeros(values.size)
        filled = np.maximum(filled, 0.0)  # what an inverter draws at night is not given
        filled.flags.writeable = False
        return Measured(
            device=column.device,
            path=str(self.text.path),
            line=self.text.line,
            place_column=column.heading.column,
            column=column.heading.text,
            first_s=steps.first_s - (steps.step_s if self._meters.stamp == "end" else 0.0),
            step_s=steps.step_s,
            values_kw=filled,
            filled=int(values.size - known.size),
        )

    def _values_kw(self, column: _Column, rows: Sequence[Row], to_kw: float) -> Floats:
        """The powers in a column; what is no number or impossible is a problem and 0."""
        index = column.heading.index
        power_kw = numbers_of([row.texts[index] for row in rows]) * to_kw
        low, high = column.low_kw / to_kw, column.high_kw / to_kw
        allowed = range_words(ge=low, le=high, unit=column.unit)
        wrong = (power_kw < column.low_kw) | (power_kw > column.high_kw)
        for number in np.flatnonzero(wrong).tolist():
            row = rows[number]
            if np.isfinite(power_kw[number]):
                given = f"{power_kw[number] / to_kw:g} {column.unit}"
                self.text.add_at(
                    row, index, "meters_range", given=given, allowed=allowed, device=column.device
                )
            else:
                self.text.add_at(row, index, "meters_number")
            if self.text.full:
                break
        return np.where(wrong, 0.0, power_kw)

    def _empty_cells(self, column: _Column, values: Floats, lines: Ints, step_s: float) -> None:
        """Runs of empty cells that are too long to fill; missing rows are told elsewhere."""
        empty = np.isnan(values)
        edges = np.flatnonzero(np.diff(empty.astype(np.int8), prepend=0, append=0))
        for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            written = lines[begin:end][lines[begin:end] > 0]
            hours = (end - begin) * step_s / 3600.0
            if hours > self._fill_h + 1e-9 and written.size:
                self.text.add(
                    int(written[0]),
                    1,
                    "meters_cells_empty",
                    column=column.heading.text,
                    hours=round(hours, 2),
                    limit=self._fill_h,
                )


def _bounds_kw(device: Device) -> tuple[float, float]:
    """What the device can draw or give at all."""
    own = device.parameters
    if isinstance(own, PvParameters):
        return -NIGHT_OF_PV * own.rated_kw, MOST_OF_PV * own.rated_kw
    assert isinstance(own, BlockParameters)  # `can_be_metered` lets no other through
    most_kw = MOST_OF_KVA * own.kva if own.kva > 0.0 else MOST_PEAKS * own.peak_kw
    return 0.0, most_kw
