"""kairetsu serve: the simulated site as real Modbus devices, for consoles and other clients."""

from __future__ import annotations

import argparse
import asyncio
import errno
import gc
import ipaddress
import signal
import ssl
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from console.cli.choosing import check_speed, chosen_scenario, chosen_site
from console.cli.control_lines import LONGEST_LINE, ControlLines
from console.cli.ending import DONE, Refused, say_wrong
from console.cli.serve_control import SPEEDS, Control
from devices import messages
from devices.documents import DocumentError
from devices.modbus.server import (
    CannotServe,
    NoSuchFault,
    ServerTls,
    SiteServer,
    areas_of,
    server_context,
    units_of,
)
from devices.site import Site, load_connections
from devices.site.check_connections import key_problems
from devices.words import Language
from procedures.scenario import Scenario, has_scenario
from procedures.scenario_plant import ScenarioPlant

_NO_ADDRESS: Mapping[int | None, str] = {
    errno.EADDRINUSE: "serve.port_used",
    errno.EACCES: "serve.port_privileged",
}


@dataclass(frozen=True, slots=True)
class _Address:
    """Where to listen, or where it listens. tls: None for plain TCP."""

    host: str
    port: int
    tls: ssl.SSLContext | None

    @property
    def is_open(self) -> bool:
        """Whether other computers reach it."""
        try:
            return not ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host != "localhost"

    @property
    def is_mutual(self) -> bool:
        """Whether only clients with a certificate come in."""
        return self.tls is not None and self.tls.verify_mode is ssl.CERT_REQUIRED


def serve(options: argparse.Namespace, language: Language) -> int:
    """Serve until somebody ends it; raises Refused or DocumentError where it cannot begin."""
    check_speed(options.speed, *SPEEDS, language)
    address = _Address(options.host, options.port, _tls(options, language))
    site = chosen_site(options.site, language)
    scenario = _scenario(options, site, language)
    plant = ScenarioPlant(site, scenario, options.seed)
    try:
        server = _server(site, plant, options, language)
        # the collector leaves alone what stays until the end: it would hold up every answer 0.1 s
        gc.collect()
        gc.freeze()
        asyncio.run(_serve(site, plant, server, address, language))
    finally:
        gc.unfreeze()
        plant.close()
    return DONE


# --- before it begins ----------------------------------------------------------------------------


def _scenario(options: argparse.Namespace, site: Site, language: Language) -> Scenario | None:
    """The scenario asked for, else the site's first; None for a site that none ships for."""
    if options.scenario is None and not has_scenario(site.name):
        return None
    return chosen_scenario(options, site, language)


def _tls(options: argparse.Namespace, language: Language) -> ssl.SSLContext | None:
    """What the TLS options ask for; raises Refused, and DocumentError for a key others may read."""
    certificate, key, ca = options.tls_certificate, options.tls_key, options.tls_ca
    if certificate is None and key is None and ca is None:
        return None
    if certificate is None or key is None:
        raise Refused(messages.text(language, "serve.tls_files"))
    try:
        if problems := tuple(key_problems(key)):
            raise DocumentError(problems)
        return server_context(ServerTls(certificate, key, ca))
    except OSError as error:
        raise Refused(messages.text(language, "serve.tls_unreadable", why=error)) from error


def _server(
    site: Site, plant: ScenarioPlant, options: argparse.Namespace, language: Language
) -> SiteServer:
    """The server of every device that the site connects, with the faults of the command line."""
    connections = load_connections(site, None)
    if not connections.devices:
        raise Refused(messages.text(language, "serve.no_devices", site=site.name))
    try:
        server = SiteServer(
            site,
            plant,
            plant.command,
            units_of(connections),
            areas_of(site, connections),
            speed=options.speed or 1.0,
            frozen=options.frozen,
        )
        for given in options.fault:
            server.faults.set(*_fault(given, language))
    except (CannotServe, NoSuchFault) as wrong:
        raise Refused(wrong.words.in_language(language)) from wrong
    return server


def _fault(given: str, language: Language) -> tuple[str, str, float | None]:
    """`device:fault=number` in its parts; raises Refused."""
    device, _, fault = given.partition(":")
    kind, equals, amount = fault.partition("=")
    try:
        number = float(amount) if equals else None
    except ValueError:
        kind = ""
    if not (device and kind):
        raise Refused(messages.text(language, "serve.fault_form", given=given))
    return device, kind, number


# --- at work -------------------------------------------------------------------------------------


async def _serve(
    site: Site, plant: ScenarioPlant, server: SiteServer, address: _Address, language: Language
) -> None:
    """Serve until `quit`, Ctrl-C, SIGTERM, or the end of an input that held control lines."""
    try:
        host, port = await server.open(address.host, address.port, address.tls)
    except (OSError, OverflowError) as error:
        raise Refused(_why_not(error, address, language)) from error
    address = _Address(host, port, address.tls)
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, over.set)
    try:
        _greet(site, server, address, language)
        control = Control(site, server, plant, language, leave=over.set)
        async with asyncio.TaskGroup() as work:
            tasks = (
                work.create_task(server.watch()),
                work.create_task(_control(control, site, address, over, language)),
            )
            await over.wait()
            for task in tasks:
                task.cancel()
    finally:
        await server.close()


def _greet(site: Site, server: SiteServer, address: _Address, language: Language) -> None:
    """Tell people where it serves, and warn them where others can come in.

    All on standard error: standard output belongs to the control lines.
    """
    host, port, count = address.host, address.port, len(server.units)
    started = {"site": site.name, "count": count, "host": host, "port": port}
    print(messages.text(language, "serve.started", **started), file=sys.stderr)
    if address.is_open:
        key = "serve.open_door_tls" if address.is_mutual else "serve.open_door"
        say_wrong(messages.text(language, key, host=host))


async def _control(
    control: Control, site: Site, address: _Address, over: asyncio.Event, language: Language
) -> None:
    """Tell programs where it serves, and answer control lines."""
    too_long = messages.text(language, "serve.line_long", most=LONGEST_LINE)
    lines = ControlLines(control.answer, too_long={"error": too_long})
    try:
        lines.say(
            {
                "serving": site.name,
                "host": address.host,
                "port": address.port,
                "tls": address.tls is not None,
            }
        )
        if await lines.run():
            over.set()
    except OSError:
        over.set()  # nobody reads the answers any more


def _why_not(error: Exception, address: _Address, language: Language) -> str:
    """Why nothing can listen at an address, and what can be done."""
    number = error.errno if isinstance(error, OSError) else None
    key = _NO_ADDRESS.get(number, "serve.no_address")
    return messages.text(language, key, host=address.host, port=address.port, why=error)
