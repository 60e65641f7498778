"""A diesel generator set of the building, started from the console or at its panel."""

from __future__ import annotations

from devices.kinds.kind import (
    ArgumentTemplate,
    Kind,
    SignalTemplate,
    VerbTemplate,
    number,
    state,
    words,
)
from devices.words import Words

RUN_STATES = words(
    stopped=("stopped", "停止"),
    starting=("starting", "始動中"),
    running=("running", "運転中"),
    tripped=("tripped", "トリップ"),
)

MACHINE: tuple[SignalTemplate, ...] = (
    state("state", ("{name} state", "{name} 運転状態"), RUN_STATES),
    number("p_kw", ("{name} power", "{name} 電力"), "kW", -1.5, 1.5, of="rated_kva", decimals=1),
    number("v_kv", ("{name} voltage", "{name} 電圧"), "kV", 0.0, 10.0, decimals=2),
    number("f_hz", ("{name} frequency", "{name} 周波数"), "Hz", 0.0, 90.0, decimals=2),
    number("fuel_l", ("{name} fuel left", "{name} 燃料残量"), "L", 0.0, 10_000.0, decimals=1),
)

KIND = Kind(
    "diesel_generator",
    Words("Diesel generator", "ディーゼル発電機"),
    signals=MACHINE,
    verbs=(
        VerbTemplate(
            "start",
            Words("Start {name}", "{name}を始動します"),
            ("MGC",),
            done_when="{device}.state == 'running'",
            answer_within_s=60.0,
        ),
        VerbTemplate(
            "stop",
            Words("Stop {name}", "{name}を停止します"),
            ("MGC",),
            done_when="{device}.state == 'stopped'",
            answer_within_s=60.0,
        ),
        VerbTemplate(
            "reset",
            Words("Reset the trip of {name}", "{name}のトリップを復帰します"),
            ("MGC",),
            done_when="{device}.state != 'tripped'",
        ),
        VerbTemplate(
            "set_p_kw",
            Words("Set the power of {name}", "{name}の出力を設定します"),
            ("MGC",),
            (ArgumentTemplate("p_kw", Words("Power", "出力"), "kW", 0.0, 1.0, of="rated_kva"),),
            done_when="{device}.state == 'running'",
        ),
    ),
    safe=(("stop", ()),),
)
