from __future__ import annotations

from dataclasses import replace

import pytest

from devices.conditions import compile_condition
from devices.interlocks import Interlocks
from devices.manual import ManualPoints
from devices.picture import Picture
from devices.plant import Command
from devices.signals import Quality, Reading, Value
from devices.site import load_site
from devices.site.site import Interlock, Site
from devices.words import Words

PICKUP = Interlock(
    "pickup-limit",
    ("*.close",),
    compile_condition("target.p_kw + bess.p_kw <= site.max_pickup_kw"),
    Words(
        "{target.number} would bring {bess.p_kw} kW to more than {site.max_pickup_kw} kW.",
        "{target.number}で {bess.p_kw} kW が {site.max_pickup_kw} kW を超えます。",
    ),
    Words("The battery trips.", "蓄電池が停止します。"),
    except_targets=("cb52b.close",),
)
NO_CHARGE = Interlock(
    "no-charge",
    ("bess.set_p_kw",),
    compile_condition("argument.p_kw >= 0"),
    Words("Charging is not allowed.", "充電はできません。"),
    Words("-", "-"),
)


@pytest.fixture(scope="module")
def site() -> Site:
    return replace(load_site("odawara"), interlocks=(PICKUP, NO_CHARGE))


def pictured(site: Site, values: dict[str, Value]) -> Picture:
    picture = Picture(site)
    picture.update({n: Reading(v, Quality.GOOD, 0.0) for n, v in values.items()}, 0.0)
    return picture


def closing(device: str) -> Command:
    return Command(device, "close", "MGC", "somebody")


def test_patterns_cover_every_target_but_the_exceptions(site: Site) -> None:
    interlocks = Interlocks(site)
    assert [one.id for one in interlocks.covering("b1.close")] == ["pickup-limit"]
    assert [one.id for one in interlocks.covering("pv.close")] == ["pickup-limit"]
    assert interlocks.covering("cb52b.close") == ()
    assert interlocks.covering("b1.open") == ()


def test_a_satisfied_interlock_is_listed_too(site: Site) -> None:
    picture = pictured(site, {"b1.p_kw": 0.0, "bess.p_kw": 0.0})
    (obstacle,) = Interlocks(site).obstacles(closing("b1"), picture)
    assert obstacle.truth is True
    assert not obstacle.stands


def test_a_violated_interlock_says_why_with_live_values_in_both_languages(site: Site) -> None:
    picture = pictured(site, {"b1.p_kw": 0.0, "bess.p_kw": 130.0})
    (obstacle,) = Interlocks(site).obstacles(closing("b1"), picture)
    limit = f"{site.limits['max_pickup_kw']:g}"
    number = site.devices["b1"].number
    assert obstacle.truth is False
    assert obstacle.words.en == f"{number} would bring 130.0 kW to more than {limit} kW."
    assert obstacle.words.ja == f"{number}で 130.0 kW が {limit} kW を超えます。"
    assert obstacle.hazard.en == "The battery trips."
    assert "130.0 kW" in obstacle.live.en


def test_not_knowing_stands_in_the_way_and_names_the_signals(site: Site) -> None:
    picture = pictured(site, {"b1.p_kw": 0.0})
    (obstacle,) = Interlocks(site).obstacles(closing("b1"), picture)
    assert obstacle.truth is None
    assert obstacle.stands
    assert obstacle.unknown == ("bess.p_kw",)
    assert picture.label("bess.p_kw").en in obstacle.words.en
    assert picture.label("bess.p_kw").ja in obstacle.words.ja
    assert "不明" in obstacle.words.ja


def test_a_stale_value_is_not_known(site: Site) -> None:
    picture = pictured(site, {"b1.p_kw": 0.0, "bess.p_kw": 0.0})
    picture.update({}, 60.0)
    (obstacle,) = Interlocks(site).obstacles(closing("b1"), picture)
    assert obstacle.truth is None
    assert obstacle.unknown == ("b1.p_kw", "bess.p_kw")


