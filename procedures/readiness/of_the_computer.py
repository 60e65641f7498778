"""Checks of this computer: fonts, sound, the folder of the records, the screen, the clock."""

from __future__ import annotations

import os
import shutil
from importlib import resources
from pathlib import Path

from procedures.readiness.check import Check, Facts, Found, fine, missing
from procedures.record import records_folder
from procedures.record.place import ROOM_BYTES, from_home

LEAST_SCREEN_PX = (1280, 800)
_FIRST_YEAR = 2026  # an earlier one is that of a computer whose clock has lost its battery
_HOURS_OF_JAPAN = 9.0
_TRUETYPE = (b"\x00\x01\x00\x00", b"true")
_NO_SOUND = "Discard all samples"  # what ALSA calls the device that is none
_FONTS = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf")


def fonts(facts: Facts) -> Check:
    """Whether the fonts that ship are there: a bare system has none that knows Japanese."""
    folder = Path(str(resources.files("resources"))) / "fonts" / "biz-udpgothic"
    bad = [name for name in _FONTS if not _is_font(folder / name)]
    if bad:
        return missing("fonts", Found.MUST, files=bad, folder=folder)
    return fine("fonts", count=len(_FONTS))


def _is_font(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) in _TRUETYPE
    except OSError:
        return False


def sound(facts: Facts) -> Check:
    """Whether an alarm can be heard."""
    try:
        import miniaudio  # noqa: PLC0415 - a system library behind it may be missing

        devices = miniaudio.Devices().get_playbacks()
    except (ImportError, OSError) as error:
        return missing("sound", Found.OPEN, found="broken", why=error)
    except miniaudio.MiniaudioError as error:
        return missing("sound", Found.OPEN, found="broken", why=error)
    devices = [one for one in devices if not one["name"].startswith(_NO_SOUND)]
    if not devices:
        return missing("sound", Found.OPEN)
    return fine("sound", name=devices[0]["name"])


def records(facts: Facts) -> Check:
    """Whether the record of a sitting can be written, and has room."""
    folder = records_folder()
    shown = from_home(folder)
    there = next((one for one in (folder, *folder.parents) if one.exists()), Path("/"))
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        return missing("records", Found.MUST, folder=shown, free_mb=0, needed_mb=0)
    free_mb, needed_mb = shutil.disk_usage(there).free // 2**20, ROOM_BYTES // 2**20
    if free_mb < needed_mb:
        return missing(
            "records", Found.MUST, found="full", folder=shown, free_mb=free_mb,
            needed_mb=needed_mb,
        )  # fmt: skip
    return fine("records", folder=shown, free_mb=free_mb)


def screen(facts: Facts) -> Check:
    """Whether the window has room."""
    seen, (width, height) = facts.plan.screen, LEAST_SCREEN_PX
    if seen is None:
        return missing("screen", Found.OPEN, found="unseen", width=width, height=height)
    if seen.width_px < width or seen.height_px < height:
        return missing(
            "screen", Found.OPEN, width=width, height=height, is_width=seen.width_px,
            is_height=seen.height_px,
        )  # fmt: skip
    return fine("screen", width=seen.width_px, height=seen.height_px)


def clock(facts: Facts) -> Check:
    """Whether date and time zone of the computer can be right; records carry them."""
    now, state = facts.plan.now, Found.MUST if facts.plan.live else Found.OPEN
    if now.year < _FIRST_YEAR:
        return missing("clock", state, found="old", now=f"{now:%Y-%m-%d %H:%M}")
    offset = now.utcoffset()
    hours = 0.0 if offset is None else offset.total_seconds() / 3600
    zone = f"UTC{hours:+g}"
    if hours != _HOURS_OF_JAPAN:
        return missing("clock", Found.OPEN, now=f"{now:%Y-%m-%d %H:%M}", zone=zone)
    return fine("clock", now=f"{now:%Y-%m-%d %H:%M}", zone=zone)
