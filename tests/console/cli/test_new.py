"""kairetsu new: what it writes checks clean and is rehearsed at once; nothing is overwritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.cli import main
from devices.documents import is_japanese, read_document
from devices.site import site_names
from procedures.checking import check_files
from procedures.examples import example_site, good_name, is_good_name
from procedures.schemas import schema


@pytest.fixture(autouse=True)
def _fresh_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(*arguments: str) -> list[Path]:
    before = set(Path().iterdir())
    assert main(["new", *arguments]) == 0
    return sorted(set(Path().iterdir()) - before)


def found(paths: list[Path]) -> list[str]:
    reports = check_files(paths)
    return [p.render() for report in reports for p in (*report.problems, *report.warnings)]


def outcome(capsys: pytest.CaptureFixture[str], site: str, scenario: str) -> str:
    capsys.readouterr()
    main(["rehearse", site, "--scenario", scenario, "--json", "--record", "out.kairetsu"])
    return str(json.loads(capsys.readouterr().out)["outcome"])


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("site", site_names())
def test_a_new_procedure_checks_clean_at_every_site(site: str, language: str) -> None:
    paths = written("procedure", "my-drill", "--site", site, "--language", language)
    assert [path.name for path in paths] == ["my-drill-rehearsal.yaml", "my-drill.yaml"]
    assert found(paths) == []


@pytest.mark.parametrize("site", ["odawara", "kobe-shelter"])
def test_a_new_procedure_is_rehearsed_at_once(
    site: str, capsys: pytest.CaptureFixture[str]
) -> None:
    written("procedure", "my-drill", "--site", site)
    assert outcome(capsys, site, "my-drill-rehearsal.yaml") == "completed"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_new_site_checks_clean_and_is_rehearsed_at_once(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = written("site", "my-site", "--language", language)
    names = ["my-site-first-rehearsal.yaml", "my-site-first.yaml", "my-site.yaml"]
    assert [path.name for path in paths] == names
    assert found(paths) == []
    assert outcome(capsys, "my-site.yaml", "my-site-first-rehearsal.yaml") == "completed"


def test_a_procedure_for_a_site_of_ones_own_checks_clean() -> None:
    written("site", "my-site")
    assert found(written("procedure", "second", "--site", "my-site.yaml")) == []


def test_both_languages_write_the_same_but_for_the_comments(tmp_path: Path) -> None:
    data, comments = [], []
    for language in ("en", "ja"):
        path = tmp_path / f"{language}.yaml"
        path.write_text(example_site("x", language), encoding="utf-8")  # type: ignore[arg-type]
        data.append(read_document(path).data)
        lines = path.read_text(encoding="utf-8").splitlines()
        comments.append([line for line in lines if line.lstrip().startswith("#")])
    assert data[0] == data[1]
    assert not any(is_japanese(line) for line in comments[0])
    assert all(is_japanese(line) for line in comments[1] if not line.startswith("# kairetsu"))


def test_no_comment_is_wider_than_the_page(tmp_path: Path) -> None:
    for language in ("en", "ja"):
        lines = example_site("x", language).splitlines()  # type: ignore[arg-type]
        assert max(len(line) for line in lines if line.startswith("#")) <= 100


@pytest.mark.parametrize("there", ["my-drill.yaml", "my-drill-rehearsal.yaml"])
def test_nothing_is_overwritten_and_nothing_half_written(
    there: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(there).write_text("mine", encoding="utf-8")
    assert main(["new", "procedure", "my-drill", "--site", "odawara", "--language", "en"]) == 2
    assert [path.name for path in Path().iterdir()] == [there]
    assert Path(there).read_text(encoding="utf-8") == "mine"
    assert there in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("My Site", "my-site"),
        ("my_site", "my-site"),
        ("-site", "site"),
        ("my--site", "my-site"),
        ("../site", "site"),
        ("site.yaml", "site-yaml"),
        ("ＭＹＳＩＴＥ", "mysite"),
        ("12th-site", "th-site"),
        ("12", ""),
        ("避難所", ""),
        ("", ""),
        ("x" * 65, "x" * 64),
    ],
)
def test_a_bad_name_is_refused_with_the_rule_and_the_nearest_good_one(
    name: str, near: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "site", "--language", "en", "--", name]) == 2
    words = capsys.readouterr().err
    assert "small letters, digits and single hyphens" in words
    assert ("Try " in words) == bool(near)
    assert near in words
    assert list(Path().iterdir()) == []


@given(st.text(max_size=80))
def test_a_name_that_is_proposed_is_good(name: str) -> None:
    near = good_name(name)
    assert near == "" or is_good_name(near)


@pytest.mark.parametrize(
    ("what", "name"), [("site", "odawara"), ("procedure", "odawara-p5-load-pickup")]
)
def test_the_name_of_what_ships_is_refused(what: str, name: str) -> None:
    more = ["--site", "odawara"] if what == "procedure" else []
    assert main(["new", what, name, *more]) == 2
    assert list(Path().iterdir()) == []


def test_a_folder_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["new", "site", "my-site", "--folder", "nowhere", "--language", "en"]
    assert main(arguments) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_the_schema_of_a_form_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "procedure", "--language", "ja"]) == 0
    assert json.loads(capsys.readouterr().out) == schema("procedure", "ja")