def test_the_refusal_says_how_old_the_last_value_is(site: Site) -> None:
    picture = pictured(site, {"b1.p_kw": 3.0, "bess.p_kw": 20.0})
    picture.update({"b1.p_kw": Reading(3.0, Quality.GOOD, 60.0)}, 60.0)
    (obstacle,) = Interlocks(site).obstacles(closing("b1"), picture)
    assert obstacle.unknown == ("bess.p_kw",)
    label = picture.label("bess.p_kw")
    assert f"{label.en} (last 20.0 kW, 60 s ago): not known now." in obstacle.words.en
    assert f"{label.ja}（最終値 20.0 kW、60秒前）が不明" in obstacle.words.ja


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        (None, "(never read)"),
        (Reading(None, Quality.BAD, 0.0), "(no valid reading)"),
        (Reading(999.0, Quality.BAD, 0.0), "(invalid, last 999.0 kW 7 s ago)"),
    ],
)
def test_the_refusal_says_what_is_the_matter_with_a_value(
    site: Site, reading: Reading | None, words: str
) -> None:
    picture = Picture(site)
    readings = {"b1.p_kw": Reading(0.0, Quality.GOOD, 7.0)}
    picture.update(readings if reading is None else {**readings, "bess.p_kw": reading}, 7.0)
    (obstacle,) = Interlocks(site).obstacles(closing("b1"), picture)
    assert words in obstacle.words.en


def test_of_a_figure_that_is_worked_out_the_reading_behind_it_is_named() -> None:
    shipped = load_site("odawara")
    dead = next(one for one in shipped.interlocks if one.id == "black-start-section-dead")
    site = replace(shipped, interlocks=(dead,))
    picture = pictured(site, {"island.v_kv": 0.0})
    start = Command("bess", "start_black", "MGC", "ozawa")
    assert Interlocks(site).obstacles(start, picture)[0].truth is True
    picture.update({}, 30.0)
    (obstacle,) = Interlocks(site).obstacles(start, picture)
    assert obstacle.truth is None
    assert "cannot be worked out" in obstacle.words.en
    assert f"{picture.label('island.v_kv').en} (last 0.00 kV, 30 s ago)" in obstacle.words.en
    assert "30秒前" in obstacle.words.ja


def test_a_report_that_nobody_gave_is_said_to_be_missing() -> None:
    shipped = load_site("odawara")
    lock = next(one for one in shipped.interlocks if one.id == "black-start-boundary-locked")
    site = replace(shipped, interlocks=(lock,))
    picture = Picture(site, ManualPoints(site))
    picture.update({}, 0.0)
    start = Command("bess", "start_black", "MGC", "ozawa")
    (obstacle,) = Interlocks(site).obstacles(start, picture)
    assert "(not reported yet)" in obstacle.words.en
    assert "（未報告）" in obstacle.words.ja


@pytest.mark.parametrize(("p_kw", "truth"), [(0.0, True), (-0.1, False)])
def test_arguments_are_judged_too(site: Site, p_kw: float, truth: bool) -> None:
    command = Command("bess", "set_p_kw", "MGC", "somebody", {"p_kw": p_kw})
    (obstacle,) = Interlocks(site).obstacles(command, pictured(site, {}))
    assert obstacle.truth is truth


def test_a_value_that_is_not_chosen_yet_is_asked_for_and_stands_in_the_way() -> None:
    shipped = load_site("odawara")
    site = replace(shipped, interlocks=(NO_CHARGE,))
    picture = Picture(site, ManualPoints(site))
    (obstacle,) = Interlocks(site).obstacles(Command("bess", "set_p_kw", "MGC", "ozawa"), picture)
    assert obstacle.stands
    assert obstacle.words.en.startswith("Judged when a value is chosen.")
    assert obstacle.words.ja.startswith("値を選ぶと判定します。")
