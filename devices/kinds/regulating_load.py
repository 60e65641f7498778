"""A load that follows a set-point: the first lever for surplus and shortage."""

from __future__ import annotations

from devices.kinds.breaker import OPERATOR, switching
from devices.kinds.kind import POSITION, ArgumentTemplate, Kind, VerbTemplate, number, state
from devices.words import Words

KIND = Kind(
    "regulating_load",
    Words("Regulating load", "調整力ユニット"),
    signals=(
        number("p_kw", ("{number} load", "{name} 負荷"), "kW", -0.1, 1.5, of="rated_kw"),
        number("set_kw", ("{number} set-point", "{name} 設定値"), "kW", 0.0, 1.0, of="rated_kw"),
        state("position", ("{number} breaker", "{name} 遮断器"), POSITION),
    ),
    verbs=(
        *switching(
            ("Open the breaker of {number}", "{name}の遮断器を開放します"),
            ("Close the breaker of {number}", "{name}の遮断器を投入します"),
        ),
        VerbTemplate(
            "set_kw",
            Words("Set the load of {number}", "{name}の負荷を設定します"),
            OPERATOR,
            (ArgumentTemplate("p_kw", Words("Load", "負荷"), "kW", 0.0, 1.0, of="rated_kw"),),
            done_when="abs({device}.set_kw - argument.p_kw) < 0.1",
        ),
    ),
    safe=(("open", ()),),
)
