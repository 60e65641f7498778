"""A faulty file is examined to the end: every stage says its own, nothing follows from a repair."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field

from devices.documents import (
    ConditionField,
    Document,
    DocumentError,
    FileModel,
    Problem,
    Quantity,
    Text,
    in_unit,
    parse_document,
    validate,
)
from devices.site import load_site
from devices.site.model import SiteFile

SHIPPED = Path(__file__).parents[2] / "resources" / "sites" / "odawara.yaml"


class Battery(FileModel):
    kind: Literal["bess"]
    p_max: Annotated[Quantity, in_unit("kW", gt=0, le=1000)]


class Solar(FileModel):
    kind: Literal["pv"]
    tilt_deg: float = Field(ge=0, le=90)


class Link(FileModel):
    id: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]
    to: str
    when: ConditionField | None = None
    title: Text | None = None
    mode: Literal["open", "closed"] = "open"
    count: Annotated[int, Field(gt=0, lt=3)] = 1


class Plant(FileModel):
    name: str
    devices: dict[
        Annotated[str, Field(pattern=r"^[a-z]+$")],
        Annotated[Battery | Solar, Field(discriminator="kind")],
    ]
    links: tuple[Link, ...] = ()


def names_that_name_nothing(plant: Plant, document: Document) -> Iterator[Problem]:
    """The last stage of these tests: a link must lead to a device or another link."""
    known = {*plant.devices, *(link.id for link in plant.links)}
    for number, link in enumerate(plant.links):
        if link.to not in known:
            yield document.problem(("links", number, "to"), "site_device", given=link.to)


def findings(source: str) -> list[tuple[int, int, str]]:
    document = parse_document(source, Path("x.yaml"))
    with pytest.raises(DocumentError) as caught:
        validate(document, Plant, then=names_that_name_nothing)
    assert caught.value.render("ja")
    return [(p.line, p.column, p.key) for p in caught.value.problems]


GOOD = """name: x
devices:
  bess: {kind: bess, p_max: {value: 630, unit: kW, origin: S}}
  pv: {kind: pv, tilt_deg: 10}
links:
  - {id: one, to: bess}
  - {id: two, to: one, when: a.b > 1, title: {en: Open, ja: 開放}}
