"""What sites know beside their procedures: the steps named there exist, and no list is too long."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.documents import DocumentError
from procedures.hazards import BY_ID
from procedures.hazards.notices import known_path
from procedures.language import find_procedure, load_procedure
from procedures.rehearsal.explore import Kind, load_known
from procedures.rehearsal.explore.closed import MOST_REASONS

SITES = sorted(path.stem for path in known_path("odawara").parent.glob("*.yaml"))


@pytest.mark.parametrize("site", SITES)
def test_every_step_and_hazard_that_is_named_exists(site: str) -> None:
    known = load_known(site)
    named = {*known.notices, *(step for one in known.reasons for step in one.match.step)}
    for name in named:
        procedure, _, step = name.partition("/")
        load_procedure(find_procedure(procedure)).index(step)
    assert {hazard for one in known.reasons for hazard in one.match.hazard} <= set(BY_ID)
    assert len(known.reasons) <= MOST_REASONS


def reasons(count: int) -> str:
    one = "  - {{id: r{0}, reason: {{en: Why., ja: 理由}}, match: {{how: [undone]}}}}"
    return "hazards_of: my-site\nclosed:\n" + "\n".join(one.format(n) for n in range(count)) + "\n"


def test_a_list_of_more_than_ten_reasons_is_refused(tmp_path: Path) -> None:
    (tmp_path / "hazards").mkdir()
    own = tmp_path / "hazards" / "my-site.yaml"
    own.write_text(reasons(10), encoding="utf-8")
    assert len(load_known("my-site", tmp_path).reasons) == 10
    own.write_text(reasons(11), encoding="utf-8")
    with pytest.raises(DocumentError):
        load_known("my-site", tmp_path)


def test_a_reason_stands_only_for_what_it_names(tmp_path: Path) -> None:
    (tmp_path / "hazards").mkdir()
    text = reasons(1).replace("how: [undone]", "how: [undone], hazard: [no_permit], kind: [omit]")
    (tmp_path / "hazards" / "my-site.yaml").write_text(text, encoding="utf-8")
    known = load_known("my-site", tmp_path)
    assert known.reason("no_permit", "p/1", Kind.OMIT, "undone") == "r0"
    assert known.reason("no_permit", "p/1", Kind.REPEAT, "undone") == ""
    assert known.reason("back_feed", "p/1", Kind.OMIT, "undone") == ""
    assert known.reason("no_permit", "p/1", Kind.OMIT, "skipped") == ""


def test_a_step_or_hazard_that_does_not_exist_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "hazards").mkdir()
    own = tmp_path / "hazards" / "my-site.yaml"
    text = reasons(1).replace("how: [undone]", "hazard: [no_such], step: [no-such/1]")
    own.write_text(text + "notices: [odawara-p1-activation/1.99]\n", encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        load_known("my-site", tmp_path)
    found = {(problem.key, problem.arguments["given"]) for problem in error.value.problems}
    assert found == {
        ("explore.no_such_hazard", "no_such"),
        ("procedure_goto", "no-such/1"),
        ("procedure_goto", "odawara-p1-activation/1.99"),
    }
    assert all(problem.line > 1 for problem in error.value.problems)


def test_a_site_without_a_file_knows_nothing() -> None:
    assert load_known("no-such-site").reasons == ()
