"""The battery with its inverter, which can follow a grid or form one."""

from __future__ import annotations

from devices.kinds.kind import (
    ON_OFF,
    ArgumentTemplate,
    Kind,
    VerbTemplate,
    flag,
    number,
    state,
    words,
)
from devices.words import Words

MODES = words(
    grid_following=("grid-following", "グリッドフォロイング"),
    grid_forming=("grid-forming", "グリッドフォーミング"),
)
RUN_STATES = words(
    stopped=("stopped", "停止"),
    standby=("standby", "待機"),
    ramping=("ramping up", "電圧確立中"),
    running=("running", "運転中"),
    tripped=("tripped", "トリップ"),
)
TRIP_CAUSES = words(
    none=("none", "なし"),
    undervoltage=("undervoltage (27)", "不足電圧（27）"),
    overvoltage=("overvoltage (59)", "過電圧（59）"),
    overfrequency=("overfrequency (81O)", "周波数上昇（81O）"),
    underfrequency=("underfrequency (81U)", "周波数低下（81U）"),
    overcurrent=("overcurrent (51)", "過電流（51）"),
    zero_sequence=("earth fault (64)", "地絡（64）"),
    anti_islanding=("anti-islanding", "単独運転検出"),
    grid_lost=("utility lost", "系統停電"),
    battery_empty=("battery empty", "蓄電池残量なし"),
    start_failed=("start failed", "起動失敗"),
    emergency_stop=("emergency stop", "非常停止"),
    out_of_phase=("out-of-phase closing", "非同期投入"),
    aux_failed=("auxiliary supply lost", "補機電源喪失"),
    inject=("equipment fault", "機器故障"),
    vector_shift=("vector shift", "位相跳躍"),
    relay=("protection relay", "保護継電器動作"),
    ups_empty=("control supply empty", "制御電源（UPS）枯渇"),
    over_temperature=("over-temperature", "過熱"),
    reverse_power=("reverse power (32R)", "逆電力（32R）"),
    rocof=("rate of change of frequency", "周波数変化率"),
    out_of_fuel=("out of fuel", "燃料切れ"),
    no_sun=("too little sun", "日射不足"),
)

_STOPPED = "({device}.state == 'stopped' or {device}.state == 'standby')"
_AS_ORDERED = (
    "(argument.state == 'on' and {device}.%s == 'on')"
    " or (argument.state == 'off' and {device}.%s == 'off')"
)


def _switched(name: str, suffix: str, title: tuple[str, str], label: Words) -> VerbTemplate:
    """A verb that turns a function on or off."""
    return VerbTemplate(
        name,
        Words(*title),
        ("MGC",),
        (ArgumentTemplate("state", label, states=ON_OFF),),
        done_when=_AS_ORDERED % (suffix, suffix),
    )


def _start(name: str, title: tuple[str, str], mode: str) -> VerbTemplate:
    done = "{device}.state == 'running' and {device}.mode == '" + mode + "'"
    return VerbTemplate(name, Words(*title), ("MGC",), done_when=done, answer_within_s=30.0)


