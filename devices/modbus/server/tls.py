"""What the server needs for TLS, as Modbus/TCP Security asks for it."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ServerTls:
    """The server's certificate and key; ca: whose clients it takes, and no others. PEM files."""

    certificate: Path
    key: Path
    ca: Path | None = None


def server_context(files: ServerTls) -> ssl.SSLContext:
    """TLS 1.2 or newer; mutual where a CA is given (MB-TCP-Security-v21, 8.1 and 10.1).

    Raises OSError for a file that cannot be read, ssl.SSLError (an OSError) for one that is none
    and for a key with a passphrase: nobody can be asked for it.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(files.certificate, files.key, password=lambda: "")
    if files.ca is not None:
        context.load_verify_locations(files.ca)
        context.verify_mode = ssl.CERT_REQUIRED
    return context
