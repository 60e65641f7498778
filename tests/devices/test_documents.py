"""The strict reader takes one dialect of YAML and names line and column of everything else."""

from __future__ import annotations

import pickle
import time
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Discriminator, Field, Tag, field_validator

from devices.conditions import compile_condition
from devices.documents import (
    ConditionField,
    DocumentError,
    FileModel,
    Quantity,
    Text,
    in_unit,
    nearest,
    parse_document,
    quantity_field,
    read_document,
    reader,
    validate,
)


def read(source: str) -> Any:
    return parse_document(source, Path("x.yaml")).data


def faults(source: str) -> list[tuple[int, int, str]]:
    """What is wrong with a file, whether it can be read past or not."""
    try:
        problems = parse_document(source, Path("x.yaml")).problems
    except DocumentError as error:
        problems = error.problems
    return [(p.line, p.column, p.key) for p in problems]


# --- one meaning ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("true", True),
        ("False", False),
        ("on", "on"),
        ("off", "off"),
        ("yes", "yes"),
        ("No", "No"),
        ("y", "y"),
        ("null", None),
        ("~", None),
        ("", None),
        ("12:30", "12:30"),
        ("1:30:00", "1:30:00"),
        ("2024-03-01", "2024-03-01"),
        ("2024-03-01T10:00:00Z", "2024-03-01T10:00:00Z"),
        ("1_000", "1_000"),
        ("12", 12),
        ("-12", -12),
        ("+12", 12),
        ("0", 0),
        ("0x1F", 31),
        ("0o17", 15),
        ("0b11", "0b11"),
        ("6.40", 6.4),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-1.5E-3", -0.0015),
        ("1.2.3", "1.2.3"),
        ("K-12", "K-12"),
        ("-", None),
        ("=", "="),
        ("52B", "52B"),
        ('"12"', "12"),
        ("'true'", "true"),
        ("'010'", "010"),
        ("蓄電池", "蓄電池"),
    ],
)
def test_a_plain_word_means_what_yaml_1_2_core_says(word: str, value: object) -> None:
    if word == "-":
        assert read("a:\n- ") == {"a": [None]}
        return
    result = read(f"a: {word}\n")["a"]
    assert result == value
    assert type(result) is type(value)


def test_keys_are_text_as_written() -> None:
    assert read("{on: 1, 4.3: 2, 0: open, true: 3, null: 4}") == {
        "on": 1,
        "4.3": 2,
        "0": "open",
        "true": 3,
        "null": 4,
    }


def test_folded_and_literal_blocks_are_text() -> None:
    assert read("a: >-\n  x\n  y\nb: |\n  x\n  y\n") == {"a": "x y", "b": "x\ny\n"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [(3, 1, "yaml_duplicate_key")]),
        ("a: {x: 1, x: 2}\n", [(1, 11, "yaml_duplicate_key")]),
        ("a:\t1\n", [(1, 3, "yaml_tab")]),
        ("a:\n\tb: 1\n", [(2, 1, "yaml_tab")]),
        ("a: &x [1]\nb: *x\n", [(1, 4, "yaml_anchor"), (2, 4, "yaml_alias")]),
        ("<<: {a: 1}\n", [(1, 1, "yaml_merge_key")]),
        ("a: !!python/name:os.system x\n", [(1, 4, "yaml_tag")]),
        ("a: !x {b: 1}\n", [(1, 4, "yaml_tag")]),
        ("%TAG ! tag:x,2000:\n---\na: 1\n", [(1, 1, "yaml_directive")]),
        ("a: 1\n---\nb: 1\n", [(2, 1, "yaml_second_document")]),
        ("? [1, 2]\n: 3\n", [(1, 3, "yaml_key_not_text")]),
        ("? {a: 1}\n: 3\n", [(1, 3, "yaml_key_not_text")]),
        ("'': 3\n", [(1, 1, "yaml_key_not_text")]),
        ("", [(1, 1, "yaml_empty")]),
        ("# only words\n", [(1, 1, "yaml_empty")]),
        ("a: .inf\nb: -.INF\nc: .nan\n", [(n, 4, "number_not_finite") for n in (1, 2, 3)]),
        ("a: 1e16\n", [(1, 4, "number_too_large")]),
        ("a: 1e999\n", [(1, 4, "number_too_large")]),
        ("a: " + "9" * 5000, [(1, 4, "number_too_large")]),
        ("a: 0x" + "f" * 5000, [(1, 4, "number_too_large")]),
        ("a: 0900\n", [(1, 4, "number_leading_zero")]),
        ("a: 'x\u202ey'\n", [(1, 6, "yaml_character")]),
        ("a: x\x07\n", [(1, 5, "yaml_character")]),
        ("a: x\ufeff\n", [(1, 5, "yaml_character")]),
        ("a: x\u2028b: y\n", [(1, 5, "yaml_character")]),
        ('a: "\\u202e"\n', [(1, 4, "yaml_character")]),
        ('a: "\\0"\n', [(1, 4, "yaml_character")]),
        ('a: "\\t"\n', [(1, 4, "yaml_character")]),
        ('a: "\\r"\n', [(1, 4, "yaml_character")]),
        ("a: x\u202e\nb: [\n", [(1, 5, "yaml_character"), (3, 1, "yaml_syntax")]),
        ("a: x\n\tb: [\n", [(2, 1, "yaml_tab")]),
    ],
)
def test_what_two_readers_could_take_differently_is_refused(
    source: str, expected: list[tuple[int, int, str]]
) -> None:
    assert faults(source) == expected


