"""--resume RECORD: going on with a drill that was cut off."""

from __future__ import annotations

import argparse

from console.cli.ending import Refused, say_wrong
from devices import messages
from devices.phrases import said
from devices.words import Language, Words
from procedures.resuming import CannotResume, Interrupted, read_interrupted, resume
from procedures.sitting import Sitting

# what the record says of a drill, so that nobody says it again
_FROM_THE_RECORD = ("scenario", "procedure", "record", "role", "live", "seed", "free")


def interrupted(options: argparse.Namespace, language: Language, *, by_hand: bool) -> Interrupted:
    """The drill that is to be gone on with. by_hand: whether somebody can sit in it.

    Raises Refused, RecordError or DocumentError.
    """
    given = [f"--{name}" for name in _FROM_THE_RECORD if getattr(options, name, None)]
    if options.site:
        given.insert(0, options.site)
    if given:
        raise Refused(messages.text(language, "cli_resume_alone", options=given))
    try:
        found = read_interrupted(options.resume)
    except CannotResume as error:
        raise _refused(error.reasons, language) from error
    if found.sitter is not None and not by_hand:
        who = found.sitter.person
        raise _refused((said("resume.wants_run", who=who, path=found.path),), language)
    if found.sitter is None and by_hand:
        raise _refused((said("resume.wants_rehearse", path=found.path),), language)
    return found


def go_on(found: Interrupted, language: Language) -> Sitting:
    """Open it again, and say first how plant and record compare; raises RecordError."""
    resumed = resume(found)
    clock = resumed.sitting.clock.time_of_day()
    key = "cli_resumed_differs" if resumed.differences else "cli_resumed"
    say_wrong(messages.text(language, key, clock=f"{clock:%H:%M:%S}", number=resumed.after))
    for one in resumed.differences:
        words = said("resume.differs", label=one.label, record=one.before, plant=one.now)
        say_wrong(f"  {words.in_language(language)}")
    if found.sitter is not None:
        resumed.sitting.wait_for_a_look(resumed.differences)
    return resumed.sitting


def _refused(reasons: tuple[Words, ...], language: Language) -> Refused:
    return Refused("\n  ".join(words.in_language(language) for words in reasons))
