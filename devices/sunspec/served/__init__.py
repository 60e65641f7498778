"""The device's side of SunSpec: the site's devices as chains of models."""

from __future__ import annotations

from devices.sunspec.served.image import SunSpecImage, sunspec_image

__all__ = ["SunSpecImage", "sunspec_image"]
