"""A site file against itself: every name in it must name something, all errors at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from devices.documents import Document, Findings, Problem, range_words
from devices.kinds import KINDS
from devices.signals import Signal
from devices.site.check_drawing import check_drawing
from devices.site.check_rules import check_rules
from devices.site.check_series import check_series
from devices.site.model import SiteFile
from devices.site.model_devices import LoadBlock
from devices.site.model_rules import LIMIT_UNITS
from devices.site.site import Device

# What the program itself asks for by name; the rest is between a site's own conditions.
NEEDED_LIMITS = ("f_low_hz", "f_high_hz", "v_low_kv", "v_high_kv", "soc_stop_pct")

Step = str | int


def check(
    document: Document,
    file: SiteFile,
    devices: Mapping[str, Device],
    signals: Mapping[str, Signal],
) -> Sequence[Problem]:
    """Every name that names nothing and every unit that does not fit."""
    findings = Findings(document)
    _people(findings, file)
    _devices(findings, file, devices)
    _limits(findings, file)
    _network(findings, file, signals)
    check_drawing(findings, file, signals)
    _trends(findings, file, signals)
    check_rules(findings, file, devices, signals)
    check_series(findings, file, devices)
    return findings.problems


def _people(findings: Findings, file: SiteFile) -> None:
    for name, role in file.roles.items():
        place = ("roles", name, "organisation")
        findings.known(place, role.organisation, file.organisations, "site_organisation")
    for id, person in file.persons.items():
        for index, role_name in enumerate(person.roles):
            findings.known(("persons", id, "roles", index), role_name, file.roles, "site_role")


def _devices(findings: Findings, file: SiteFile, devices: Mapping[str, Device]) -> None:
    buses = _buses(file)
    for name, model in file.devices.items():
        place = ("devices", name)
        findings.known((*place, "owner"), model.owner, file.organisations, "site_organisation")
        bus = getattr(model, "bus", None)
        if bus is not None:
            findings.known((*place, "bus"), bus, buses, "site_bus")
        for key in ("of", "at", "switch", "steers"):
            named = getattr(model, key, None)
            if isinstance(named, str):
                findings.known((*place, key), named, file.devices, "site_device")
        for verb, roles in model.roles.items():
            findings.known((*place, "roles", verb), verb, devices[name].verbs, "site_verb")
            for index, role in enumerate(roles):
                findings.known((*place, "roles", verb, index), role, file.roles, "site_role")
    _kinds_have_their_roles(findings, file)


def _kinds_have_their_roles(findings: Findings, file: SiteFile) -> None:
    """Every role that a kind gives a verb to must be held at this site."""
    for name, model in file.devices.items():
        kind = KINDS.get(model.kind)
        for verb in kind.verbs if kind else ():
            missing = [role for role in verb.roles if role not in file.roles]
            if missing and verb.name not in model.roles:
                target = f"{name}.{verb.name}"
                findings.add(("roles",), "site_role_missing", role=missing, target=target)


def _limits(findings: Findings, file: SiteFile) -> None:
    for name, limit in file.limits.items():
        expected = LIMIT_UNITS.get(name.rsplit("_", 1)[-1])
        if expected is None:
            findings.add(("limits", name), "site_limit_name", given=name, known=list(LIMIT_UNITS))
        elif expected != limit.unit:
            place = ("limits", name, "unit")
            findings.add(place, "wrong_unit", expected=expected, given=limit.unit)
        elif limit.value < 0 and expected != "°C":
            given, allowed = f"{limit.value:g} {expected}", range_words(ge=0, unit=expected)
            place = ("limits", name, "value")
            findings.add(place, "quantity_out_of_range", given=given, allowed=allowed)
    for name in NEEDED_LIMITS:
        if name not in file.limits:
            findings.add(("limits",), "site_limit_missing", name=name)


# --- network ------------------------------------------------------------------------------------


def _buses(file: SiteFile) -> list[str]:
    return [bus for level in file.network.levels for bus in level.buses]


def _network(findings: Findings, file: SiteFile, signals: Mapping[str, Signal]) -> None:
    network, buses = file.network, _buses(file)

    def bus(place: Sequence[Step], given: str) -> None:
        findings.known(("network", *place), given, buses, "site_bus")

    bus(("utility_bus",), network.utility_bus)
    bus(("section_bus",), network.section_bus)
    bus(("source", "bus"), network.source.bus)
    for name, line in network.lines.items():
        bus(("lines", name, "ends", 0), line.ends[0])
        bus(("lines", name, "ends", 1), line.ends[1])
        place: tuple[Step, ...] = ("network", "lines", name, "conductor")
        findings.known(place, line.conductor, network.conductors, "site_conductor")
    for name, one in network.transformers.items():
        bus(("transformers", name, "primary"), one.primary)
        bus(("transformers", name, "secondary"), one.secondary)
        place = ("network", "transformers", name, "type")
        findings.known(place, one.type, network.transformer_types, "site_transformer_type")
        if one.rating is None and not isinstance(file.devices.get(name), LoadBlock):
            findings.add(("network", "transformers", name), "site_transformer_rating", name=name)
    for index, switch in enumerate(network.switches):
        bus(("switches", index, "ends", 0), switch.ends[0])
        bus(("switches", index, "ends", 1), switch.ends[1])
        place = ("network", "switches", index)
        if findings.known((*place, "signal"), switch.signal, signals, "site_signal"):
            states = signals[switch.signal].states
            findings.known((*place, "closed"), switch.closed, states, "site_state")
    for name, segment in network.segments.items():
        bus(("segments", name, "bus"), segment.bus)


# --- what is drawn ------------------------------------------------------------------------------


def _trends(findings: Findings, file: SiteFile, signals: Mapping[str, Signal]) -> None:
    for id, trend in file.trends.items():
        for index, name in enumerate(trend.signals):
            findings.known(("trends", id, "signals", index), name, signals, "site_signal")
