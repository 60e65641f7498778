"""What the one-line shows of every node and link: plain states from a picture of the sitting."""

from __future__ import annotations

from dataclasses import dataclass, replace

from console import formatting
from console.models.link_table import MARKS
from devices.links import LinkState
from devices.signals import Quality, Reading, Signal, Value
from devices.site.site import Node, Site
from devices.words import Words
from procedures.snapshot import AlarmState, Snapshot

CLOSED = Words("CLOSED", "入")
OPEN = Words("OPEN", "切")
UNKNOWN = Words("UNKNOWN", "不明")

_CLOSED_STATES = ("closed", "connected", "in")
_OPEN_STATES = ("open", "disconnected", "out")
_POSITION_SIGNALS = {
    "transformer": ("transformer",),
    "cutout": ("transformer", "position"),
}
BOXES = (
    "bess", "pv", "server", "ev_charger", "load", "substation", "ev",
    "generator", "transfer_switch", "outlet", "socket", "inlet", "monitor",
)  # fmt: skip
_IN_WORDS = ("transfer_switch", "inlet")  # more positions than closed and open: said as a note
_NOTES = {
    "bess": ("soc_pct", "energy_kwh"),
    "pv": ("state",),
    "ev": ("place",),
    "ev_charger": ("state", "soc_pct"),
    "generator": ("state",),
    "outlet": ("state",),
    "transfer_switch": ("position",),
    "inlet": ("source",),
}
_SMALL_KW = 10.0  # in a building less than this is shown with its decimals
_BUILDING_KV = 1.0
_POWER = {"substation": "v_kv", "ev": "soc_pct"}
_HIDDEN_ALARMS = (AlarmState.SHELVED, AlarmState.SUPPRESSED, AlarmState.OUT_OF_SERVICE)


@dataclass(frozen=True, slots=True)
class NodeState:
    """How one symbol stands now.

    position: closed, open, unknown, or "" for what has none; was: the one it had when it was last
    known. value: the big text of a box. note: the small text under it; the age of a stale value.
    earths: None when nobody knows. share and reserve: of the bar of a battery, 0 to 1.
    alarm: the most urgent priority among the device's alarms, 0 for none. alarm_out: one of them is
    out of service, and nobody is told of it. link: an icon when its
    device does not answer as it should.
    """

    position: str = ""
    was: str = ""
    live: str = ""
    value: str = ""
    note: str = ""
    known: bool = True
    manual: bool = False
    locked: bool = False
    tagged: bool = False
    earths: int | None = 0
    share: float | None = None
    reserve: float | None = None
    alarm: int = 0
    alarm_out: bool = False
    link: str = ""

    @property
    def position_words(self) -> Words | None:
        """入, 切, 不明, or what it was with a question; None for what has no position."""
        words = {"closed": CLOSED, "open": OPEN, "unknown": UNKNOWN}
        if self.position == "unknown" and self.was:
            last = words[self.was]
            return Words(f"{last.en} ?", f"{last.ja} ?")
        return words.get(self.position)


