"""The buildings of a site file, with the kWh of a year that each of their blocks has."""

from __future__ import annotations

from collections.abc import Mapping

from devices.site.model import SiteFile
from devices.site.parameters import BlockParameters
from devices.site.series import Building
from devices.site.site import Device

NO_KIND = "other"  # of a block that no building is named for


def buildings_of(file: SiteFile, devices: Mapping[str, Device]) -> dict[str, Building]:
    """By block; a facility's energy is shared out by the averages of its blocks."""
    found = {name: one.building() for name, one in file.buildings.items()}
    for facility in file.facilities.values():
        averages = {
            block: own.average_kw
            for block in facility.blocks
            if isinstance(own := devices[block].parameters, BlockParameters)
        }
        total_kw = sum(averages.values()) or 1.0  # nothing to share out among blocks of 0 kW
        for block, average_kw in averages.items():
            kind = found[block].type if block in found else NO_KIND
            found[block] = Building(kind, facility.annual.value * average_kw / total_kw)
    return found
