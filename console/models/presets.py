"""The arrangements that ship: for a control room, a training room, a laptop, two monitors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from console.models.panel_layout import Afloat, Node, PanelLayout, Split, Stack
from devices.words import Words

PROCEDURE, ONE_LINE, TRENDS, TALK, ALARMS = "procedure", "one_line", "trends", "talk", "alarms"
MESSAGES = "messages"  # of a drill: there is no such panel where nobody sends any
PANELS = (PROCEDURE, ONE_LINE, TRENDS, TALK, ALARMS, MESSAGES)
COMING = frozenset({MESSAGES})  # panels that not every sitting has
LAPTOP_BELOW_PX = 1600
TITLES: Mapping[str, Words] = {
    PROCEDURE: Words("Procedure", "手順"),
    ONE_LINE: Words("One-line", "単線結線図"),
    TRENDS: Words("Trends", "推移グラフ"),
    TALK: Words("Talk", "通話記録"),
    ALARMS: Words("Alarms and events", "警報と記録"),
    MESSAGES: Words("Messages", "状況付与"),
}


@dataclass(frozen=True, slots=True)
class Preset:
    """An arrangement by name. `foot_rows`: rows of the list at the foot, roomy and compact."""

    name: str
    title: Words
    layout: PanelLayout
    foot_rows: tuple[int, int] = (5, 3)


def _above_alarms(columns: Node, alarms_share: float = 0.2) -> Split:
    return Split(False, (columns, Stack((ALARMS,))), (1 - alarms_share, alarms_share))


_WORK = Split(True, (Stack((PROCEDURE,)), Stack((ONE_LINE,))), (0.474, 0.526))
# As high as the window: the plots keep their height while somebody calls with long answers.
_BESIDE = Split(False, (Stack((TRENDS,)), Stack((MESSAGES,)), Stack((TALK,))), (0.54, 0.33, 0.13))

CONTROL_ROOM = Preset(
    "control-room",
    Words("Control room", "制御室"),
    PanelLayout(Split(True, (_above_alarms(_WORK), _BESIDE), (0.76, 0.24))),
)
TRAINING_ROOM = Preset(
    "training-room",
    Words("Training room", "訓練室"),
    PanelLayout(
        _above_alarms(
            Split(
                True,
                (
                    Stack((PROCEDURE,)),
                    Split(
                        False,
                        (
                            Stack((ONE_LINE, TRENDS), ONE_LINE),
                            Split(True, (Stack((MESSAGES,)), Stack((TALK,))), (0.6, 0.4)),
                        ),
                        (0.6, 0.4),
                    ),
                ),
                (0.5, 0.5),
            )
        )
    ),
    (3, 3),
)
LAPTOP = Preset(
    "laptop",
    Words("Laptop", "ノートパソコン"),
    PanelLayout(
        _above_alarms(
            Split(
                True,
                (Stack((PROCEDURE,)), Stack((ONE_LINE, TRENDS, TALK, MESSAGES), ONE_LINE)),
                (0.42, 0.58),
            )
        )
    ),
)
TWO_MONITORS = Preset(
    "two-monitors",
    Words("Two monitors", "2画面"),
    PanelLayout(
        _above_alarms(
            Split(
                True,
                (
                    Stack((PROCEDURE,)),
                    Split(True, (Stack((ONE_LINE,)), Stack((TRENDS,))), (0.66, 0.34)),
                    Split(False, (Stack((MESSAGES,)), Stack((TALK,))), (0.6, 0.4)),
                ),
                (0.33, 0.45, 0.22),
            )
        ),
        afloat={ONE_LINE: Afloat(), TRENDS: Afloat()},
    ),
)
PRESETS: tuple[Preset, ...] = (CONTROL_ROOM, TRAINING_ROOM, LAPTOP, TWO_MONITORS)


def preset(name: str) -> Preset | None:
    """Return the preset of that name."""
    return next((one for one in PRESETS if one.name == name), None)


def usual_preset(screen_width_px: int) -> Preset:
    """Return what suits a screen of that width."""
    return LAPTOP if screen_width_px < LAPTOP_BELOW_PX else CONTROL_ROOM
