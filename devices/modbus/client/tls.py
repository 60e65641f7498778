"""TLS as Modbus/TCP Security wants it: 1.2 or newer, both sides show a certificate."""

from __future__ import annotations

import ssl

from devices.site.connections import TlsFiles


def client_context(files: TlsFiles) -> ssl.SSLContext:
    """A context that trusts `files.ca` alone and checks the server's name.

    Raises OSError (ssl.SSLError is one) when a file is missing, damaged, or the key has a password:
    nobody could type one in here.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cafile=files.ca)
    if files.certificate is not None:
        context.load_cert_chain(files.certificate, files.key, password=_no_password)
    return context


def _no_password() -> str:
    return ""
