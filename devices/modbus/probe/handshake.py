"""Whether a port speaks TLS: asked by a handshake alone, where nothing answers in plain Modbus."""

from __future__ import annotations

import asyncio
import ssl

from devices.site.connections import Line

_HANDSHAKE_S = 2.0


async def speaks_tls(line: Line) -> bool:
    """Whether a TLS handshake at `line` succeeds, or is refused in TLS; nothing else is sent.

    Whose certificate it is does not matter here: nothing is trusted to the answer.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        async with asyncio.timeout(_HANDSHAKE_S):
            _, writer = await asyncio.open_connection(line.host, line.port, ssl=context)
    except ssl.SSLError as error:
        return "ALERT" in str(error).upper()
    except OSError:  # a timeout is one too
        return False
    writer.transport.abort()
    return True
