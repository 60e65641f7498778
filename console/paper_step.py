"""One step as HTML for paper: caution before it, tick box, words to say, result, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from devices import messages
from devices.words import Language, Words
from procedures.paper import PaperBlank, PaperRole, PaperStep, Way, in_time

_COLUMNS = (6, 9, 11, 56, 10, 8)  # tick, number, who, step, time, initials; shares in percent
_BOX = '<span style="font-size:19pt;">□</span>'
_SMALL_BOX = '<span style="font-size:14pt;">□</span>'
GRID = (
    'width="100%" cellspacing="0" cellpadding="5" border="1" '
    'style="border-collapse:collapse; border-style:solid; border-color:#000000;"'
)


class PaperSpeech:
    """Words in one language, escaped where they become HTML. known: procedures of this paper."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.known: frozenset[str] = frozenset()

    def way(self, way: Way) -> str:
        """Where a branch leads, with the page where that is on this paper."""
        words = escape(self.told(way.words))
        if way.procedure in self.known:
            return f"{words}, {self.page_of(way.procedure)}"
        return words

    def page_of(self, anchor: str) -> str:
        """The page that the procedure `anchor` begins on."""
        return self.say("paper.page", page=f"@page:{anchor}@")

    def listed(self, every: Sequence[Words]) -> str:
        """Several texts on one line."""
        return escape(" · ".join(self.told(words) for words in every))

    def quoted(self, words: Words) -> str:
        """Words to say, between the marks of their language; some have them already."""
        plain = self.told(words).removeprefix("「").removesuffix("」")
        first, last = "「」" if self._language == "ja" else "“”"
        return escape(f"{first}{plain}{last}")

    def labelled(self, key: str, words: str) -> str:
        """HTML behind the words of `key`."""
        return f"{self.say(key)}: {words}"

    def heading(self, key: str) -> str:
        """A heading."""
        return f'<p style="font-size:14pt; font-weight:bold;">{self.say(key)}</p>'

    def role(self, role: PaperRole) -> str:
        """A role by its letters and its title; not escaped."""
        return f"{role.name} {self.told(role.title)}"

    def told(self, words: Words) -> str:
        """The text in the language of the paper; not escaped."""
        return words.in_language(self._language)

    def say(self, key: str, **given: object) -> str:
        """The message of `key`."""
        return messages.text(self._language, key, **given)


