"""The faceplate: what somebody aims at stays where it is, and nothing is cut off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from console.views.main_window import MainWindow
from devices.links import LinkState
from devices.signals import Quality
from devices.site import Site
from devices.words import Words, same
from procedures.snapshot import CommandView, Refusal, Snapshot, VerbView

Open = Callable[..., MainWindow]


def armed(picture: Snapshot) -> Snapshot:
    assert picture.live is not None
    fine = tuple(replace(link, state=LinkState.CONNECTED) for link in picture.live.links)
    live = replace(picture.live, links=fine, armed_by="ozawa", armed_since_s=0.0)
    return replace(picture, live=live, refusal=None, selection=None)


def selected(picture: Snapshot, device: str, verb: str, site: Site) -> Snapshot:
    title = site.verb(f"{device}.{verb}").title
    command = CommandView(device, verb, {}, title, "selected", seconds_left=25.0)
    return replace(picture, selection=command, selected_by="ozawa")


def silent(picture: Snapshot, device: str) -> Snapshot:
    """Return the picture after `device` ceased to answer: its values are old."""
    assert picture.live is not None
    why = Words("No answer within 1.0 s.", "1.0秒以内に応答がありません。")
    links = tuple(
        replace(link, state=LinkState.SILENT, why=why) if link.device == device else link
        for link in picture.live.links
    )
    values = {
        name: replace(reading, quality=Quality.STALE, time_s=picture.time_s - 40.0)
        if name.startswith(f"{device}.") and reading.quality is Quality.GOOD
        else reading
        for name, reading in picture.values.items()
    }
    return replace(picture, values=values, live=replace(picture.live, links=links))


def views_of(site: Site, device: str) -> tuple[VerbView, ...]:
    return tuple(
        VerbView(device, verb.name, verb.title, {}, {}, verb.roles, ())
        for verb in site.devices[device].verbs.values()
    )


def place(widget: QWidget) -> QRect:
    QApplication.processEvents()
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


@pytest.mark.parametrize(("size", "language"), [((1920, 1080), "ja"), ((1280, 800), "en")])
def test_the_execute_button_stands_still_while_its_device_falls_silent_or_something_is_refused(
    open_window: Open, live_picture: Snapshot, site: Site, size: tuple[int, int], language: str
) -> None:
    picture = selected(armed(live_picture), "b2", "open", site)
    window = open_window(armed(live_picture), size, language)
    window.centre.one_line.choose("b2")
    window.present_verbs("b2", views_of(site, "b2"))
    face = window.centre.faceplate
    bottom, values = place(face.foot).bottom(), place(face._signals)
    window.present(picture)
    button = window.centre.faceplate.command.execute_button
    before = place(button)
    foot = place(face.foot)
    assert foot.bottom() == bottom, "it grows upwards"
    assert face.height() <= face.parentWidget().height()
    assert place(face._signals).topLeft() == values.topLeft() or not face._beside
    assert foot.contains(before), "it stands at the foot, in full"
    assert button.heightForWidth(button.width()) <= button.height(), "and says all of it"
    window.present(silent(picture, "b2"))
    assert place(button) == before
    reasons = tuple(same(f"One reason more, {n}, which takes its line") for n in range(4))
    refusal = Refusal(picture.time_s + 1, "b2.close", same("Close"), reasons)
    window.present(replace(silent(picture, "b2"), refusal=refusal))
    assert place(button) == before


@pytest.mark.parametrize(("size", "language"), [((1920, 1080), "ja"), ((1280, 800), "en")])
def test_no_faceplate_is_wider_than_its_place_even_when_its_device_is_silent(
    open_window: Open, live_picture: Snapshot, site: Site, size: tuple[int, int], language: str
) -> None:
    picture = armed(live_picture)
    window = open_window(picture, size, language)
    face = window.centre.faceplate
    body = face._scroll.widget()
    for name in ("bess", "b2", "k12", "ev3"):
        window.centre.one_line.choose(name)
        window.present_verbs(name, views_of(site, name))
        window.present(silent(picture, name))
        QApplication.processEvents()
        room = face._scroll.viewport().width()
        assert face._values.minimumSizeHint().width() <= face._values.width(), name
        assert body.minimumSizeHint().width() <= room, name
        assert body.width() <= room, name