KIND = Kind(
    "battery_inverter",
    Words("Battery storage", "蓄電池システム"),
    signals=(
        number("soc_pct", ("{number} state of charge", "{number} 充電率"), "%", 0.0, 100.0),
        number(
            "energy_kwh",
            ("{number} energy left", "{number} 残量"),
            "kWh",
            0.0,
            1.0,
            of="energy_kwh",
            decimals=0,
        ),
        number(
            "p_kw",
            ("{number} power (+ discharge)", "{number} 有効電力（＋放電）"),
            "kW",
            -2.0,
            2.0,
            of="rated_kw",
        ),
        number(
            "q_kvar",
            ("{number} reactive power", "{number} 無効電力"),
            "kvar",
            -2.0,
            2.0,
            of="rated_kw",
        ),
        number("v_kv", ("{number} voltage", "{number} 電圧"), "kV", 0.0, 10.0, decimals=2),
        number("f_hz", ("{number} frequency", "{number} 周波数"), "Hz", 0.0, 70.0, decimals=2),
        number("load_pct", ("{number} loading", "{number} 負荷率"), "%", 0.0, 250.0),
        state("mode", ("{number} mode", "{number} 運転モード"), MODES),
        state("state", ("{number} state", "{number} 運転状態"), RUN_STATES),
        number("temp_c", ("{number} cell temperature", "{number} 電池温度"), "°C", -30.0, 90.0),
        number(
            "p_max_kw",
            ("{number} discharge limit", "{number} 放電可能電力"),
            "kW",
            -0.1,
            1.2,
            of="rated_kw",
        ),
        number(
            "p_min_kw",
            ("{number} charge limit", "{number} 充電可能電力"),
            "kW",
            -1.2,
            0.1,
            of="rated_kw",
        ),
        state("anti_islanding", ("{number} anti-islanding", "{number} 単独運転検出"), ON_OFF),
        state("secondary", ("{number} secondary control", "{number} 二次周波数制御"), ON_OFF),
        state("trip_cause", ("{number} trip cause", "{number} トリップ要因"), TRIP_CAUSES),
        flag("fire", ("{number} fire or gas", "{number} 火災・ガス検知")),
        flag("aux_ok", ("{number} auxiliary supply", "{number} 補機電源")),
        number(
            "ups_h", ("{number} control supply (UPS)", "{number} 制御電源（UPS）"), "h", 0.0, 100.0
        ),
    ),
    verbs=(
        VerbTemplate(
            "set_mode",
            Words("Set the mode of {number}", "{number} の運転モードを切り替えます"),
            ("MGC",),
            (ArgumentTemplate("mode", Words("Mode", "運転モード"), states=MODES),),
            done_when=(
                "(argument.mode == 'grid_forming' and {device}.mode == 'grid_forming')"
                " or (argument.mode == 'grid_following' and {device}.mode == 'grid_following')"
            ),
            answer_within_s=30.0,
        ),
        _start(
            "start_black",
            ("Black-start {number}", "{number} を自立起動（ブラックスタート）します"),
            "grid_forming",
        ),
        _start(
            "start_following",
            ("Start {number} grid-following", "{number} をグリッドフォロイングで起動します"),
            "grid_following",
        ),
        VerbTemplate(
            "stop",
            Words("Stop {number}", "{number} を停止します"),
            ("MGC",),
            done_when=_STOPPED,
            answer_within_s=30.0,
        ),
        VerbTemplate(
            "reset",
            Words("Reset the trip of {number}", "{number} のトリップを復帰します"),
            ("MGC",),
            done_when="{device}.state != 'tripped'",
            answer_within_s=30.0,
        ),
        VerbTemplate(
            "set_p_kw",
            Words("Set the power of {number}", "{number} の有効電力を設定します"),
            ("MGC",),
            (
                ArgumentTemplate(
                    "p_kw",
                    Words("Power (+ discharge)", "有効電力（＋放電）"),
                    "kW",
                    -1.0,
                    1.0,
                    of="rated_kw",
                ),
            ),
            done_when="abs({device}.p_kw - argument.p_kw) <= 10",
            answer_within_s=30.0,
        ),
        _switched(
            "set_anti_islanding",
            "anti_islanding",
            ("Set anti-islanding of {number}", "{number} の単独運転検出を入切します"),
            Words("Anti-islanding", "単独運転検出"),
        ),
        _switched(
            "set_secondary",
            "secondary",
            ("Set secondary control of {number}", "{number} の二次周波数制御を入切します"),
            Words("Secondary control", "二次周波数制御"),
        ),
        VerbTemplate(
            "emergency_stop",
            Words("Emergency-stop {number}", "{number} を非常停止します"),
            ("MGC", "MGF"),
            done_when="{device}.state == 'tripped' or {device}.state == 'stopped'",
        ),
    ),
    safe=(("stop", ()),),
)