"""


def spoiled(*changes: tuple[str, str]) -> str:
    source = GOOD + "  - {id: wrong, to: nowhere}\n"  # line 8, which only the last stage sees
    for old, new in changes:
        assert old in source
        source = source.replace(old, new, 1)
    return source


UNSEEN = (8, 21, "site_device")


def test_a_good_file_is_given_on_as_it_was_read() -> None:
    document = parse_document(GOOD, Path("x.yaml"))
    seen: list[Document] = []

    def then(_plant: Plant, given: Document) -> list[Problem]:
        seen.append(given)
        return []

    assert validate(document, Plant, then=then).name == "x"
    assert len(seen) == 1
    assert seen[0] is document


def test_the_last_stage_alone_refuses_a_file() -> None:
    assert findings(spoiled()) == [UNSEEN]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("name: x", "name: x\n¦name: y", "yaml_duplicate_key"),
        ("name: x", "name: ¦*x", "yaml_alias"),
        ("name: x", "name: ¦.inf", "number_not_finite"),
        ("name: x", "name: ¦!x x", "yaml_tag"),
        ("  pv:", "¦\tpv:", "yaml_tab"),
        ("name: x", "name: x\n¦colour: red", "key_unknown"),
        ("name: x", "name: ¦5", "value_not_text"),
        ("kind: pv", "kind: ¦pw", "value_not_known"),
        ("kind: bess", "kind: ¦bes", "value_not_known_near"),
        ("kind: pv", "kind: ¦windmill", "value_not_known"),
        ("pv: {kind: pv, ", "pv: ¦{", "value_tag_missing"),
        ("tilt_deg: 10", "tilt_deg: ¦95", "value_out_of_range"),
        ("tilt_deg: 10", "tilt_deg: ¦steep", "value_not_number"),
        ("{kind: pv, tilt_deg: 10", "¦{kind: pv", "value_missing"),
        ("unit: kW", "unit: ¦MW", "wrong_unit"),
        ("value: 630", "value: ¦6300", "quantity_out_of_range"),
        ("value: 630", "value: ¦0", "quantity_out_of_range"),
        ("origin: S", "origin: ¦X", "origin_unknown"),
        ("{en: Open, ja: 開放}", "¦{en: Open}", "value_missing"),
        ("ja: 開放", "ja: ¦Open it", "text_ja_not_japanese"),
        ("ja: 開放", 'ja: ¦""', "text_empty"),
        ("a.b > 1", "a.b ¦= 1", "condition_word_near"),
        ("to: bess", "to: bess, mode: ¦opne", "value_not_known_near"),
        ("to: bess", "to: bess, count: ¦7", "value_out_of_range"),
        ("id: one", "id: ¦ONE", "text_pattern"),
        ("to: bess", "to: bess, ¦modde: open", "key_unknown_near"),
    ],
)
def test_no_fault_hides_what_the_last_stage_finds_or_brings_another(
    old: str, new: str, key: str
) -> None:
    """The sign ¦ marks the place that must be named."""
    source = spoiled((old, new))
    before = source[: source.index("¦")].split("\n")
    found = findings(source.replace("¦", ""))
    assert found[0][:2] == (len(before), len(before[-1]) + 1)
    assert found[0][2] == key
    assert [one[2] for one in found[1:]] == ["site_device"]


def test_a_misspelt_key_is_said_with_the_one_that_is_missing() -> None:
    keys = [key for _, _, key in findings(spoiled(("to: bess", "too: bess")))]
    assert keys == ["value_missing", "key_unknown_near", "site_device"]


def test_the_stages_add_up() -> None:
    source = spoiled(
        ("name: x", "name: x\nname: y"),
        ("unit: kW", "unit: MW"),
        ("\n  pv:", "\n\tpv:"),
        ("a.b > 1", "a.b ="),
        ("id: one, ", "id: one, colour: red, "),
    )
    assert [(line, key) for line, _, key in findings(source)] == [
        (2, "yaml_duplicate_key"),
        (4, "wrong_unit"),
        (5, "yaml_tab"),
        (7, "key_unknown"),
        (8, "condition_word_near"),
        (9, "site_device"),
    ]


def test_a_place_after_a_removed_list_entry_is_still_the_right_one() -> None:
    source = GOOD.replace("  - {id: one, to: bess}\n", "  - 5\n  - {id: one, to: bess}\n")
    source += "  - {id: wrong, to: nowhere}\n"
    assert findings(source) == [(6, 5, "value_not_mapping"), (9, 21, "site_device")]


def test_who_is_named_by_what_had_to_be_removed_is_not_accused() -> None:
    source = GOOD.replace("kind: bess", "kind: windmill")
    assert [key for _, _, key in findings(source)] == ["value_not_known"]


def test_a_file_of_which_nothing_can_be_kept_says_what_is_known() -> None:
    assert findings("- 1\n- 2\n")[0][2] == "value_not_mapping"
    assert findings("5\n")[0][2] == "value_not_mapping"


# --- tabs ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "a:\n\tb: 1\n\tc: 2\n",
        "a:\n    b: 1\n\tc: 2\n",
        "a:\n\tb: 1\n    c: 2\n",
        "a:\n  - x: 1\n\ty: 2\n",
        "a:\n\t- x: 1\n\t  y: 2\n",
        "a:\n  b:\n\t\tc: 1\nd: 2\n",
        "a:\n  # words\n\t# more\n  b: 1\n",
        "a: 1\n\t\nb: 2\n",
    ],
)
def test_tabs_are_read_as_the_spaces_that_were_meant(source: str) -> None:
    document = parse_document(source, Path("x.yaml"))
    spaces = {
        "a:\n\tb: 1\n    c: 2\n": "a:\n    b: 1\n    c: 2\n",
        "a:\n    b: 1\n\tc: 2\n": "a:\n    b: 1\n    c: 2\n",
        "a:\n  - x: 1\n\ty: 2\n": "a:\n  - x: 1\n    y: 2\n",
    }.get(source, source.replace("\t", "  "))
    assert document.data == parse_document(spaces, Path("x.yaml")).data
    assert {problem.key for problem in document.problems} == {"yaml_tab"}


def test_columns_on_a_line_with_tabs_are_those_of_the_file() -> None:
    document = parse_document("a:\n    b: 1\n\tc: 2\n", Path("x.yaml"))
    assert document.where(("a", "c")) == (3, 5)
    assert document.where_key(("a", "c")) == (3, 2)


# --- what was refused is never used --------------------------------------------------------


def test_a_file_with_a_problem_of_the_reader_never_becomes_a_model() -> None:
    document = parse_document(GOOD + "name: y\n", Path("x.yaml"))
    with pytest.raises(DocumentError):
        validate(document, Plant)


LINES = SHIPPED.read_text(encoding="utf-8").splitlines(keepends=True)
WRONG = ("5", "[]", "{}", "''", "*x", "nowhere", "-1e9", "yes", "~", "{en: x}", "a.b ==")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(LINES) - 1), st.sampled_from(WRONG)), min_size=1, max_size=4
    )
)
def test_a_site_spoiled_anyhow_is_loaded_or_refused_as_a_document_error(
    changes: list[tuple[int, str]],
) -> None:
    lines = list(LINES)
    for number, wrong in changes:
        key, colon, _ = lines[number].partition(": ")
        if colon:
            lines[number] = f"{key}: {wrong}\n"
    problems: tuple[Problem, ...] = ()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "odawara.yaml"
        path.write_text("".join(lines), encoding="utf-8")
        try:
            load_site(path)
        except DocumentError as error:
            problems = error.problems
    assert all(problem.render("ja") for problem in problems)


def test_the_unit_of_a_quantity_on_one_line_is_faulted_where_it_stands() -> None:
    source = SHIPPED.read_text(encoding="utf-8").replace("{on: 5 s (P)", "{on: 5 min (P)", 1)
    with pytest.raises(DocumentError) as caught:
        validate(parse_document(source, SHIPPED), SiteFile)
    (problem,) = caught.value.problems
    assert problem.key == "wrong_unit"
    line = source.splitlines()[problem.line - 1]
    assert line[problem.column - 1 :].startswith("5 min (P)")
