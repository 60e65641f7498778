"""PV: 103 measurements, 120 and 121 ratings, 122 status, 123 connection and output limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from devices.registers.serving import Ordered
from devices.site.parameters import PvParameters
from devices.site.site import Device, Site
from devices.sunspec.served.chain import Content, ServedModel, exponent_for
from devices.sunspec.served.face import Held, Values, common_model, number, thousands

_MOST_INT16, _MOST_UINT16 = 32_767, 65_534
_HEADROOM = 1.5
_PV = 4  # 120.DERTyp
_STATES = {"off": 1, "waiting": 8, "running": 4, "tripped": 7}  # 103.St; 4 is MPPT
_THROTTLED = 5
_CONNECTED, _AVAILABLE, _OPERATING = 1, 2, 4  # bits of 122.PVConn


class PvFace:
    """A PV plant. With `controls` clients may open, close and limit it, else they can only look."""

    heartbeat = ""
    triggers: frozenset[str] = frozenset()

    def __init__(self, site: Site, device: Device, *, controls: bool) -> None:
        own = device.parameters
        if not isinstance(own, PvParameters):
            raise TypeError(device.name)
        rated_w = 1000.0 * own.rated_kw
        power = exponent_for(_HEADROOM * rated_w, _MOST_INT16)
        rating = exponent_for(_HEADROOM * rated_w, _MOST_UINT16)
        look = (
            common_model(site, device),
            ServedModel(103, {"W_SF": power}, {"Evt1": 0, "Evt2": 0}),
            ServedModel(
                120, {"WRtg_SF": rating, "VARtg_SF": rating},
                {"DERTyp": _PV, "WRtg": rated_w, "VARtg": rated_w},
            ),
            ServedModel(121, {"WMax_SF": rating}, {"WMax": rated_w}),
            ServedModel(122, {"WAval_SF": rating}, {"StorConn": 0}),
        )  # fmt: skip
        self._controls = controls
        self.models: tuple[ServedModel, ...] = (
            (*look, ServedModel(123, {"WMaxLimPct_SF": -1})) if controls else look
        )
        self.settings: Mapping[str, float] = (
            {"123.Conn": 0, "123.WMaxLimPct": 100, "123.WMaxLim_Ena": 0} if controls else {}
        )

    def shown(self, values: Values) -> Mapping[str, Content]:
        """The points that follow from the plant's signals."""
        state, limit_pct = values.get("state"), number(values, "limit_pct")
        limited = limit_pct is not None and limit_pct < 100.0
        throttled = state == "running" and limited
        position = values.get("position")
        closed = None if position is None else int(position not in ("open", "off"))
        shown: dict[str, Content] = {
            "103.W": thousands(values, "p_kw"),
            "103.St": _THROTTLED if throttled else _STATES.get(str(state)),
            "122.PVConn": _connection(closed, values),
            "122.ECPConn": closed,
            "122.WAval": thousands(values, "available_kw"),
        }
        if self._controls:
            shown["123.Conn"] = closed
            shown["123.WMaxLimPct"] = limit_pct
            shown["123.WMaxLim_Ena"] = int(limited)
        return shown

    def meant(self, before: Held, after: Held, written: frozenset[str]) -> Iterator[Ordered]:
        """Opening, closing, and the output limit."""
        if "123.Conn" in written:
            yield Ordered("close" if after["123.Conn"] else "open", {})
        repeated = after["123.WMaxLim_Ena"] and "123.WMaxLimPct" in written
        if _limit_pct(before) != _limit_pct(after) or repeated:
            yield Ordered("set_limit_pct", {"limit_pct": _limit_pct(after)})


def _limit_pct(held: Held) -> float:
    limit_pct = held["123.WMaxLimPct"]
    return limit_pct if held["123.WMaxLim_Ena"] and limit_pct is not None else 100.0


def _connection(closed: int | None, values: Values) -> Content:
    if closed is None:
        return None
    available = (number(values, "available_kw") or 0.0) > 0.0
    running = values.get("state") == "running"
    return closed * _CONNECTED | available * _AVAILABLE | running * _OPERATING
