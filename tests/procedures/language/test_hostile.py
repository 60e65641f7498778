"""Hostile files are refused at a line and column, with work that is bounded by what is counted."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.conditions import MAX_LENGTH, ConditionError, compile_condition
from devices.documents import (
    MAX_PROBLEMS,
    DocumentError,
    Problem,
    parse_document,
    read_document,
    validate,
)
from devices.documents.builder import MAX_DEPTH, MAX_VALUES
from devices.documents.reader import MAX_BYTES
from procedures.checking import check_files
from procedures.language import load_procedure
from procedures.language.model import ProcedureModel

HEAD = "procedure: p\nsite: odawara\nchain: P\ntitle: {en: Test, ja: 試験}\nsteps:\n"
STEP = '  - {id: "1", role: MGC, title: {en: T, ja: 手}, note: {}}\n'
GOOD = HEAD + STEP

INVISIBLE = [
    "\0", "\x07", "\x7f", "\x85", "\u00ad", "\u034f", "\u061c", "\u115f", "\u180e", "\u200b",
    "\u200c", "\u200d", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202e", "\u2060",
    "\u2066", "\u2069", "\u3164", "\ufdd0", "\ufeff", "\uffa0", "\ufffe", "\U000e0041",
]  # fmt: skip


def problems(source: str) -> list[tuple[str, int, int]]:
    """What is said of a file, whether it can be read past or not."""
    try:
        found = parse_document(source, Path("x.yaml")).problems
    except DocumentError as error:
        found = error.problems
    return [(p.key, p.line, p.column) for p in found]


def refusals(raw: bytes) -> list[tuple[str, int, int]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.yaml"
        path.write_bytes(raw)
        (report,) = check_files([path])
    assert all(p.render("ja") and p.render("en") for p in report.problems)
    return [(p.key, p.line, p.column) for p in report.problems]


@pytest.mark.parametrize("char", INVISIBLE, ids=lambda char: f"U+{ord(char):04X}")
def test_what_nobody_sees_is_refused_where_it_stands(char: str) -> None:
    assert ("yaml_character", 2, 5) in problems(f"a: 1\nb: a{char}b\n")[:1]
    assert ("yaml_character", 1, 2) in problems(f"a{char}b: 1\n")[:1]


def test_a_lone_surrogate_is_refused_as_bytes_and_as_an_escape() -> None:
    assert refusals(b"procedure: \xed\xa0\x80\n") == [("file_not_utf8", 1, 12)]
    # the scanner in C refuses the escape, the one in Python leaves it to us
    ((key, line, _),) = problems('a: "\\ud800"\n')
    assert key in ("yaml_character", "yaml_syntax")
    assert line == 1


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("role: MGC", "role: ＭＧＣ"),
        ("role: MGC", "role: МGC"),  # a Cyrillic letter
        ("note: {}", "ｎote: {}"),
        ("note: {}", "do: bеss.stop"),  # a Cyrillic letter
        ("note: {}", "do: bess．stop"),
        ("note: {}", "check: bess.soc_pct ＞ 5"),
        ("note: {}", "check: bess.soc_pct > ５"),
        ("note: {}", "check: ｂess.soc_pct > 5"),
        ("note: {}", "wait: {time: ５ min}"),
        ("note: {}", "wait: {time: 5 ｍin}"),
        ('id: "1"', 'id: "1", "ｉd": "2"'),
    ],
)
def test_a_letter_that_only_looks_like_one_of_ours_is_refused(good: str, bad: str) -> None:
    found = refusals(GOOD.replace(good, bad).encode())
    assert found
    assert all(line == 6 for _, line, _ in found)


def bomb() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("source", "key"),
    [
        (bomb(), "yaml_anchor"),
        ("[" * (MAX_DEPTH + 1), "yaml_too_deep"),
        ("{a: " * 100_000, "yaml_too_deep"),
        ("- " * 100_000, "yaml_too_deep"),
        ("? " * 100_000, "yaml_key_not_text"),
        ("a: 1\n" * 50_000, "yaml_duplicate_key"),
        ("<<: {a: 1}\n", "yaml_merge_key"),
        ("a: !!python/object/apply:os.system [ls]\n", "yaml_tag"),
        ("a: !!binary aGk=\n", "yaml_tag"),
        ("".join(f"k{n}: 1\n" for n in range(MAX_VALUES + 1)), "yaml_too_many"),
        ("[" + "1," * (MAX_VALUES + 1) + "]", "yaml_too_many"),
        ("a: 1e999999999\n", "number_too_large"),
        ("a: " + "9" * 500_000 + "\n", "number_too_large"),
        ("a: 0x" + "f" * 500_000 + "\n", "number_too_large"),
        ("!" * 100_000, "yaml_tag"),
        ("%" * 100_000, "yaml_syntax"),
        ("*" * 100_000, "yaml_syntax"),
        ("'" * 100_001, "yaml_syntax"),
        ("\0" * 100_000, "yaml_character"),
        ("\t" * 100_000 + "a: 1", "yaml_tab"),
        ("a: 1\n--- \nb: 1\n", "yaml_second_document"),
    ],
)  # fmt: skip
def test_a_bomb_is_refused_before_it_is_anything(source: str, key: str) -> None:
    found = problems(source)
    assert found[0][0] == key
    assert len(found) <= MAX_PROBLEMS
    assert all(line >= 1 and column >= 1 for _, line, column in found)


def test_a_file_that_is_too_large_is_not_even_read() -> None:
    assert refusals(b"a" * (MAX_BYTES + 1)) == [("file_too_large", 1, 1)]


def test_no_more_is_compared_and_said_than_anybody_reads() -> None:
    jump = "choose: {options: [{id: a, title: {en: A, ja: あ}, goto: nowhere}]}"
    steps = "".join(STEP.replace("note: {}", jump).replace('"1"', f'"{n}"') for n in range(299))
    assert len(refusals((HEAD + steps).encode())) == MAX_PROBLEMS
    names = "".join(
        STEP.replace("note: {}", "check: bess.sock > 1").replace('"1"', f'"{n}"')
        for n in range(299)
    )
    assert len(refusals((HEAD + names).encode())) == MAX_PROBLEMS


def test_a_procedure_has_no_more_steps_than_anybody_could_follow() -> None:
    steps = "".join(STEP.replace('"1"', f'"{n}"') for n in range(301))
    assert refusals((HEAD + steps).encode()) == [("list_too_long", 6, 3)]


def test_a_long_text_is_shown_shortened() -> None:
    source = GOOD.replace("ja: 手", "ja: '" + "abcd " * 100_000 + "'")
    document = parse_document(source, Path("x.yaml"))
    with pytest.raises(DocumentError) as caught:
        validate(document, ProcedureModel)
    assert len(caught.value.render("en")) < 1000


PIECES = st.sampled_from(
    [
        "&a ", "*a", "<<: ", "!!str ", "!x ", "%YAML 1.1", "---", "...", "[", "]", "{", "}", ": ",
        "- ", "? ", "|", ">", "'", '"', "#", "\t", "\n", "\r", " ", "1e999", "9" * 50, ".inf",
        "0x1F", "0900", "{en: x}", "true", "~", "\u202e", "\u200b", "\0", "\ufeff", "ｉd", "試",
        "bess.soc_pct > 5", "**", "(" * 40, "not " * 60, "age(bess.soc_pct)", "end", "abort",
    ]
)  # fmt: skip
CUTS = st.lists(st.tuples(st.integers(0, len(GOOD)), PIECES, st.integers(0, 6)), max_size=5)


@settings(max_examples=150, deadline=None)
@given(CUTS)
def test_a_procedure_spoiled_anyhow_is_read_or_refused_in_its_own_lines(
    cuts: list[tuple[int, str, int]],
) -> None:
    source = GOOD
    for at, piece, gone in cuts:
        source = source[:at] + piece + source[at + gone :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.yaml"
        path.write_text(source, encoding="utf-8", newline="")
        try:
            load_procedure(path)
        except DocumentError as error:
            found = error.problems
        else:
            return
    assert 1 <= len(found) <= MAX_PROBLEMS
    last = source.count("\n") + source.count("\r") + 1
    # what is missing at the end of a file is said behind its last line
    assert all(1 <= p.line <= last + 1 and p.column >= 1 and p.render("ja") for p in found)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_are_a_document_or_a_document_error(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.yaml"
        path.write_bytes(raw)
        found: tuple[Problem, ...] = ()
        try:
            found = read_document(path).problems
        except DocumentError as error:
            found = error.problems
    assert len(found) <= MAX_PROBLEMS
    assert all(p.line >= 1 and p.column >= 1 for p in found)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 400 + "1" + ")" * 20,
        "not " * 120 + "true",
        "-" * 400 + "1 > 0",
        "1" * 400 + " > 0",
        "1e400 > 0",
        "1e999999999 > 0",
        "a.b " + "+ a.b " * 90 + "> 0",
        "a.b > 1" + " < 2" * 120,
        "'" + "x" * 490 + "'",
        "a.b > 5\0",
        "a.b > 5\u202e",
        "ａ.b > 5",
        "a.b > ５",
        "a.b ＞ 5",
        "a.__class__.__mro__ == 'x'",
        "__import__('os')",
        "a.b if a.b else a.b",
        "lambda: 1",
        "[x for x in a.b]",
        "a.b := 1",
        "9 ** 9 ** 9 > 0",
        "a.b << 99999 > 0",
        "x" * MAX_LENGTH + "x",
    ],
)
def test_a_hostile_condition_is_refused_at_a_column_or_means_only_what_it_says(text: str) -> None:
    columns, names = [1], frozenset[str]()
    try:
        names = compile_condition(text).names
    except ConditionError as error:
        columns.append(error.column)
    assert all(1 <= column <= len(text) + 1 for column in columns)
    assert all(name.isascii() for name in names)  # a name is looked up, never followed
