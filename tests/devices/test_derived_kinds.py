"""What a kind calls derived is what the program works out, at every site that ships."""

from __future__ import annotations

import pytest

from devices.kinds import KINDS
from devices.picture import Picture
from devices.simulated import SimulatedPlant
from devices.site import load_site, site_names


@pytest.mark.parametrize("name", site_names())
def test_every_signal_is_measured_reported_or_derived(name: str) -> None:
    site = load_site(name)
    plant, picture = SimulatedPlant(site), Picture(site)
    measured = set(plant.readings())
    plant.close()
    derived = {figure for figure, _ in picture.derived.compute(picture, 0.0)}
    for device in site.devices.values():
        for template in KINDS[device.kind].signals if device.kind in KINDS else ():
            signal = f"{device.name}.{template.suffix}"
            assert template.derived or signal not in derived, signal
            assert (signal in measured) == (not template.manual and not template.derived), signal
