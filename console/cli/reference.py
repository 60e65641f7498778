"""kairetsu reference: an expert goes through a scenario, and his run is kept beside it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import timedelta

from console.cli.ending import DONE, NOT_COMPLETED, Refused, say_wrong
from devices import messages
from devices.words import Language
from procedures.drill.expert_run import go_through, guided, guided_names, is_fresh, keep, path_of
from procedures.scenario import Scenario


def keep_references(options: argparse.Namespace, language: Language) -> int:
    """Make the references asked for; 1 where an expert did not come to the end.

    Raises Refused, RecordError, DocumentError.
    """
    scenarios = _asked(options.files, language)
    if options.all:
        scenarios += [guided(name) for name in guided_names()]
    if not scenarios:
        raise Refused(messages.text(language, "score.reference_nothing"))
    return max(_keep(one, language, anew=not options.all) for one in scenarios)


def _asked(files: Sequence[str], language: Language) -> list[Scenario]:
    scenarios = [guided(given) for given in files]
    for one in scenarios:
        if one.guide is None:
            raise Refused(messages.text(language, "score.reference_no_guide", name=one.name))
    return scenarios


def _keep(scenario: Scenario, language: Language, *, anew: bool) -> int:
    if not anew and is_fresh(scenario):
        print(messages.text(language, "score.reference_fresh", path=path_of(scenario)))
        return DONE
    done = go_through(scenario)
    if not done.completed:
        outcome = messages.text(language, f"cli_outcome_{done.outcome}")
        words = messages.text(
            language, "score.reference_not_completed", name=scenario.name, outcome=outcome
        )
        say_wrong(words)
        return NOT_COMPLETED
    try:
        keep(done)
    except OSError as error:
        words = messages.text(language, "cli_new_cannot", path=done.path, reason=error.strerror)
        raise Refused(words) from error
    steps, ends_s = done.trace["steps"], done.trace["ends_s"]
    print(
        messages.text(
            language,
            "score.reference_written",
            path=done.path,
            steps=len(steps) if isinstance(steps, list) else 0,
            time=timedelta(seconds=round(ends_s if isinstance(ends_s, int | float) else 0)),
            total=f"{done.total:.1f}",
        )
    )
    return DONE
