"""Opening a line: TCP, TLS or a serial port, with a Conversation at its end."""

from __future__ import annotations

import asyncio
import ssl
import termios

from pymodbus.transport.serialtransport import SerialTransport

from devices.modbus.client.conversation import Conversation
from devices.modbus.client.dial_words import not_opened
from devices.modbus.client.failures import NoConnection
from devices.modbus.client.framing import Mbap, Rtu
from devices.modbus.client.tls import client_context
from devices.phrases import said
from devices.site.connections import Line

_PARITIES = {"none": "N", "even": "E", "odd": "O"}


async def dial(line: Line, deadline_s: float) -> Conversation:
    """Open `line` within `deadline_s`, the TLS handshake included; raises NoConnection."""
    try:
        if line.serial:
            return _open_serial(line)
        async with asyncio.timeout(deadline_s):
            return await _open_socket(line)
    except TimeoutError:
        raise NoConnection(said("wire.open_late", address=line.address)) from None
    except ssl.SSLCertVerificationError as error:
        words = said("wire.certificate", address=line.address, why=error.verify_message)
        raise NoConnection(words) from error
    except OSError as error:
        raise NoConnection(not_opened(line, error)) from error


async def _open_socket(line: Line) -> Conversation:
    loop = asyncio.get_running_loop()
    context = None if line.tls is None else client_context(line.tls)
    name = None if line.tls is None else line.tls.server_name or line.host
    _, conversation = await loop.create_connection(
        lambda: Conversation(Mbap()), line.host, line.port, ssl=context, server_hostname=name
    )
    return conversation


def _open_serial(line: Line) -> Conversation:
    """Open the port; it is ours alone (an exclusive lock) as long as it is open."""
    conversation = Conversation(Rtu())
    try:
        transport = SerialTransport(
            asyncio.get_running_loop(),
            conversation,
            line.serial,
            line.baud,
            8,
            _PARITIES[line.parity],
            line.stop_bits,
            0,
        )
    except termios.error as error:  # a parity or speed that the port does not have; no OSError
        raise OSError(*error.args) from error
    conversation.connection_made(transport)
    transport.setup()
    return conversation
