"""What the trainee's windows may know of a drill: messages, hints, whether it stands still."""

from __future__ import annotations

from dataclasses import dataclass

from devices.words import Words


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer that can be given to a message; whether it is right is not told."""

    id: str
    words: Words


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message to the trainee. channel: of `drill.guide.Channel`; speaker: the title of the role.

    answered: what was answered; None while it waits for an answer or wants none. picture: the name
    of a picture that ships, "" for none.
    """

    id: str
    time_s: float
    channel: str
    speaker: Words
    text: Words
    picture: str = ""
    answers: tuple[AnswerView, ...] = ()
    answered: Words | None = None
    open: bool = False  # an answer is awaited


@dataclass(frozen=True, slots=True)
class HintView:
    """A hint that was given, or that can be asked for (`words` None). Each given one costs.

    open: what it helps with is still to be done.
    """

    task: str
    time_s: float
    words: Words | None
    open: bool = True


@dataclass(frozen=True, slots=True)
class FrozenView:
    """Plant time stands. disaster: the code word was said, and something real goes before."""

    since_s: float
    by: str
    reason: str
    disaster: bool


@dataclass(frozen=True, slots=True)
class DrillView:
    """What the trainee knows of the drill.

    begun, ended: 訓練開始 and 訓練終了 were said. number: "S3". night: his windows are dark.
    help: what he may use, of `drill.guide.ALL_HELP`. hot_wash: who has filled it in. objectives:
    what is trained, in words.
    """

    number: str
    level: str
    title: Words
    briefing: Words
    lasts_s: float
    begun: bool
    ended: bool
    instructor: str
    help: frozenset[str]
    night: bool = False
    frozen: FrozenView | None = None
    messages: tuple[MessageView, ...] = ()
    hints: tuple[HintView, ...] = ()
    hot_wash: tuple[str, ...] = ()
    objectives: tuple[Words, ...] = ()
