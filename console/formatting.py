"""How numbers, times and readings look: units always, the 24 h clock, half-width digits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from devices.signals import Quality, Reading, Signal
from devices.words import Words

NOTHING = "—"


def clock_time(moment: datetime) -> str:
    """Return the time of day as 10:52:18."""
    return moment.strftime("%H:%M:%S")


def time_at(clock: datetime, now_s: float, time_s: float | None) -> str:
    """Return the time of day of `time_s`, when it is `clock` at `now_s`; a dash for None."""
    if time_s is None:
        return NOTHING
    return clock_time(clock + timedelta(seconds=time_s - now_s))


def span(seconds: float | None) -> str:
    """Return a length of time as 04:10, or 1:04:10 from an hour on; a dash for None."""
    if seconds is None:
        return NOTHING
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, last = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{last:02d}" if hours else f"{minutes:02d}:{last:02d}"


def hours(value_h: float | None) -> str:
    """Return hours as people say them: 38, but 4.5 when they run short; a dash for None."""
    if value_h is None:
        return NOTHING
    if value_h >= 100:
        return "100+"
    return f"{value_h:.0f}" if value_h >= 10 else f"{value_h:.1f}"


def plain(value: float, decimals: int) -> str:
    """Return a number with `decimals` and a true minus sign; never "−0"."""
    text = f"{value:.{decimals}f}"
    if float(text) == 0:
        text = text.removeprefix("-")
    return text.replace("-", "−")


def age(seconds: float, language: str = "en") -> str:
    """Return how old something is, short enough to stand beside it: 12 s, 5 min, 3 h."""
    whole = max(0, int(seconds))
    second, minute, hour = ("秒", "分", "時間") if language == "ja" else (" s", " min", " h")
    if whole < 100:
        return f"{whole}{second}"
    return f"{whole // 60}{minute}" if whole < 100 * 60 else f"{whole // 3600}{hour}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A reading as it is shown: text with unit, and the marks that go with it.

    age_s is set for a stale value, which keeps its last text and never looks live; age is the same
    in words. bad: the device answered, but with nothing that can be used.
    """

    text: str
    known: bool
    manual: bool = False
    age_s: float | None = None
    bad: bool = False
    age: str = ""

    @property
    def trust(self) -> str:
        """How far it can be trusted, as the style sheet asks: "", stale or bad."""
        if self.age_s is not None:
            return "stale"
        return "bad" if self.bad else ""


def shown(
    signal: Signal, reading: Reading | None, now_s: float, language: str, *, unit: bool = True
) -> Shown:
    """Return how `reading` of `signal` looks at `now_s`."""
    if reading is None:
        return Shown(NOTHING, known=False)
    if reading.value is None or reading.quality is Quality.BAD:
        return Shown(NOTHING, known=False, bad=reading.quality is Quality.BAD)
    text = value_text(signal, reading.value, language)
    if unit and signal.unit and isinstance(reading.value, int | float):
        text = f"{text} {signal.unit}" if not isinstance(reading.value, bool) else text
    if reading.quality is Quality.STALE:
        age_s = max(0.0, now_s - reading.time_s)
        return Shown(f"{text} ?", known=False, age_s=age_s, age=age(age_s, language))
    return Shown(text, known=True, manual=reading.quality is Quality.MANUAL)


def value_text(signal: Signal, value: float | bool | str, language: str) -> str:
    """Return `value` of `signal` without its unit."""
    if isinstance(value, bool | str):
        return signal.words(value).in_language(language)
    if signal.unit == "h":
        return hours(value)  # beyond what can be foretold it says so, as the top bar does
    return plain(value, signal.decimals)


def joined(words: tuple[Words, ...], language: str) -> str:
    """Return several texts as one line."""
    return ("、" if language == "ja" else ", ").join(item.in_language(language) for item in words)
