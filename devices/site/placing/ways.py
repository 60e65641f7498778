"""The network as ways between buses: what a line joins is one bus, a switch is one way."""

from __future__ import annotations

from dataclasses import dataclass

from devices.site.network import Network, Switch


@dataclass(frozen=True, slots=True)
class Way:
    """A way between two buses: one transformer, or one switch with all of its contacts."""

    name: str
    ends: tuple[str, ...]
    signal: str = ""
    device: str = ""
    common: str = ""  # where the contacts of a switch with several meet


class Ways:
    """All ways of a network. home: the bus that stands for each bus; every: the ways."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.home = self._joined()
        self.every = [*self._transformers(), *self._switches()]

    def _joined(self) -> dict[str, str]:
        """Buses that a line joins are one, unless both are segments of their own."""
        home = {bus.name: bus.name for bus in self._network.buses}
        own = {segment.bus for segment in self._network.segments}
        for line in self._network.lines:
            one, other = home[line.from_bus], home[line.to_bus]
            if one in own and other in own:
                continue
            keep, give = (other, one) if other in own else (one, other)
            home = {bus: keep if to == give else to for bus, to in home.items()}
        return home

    def _transformers(self) -> list[Way]:
        return [
            Way(one.name, (self.home[one.primary_bus], self.home[one.secondary_bus]), "",
                 one.device)
            for one in self._network.transformers
        ]  # fmt: skip

    def _switches(self) -> list[Way]:
        ways = []
        by_signal: dict[str, list[Switch]] = {}
        for one in self._network.switches:
            by_signal.setdefault(one.signal, []).append(one)
        for signal, contacts in by_signal.items():
            pairs = [(self.home[one.from_bus], self.home[one.to_bus]) for one in contacts]
            device = signal.partition(".")[0]
            if len(pairs) == 1:
                ways.append(Way(signal, pairs[0], signal, device))
                continue
            common = next((bus for bus in pairs[0] if all(bus in pair for pair in pairs)), "")
            if not common:  # contacts that never meet are switches of their own
                ways += [Way(f"{signal} {n}", one, signal, device) for n, one in enumerate(pairs)]
                continue
            others = [bus for pair in pairs for bus in pair if bus != common]
            ways.append(Way(signal, (common, *others), signal, device, common))
        for line in self._network.lines:  # between two segments of their own: a bare conductor
            ends = (self.home[line.from_bus], self.home[line.to_bus])
            if ends[0] != ends[1]:
                ways.append(Way(line.name, ends))
        return ways

    def live(self, bus: str) -> str:
        """The segment that says whether `bus` is live, or that of its nearest neighbour."""
        names = {self.home[one.bus]: one.name for one in self._network.segments}
        seen, waiting = {bus}, [bus]
        while waiting:
            here = waiting.pop(0)
            if here in names:
                return f"live.{names[here]}"
            for way in sorted(self.every, key=lambda one: bool(one.signal)):
                if here in way.ends:
                    waiting += [one for one in way.ends if one not in seen]
                    seen.update(way.ends)
        return ""
