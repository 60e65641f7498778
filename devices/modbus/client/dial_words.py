"""Why a line could not be opened, or ended, in words: errors of sockets and of TLS say little."""

from __future__ import annotations

import ssl

from devices.phrases import said
from devices.site.connections import Line
from devices.words import Words, same

# what OpenSSL calls it when the other side does not answer in TLS
_NO_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "UNEXPECTED_EOF", "PACKET_LENGTH")
_WANTS_CERTIFICATE = ("CERTIFICATE_REQUIRED", "ALERT_HANDSHAKE_FAILURE")


def not_opened(line: Line, error: OSError) -> Words:
    """Why `line` could not be opened."""
    ended = isinstance(error, ConnectionError | ssl.SSLEOFError) and error.strerror is None
    if line.tls is not None and (ended or _names(error, _NO_TLS)):
        return said("wire.no_tls", address=line.address)
    return said("wire.cannot_open", address=line.address, why=why_of(error))


def why_of(error: Exception) -> Words:
    """What an error says; in our words where it says nothing, or nothing that helps."""
    if _names(error, _WANTS_CERTIFICATE):
        return said("wire.client_certificate")
    text = getattr(error, "strerror", None) or str(error)
    return same(text) if text else said("wire.reset")


def _names(error: Exception, reasons: tuple[str, ...]) -> bool:
    if not isinstance(error, ssl.SSLError):
        return False
    named = f"{error.reason or ''} {error}".upper()
    return any(reason in named for reason in reasons)