class StepPaper:
    """Writes the steps of procedures."""

    def __init__(self, speech: PaperSpeech) -> None:
        self._speech = speech

    def columns(self) -> str:
        """The line of headings above the steps."""
        keys = ("head_step", "head_who", "head_what", "head_time", "head_initials")
        heads = ("□", *(self._speech.say(f"paper.{key}") for key in keys))
        cells = "".join(
            f'<td width="{width}%" bgcolor="#E3E3E3">{head}</td>'
            for width, head in zip(_COLUMNS, heads, strict=True)
        )
        return f"<table {GRID}><tr>{cells}</tr></table>"

    def step(self, step: PaperStep) -> str:
        """One step, with its caution before it."""
        caution = self._caution(step) if step.caution else ""
        if step.hold:
            return caution + self._hold(step)
        tick, number, who, what, time, initials = _COLUMNS
        return (
            f'{caution}<table {GRID}><tr><td width="{tick}%" align="center">{_BOX}</td>'
            f'<td width="{number}%" style="white-space:nowrap;"><b>{escape(step.id)}</b></td>'
            f'<td width="{who}%" style="white-space:nowrap;">{escape(step.role.name)}</td>'
            f'<td width="{what}%">{"".join(self._body(step))}</td>'
            f'<td width="{time}%"></td><td width="{initials}%"></td></tr></table>'
        )

    def _caution(self, step: PaperStep) -> str:
        """In a box of its own above the step, so that it is read before."""
        assert step.caution is not None
        words = (
            f"<b>{self._speech.say('paper.caution')}</b> {escape(self._speech.told(step.caution))}"
        )
        return (
            f"{space(4)}"
            '<table width="100%" cellspacing="0" cellpadding="6" border="3" '
            'style="border-collapse:collapse; border-style:solid; border-color:#000000;"><tr>'
            f'<td bgcolor="#F0F0F0">{mark("caution")} {words}</td></tr></table>'
        )

    def _body(self, step: PaperStep) -> list[str]:
        lines = [f'<span style="font-size:14pt; font-weight:bold;">{self._title(step)}</span>']
        if step.before:
            lines.append(self._speech.labelled("paper.before", self._speech.listed(step.before)))
        if step.command and not _says_the_same(step.command, step.title):
            lines.append(f"<b>{escape(self._speech.told(step.command))}</b>")
        if step.second:
            people = ", ".join(self._speech.role(role) for role in step.second)
            lines.append(escape(self._speech.say("paper.second", people=people)))
        lines += self._exchange(step)
        if step.note:
            lines.append(self._speech.labelled("paper.write", self._speech.quoted(step.note)))
        lines += [self._blank(blank) for blank in step.blanks]
        if step.wait_s:
            time = self._speech.told(in_time(step.wait_s))
            lines.append(escape(self._speech.say("paper.wait", time=time)))
        lines += self._result(step)
        for title, way in step.options:
            go = f"{self._speech.say('paper.go_to')} <b>{self._speech.way(way)}</b>"
            words = f"{self._speech.say('paper.if')} {escape(self._speech.told(title))}"
            lines.append(f"{_SMALL_BOX} {words} {go}")
        if step.call:
            lines.append(f"{self._speech.say('paper.go_to')} <b>{self._speech.way(step.call)}</b>")
        if step.otherwise:
            lines.append(self._speech.labelled("paper.otherwise", self._speech.way(step.otherwise)))
        return ["<br>".join(lines)]

    def _title(self, step: PaperStep) -> str:
        return escape(self._speech.told(step.title))

    def _exchange(self, step: PaperStep) -> list[str]:
        """The words of an order, each part quoted."""
        say = step.say
        if say is None:
            return []
        words = f'<span style="font-size:14pt;">{self._speech.quoted(say.text)}</span>'
        to = escape(self._speech.say("paper.say_to", who=self._speech.role(say.to)))
        lines = [f"{to}: {words}"]
        back = self._speech.quoted(say.read_back)
        box = f"{_SMALL_BOX} {self._speech.say('paper.read_back_box')}"
        lines.append(f"{self._speech.labelled('paper.read_back', back)} {box}")
        if say.report:
            lines.append(self._speech.labelled("paper.report", self._speech.quoted(say.report)))
        return lines

    def _result(self, step: PaperStep) -> list[str]:
        """What is to be seen, how, how long it lasts and until when."""
        times = []
        if step.hold_for_s:
            times.append(
                self._speech.say("paper.held", time=self._speech.told(in_time(step.hold_for_s)))
            )
        if step.limit_s:
            times.append(
                self._speech.say("paper.limit", time=self._speech.told(in_time(step.limit_s)))
            )
        bounds = escape(" · ".join(times))
        if not step.expected:
            return [bounds] if bounds else []
        how = self._speech.say("paper.by_measurement" if step.measured else "paper.by_eye")
        head = f"{self._speech.say('paper.expected')} ({how}{' · ' + bounds if bounds else ''})"
        boxes = (f"{_SMALL_BOX} {escape(self._speech.told(words))}" for words in step.expected)
        return [f"{head}:", *boxes]

    def _blank(self, blank: PaperBlank) -> str:
        label = escape(self._speech.told(blank.label))
        if blank.states:
            told = "&nbsp; ".join(
                f"{_SMALL_BOX} {escape(self._speech.told(one))}" for one in blank.states
            )
            return f"{label}: {told}"
        return f"{label}: ____________ {escape(blank.unit)}"

    def _hold(self, step: PaperStep) -> str:
        """A bar over the whole width, what both must see, and a line for each of them."""
        named = step.hold_id in step.title.en  # as most are: "Hold point H4: dead, not earthed"
        bar = "" if named else f"{self._speech.say('paper.hold', id=escape(step.hold_id))}&nbsp; "
        if step.id != step.hold_id:
            bar = f"{escape(step.id)}&nbsp; {bar}"
        boxes = "<br>".join(
            f"{_SMALL_BOX} {escape(self._speech.told(words))}" for words in step.expected
        )
        blank = self._speech.say("paper.full_name"), self._speech.say("paper.head_time")
        rows = "".join(
            f'<tr><td width="32%"><b>{escape(self._speech.role(role))}</b></td>'
            f'<td width="32%">{blank[0]}<br></td><td width="14%">{blank[1]}</td>'
            f'<td width="22%">{self._speech.say("paper.signature")}</td></tr>'
            for role in step.hold
        )
        both, otherwise = escape(self._speech.say("paper.hold_words")), ""
        if step.otherwise:
            otherwise = "<br>" + self._speech.labelled(
                "paper.otherwise", self._speech.way(step.otherwise)
            )
        return (
            f"{space(4)}<table {GRID}>"
            f'<tr><td colspan="4" bgcolor="#000000"><span style="color:#FFFFFF; font-size:15pt; '
            f'font-weight:bold;">{bar}{self._title(step)}</span></td></tr>'
            f'<tr><td colspan="4">{both}<br>{boxes}{otherwise}'
            f"</td></tr>{rows}</table>{space(4)}"
        )


def _says_the_same(one: Words, other: Words) -> bool:
    return one.en.casefold() in other.en.casefold()


def mark(name: str) -> str:
    """A drawn icon as high as a line."""
    return f'<img src="icon:{name}" width="18" height="18">'


def space(height_px: int) -> str:
    """Air between two boxes."""
    return f'<p style="margin:0; font-size:{height_px}px; line-height:60%;">&nbsp;</p>'