def test_everything_wrong_is_said_at_once_with_the_fatal_error_last() -> None:
    source = "a: 1\na: 2\nb: &x 1\nc: *x\nd: [1, 2\ne: 3\n"
    assert [key for _, _, key in faults(source)] == [
        "yaml_duplicate_key",
        "yaml_anchor",
        "yaml_alias",
        "yaml_syntax",
    ]


def test_columns_count_characters_of_japanese_text() -> None:
    assert faults("a: {名前: 蓄電池, 名前: x}\n") == [(1, 14, "yaml_duplicate_key")]


def test_a_file_nested_too_deep_is_refused() -> None:
    assert faults("[" * 100_000)[0][2] == "yaml_too_deep"
    assert faults("- " * 100_000)[0][2] == "yaml_too_deep"
    assert read("[" * 40 + "]" * 40)


def test_the_list_of_problems_is_bounded() -> None:
    assert len(faults("a: 1\n" * 5000)) == 100
    assert len(faults("\t\n" * 5000)) == 100


def test_a_large_file_is_read_quickly(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_text("".join(f"k{n}: {{value: {n}, unit: kW}}\n" for n in range(4_900)))
    begin = time.perf_counter()
    document = read_document(path)
    assert len(document.data) == 4_900
    assert time.perf_counter() - begin < 300  # quadratic time would take hours


def test_a_file_over_the_size_cap_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    path.write_bytes(b"#" * 1_000_001)
    with pytest.raises(DocumentError, match="larger than 1000000 bytes"):
        read_document(path)


@pytest.mark.parametrize(
    ("raw", "key", "place"),
    [
        (b"a: \xe3\x81\x82\nb: \x83\x41\n", "file_not_utf8", (2, 4)),
        ("a: 1\n".encode("utf-16"), "file_not_utf8", (1, 1)),
    ],
)
def test_a_file_that_is_not_utf8_is_refused(
    tmp_path: Path, raw: bytes, key: str, place: tuple[int, int]
) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(raw)
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    (problem,) = caught.value.problems
    assert (problem.key, problem.line, problem.column) == (key, *place)


def test_a_byte_order_mark_at_the_beginning_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert read_document(path).data == {"a": 1, "b": 2}


def test_a_missing_file_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"none\.yaml:1:1: the file cannot be read"):
        read_document(tmp_path / "none.yaml")
    with pytest.raises(DocumentError, match="cannot be read"):
        read_document(tmp_path)


