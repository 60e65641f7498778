from __future__ import annotations

from pathlib import Path

import pytest

from devices.documents import DocumentError
from devices.site import load_site, site_path


@pytest.fixture(scope="module")
def source() -> str:
    return site_path("odawara").read_text(encoding="utf-8")


def problems_of(text: str, tmp_path: Path) -> list[tuple[int, int, str]]:
    path = tmp_path / "odawara.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load_site(path)
    return [(p.line, p.column, p.render("en")) for p in caught.value.problems]


def place_of(text: str, marker: str) -> tuple[int, int]:
    index = text.index(marker)
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


# what is written -> what is written instead, where the blame must point, what must be suggested
MISTAKES: dict[str, tuple[str, str, str, str]] = {
    "signal": ("require: k12.locked\n", "require: k12.loked\n", "k12.loked", "k12.locked"),
    "state": ("when: bess.state == 'tripped'", "when: bess.state == 'triped'", "triped", "tripped"),
    "limit": (">= site.black_start_min_pct", ">= site.black_start_pct", "site.black_start_pct",
              "site.black_start_min_pct"),
    "target": ("targets: [earth.order_fit]", "targets: [earth.order_fitt]", "earth.order_fitt",
               "earth.order_fit"),
    "argument": ("argument.mode == 'grid", "argument.mod == 'grid", "argument.mod ",
                 "argument.mode"),
    "placeholder": ("reported {k12.position}. Have the dispatcher", "reported {k12.positon}. Have "
                    "the dispatcher", "k12.positon", "k12.position"),
    "kind": ("kind: earth_switch", "kind: earth_swich", "earth_swich", "earth_switch"),
    "key": ("    motor: {", "    moter: {", "moter", "motor"),
    "unit": ("rating: {value: 630, unit: kW, origin: S}", "rating: {value: 630, unit: MW, "
             "origin: S}", "MW", "kW"),
    "bus": ("primary: b4_hv", "primary: b4_hw", "b4_hw", "b4_hv"),
    "role": ("name: {en: Sato, ja: 佐藤}, roles: [TSO-F]", "name: {en: Sato, ja: 佐藤}, "
             "roles: [TSO-E]", "TSO-E", "TSO-F"),
    "owner": ("owner: rexev", "owner: rexew", "rexew", "rexev"),
    "drawn symbol": ("    section: {label:", "    secton: {label:", "secton: {label:", "section"),
    "trend": ("signals: [bess.soc_pct]", "signals: [bess.soc_pc]", "bess.soc_pc]",
              "bess.soc_pct"),
    "safe state": ("- {do: bess.emergency_stop}", "- {do: bess.emergancy_stop}",
                   "bess.emergancy_stop", "bess.emergency_stop"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "blamed"),
    [
        ("when: bess.soc_pct == 'full'", "'full'"),
        ("when: clock.time > 700", "700"),
        ("when: bess.fire and clock.weekend == 'yes'", "'yes'"),
        ("when: bess.fire and bess.state", "bess.state\n"),
    ],
)
def test_kinds_that_cannot_be_compared_are_found_in_the_rules_of_a_site(
    wrong: str, blamed: str, source: str, tmp_path: Path
) -> None:
    text = source.replace("when: bess.state == 'tripped'", wrong, 1)
    begins = text.index(wrong)
    line, column = place_of(text, text[text.index(blamed, begins) :])
    ((at, col, _),) = problems_of(text, tmp_path)
    assert (at, col) == (line, column)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found_where_it_stands_with_what_was_meant(
    mistake: str, source: str, tmp_path: Path
) -> None:
    right, wrong, blamed, meant = MISTAKES[mistake]
    text = source.replace(right, wrong, 1)

    found = problems_of(text, tmp_path)

    line, column = place_of(text, blamed)
    assert [(at, col) for at, col, _ in found][:1] == [(line, column)], found
    assert meant in found[0][2]


def test_a_range_an_origin_and_a_choice_are_checked(source: str, tmp_path: Path) -> None:
    text = source.replace(
        "{value: 1580, unit: kWh, origin: S}", "{value: -1, unit: kWh, origin: S}"
    )
    text = text.replace("{value: 7, unit: s, origin: K}", "{value: 7, unit: s, origin: X}")
    text = text.replace("choice: 28", "choice: 27")

    found = problems_of(text, tmp_path)

    assert [(line, column) for line, column, _ in found] == sorted(
        [place_of(text, "-1, unit: kWh"), place_of(text, "X}"), place_of(text, "27\n")]
    )


def test_five_mistakes_are_all_reported_at_once(source: str, tmp_path: Path) -> None:
    text = source
    for mistake in ("signal", "state", "bus", "role", "trend"):
        right, wrong, _, _ = MISTAKES[mistake]
        text = text.replace(right, wrong, 1)

    found = problems_of(text, tmp_path)

    places = sorted(
        place_of(text, MISTAKES[m][2]) for m in ("signal", "state", "bus", "role", "trend")
    )
    assert [(line, column) for line, column, _ in found] == places


def test_a_missing_translation_is_a_mistake(source: str, tmp_path: Path) -> None:
    text = source.replace(
        "{en: BESS breaker, ja: 蓄電池用遮断器}", "{en: BESS breaker, ja: BESS breaker}"
    )

    [(line, column, _)] = problems_of(text, tmp_path)

    assert (line, column) == place_of(text, "BESS breaker}")


def test_problems_are_said_in_japanese_as_well(source: str, tmp_path: Path) -> None:
    path = tmp_path / "odawara.yaml"
    right, wrong, _, _ = MISTAKES["bus"]
    path.write_text(source.replace(right, wrong, 1), encoding="utf-8")

    with pytest.raises(DocumentError) as caught:
        load_site(path)

    assert "母線 'b4_hw' はありません" in caught.value.render("ja")


def test_a_file_is_read_once_until_it_changes(source: str, tmp_path: Path) -> None:
    path = tmp_path / "odawara.yaml"
    path.write_text(source, encoding="utf-8")
    first = load_site(path)
    assert load_site(path) is first
    path.write_text(source.replace("name: {en: Sato,", "name: {en: Sasaki,"), encoding="utf-8")
    assert any(person.name.en == "Sasaki" for person in load_site(path).persons)
