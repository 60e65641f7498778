from __future__ import annotations

import pytest

from devices.conditions import compile_condition
from devices.manual import ManualPoints
from devices.picture import Picture
from devices.signals import Quality, Reading, Value
from devices.site import load_site
from devices.site.site import Site


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site("odawara")


@pytest.fixture
def picture(site: Site) -> Picture:
    return Picture(site, ManualPoints(site))


def good(time_s: float, **values: Value) -> dict[str, Reading]:
    """Readings by signal name, with `__` for the dot."""
    return {
        name.replace("__", ".", 1): Reading(value, Quality.GOOD, time_s)
        for name, value in values.items()
    }


def test_nothing_is_known_before_the_first_reading(picture: Picture) -> None:
    assert picture.value("bess.soc_pct") is None
    assert picture.age_s("bess.soc_pct") is None
    assert picture.changed("bess.soc_pct") is None
    assert picture.reading("bess.soc_pct") is None


def test_site_limits_are_known_from_the_beginning(picture: Picture, site: Site) -> None:
    assert picture.value("site.black_start_min_pct") == site.limits["black_start_min_pct"]


def test_a_fresh_reading_is_known_and_has_an_age(picture: Picture) -> None:
    picture.update(good(10.0, bess__soc_pct=60.0), 12.0)
    assert picture.value("bess.soc_pct") == 60.0
    assert picture.age_s("bess.soc_pct") == 2.0


@pytest.mark.parametrize(("age_s", "quality"), [(5.0, Quality.GOOD), (5.1, Quality.STALE)])
def test_a_reading_older_than_its_bound_is_stale(
    picture: Picture, age_s: float, quality: Quality
) -> None:
    picture.update(good(0.0, bess__soc_pct=60.0), age_s)
    reading = picture.reading("bess.soc_pct")
    assert reading is not None
    assert reading.quality is quality
    assert reading.value == 60.0  # kept, so that a screen can show it grey
    assert (picture.value("bess.soc_pct") is None) == (quality is Quality.STALE)


def test_a_signal_that_the_plant_no_longer_mentions_goes_stale(picture: Picture) -> None:
    picture.update(good(0.0, bess__soc_pct=60.0, bess__p_kw=10.0), 0.0)
    picture.update(good(6.0, bess__p_kw=10.0), 6.0)
    assert picture.value("bess.soc_pct") is None
    assert picture.value("bess.p_kw") == 10.0


def test_a_stale_signal_comes_back_with_its_next_reading(picture: Picture) -> None:
    picture.update(good(0.0, bess__soc_pct=60.0), 9.0)
    picture.update(good(9.5, bess__soc_pct=60.0), 9.5)
    assert picture.value("bess.soc_pct") == 60.0
    assert picture.changed("bess.soc_pct")


def test_a_bad_reading_is_unknown(picture: Picture) -> None:
    picture.update({"bess.soc_pct": Reading(None, Quality.BAD, 0.0)}, 0.0)
    assert picture.value("bess.soc_pct") is None


def test_the_plant_cannot_speak_for_a_point_that_people_report(picture: Picture) -> None:
    picture.update(good(0.0, k12__position="open"), 0.0)
    assert picture.value("k12.position") is None


def test_a_report_is_seen_at_the_next_update_and_does_not_age(site: Site) -> None:
    manual = ManualPoints(site)
    picture = Picture(site, manual)
    manual.enter("k12.position", "open", "tanaka", 1.0)
    picture.update({}, 3600.0)
    assert picture.value("k12.position") == "open"
    assert picture.age_s("k12.position") == 3599.0


def test_a_board_that_went_back_takes_its_reports_along(site: Site) -> None:
    manual = ManualPoints(site)
    picture = Picture(site, manual)
    empty = manual.export_state()
    manual.enter("k12.position", "open", "tanaka", 1.0)
    picture.update({}, 1.0)
    manual.import_state(empty)
    picture.update({}, 2.0)
    assert picture.value("k12.position") is None


def test_changed_is_true_at_the_moment_of_change_only(picture: Picture) -> None:
    picture.update(good(0.0, cb52b__position="open"), 0.0)
    picture.update(good(1.0, cb52b__position="closed"), 1.0)
    assert picture.changed("cb52b.position") is True
    picture.update({}, 1.0)  # the same moment, looked at again
    assert picture.changed("cb52b.position") is True
    picture.update(good(2.0, cb52b__position="closed"), 2.0)
    assert picture.changed("cb52b.position") is False


def test_changes_can_be_asked_for_since_any_revision(picture: Picture) -> None:
    picture.update(good(0.0, cb52b__position="open"), 0.0)
    seen = picture.revision
    assert not picture.changed_since(seen, "cb52b.position")
    picture.update(good(1.0, cb52b__position="closed"), 1.0)
    picture.update(good(2.0, cb52b__position="closed"), 2.0)
    assert picture.changed_since(seen, "cb52b.position")


def test_conditions_read_the_phase(picture: Picture) -> None:
    condition = compile_condition("phase.name == 'ISOLATED'")
    assert condition.evaluate(picture) is None
    picture.set_phase("ISOLATED")
    assert condition.evaluate(picture) is True
    assert picture.value("phase") == "ISOLATED"


def test_a_view_for_a_command_knows_its_target_and_arguments(picture: Picture) -> None:
    picture.update(good(0.0, b2__position="open", bess__p_kw=5.0), 0.0)
    view = picture.with_target("b2", {"p_kw": 20.0})
    assert view.value("target.position") == "open"
    assert view.value("argument.p_kw") == 20.0
    assert view.value("argument.state") is None
    assert view.value("bess.p_kw") == 5.0
    assert view.age_s("target.position") == 0.0
    assert view.changed("target.position") is True
    assert view.changed("argument.p_kw") is False
    assert view.label("target.position") == picture.label("b2.position")


def test_values_read_as_words_in_both_languages(picture: Picture) -> None:
    picture.update(good(0.0, cb52b__position="closed", bess__soc_pct=61.26), 0.0)
    position, soc = picture.words("cb52b.position"), picture.words_with_unit("bess.soc_pct")
    assert position is not None
    assert (position.en, position.ja) == ("closed", "入")
    assert soc.en == "61.3 %"
    assert picture.words_with_unit("bess.p_kw").en == "—"
    number = picture.words("k12.number")
    assert number is not None
    assert number.ja == "K-12"