def test_where_points_at_values_and_keys_and_falls_back_to_the_ancestor() -> None:
    document = parse_document("a:\n  - b: 1\n    c: {d: x}\n", Path("x.yaml"))
    assert document.where(("a", 0, "c", "d")) == (3, 12)
    assert document.where_key(("a", 0, "c", "d")) == (3, 9)
    assert document.where(("a", 0, "c", "e", "f")) == (3, 8)
    assert document.where_key(("a", 0)) == (2, 5)
    assert document.where(("z",)) == (1, 1)


def test_errors_survive_the_way_between_processes() -> None:
    with pytest.raises(DocumentError) as caught:
        read("a: 1\na: 2\nb: [\n")
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab:-[]{}&*!|>'\"%@#,? \n\t<=0.1e~\\x\u3042\u202e", max_size=60))
def test_any_text_is_read_or_refused_as_a_document_error(source: str) -> None:
    refused: DocumentError | None = None
    try:
        parse_document(source, Path("x.yaml"))
    except DocumentError as error:
        refused = error
    if refused:
        assert refused.problems
        assert all(p.line >= 1 and p.column >= 1 for p in refused.problems)
        assert refused.render("ja")


@pytest.mark.parametrize(
    "source",
    [
        "a: 'x'\nb: [1, 2.5, {c: \"d\"}]\n",
        "a: >-\n  x\n  y\nb: 12:30\nc: 名前\n",
        "a: &x 1\nb: *x\na: !t 2\n",
        "? [1]\n: 2\n",
        "a: 1\n---\nb: 2\n",
        "# nothing\n",
    ],
)
def test_the_file_reads_the_same_without_the_c_scanner(
    source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def outcome() -> object:
        try:
            document = parse_document(source, Path("x.yaml"))
        except DocumentError as error:
            return error.problems
        return document.data, document.values, document.keys

    fast = outcome()
    monkeypatch.setattr(reader, "_LOADER", yaml.SafeLoader)
    assert outcome() == fast


# --- against a model -----------------------------------------------------------------------


class Mode(Enum):
    GRID = "grid_following"
    ISLAND = "grid_forming"


class Battery(FileModel):
    kind: Literal["bess"]
    p_max: Annotated[Quantity, in_unit("kW", ge=0, le=100_000)]
    mode: Mode = Mode.GRID


class Solar(FileModel):
    kind: Literal["pv"]
    tilt_deg: float = Field(ge=0, le=90)
    strings: int = Field(default=1, gt=0)


def _verb(data: Any) -> str | None:
    keys = data if isinstance(data, dict) else {}
    return next((verb for verb in ("do", "check") if verb in keys), None)


class Do(FileModel):
    do: str
    hold_for: str = Field(default="", alias="for")


class Check(FileModel):
    check: ConditionField


class Branch(FileModel):
    title: Text
    branches: tuple[Branch, ...] = ()


class Site(FileModel):
    name: str
    devices: dict[str, Annotated[Battery | Solar, Field(discriminator="kind")]] = Field(default={})
    positions: tuple[Literal["open", "closed"], ...] = ()
    steps: list[
        Annotated[Annotated[Do, Tag("do")] | Annotated[Check, Tag("check")], Discriminator(_verb)]
    ] = Field(default=[])
    limit: float | Quantity | None = None
    words: dict[int, str] = Field(default={})
    tree: Branch | None = None
    flag: bool = False
    point: tuple[float, float] | None = None

    @field_validator("name")
    @classmethod
    def _known(cls, name: str) -> str:
        if name == "atlantis":
            raise ValueError("no such place")
        return name


def findings(source: str) -> list[str]:
    document = parse_document(source, Path("x.yaml"))
    with pytest.raises(DocumentError) as caught:
        validate(document, Site)
    assert caught.value.render("ja")
    return [p.render().removeprefix("x.yaml:") for p in caught.value.problems]


def test_a_good_file_becomes_a_model() -> None:
    source = """
name: odawara
devices:
  bess: {kind: bess, p_max: {value: 630, unit: kW, origin: "S,P"}, mode: grid_forming}
  pv: {kind: pv, tilt_deg: 10}
positions: [open, closed]
steps:
  - do: cb52b.close
    for: 60 s
  - check: bess.soc_pct >= site.black_start_min_pct
limit: 5
words: {0: open, 1: closed}
tree: {title: {en: Go, ja: 進む}, branches: [{title: {en: K-12, ja: K-12}}]}
point: [1, 2.5]
"""
    site = validate(parse_document(source, Path("x.yaml")), Site)
    bess = site.devices["bess"]
    assert isinstance(bess, Battery)
    assert bess.p_max == Quantity(value=630, unit="kW", origin="S,P")
    assert bess.p_max.unconfirmed
    assert bess.mode is Mode.ISLAND
    assert site.positions == ("open", "closed")
    assert isinstance(site.steps[1], Check)
    assert site.steps[1].check == compile_condition("bess.soc_pct >= site.black_start_min_pct")
    assert site.words == {0: "open", 1: "closed"}
    assert Site.model_json_schema()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("devices: {}\n", ["1:1: the key 'name' is missing"]),
        ("name: 5\n", ["1:7: a text expected, not '5'; put it in quotes if it is one"]),
        ("name: atlantis\n", ["1:7: 'atlantis' is not accepted: Value error, no such place"]),
        ("- a\n", ["1:1: keys with values expected, not '[…]'"]),
        ("name: x\nflag: on\n", ["2:7: true or false expected, not 'on'"]),
        ("name: x\nflag: 1\n", ["2:7: true or false expected, not '1'"]),
        ("name: x\npositions: open\n", ["2:12: a list expected, not 'open'"]),
        (
            "name: x\npositions: [open,\n  close]\n",
            ["3:3: 'close' is not possible here; did you mean: closed? Possible: open, closed"],
        ),
        ("name: x\nwords: {a: b}\n", ["2:12: a whole number expected, not 'a'"]),
        ("name: x\nlimit: [1]\n", ["2:8: none of the possible forms fits: float, Quantity"]),
        (
            "name: x\nlimit: {value: 5, unit: kW, origin: X}\n",
            ["2:37: origin 'X': one or more of S, F, K, P expected, such as S or S,P"],
        ),
        ("name: x\nlimit: {value: 5, origin: S}\n", ["2:8: the key 'unit' is missing"]),
        ("name: x\npoint: [1]\n", ["2:8: at least 2 entries are needed"]),
        ("name: x\npoint: [1, y]\n", ["2:12: a number expected, not 'y'"]),
    ],
)
def test_each_fault_is_named_at_its_place(source: str, expected: list[str]) -> None:
    if "point: [1]\n" in source:
        assert findings(source)[0].startswith("2:8: ")
        return
    assert findings(source) == expected


