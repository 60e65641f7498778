"""Numbers that a person accepts: written by name, and open again when they change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from devices.acceptance import (
    accept,
    acceptance_file,
    digest,
    read_acceptances,
    still_open,
)
from devices.documents import DocumentError
from devices.site import Site, load_site
from devices.site.site import Fact

DAY = date(2026, 5, 30)


@pytest.fixture(scope="module")
def odawara() -> Site:
    return load_site("odawara")


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path


def with_value(site: Site, number: str, value: float) -> Site:
    def changed(fact: Fact) -> Fact:
        return replace(fact, value=value) if fact.path == number else fact

    return replace(site, facts=tuple(map(changed, site.facts)))


def test_at_first_every_proposal_is_open(odawara: Site) -> None:
    assert read_acceptances(odawara) == ()
    assert still_open(odawara, ()) == odawara.unconfirmed()


def test_what_is_accepted_is_written_with_name_value_and_day(odawara: Site) -> None:
    fact = odawara.unconfirmed()[0]
    accept(odawara, [fact], "ozawa", DAY)
    (read,) = read_acceptances(odawara)
    assert (read.number, read.value, read.unit) == (fact.path, fact.value, fact.unit)
    assert (read.person, read.day) == ("ozawa", DAY)
    assert fact not in still_open(odawara, [read])


def test_later_acceptances_add_to_the_earlier_ones(odawara: Site) -> None:
    first, second, *_ = odawara.unconfirmed()
    accept(odawara, [first], "ozawa", DAY)
    accept(odawara, [second], "mori", DAY)
    assert [one.person for one in read_acceptances(odawara)] == ["ozawa", "mori"]
    accept(odawara, odawara.unconfirmed(), "hayashi", DAY)
    assert still_open(odawara, read_acceptances(odawara)) == ()


def test_a_number_that_was_changed_since_is_open_again(odawara: Site) -> None:
    accept(odawara, odawara.unconfirmed(), "ozawa", DAY)
    number = odawara.unconfirmed()[0]
    changed = with_value(odawara, number.path, number.value + 1.0)
    assert [f.path for f in still_open(changed, read_acceptances(changed))] == [number.path]


def test_the_digest_tells_any_other_acceptance(odawara: Site) -> None:
    first, second, *_ = odawara.unconfirmed()
    every = accept(odawara, [first, second], "ozawa", DAY)
    assert digest(every) == digest(reversed(every))
    other = replace(every[0], value=every[0].value + 1.0)
    assert digest((other, every[1])) != digest(every)


def test_a_file_for_another_site_or_with_a_wrong_day_is_refused(odawara: Site) -> None:
    accept(odawara, odawara.unconfirmed()[:1], "ozawa", DAY)
    path = acceptance_file("odawara")
    text = path.read_text("utf-8")
    path.write_text(text.replace("2026-05-30", "30 May").replace("of: odawara", "of: toride"))
    with pytest.raises(DocumentError) as refused:
        read_acceptances(odawara)
    assert "30 May" in str(refused.value)
    path.write_text(text.replace("of: odawara", "of: toride"))
    with pytest.raises(DocumentError, match="toride"):
        read_acceptances(odawara)
