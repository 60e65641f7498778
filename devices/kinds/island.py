"""The microgrid section itself: its voltage and frequency, and what is worked out of them."""

from __future__ import annotations

from devices.kinds.kind import Kind, flag, number, state, words
from devices.words import Words

SUPPLY = words(
    dead=("dead", "無電圧"),
    utility=("live from the utility", "電力会社から受電"),
    island=("live from the microgrid", "MGから受電"),
)

KIND = Kind(
    "island",
    Words("Microgrid section", "MG区間"),
    signals=(
        number("v_kv", ("Section voltage", "MG区間 電圧"), "kV", 0.0, 10.0, decimals=2),
        number("f_hz", ("Section frequency", "MG区間 周波数"), "Hz", 0.0, 70.0, decimals=2),
        number("v0_pct", ("Zero-sequence voltage V0", "零相電圧 V0"), "%", 0.0, 200.0),
        number("unbalance_pct", ("Phase unbalance", "電圧不平衡率"), "%", 0.0, 100.0),
        number("load_kw", ("Load of the section", "MG区間 負荷"), "kW", -200.0, 2000.0),
        state("supply", ("Supply of the section", "MG区間の受電状態"), SUPPLY, derived=True),
        number("hours_left_h", ("Supply left", "供給可能時間"), "h", 0.0, 1000.0, derived=True),
        number(
            "steady_s",
            ("Steady since the last pick-up for", "前回投入後の安定継続時間"),
            "s",
            0.0,
            1e7,
            decimals=0,
            derived=True,
        ),
        number(
            "recent_cold_kw",
            ("Expected load closed in the last 60 s", "直近60秒に投入した予想負荷"),
            "kW",
            0.0,
            5000.0,
            derived=True,
        ),
        number(
            "recent_kva",
            ("Transformers connected live in the last 60 s", "直近60秒に活線接続した変圧器容量"),
            "kVA",
            0.0,
            5000.0,
            decimals=0,
            derived=True,
        ),
        number("room_kw", ("Room to absorb power", "吸収余力"), "kW", -100.0, 5000.0, derived=True),
        number("unserved_kwh", ("Unserved energy", "供給支障電力量"), "kWh", 0.0, 1e6, decimals=1),
        flag("sources_off", ("All sources off", "電源・充放電設備すべて停止"), derived=True),
        flag("mains_open", ("All low-voltage mains open", "低圧主幹すべて開放"), derived=True),
    ),
)
