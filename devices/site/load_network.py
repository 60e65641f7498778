"""The network of a site file as the record that the simulator is built from."""

from __future__ import annotations

from devices.site.model import SiteFile
from devices.site.model_devices import LoadBlock
from devices.site.network import (
    Bus,
    Connection,
    GridSource,
    Line,
    Network,
    Segment,
    Switch,
    Transformer,
)
from devices.words import Words

USUAL = ("closed", "connected")  # any other word closes one contact of several
LIVE_STATES = (
    ("dead", Words("dead", "無電圧")),
    ("utility", Words("live from the utility", "電力会社から充電")),
    ("island", Words("live from the microgrid", "MGから充電")),
)


def network_of(file: SiteFile) -> Network:
    """The network with every number in the unit that its record names."""
    network = file.network
    source = network.source
    return Network(
        buses=tuple(
            Bus(bus, level.voltage.value) for level in network.levels for bus in level.buses
        ),
        grid=GridSource(
            bus=source.bus,
            v_kv=source.voltage.value,
            f_hz=source.frequency.value,
            r_ohm=source.resistance.value,
            x_ohm=source.reactance.value,
        ),
        lines=_lines(file),
        transformers=_transformers(file),
        switches=tuple(
            Switch(
                name=one.signal if one.closed in USUAL else f"{one.signal}={one.closed}",
                signal=one.signal,
                from_bus=one.ends[0],
                to_bus=one.ends[1],
                closed_state=one.closed,
                normally_closed=one.normally_closed,
            )
            for one in network.switches
        ),
        connections=tuple(
            Connection(name, bus)
            for name, device in file.devices.items()
            if (bus := getattr(device, "bus", None)) is not None
        ),
        segments=tuple(
            Segment(name, segment.bus, segment.title.words())
            for name, segment in network.segments.items()
        ),
        utility_bus=network.utility_bus,
        section_bus=network.section_bus,
    )


def _lines(file: SiteFile) -> tuple[Line, ...]:
    lines = []
    for name, line in file.network.lines.items():
        conductor = file.network.conductors[line.conductor]
        lines.append(
            Line(
                name=name,
                from_bus=line.ends[0],
                to_bus=line.ends[1],
                length_m=line.length.value,
                r_ohm_per_km=conductor.resistance.value,
                x_ohm_per_km=conductor.reactance.value,
                c_nf_per_km=conductor.capacitance.value,
            )
        )
    return tuple(lines)


def _transformers(file: SiteFile) -> tuple[Transformer, ...]:
    transformers = []
    for name, one in file.network.transformers.items():
        own = file.network.transformer_types[one.type]
        block = file.devices.get(name)
        rating = one.rating or (block.transformer if isinstance(block, LoadBlock) else None)
        if rating is None:
            raise ValueError(f"transformer {name} has no rating; the check lets none through")
        transformers.append(
            Transformer(
                name=name,
                device=name if name in file.devices else "",
                primary_bus=one.primary,
                secondary_bus=one.secondary,
                kva=rating.value,
                r_pu=own.resistance.value,
                x_pu=own.reactance.value,
                inrush_x=own.inrush.value,
                inrush_tau_s=own.inrush_decay.value,
            )
        )
    return tuple(transformers)
