"""How the line to one device stands, and what is told of its changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from devices.events import Emit, Event, EventKind, Json
from devices.links import LinkState, LinkView
from devices.modbus.client.failures import Failure, NoAnswer
from devices.phrases import listed, said
from devices.words import Words

_DOWN = (LinkState.LOST, LinkState.SILENT)
_FINE = Words("", "")


class Standing:
    """The state of one link and the events of its changes.

    `view` is replaced as a whole, so that any thread may read it; all else belongs to the loop.
    """

    def __init__(self, device: str, address: str, time_s: Callable[[], float], emit: Emit) -> None:
        self._device = device
        self._time_s = time_s
        self._emit = emit
        self._exceptions: tuple[Words, ...] = ()
        self.view = LinkView(device, LinkState.CONNECTING, address, time_s(), None, None, 0, _FINE)

    @property
    def connected(self) -> bool:
        """Whether the device answers and is the one that it should be."""
        return self.view.state is LinkState.CONNECTED

    def answered(self, round_trip_s: float | None, exceptions: Sequence[Words] = ()) -> None:
        """Take note of a whole poll; exceptions: what the device would not give, and why."""
        before, now_s = self.view, self._time_s()
        refused = tuple(dict.fromkeys(exceptions))
        self.view = LinkView(
            self._device,
            LinkState.CONNECTED,
            before.address,
            before.since_s if self.connected else now_s,
            now_s,
            None if round_trip_s is None else round_trip_s * 1000.0,
            before.errors + len(exceptions),
            listed(refused),
        )
        if before.state not in (LinkState.CONNECTED, LinkState.CONNECTING):
            self.tell("back", said("wire.back"))
        if refused and refused != self._exceptions:
            self.tell("exception", said("wire.exceptions", why=listed(refused)))
        self._exceptions = refused

    def failed(self, failure: Failure) -> None:
        """Take note that there was no proper answer."""
        before = self.view.state
        silent = isinstance(failure, NoAnswer)
        self._change(LinkState.SILENT if silent else LinkState.LOST, failure.words)
        if before not in _DOWN:
            self.tell("lost", said("wire.lost", why=failure.words))

    def mismatched(self, words: Words) -> None:
        """Take note that something else answers than the site names."""
        before = self.view.state
        self._change(LinkState.MISMATCH, words)
        if before is not LinkState.MISMATCH:
            self.tell("mismatch", words)

    def closed(self) -> None:
        """Take note of the end."""
        self._change(LinkState.CLOSED, _FINE, errors=0)

    def tell(self, what: str, words: Words, *, who: str = "", **more: Json) -> None:
        """Emit a link event with its words."""
        data: dict[str, Json] = {"what": what, "en": words.en, "ja": words.ja, **more}
        self._emit(Event(self._time_s(), EventKind.LINK, self._device, who, data))

    def _change(self, state: LinkState, why: Words, *, errors: int = 1) -> None:
        before = self.view
        self.view = LinkView(
            self._device,
            state,
            before.address,
            before.since_s if state is before.state else self._time_s(),
            before.last_answer_s,
            before.round_trip_ms,
            before.errors + errors,
            why,
        )