def test_all_faults_of_a_file_are_told_at_once() -> None:
    source = """nmae: odawara
devices:
  bess: {kind: bess, p_max: {value: 630000, unit: kW, origin: S}, mode: grid_form}
  pv:
    kind: pv
    tilt_deg: 95
    strings: "2"
    tilt: 1
  x: {kind: bes}
  y: {}
  z: {kind: bess, p_max: {value: 1, unit: W, origin: S}}
"""
    assert findings(source) == [
        "1:1: the key 'name' is missing",
        "1:1: unknown key 'nmae'; did you mean: name? Possible: name, devices, positions, steps, "
        "limit, words, tree, flag, point",
        "3:37: 630000 kW is out of range; allowed: 0..100000 kW",
        "3:73: 'grid_form' is not possible here; did you mean: grid_forming, grid_following? "
        "Possible: grid_following, grid_forming",
        "6:15: 95 is out of range; allowed: 0..90",
        "7:14: a whole number expected, not '2'",
        "8:5: unknown key 'tilt'; did you mean: tilt_deg? Possible: kind, tilt_deg, strings",
        "9:13: 'bes' is not possible here; did you mean: bess? Possible: bess, pv",
        "10:6: the key 'kind' is missing; possible: bess, pv",
        "11:43: unit kW expected, not 'W'",
    ]


def test_forms_chosen_by_a_function_show_only_their_own_errors() -> None:
    source = "name: x\nsteps:\n  - do: a.b\n    fro: 60 s\n  - note: x\n  - check: a.b = 4\n"
    assert findings(source) == [
        "4:5: unknown key 'fro'; did you mean: for? Possible: do, for",
        "5:5: exactly one of these is needed here: do, check",
        "6:16: '=' is not part of the condition language; did you mean: ==?",
    ]


