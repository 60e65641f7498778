"""What makes a scenario file a drill, as pydantic reads it: briefing, injects, what is expected."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from devices.documents import ConditionField, FileModel, Text, invalid
from procedures.drill.guide import Channel, Group, Level
from procedures.language.model import Name, Yes
from procedures.language.values import Arguments, Duration, Moment, Target
from procedures.scenario.people_form import MistakeModel

NUMBER_PATTERN = r"^[A-Z]{1,3}[0-9]{1,2}(-[0-9]{1,2})?$"
MEASURES = ("when", "never", "step", "command", "entry", "answer", "judge")
OF_A_DRILL = ("level", "lasts", "briefing", "for_instructor", "objectives")
ONLY_IN_A_DRILL = (*OF_A_DRILL, "theme", "help", "injects", "evaluation", "scoring")

_STEP = Field(pattern=r"^[a-z][a-z0-9-]*/\S{1,12}$")
StepName = Annotated[str, _STEP]


def _just_one(*keys: str, **more: Any) -> ConfigDict:
    """For editors: exactly one of these keys stands in the mapping."""
    return ConfigDict(json_schema_extra={"oneOf": [{"required": [key]} for key in keys], **more})


def _exactly_one(model: FileModel, names: tuple[str, ...]) -> None:
    given = [name for name in names if getattr(model, name) is not None]
    if len(given) != 1:
        at = (given[1],) if given else ()
        raise invalid("drill_exactly_one", at=at, names=list(names))


class InjectedActModel(FileModel):
    """Something that really happens in the simulator."""

    act: Target
    with_: Arguments = Field(default={}, alias="with")


class AnswerModel(FileModel):
    """One answer that the trainee can give."""

    id: Name
    text: Text
    right: Yes | None = None


class MeasureModel(FileModel):
    """What is expected, and what shows that it was done: exactly one of MEASURES."""

    text: Text
    when: ConditionField | None = None
    never: ConditionField | None = None
    step: StepName | None = None
    command: Target | None = None
    entry: Target | None = None
    judge: Yes | None = None
    within: Duration | None = None
    hint: Text | None = None
    evaluator: str | None = None
    scores: Group

    @model_validator(mode="after")
    def _check(self) -> Self:
        _exactly_one(self, tuple(key for key in MEASURES if key in type(self).model_fields))
        if self.within is None and self.hint is not None:
            raise invalid("drill_hint_limit", at=("hint",))
        if self.within is None and self.judge is None:
            raise invalid("drill_limit")
        return self


_LIMITED = {
    "dependencies": {"hint": ["within"]},
    "anyOf": [{"required": ["within"]}, {"required": ["judge"]}],
}


class ExpectModel(MeasureModel):
    """The expected action of an inject; its time begins when that is sent."""

    model_config = _just_one(*MEASURES, **_LIMITED)

    answer: str | None = None
    objective: str | None = None


class SinceModel(FileModel):
    """When the time of an expected action begins."""

    model_config = _just_one(
        "at", "when", "step", dependencies={"after": {"not": {"required": ["at"]}}}
    )

    at: Moment | None = None
    when: ConditionField | None = None
    step: StepName | None = None
    after: Duration | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        _exactly_one(self, ("at", "when", "step"))
        if self.after is not None and self.at is not None:
            raise invalid("drill_after_alone", at=("after",))
        return self


class EvaluationModel(MeasureModel):
    """One expected action without an inject."""

    model_config = _just_one(*(key for key in MEASURES if key != "answer"), **_LIMITED)

    id: Name
    objective: str
    since: SinceModel | None = None


class InjectModel(FileModel):
    """One inject: when it comes, what the trainee hears or sees of it, what he should do."""

    model_config = _just_one(
        "at",
        "when",
        "step",
        "by_hand",
        dependencies={
            "after": {"anyOf": [{"required": ["when"]}, {"required": ["step"]}]},
            "answers": ["text"],
            "text": ["by"],
        },
    )

    id: Name
    title: Text
    at: Moment | None = None
    when: ConditionField | None = None
    step: StepName | None = None
    by_hand: Yes | None = None
    after: Duration | None = None
    channel: Channel
    by: str | None = None
    text: Text | None = None
    picture: Name | None = None
    acts: tuple[InjectedActModel, ...] = ()
    slip: MistakeModel | None = None
    answers: Annotated[tuple[AnswerModel, ...], Field(max_length=8)] = ()
    expect: ExpectModel | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        _exactly_one(self, ("at", "when", "step", "by_hand"))
        if self.after is not None and (self.when or self.step) is None:
            raise invalid("drill_after_alone", at=("after",))
        if self.text is None and not self.picture and not self.acts and self.slip is None:
            raise invalid("drill_unseen", id=self.id)
        if self.text is not None and self.by is None:
            raise invalid("drill_nobody_speaks", at=("text",), id=self.id)
        if self.answers and self.text is None:
            raise invalid("drill_answers_to_nothing", at=("answers",), id=self.id)
        self._check_channel()
        self._check_answers()
        return self

    def _check_channel(self) -> None:
        """What comes by a channel can come by it."""
        match self.channel:
            case Channel.PHONE | Channel.TEXT:
                needed, there = "text", self.text is not None
            case Channel.PICTURE:
                needed, there = "picture", self.picture is not None
            case _:
                needed, there = "acts", bool(self.acts)
        if not there and self.slip is None:
            raise invalid(
                "drill_channel", at=("channel",), channel=self.channel.value, needs=needed
            )

    def _check_answers(self) -> None:
        seen: set[str] = set()
        for number, answer in enumerate(self.answers):
            if answer.id in seen:
                raise invalid("drill_answer_twice", at=("answers", number, "id"), name=answer.id)
            seen.add(answer.id)
        if self.answers and not any(answer.right for answer in self.answers):
            raise invalid("drill_no_right_answer", at=("answers",), id=self.id)


Points = Annotated[float, Field(ge=0, le=100)]


class ScoringModel(FileModel):
    """What each group of the score weighs; together 100."""

    safety: Points = 0.0
    procedure: Points = 0.0
    time: Points = 0.0
    limits: Points = 0.0
    energy: Points = 0.0
    communication: Points = 0.0

    def weights(self) -> dict[Group, float]:
        """Points of each group."""
        return {group: getattr(self, group.value) for group in Group}

    @model_validator(mode="after")
    def _check(self) -> Self:
        total = sum(self.weights().values())
        if abs(total - 100.0) > 1e-6:
            raise invalid("drill_weights", total=f"{total:g}")
        return self


class DrillForm(FileModel):
    """The keys of a scenario file that make it a drill; `number` brings the others with it."""

    model_config = ConfigDict(
        json_schema_extra={
            "dependencies": {
                "number": list(OF_A_DRILL),
                **{key: ["number"] for key in ONLY_IN_A_DRILL},
            }
        }
    )

    number: Annotated[str, Field(pattern=NUMBER_PATTERN)] | None = None
    level: Level | None = None
    lasts: Duration | None = None
    theme: Literal["night"] | None = None
    briefing: Text | None = None
    for_instructor: Text | None = None
    objectives: tuple[str, ...] = ()
    help: tuple[Literal["hints", "preview", "guidance", "glossary"], ...] | None = None
    injects: Annotated[tuple[InjectModel, ...], Field(max_length=100)] = ()
    evaluation: Annotated[tuple[EvaluationModel, ...], Field(max_length=100)] = ()
    scoring: ScoringModel | None = None
