"""Load and weather of a site file against its devices: who has a shape, panels or a meter."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from devices.documents import Findings, nearest
from devices.site.model import SiteFile
from devices.site.parameters import BlockParameters, MeterParameters, PvParameters
from devices.site.series import HOURS_A_YEAR
from devices.site.site import Device

Step = str | int
AVERAGE_SPREAD = 0.05  # kWh a year and average kW of one block may differ by rounding


def check_series(findings: Findings, file: SiteFile, devices: Mapping[str, Device]) -> None:
    """Collect what does not fit in `location`, `buildings`, `panels` and `meters`."""
    for section in ("buildings", "facilities", "panels", "meters"):
        if getattr(file, section) and file.location is None:
            findings.add((section,), "site_location_missing", section=section)
    _zone(findings, file)
    for name, building in file.buildings.items():
        place = ("buildings", name)
        own = _parameters(findings, place, name, devices)
        if own is not None and not isinstance(own, BlockParameters):
            findings.add(place, "site_no_load", given=name)
        elif isinstance(own, BlockParameters) and building.annual is not None:
            _average(findings, place, building.annual.value, own.average_kw)
    _facilities(findings, file, devices)
    for name in file.panels:
        own = _parameters(findings, ("panels", name), name, devices)
        if own is not None and not isinstance(own, PvParameters):
            findings.add(("panels", name), "site_no_pv", given=name)
    _metered(findings, file, devices)


def _average(findings: Findings, place: Sequence[Step], annual_kwh: float, given_kw: float) -> None:
    """The kWh of a year and the averages of the blocks that use them must be the same."""
    average_kw = annual_kwh / HOURS_A_YEAR
    if abs(average_kw - given_kw) > AVERAGE_SPREAD * average_kw:
        findings.add(
            (*place, "annual", "value"),
            "site_annual_average",
            annual=annual_kwh,
            found=round(average_kw, 2),
            given=round(given_kw, 2),
        )


def _facilities(findings: Findings, file: SiteFile, devices: Mapping[str, Device]) -> None:
    taken = {name for name, one in file.buildings.items() if one.annual is not None}
    for name, facility in file.facilities.items():
        total_kw = 0.0
        for index, block in enumerate(facility.blocks):
            place = ("facilities", name, "blocks", index)
            own = _parameters(findings, place, block, devices)
            if isinstance(own, BlockParameters):
                total_kw += own.average_kw
            elif own is not None:
                findings.add(place, "site_no_load", given=block)
            if block in taken:
                findings.add(place, "site_annual_twice", given=block)
            taken.add(block)
        if total_kw > 0.0:
            _average(findings, ("facilities", name), facility.annual.value, total_kw)


def metered(devices: Mapping[str, Device], name: str) -> str:
    """The device that a column belongs to: the device itself, or what the meter measures."""
    device = devices.get(name)
    own = device.parameters if device else None
    return own.of if isinstance(own, MeterParameters) else name


def can_be_metered(device: Device) -> bool:
    """Whether a series of its own can stand for the device: loads and PV, not set-points."""
    return isinstance(device.parameters, BlockParameters | PvParameters)


def _parameters(
    findings: Findings, place: Sequence[Step], name: str, devices: Mapping[str, Device]
) -> object | None:
    if findings.known(place, name, devices, "site_device"):
        return devices[name].parameters or devices[name]
    return None


def _metered(findings: Findings, file: SiteFile, devices: Mapping[str, Device]) -> None:
    taken: set[str] = set()
    for index, meters in enumerate(file.meters):
        for name in meters.columns:
            place = ("meters", index, "columns", name)
            if not findings.known(place, name, devices, "site_device"):
                continue
            target = metered(devices, name)
            if target not in devices or not can_be_metered(devices[target]):
                findings.add(place, "site_not_metered", given=name)
            elif target in taken:
                findings.add(place, "site_metered_twice", given=target)
            taken.add(target)


def _zone(findings: Findings, file: SiteFile) -> None:
    """A time zone must be known to this computer, and its standard time that of the file."""
    if file.location is None or file.location.time_zone is None:
        return
    given, place = file.location.time_zone, ("location", "time_zone")
    try:
        zone = zoneinfo.ZoneInfo(given)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        known = zoneinfo.available_timezones()
        if not known:
            findings.add(place, "site_zone_database", given=given)
        elif near := nearest(given, known):
            findings.add(place, "site_zone_near", given=given, near=near)
        else:
            findings.add(place, "site_zone", given=given)
        return
    standard = _standard_h(zone)
    if abs(standard - file.location.utc_offset.value) > 1e-6:
        findings.add(
            ("location", "utc_offset", "value"),
            "site_zone_offset",
            given=file.location.utc_offset.value,
            zone=given,
            expected=standard,
        )


def _standard_h(zone: zoneinfo.ZoneInfo) -> float:
    """Hours ahead of UTC when the clocks are not changed: the smaller of January and July."""
    offsets = (datetime(2026, month, 1, tzinfo=zone).utcoffset() for month in (1, 7))
    return min((offset or timedelta()).total_seconds() for offset in offsets) / 3600.0
