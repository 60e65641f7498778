"""A site file becomes a Site: read, validated, checked against itself, frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from importlib import resources
from pathlib import Path

from devices.conditions import Condition, compile_condition
from devices.documents import Document, Problem, read_document, stamp, validate
from devices.kinds import KINDS
from devices.kinds.kind import States
from devices.signals import Signal
from devices.site.check import check
from devices.site.check_connections import clashes, name_problems
from devices.site.check_drawing import drawing_warnings
from devices.site.expand import Particulars, expand, planned
from devices.site.facts import facts_of
from devices.site.load_connections import connections_of
from devices.site.load_drawing import drawing_of, trends_of
from devices.site.load_network import LIVE_STATES, network_of
from devices.site.load_series import buildings_of
from devices.site.meters import read_meters
from devices.site.model import ContactModel, SiteFile
from devices.site.model_rules import DEADBAND, AlarmModel, SafeCommandModel
from devices.site.parameters import BlockParameters
from devices.site.series import Measured
from devices.site.site import (
    AlarmRule,
    Block,
    Contact,
    Device,
    Interlock,
    Person,
    Place,
    Role,
    SafeState,
    Site,
    SiteCommand,
    Statement,
)
from devices.site.sitting import sitting_signals
from devices.words import Words

SUFFIX = ".yaml"
_SITES_KEPT = 16
_kept: dict[Path, tuple[tuple[int, ...], Site]] = {}


def load_site(path_or_name: Path | str) -> Site:
    """The site in a file, or the one that ships under a plain name ("odawara").

    A file that has not changed is read once, but for one with meter files, which may have.
    Raises DocumentError with everything that is wrong, each with line and column.
    """
    path = site_path(path_or_name)
    stamped = stamp(path)
    of, site = _kept.get(path, ((), None))
    if site is not None and of == stamped:
        return site
    site = _read(path)
    if not site.measured:
        if len(_kept) >= _SITES_KEPT:
            _kept.clear()
        _kept[path] = stamped, site
    return site


def _read(path: Path) -> Site:
    document = read_document(path)
    measured: dict[str, Measured] = {}
    file = validate(document, SiteFile, then=partial(_faults, measured))
    devices = _devices(file)
    signals = _signals(file, devices)
    return Site(
        name=file.site,
        title=file.title.words(),
        f_nominal_hz=file.nominal.frequency.value,
        v_nominal_kv=file.nominal.voltage.value,
        devices=devices,
        signals=signals,
        limits={name: limit.value for name, limit in file.limits.items()},
        limit_units={name: limit.unit for name, limit in file.limits.items()},
        limit_titles={name: limit.title.words() for name, limit in file.limits.items()},
        roles=_roles(file),
        persons=_persons(file),
        interlocks=_interlocks(file),
        alarms=_alarms(file),
        safe_states=_safe_states(file),
        drawing=drawing_of(file),
        network=network_of(file),
        blocks=_blocks(devices),
        trends=trends_of(file),
        places=_places(file),
        statements=_statements(file),
        facts=facts_of(document),
        sources={letter: text.words() for letter, text in file.sources.items()},
        location=file.location.place() if file.location else None,
        buildings=buildings_of(file, devices),
        panels={name: one.panels() for name, one in file.panels.items()},
        measured=measured,
        connections=connections_of(document, file.connections),
        path=document.path,
    )


def site_path(path_or_name: Path | str) -> Path:
    """Where a site file is: a path as it is, a plain name among the sites that ship."""
    given = Path(path_or_name)
    if given.suffix or len(given.parts) > 1:
        return given
    return Path(str(resources.files("resources"))) / "sites" / f"{given}{SUFFIX}"


def site_warnings(path_or_name: Path | str) -> tuple[Problem, ...]:
    """What is not wrong in the site of a file that loads, but not well: on its one-line."""
    document = read_document(site_path(path_or_name))
    return tuple(drawing_warnings(document, validate(document, SiteFile)))


def site_names() -> tuple[str, ...]:
    """The names of the sites that ship, sorted."""
    folder = Path(str(resources.files("resources"))) / "sites"
    return tuple(sorted(path.stem for path in folder.glob(f"*{SUFFIX}")))


def _faults(measured: dict[str, Measured], file: SiteFile, document: Document) -> Sequence[Problem]:
    """What is wrong with the file and with those that it names; `measured` takes what was read."""
    devices = _devices(file)
    series, problems = read_meters(document, file, devices)
    measured.update(series)
    problems += _connection_faults(document, file, devices)
    return [*check(document, file, devices, _signals(file, devices)), *problems]


def _connection_faults(
    document: Document, file: SiteFile, devices: Mapping[str, Device]
) -> list[Problem]:
    section = file.connections
    if section is None:
        return []
    problems = name_problems(document, section.devices, section.lines, devices)
    return [*problems, *clashes(connections_of(document, section))]


# --- devices and signals ------------------------------------------------------------------------


def _devices(file: SiteFile) -> dict[str, Device]:
    places: States = tuple((name, place.title.words()) for name, place in file.places.items())
    devices: dict[str, Device] = {}
    for name, model in file.devices.items():
        organisation = file.organisations.get(model.owner)
        one = Particulars(
            name=name,
            number=model.number.words(),
            title=model.title.words(),
            owner=organisation.title.words() if organisation else Words(model.owner, model.owner),
            ours=organisation is not None and organisation.ours,
            parameters=model.parameters(),
            items=model.items,
        )
        if model.planned:
            devices[name] = planned(one)
        else:
            devices[name] = expand(one, KINDS[model.kind], model.roles, places)
    return devices


def _signals(file: SiteFile, devices: dict[str, Device]) -> dict[str, Signal]:
    signals = {
        name: signal for device in devices.values() for name, signal in device.signals.items()
    }
    signals |= sitting_signals()
    for name, segment in file.network.segments.items():
        title = segment.title.words()
        signals[f"live.{name}"] = Signal(
            f"live.{name}",
            title,
            states=tuple(state for state, _ in LIVE_STATES),
            state_words=tuple(words for _, words in LIVE_STATES),
        )
    return signals


def _blocks(devices: dict[str, Device]) -> tuple[Block, ...]:
    return tuple(
        Block(device.name, device.title, own.tier, own.average_kw, own.peak_kw, own.kva)
        for device in devices.values()
        if isinstance(own := device.parameters, BlockParameters)
    )


# --- people -------------------------------------------------------------------------------------


def _roles(file: SiteFile) -> dict[str, Role]:
    return {
        name: Role(
            name,
            role.title.words(),
            file.organisations[role.organisation].title.words(),
            _contact(role.contact),
        )
        for name, role in file.roles.items()
    }


def _contact(read: ContactModel | None) -> Contact | None:
    return None if read is None else Contact(read.channel.words(), read.number, read.origin)


def _persons(file: SiteFile) -> tuple[Person, ...]:
    return tuple(
        Person(id, person.name.words(), person.roles) for id, person in file.persons.items()
    )


def _places(file: SiteFile) -> tuple[Place, ...]:
    return tuple(
        Place(id, place.title.words(), place.distance.value) for id, place in file.places.items()
    )


def _statements(file: SiteFile) -> tuple[Statement, ...]:
    return tuple(
        Statement(id, one.title.words(), one.text.words(), one.origin, one.items)
        for id, one in file.statements.items()
    )


# --- rules --------------------------------------------------------------------------------------


def _interlocks(file: SiteFile) -> tuple[Interlock, ...]:
    return tuple(
        Interlock(
            id=id,
            targets=one.targets,
            require=one.require,
            reason=one.reason.words(),
            hazard=one.hazard.words(),
            except_targets=one.except_targets,
        )
        for id, one in file.interlocks.items()
    )


def _alarms(file: SiteFile) -> tuple[AlarmRule, ...]:
    return tuple(
        AlarmRule(
            id=id,
            device=one.device,
            priority=one.priority,
            when=one.when,
            off_when=_with_deadband(one),
            delay_s=one.timing.on.value,
            off_delay_s=one.timing.off.value,
            suppress_when=one.suppress_when,
            group=one.group,
            title=one.title.words(),
            cause=one.cause.words(),
            consequence=one.consequence.words(),
            action=one.action.words(),
            value=one.value,
            act_within_s=one.timing.act.value,
            stale_of=one.stale_of,
            hold_overdue=one.hold_overdue,
            deadband=one.timing.deadband.value if one.timing.deadband else None,
            deadband_unit=one.timing.deadband.unit if one.timing.deadband else "",
            fed_from=one.fed_from,
            latches=one.latches,
        )
        for id, one in file.alarms.items()
    )


def _with_deadband(one: AlarmModel) -> Condition | None:
    """When the alarm goes, its own dead band written out."""
    band = one.timing.deadband
    if one.off_when is None or band is None:
        return one.off_when
    return compile_condition(one.off_when.source.replace(DEADBAND, f"{band.value:g}"))


def _safe_states(file: SiteFile) -> dict[str, SafeState]:
    return {
        name: SafeState(
            name,
            safe.title.words(),
            tuple(_command(one) for one in safe.commands),
        )
        for name, safe in file.safe_states.items()
    }


def _command(one: SafeCommandModel) -> SiteCommand:
    device, _, verb = one.do.partition(".")
    return SiteCommand(device, verb, dict(one.with_))
