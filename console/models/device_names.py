"""Names of devices as people say them, with the number that stands on the plate."""

from __future__ import annotations

from devices.site.site import Device


def full_name(device: Device, language: str) -> str:
    """Return number and title of `device`; the title alone where it holds the number already."""
    short, title = device.short.in_language(language), device.title.in_language(language)
    return title if short in title else f"{short} {title}"