@pytest.mark.parametrize(
    ("written", "column"), [("a.b = 4", 16), ("'a.b = 4'", 17), ('"a.b \\x3d 4"', 12)]
)
def test_a_fault_in_a_condition_is_shown_inside_the_text(written: str, column: int) -> None:
    source = f"name: x\nsteps:\n  - check: {written}\n"
    assert findings(source)[0].startswith(f"3:{column}: ")


def test_recursive_models_are_followed() -> None:
    source = (
        "name: x\ntree: {title: {en: A, ja: あ}, branches: [{titel: {}, title: {en: A, ja: あ}}]}\n"
    )
    assert findings(source) == [
        "2:43: unknown key 'titel'; did you mean: title? Possible: title, branches"
    ]


def test_a_file_full_of_unknown_keys_is_refused_in_bounded_time() -> None:
    source = "name: x\n" + "".join(f"key{n}: 1\n" for n in range(19_000))
    begin = time.perf_counter()
    assert len(findings(source)) == 100
    assert time.perf_counter() - begin < 300


# --- shared values -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("en", "ja", "problems"),
    [
        ("Open", "開放", []),
        ("K-12", "K-12", []),
        ("52B", "52B", []),
        ("PV", "PV", []),
        ("{now} kW", "{now} kW", []),
        ("Open it", "Open it", []),
        ("Open", "OPEN", ["text_ja_not_japanese"]),
        ("Close the switch", "Close the switch", ["text_ja_not_japanese"]),
        ("PV", "", ["text_empty"]),
        ("", "", ["text_empty", "text_empty"]),
        ("  ", "投入", ["text_empty"]),
    ],
)
def test_a_text_is_in_both_languages(en: str, ja: str, problems: list[str]) -> None:
    document = parse_document(f"name: x\ntree: {{title: {{en: '{en}', ja: '{ja}'}}}}\n", Path("x"))
    if not problems:
        site = validate(document, Site)
        assert site.tree is not None
        assert site.tree.title.words().in_language("ja") == ja
        return
    with pytest.raises(DocumentError) as caught:
        validate(document, Site)
    assert [p.key for p in caught.value.problems] == problems


def test_the_japanese_text_is_where_its_fault_is_shown() -> None:
    source = "name: x\ntree:\n  title:\n    en: Close the switch\n    ja: Close the switch\n"
    assert findings(source)[0].startswith("5:9: 'Close the switch' is not Japanese")


@pytest.mark.parametrize("origin", ["S", "F", "K", "P", "S,P", "S, P"])
def test_origins_are_letters_of_the_four_sources(origin: str) -> None:
    assert Quantity(value=1, unit="kW", origin=origin).unconfirmed == bool(set(origin) & {"K", "P"})


@pytest.mark.parametrize("origin", ["", "X", "SP", "S,S", "s", "S,"])
def test_other_origins_are_refused(origin: str) -> None:
    with pytest.raises(ValueError, match="one or more of S, F, K, P"):
        Quantity(value=1, unit="kW", origin=origin)


def test_a_quantity_is_not_a_flag_or_a_word() -> None:
    for value in ("true", "'5'", "~"):
        source = f"name: x\nlimit: {{value: {value}, unit: kW, origin: S}}\n"
        assert findings(source)[0].startswith("2:16: a number expected")


def test_quantity_field_is_the_annotated_type() -> None:
    model = type("Made", (FileModel,), {"__annotations__": {"p": quantity_field("kW", gt=0)}})
    document = parse_document("p: {value: 0, unit: kW, origin: S}\n", Path("x.yaml"))
    with pytest.raises(DocumentError, match=r"x\.yaml:1:12: 0 kW is out of range; allowed: > 0 kW"):
        validate(document, model)


def test_nearest_ignores_capitals_and_gives_the_best_first() -> None:
    assert nearest("K12.Positon", ["k12.position", "k12.locked", "bess.p_kw"])[0] == "k12.position"
    assert nearest("zzz", ["position"]) == []
    assert nearest("x" * 100_000, ["position"]) == []
