"""A block of customers behind one transformer: primary cut-out, transformer, low-voltage main."""

from __future__ import annotations

from devices.kinds.breaker import OPERATOR, switching
from devices.kinds.kind import POSITION, Kind, VerbTemplate, number, state, words
from devices.words import Words

CUTOUT = words(disconnected=("disconnected", "切離し"), connected=("connected", "接続"))

KIND = Kind(
    "load_block",
    Words("Load block", "負荷ブロック"),
    signals=(
        state("position", ("{number} low-voltage main", "{number} 低圧主幹"), POSITION),
        number("p_kw", ("{number} load", "{number} 負荷"), "kW", -1.0, 500.0),
        state("transformer", ("{number} transformer", "{number} 変圧器"), CUTOUT),
        number(
            "cold_kw",
            ("{number} load expected if closed now", "{number} 投入時の予想負荷"),
            "kW",
            0.0,
            1000.0,
            derived=True,
        ),
        number(
            "kva",
            ("{number} transformer rating", "{number} 変圧器容量"),
            "kVA",
            0.0,
            1000.0,
            decimals=0,
            derived=True,
        ),
    ),
    verbs=(
        *switching(
            ("Open load block {number}: {name}", "負荷 {number}（{name}）を開放します"),
            ("Close load block {number}: {name}", "負荷 {number}（{name}）を投入します"),
        ),
        VerbTemplate(
            "connect",
            Words("Connect the transformer of {number}", "{number} の変圧器を接続します"),
            OPERATOR,
            done_when="{device}.transformer == 'connected'",
        ),
        VerbTemplate(
            "disconnect",
            Words("Disconnect the transformer of {number}", "{number} の変圧器を切り離します"),
            OPERATOR,
            done_when="{device}.transformer == 'disconnected'",
        ),
    ),
    safe=(("open", ()),),
)
