"""kairetsu new: examples to begin with, which nothing is ever overwritten for."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from console.cli.choosing import chosen_site
from console.cli.ending import DONE, Refused
from devices import messages
from devices.site import Site, load_site, site_names
from devices.words import Language
from procedures.examples import (
    example_procedure,
    example_scenario,
    example_site,
    good_name,
    is_good_name,
)
from procedures.language import procedure_names


def write_example(options: argparse.Namespace, language: Language) -> int:
    """Write the files of one example into the folder; return the code of the command."""
    folder: Path = options.folder
    if options.what == "site":
        _check_name(options.name, site_names(), language)
        path = folder / f"{options.name}.yaml"
        _write({path: example_site(options.name, language)}, language)
        site, given, name = load_site(path), str(path), f"{options.name}-first"
    else:
        _check_name(options.name, procedure_names(), language)
        site, given, name = chosen_site(options.site, language), options.site, options.name
    scenario = _write_procedure(folder, name, site, language)
    print(messages.text(language, "cli_new_next", site=given, scenario=scenario))
    return DONE


def _write_procedure(folder: Path, name: str, site: Site, language: Language) -> Path:
    """Write a procedure and its scenario; return the path of the scenario."""
    scenario = folder / f"{name}-rehearsal.yaml"
    texts = {
        folder / f"{name}.yaml": example_procedure(name, site, language),
        scenario: example_scenario(name, site, language),
    }
    _write(texts, language)
    return scenario


def _check_name(name: str, taken: tuple[str, ...], language: Language) -> None:
    if not is_good_name(name):
        near = good_name(name)
        key = "cli_new_name_near" if near else "cli_new_name"
        raise Refused(messages.text(language, key, given=name, near=near))
    if name in taken:
        raise Refused(messages.text(language, "cli_new_taken", given=name))


def _write(texts: Mapping[Path, str], language: Language) -> None:
    there = [path for path in texts if path.exists()]
    if there:
        raise Refused(messages.text(language, "cli_new_exists", paths=there))
    for path, text in texts.items():
        try:
            with path.open("x", encoding="utf-8") as file:  # not even one that appears just now
                file.write(text)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            words = messages.text(language, "cli_new_cannot", path=path, reason=reason)
            raise Refused(words) from error
        print(messages.text(language, "cli_new_written", path=path))
