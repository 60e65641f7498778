"""A drill by hand: what the trainee's and the evaluator's windows show of one."""

from __future__ import annotations

from devices.words import Words
from procedures.drill.guide import ALL_HELP
from procedures.drill.views import AnswerView, DrillView, FrozenView, HintView, MessageView

TSO = Words("TSO-D control room", "送配電 制御所")
CITY = Words("City disaster headquarters", "市 災害対策本部")


def messages() -> tuple[MessageView, ...]:
    """Three: one without an answer, one answered, one that waits."""
    return (
        MessageView(
            "cause",
            7200.0,
            "phone",
            TSO,
            Words(
                "The cause is not known. It will take more than six hours.",
                "停電の原因は不明です。復旧まで6時間以上かかる見込みです。",
            ),
        ),
        MessageView(
            "tree",
            7500.0,
            "picture",
            Words("Field crew", "現場班"),
            Words("A branch lies near pole 6.", "6号柱の近くに枝が落ちています。"),
            "pole-switch-open",
            (),
            Words("We wait and energise nothing.", "充電せずに待ちます。"),
        ),
        MessageView(
            "hurry",
            7900.0,
            "phone",
            CITY,
            Words(
                "The mayor asks: can the shelter have light in five minutes? Please hurry.",
                "市長からです。避難所に5分で電気を送れませんか。急いでください。",
            ),
            answers=(
                AnswerView("go-on", Words("We go on as planned.", "手順どおり進めます。")),
                AnswerView(
                    "hurry",
                    Words("We leave out the checks and close at once.", "確認を省いて投入します。"),
                ),
            ),
            open=True,
        ),
    )


def drill_of(**changes: object) -> DrillView:
    """A drill that runs: S3, led by Mori."""
    given: dict[str, object] = {
        "number": "S3",
        "level": "operations",
        "title": Words("Typhoon, 72 hours", "台風・72時間"),
        "briefing": Words(
            "A typhoon passed in the night. The whole city is without power since 08:40. Roads in "
            "the west are closed. You are at the desk of the microgrid.",
            "夜のうちに台風が通過しました。8時40分から市内全域が停電しています。西部の道路は通行止め"
            "です。あなたはマイクログリッドの制御卓にいます。",
        ),
        "lasts_s": 10800.0,
        "begun": True,
        "ended": False,
        "instructor": "mori",
        "help": ALL_HELP,
        "messages": messages(),
        "hints": (
            HintView("tag", 7600.0, Words("Ask whether it is tagged.", "札の有無を尋ねます。")),
            HintView("hurry", 7900.0, None),
        ),
        "objectives": (
            Words("No energising before H5", "H5の許可前に充電しない"),
            Words("Every order in three parts", "指令は必ず三段階で伝える"),
        ),
    }
    return DrillView(**(given | changes))  # type: ignore[arg-type]


def frozen(*, disaster: bool = False) -> FrozenView:
    """The drill stands since 10:50."""
    return FrozenView(7800.0, "mori", "" if disaster else "Let us talk about it.", disaster)