class OneLine:
    """Reads pictures for the drawing of one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._live_of: dict[str, str] = {}
        for link in site.drawing.links:
            for node in (link.from_node, link.to_node):
                self._live_of.setdefault(node, link.live)
        self._live_of |= {node.id: node.live for node in site.drawing.nodes if node.live}
        self._bears_link: dict[str, str] = {}
        for symbol in sorted(site.drawing.nodes, key=lambda one: one.symbol not in BOXES):
            self._bears_link.setdefault(symbol.device, symbol.id)

    def link_state(self, live: str, snapshot: Snapshot) -> str:
        """Return utility, island, dead or unknown for the signal `live`."""
        reading = snapshot.values.get(live)
        known = reading.known if reading else None
        return known if known in ("utility", "island", "dead") else "unknown"

    def node_state(self, node: Node, snapshot: Snapshot, language: str) -> NodeState:
        """Return how `node` stands in `snapshot`."""
        position_signal = self._position_signal(node)
        reading = snapshot.values.get(position_signal) if position_signal else None
        position = _position(reading.known if reading else None) if position_signal else ""
        was = _position(reading.value) if reading and position == "unknown" else ""
        live = self._live_of.get(node.id, "")
        value, note, known = self._texts(node, snapshot, language)
        return NodeState(
            position=position,
            was="" if was == "unknown" else was,
            live=self.link_state(live, snapshot) if live else "",
            value=value,
            note=note,
            known=known,
            manual=self._bears_pencil(node, reading),
            locked=self._flag(f"{node.device}.locked", snapshot),
            tagged=self._flag(f"{node.device}.tagged", snapshot),
            earths=self._earths(node, snapshot),
            share=self._share(node, snapshot),
            reserve=self._reserve(node),
            alarm=_worst_alarm(node.device, snapshot),
            alarm_out=_has_alarm_out(node.device, snapshot),
            link=self._link(node, snapshot),
        )

    def _position_signal(self, node: Node) -> str:
        if node.symbol in _IN_WORDS:
            return ""
        for name in _POSITION_SIGNALS.get(node.symbol, ("position",)):
            full = f"{node.device}.{name}"
            if full in self._site.signals and node.symbol not in ("meter", "earth"):
                return full
        return ""

    def _bears_pencil(self, node: Node, position: Reading | None) -> bool:
        """A reported position has its mark at the switch itself where that is drawn."""
        if position is None or position.quality is not Quality.MANUAL:
            return False
        return node.symbol not in BOXES or not any(
            one.device == node.device and one.symbol == "breaker"
            for one in self._site.drawing.nodes
        )

    def _texts(self, node: Node, snapshot: Snapshot, language: str) -> tuple[str, str, bool]:
        if node.symbol not in (*BOXES, "meter"):
            return "", "", True
        name = f"{node.device}.{_POWER.get(node.symbol, 'p_kw')}"
        shown = self._shown(name, snapshot, language)
        if shown.age_s is not None:
            return shown.text, shown.age, False
        return shown.text, self._note(node, snapshot, language), shown.known

    def _note(self, node: Node, snapshot: Snapshot, language: str) -> str:
        names = _NOTES.get(node.symbol, ())
        texts = [
            self._shown(f"{node.device}.{name}", snapshot, language).text
            for name in names
            if f"{node.device}.{name}" in self._site.signals
        ]
        wait = snapshot.values.get(f"{node.device}.wait_s")
        wait_s = wait.known if wait is not None else None
        if node.symbol == "pv" and isinstance(wait_s, float) and wait_s > 0:
            words = Words("wait %1 s", "待ち %1 s").in_language(language)
            texts = [words.replace("%1", f"{wait_s:.0f}")]
        for block in self._site.blocks:
            if block.device == node.device and node.symbol == "load":
                texts.append(
                    Words("tier %1", "区分%1").in_language(language).replace("%1", block.tier)
                )
        return " · ".join(texts)

    def _shown(self, name: str, snapshot: Snapshot, language: str) -> formatting.Shown:
        signal = self._site.signals.get(name)
        if signal is None:
            return formatting.Shown("", known=True)
        reading = snapshot.values.get(name)
        value = reading.value if reading is not None else None
        small = isinstance(value, float) and abs(value) < _SMALL_KW
        building = self._site.v_nominal_kv < _BUILDING_KV
        signal = _coarser(signal, decimals=1 if small and building else 0)
        return formatting.shown(signal, reading, snapshot.time_s, language)

    def _share(self, node: Node, snapshot: Snapshot) -> float | None:
        reading = snapshot.values.get(f"{node.device}.soc_pct")
        if node.symbol not in ("bess", "ev") or reading is None:
            return None
        return reading.known / 100 if isinstance(reading.known, int | float) else None

    def _reserve(self, node: Node) -> float | None:
        if node.symbol != "bess":
            return None
        reserve = self._site.limits.get("reserve_pct")
        return None if reserve is None else reserve / 100

    def _flag(self, name: str, snapshot: Snapshot) -> bool:
        reading = snapshot.values.get(name)
        return reading is not None and reading.known is True

    def _link(self, node: Node, snapshot: Snapshot) -> str:
        """The mark of a device that does not answer, at one of its symbols: the box, if any."""
        if snapshot.live is None or self._bears_link.get(node.device) != node.id:
            return ""
        for link in snapshot.live.links:
            if link.device == node.device and link.state is not LinkState.CONNECTED:
                return MARKS[link.state]
        return ""

    def _earths(self, node: Node, snapshot: Snapshot) -> int | None:
        if node.symbol != "earth":
            return 0
        reading = snapshot.values.get(f"{node.device}.count")
        known = reading.known if reading else None
        return int(known) if isinstance(known, int | float) else None


def _coarser(signal: Signal, decimals: int) -> Signal:
    """Power with few decimals: the drawing is read from afar, the faceplate has the rest."""
    return replace(signal, decimals=decimals) if signal.unit in ("kW", "kWh") else signal


def _position(value: Value | None) -> str:
    if value in _CLOSED_STATES:
        return "closed"
    return "open" if value in _OPEN_STATES else "unknown"


def _worst_alarm(device: str, snapshot: Snapshot) -> int:
    standing = [
        alarm.priority
        for alarm in snapshot.alarms
        if device and alarm.device == device and alarm.active and alarm.state not in _HIDDEN_ALARMS
    ]
    return min(standing, default=0)


def _has_alarm_out(device: str, snapshot: Snapshot) -> bool:
    return any(
        alarm.device == device and alarm.state is AlarmState.OUT_OF_SERVICE
        for alarm in snapshot.alarms
        if device
    )
