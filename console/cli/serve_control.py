"""Control lines of a served site: one line asks, one JSON object answers."""

from __future__ import annotations

import math
import shlex
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from devices import messages
from devices.documents import nearest
from devices.events import Event, Json
from devices.modbus.server import ALL, NoSuchFault, SiteServer
from devices.phrases import said
from devices.signals import Value
from devices.simulated import FieldRefused
from devices.site import Site
from devices.words import Language, Words
from procedures.scenario_plant import ScenarioPlant

Reply = dict[str, Json]

SPEEDS = (0.1, 1000.0)  # plant seconds a second
SOMEBODY = "field"  # who acts at the equipment when the line names nobody
_NOT_OF_AN_ACT = frozenset(("self", "device", "act", "who"))  # what every act has already
_SHOWN = 40  # names of an answer to an unknown one


class CannotDo(Exception):
    """The line asks for what cannot be done; `words` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True)
class _Line:
    """One kind of line. form: as it is written; words: how many may follow its name."""

    form: str
    words: range
    do: Callable[[Sequence[str]], Awaitable[Reply]]


class Control:
    """Does what control lines ask of a served site, one after the other."""

    def __init__(
        self,
        site: Site,
        server: SiteServer,
        plant: ScenarioPlant,
        language: Language,
        *,
        leave: Callable[[], None],
    ) -> None:
        self._site = site
        self._server = server
        self._plant = plant
        self._language = language
        self._leave = leave
        some = range(1, 100)
        self._lines = {
            "act": _Line("act DEVICE.ACT [NAME=VALUE ...] [by=PERSON]", some, self._act),
            "see": _Line("see DEVICE.SIGNAL", range(1, 2), self._see),
            "happen": _Line("happen HAPPENING", range(1, 2), self._happen),
            "fault": _Line("fault DEVICE|all FAULT [NUMBER]", range(2, 4), self._fault),
            "clear": _Line("clear [DEVICE]", range(2), self._clear),
            "counts": _Line("counts [DEVICE]", range(2), self._counts),
            "writes": _Line("writes [DEVICE]", range(2), self._writes),
            "state": _Line("state", range(1), self._state),
            "freeze": _Line("freeze", range(1), self._freeze),
            "go": _Line("go [SPEED]", range(2), self._go),
            "until": _Line("until SECONDS", range(1, 2), self._until),
            "help": _Line("help", range(1), self._help),
            "quit": _Line("quit", range(1), self._quit),
        }

    async def answer(self, line: str) -> Reply:
        """Do what `line` asks and tell what came of it; a mistake is told as `error`."""
        try:
            name, *words = _split(line)
            known = self._lines.get(name)
            if known is None:
                raise CannotDo(self._unknown("serve.no_line", name, self._lines))
            if len(words) not in known.words:
                raise CannotDo(said("serve.line_form", form=known.form))
            return await known.do(words)
        except (CannotDo, NoSuchFault) as wrong:
            return {"error": wrong.words.in_language(self._language)}
        except FieldRefused as refused:
            return {"error": messages.text(self._language, refused.key, **refused.arguments)}

    # --- people at the equipment, and the world ------------------------------------------------

    async def _act(self, words: Sequence[str]) -> Reply:
        device, _, act = words[0].partition(".")
        given = dict(self._pair(word) for word in words[1:])
        who = str(given.pop("by", SOMEBODY))
        if not self._plant.knows(device, act) and device not in self._site.devices:
            raise CannotDo(self._unknown("serve.no_device", device, self._site.devices))
        seen = self._plant.act(device, act, who, **given)
        return {"seen": dict(seen)}

    def _pair(self, word: str) -> tuple[str, Value]:
        name, equals, text = word.partition("=")
        if not (name and equals and text) or name in _NOT_OF_AN_ACT:
            raise CannotDo(said("serve.line_form", form=self._lines["act"].form))
        return name, _value(text)

    async def _see(self, words: Sequence[str]) -> Reply:
        signal = words[0]
        try:
            value: Json = self._plant.observe(signal)
        except KeyError:
            reading = self._plant.readings().get(signal)
            if reading is None:
                raise CannotDo(
                    self._unknown("serve.no_signal", signal, self._site.signals)
                ) from None
            value = reading.value
        return {"signal": signal, "value": value, "now_s": self._plant.now_s}

    async def _happen(self, words: Sequence[str]) -> Reply:
        try:
            events = self._plant.happen(words[0])
        except KeyError:
            waiting = self._plant.waiting
            raise CannotDo(self._unknown("serve.no_happening", words[0], waiting)) from None
        return {"happened": words[0], "events": _told(events)}

    # --- misbehaviour --------------------------------------------------------------------------

    async def _fault(self, words: Sequence[str]) -> Reply:
        kind, _, joined = words[1].partition("=")  # delay=2, as on the command line
        amounts = [*words[2:], *filter(None, [joined])]
        if len(amounts) > 1:
            raise CannotDo(said("serve.line_form", form=self._lines["fault"].form))
        self._server.faults.set(words[0], kind, _number(amounts[0]) if amounts else None)
        return self._faults()

    async def _clear(self, words: Sequence[str]) -> Reply:
        self._server.faults.clear(*words)
        return self._faults()

    def _faults(self) -> Reply:
        faults = self._server.faults.all()
        return {"faults": {device: [one.text for one in of] for device, of in faults.items()}}

    # --- what came over the wire ---------------------------------------------------------------

    async def _counts(self, words: Sequence[str]) -> Reply:
        door = self._server.door_counts
        devices: dict[str, Json] = {
            name: {"reads": one.reads, "writes": one.writes, "refused": one.refused}
            for name, one in self._server.counts.devices.items()
            if name in self._chosen(words)
        }
        return {
            "devices": devices,
            "unknown_unit": self._server.counts.unknown_unit,
            "connections": self._server.connections,
            "taken": door.taken,
            "turned_away": door.turned_away,
            "sent_away": door.sent_away,
            "not_modbus": door.not_modbus,
        }

    async def _writes(self, words: Sequence[str]) -> Reply:
        chosen = self._chosen(words)
        frames: list[Json] = [
            {
                "device": name,
                "time_s": one.time_s,
                "transaction": one.transaction,
                "data": one.data.hex(),
            }
            for name, counts in self._server.counts.devices.items()
            if name in chosen
            for one in counts.written
        ]
        return {"writes": frames}

    def _chosen(self, words: Sequence[str]) -> Sequence[str]:
        known = tuple(self._server.counts.devices)
        if not words or words[0] == ALL:
            return known
        if words[0] not in known:
            raise CannotDo(self._unknown("serve.no_device", words[0], known))
        return (words[0],)

    # --- time ----------------------------------------------------------------------------------

    async def _state(self, words: Sequence[str]) -> Reply:
        pace = self._server.pace
        units: dict[str, Json] = {name: unit for unit, name in self._server.units.items()}
        return {
            "site": self._site.name,
            "now_s": self._plant.now_s,
            "speed": pace.speed,
            "frozen": pace.frozen,
            "given_up_s": pace.given_up_s,
            "waiting": list(self._plant.waiting),
            "units": units,
            **self._faults(),
        }

    async def _freeze(self, words: Sequence[str]) -> Reply:
        self._server.pace.freeze()
        return self._time()

    async def _go(self, words: Sequence[str]) -> Reply:
        self._server.pace.go(_speed(words[0]) if words else None)
        return self._time()

    async def _until(self, words: Sequence[str]) -> Reply:
        wanted_s, now_s = _number(words[0]), self._plant.now_s
        if wanted_s < now_s:
            raise CannotDo(said("serve.no_time_back", now=now_s, given=wanted_s))
        events = await self._server.pace.until(wanted_s)
        return {**self._time(), "events": _told(events)}

    def _time(self) -> Reply:
        pace = self._server.pace
        return {"now_s": self._plant.now_s, "speed": pace.speed, "frozen": pace.frozen}

    async def _help(self, words: Sequence[str]) -> Reply:
        return {"lines": [line.form for line in self._lines.values()]}

    async def _quit(self, words: Sequence[str]) -> Reply:
        self._leave()
        return {"quit": True}

    def _unknown(self, key: str, given: str, known: Sequence[str] | Mapping[str, object]) -> Words:
        names = list(known)
        return said(key, given=given, known=nearest(given, names) or names[:_SHOWN])


def _split(line: str) -> list[str]:
    """The words of a line; quotes hold spaces together."""
    try:
        return shlex.split(line) or [""]
    except ValueError:
        return line.split()


def _value(text: str) -> Value:
    if text in ("true", "false"):
        return text == "true"
    try:
        return float(text)
    except ValueError:
        return text


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise CannotDo(said("serve.no_number", given=text))
    return number


def _speed(text: str) -> float:
    speed = _number(text)
    low, high = SPEEDS
    if not low <= speed <= high:
        raise CannotDo(said("cli_number_range", option="go", low=low, high=high, given=speed))
    return speed


def _told(events: Sequence[Event]) -> list[Json]:
    return [
        {
            "time_s": event.time_s,
            "kind": event.kind.value,
            "subject": event.subject,
            "who": event.who,
            "data": dict(event.data),
        }
        for event in events
    ]
