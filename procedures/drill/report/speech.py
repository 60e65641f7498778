"""Words of a report in one language: times, spans, evidence, escaped where they become HTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape

from devices import messages
from devices.words import Language, Words
from procedures.drill.report.rows import Evidence


class Speech:
    """clock: plant time of day when the sitting opened."""

    def __init__(self, language: Language, clock: datetime) -> None:
        self.language = language
        self._clock = clock

    def say(self, key: str, **given: object) -> str:
        """The message `report.key`; not escaped."""
        return messages.text(self.language, f"report.{key}", **given)

    def html(self, key: str, **given: object) -> str:
        """The same, escaped."""
        return escape(self.say(key, **given))

    def plain(self, words: Words) -> str:
        """A text in this language; not escaped."""
        return words.in_language(self.language)

    def told(self, words: Words | None) -> str:
        """A text in this language, escaped; a dash for None."""
        return "–" if words is None else escape(words.in_language(self.language)) or "–"

    def clock(self, time_s: float | None) -> str:
        """The time of day, with the days that have passed; a dash for None."""
        if time_s is None:
            return "–"
        moment = self._clock + timedelta(seconds=time_s)
        days = (moment.date() - self._clock.date()).days
        return f"{moment:%H:%M:%S}" + (f" +{days}d" if days else "")

    def moment(self, time_s: float) -> str:
        """Date and time of day."""
        return f"{self._clock + timedelta(seconds=time_s):%Y-%m-%d %H:%M}"

    def span(self, seconds: float | None, *, sign: bool = False) -> str:
        """A length of time as 4:10 or 1:04:10; with its sign where it is a difference."""
        if seconds is None:
            return "–"
        before = ("−" if round(seconds) < 0 else "+") if sign else ""
        minutes, rest = divmod(abs(round(seconds)), 60)
        hours, minutes = divmod(minutes, 60)
        whole = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
        return before + whole

    def number(self, value: float | None, decimals: int = 1) -> str:
        """A number, a dash for None."""
        return "–" if value is None else f"{value:.{decimals}f}".replace("-", "−")

    def evidence(self, every: Sequence[Evidence], most: int = 4) -> str:
        """Links to the events that something rests on."""
        if not every:
            return "–"
        shown = (
            f'<a href="#event-{one.event}">#{one.event}</a>&nbsp;({self.clock(one.time_s)})'
            for one in every[:most]
        )
        more = f" +{len(every) - most}" if len(every) > most else ""
        return ", ".join(shown) + more

    def joined(self, parts: Sequence[str]) -> str:
        """Several HTML texts with the comma of the language."""
        return ("、" if self.language == "ja" else ", ").join(parts)
