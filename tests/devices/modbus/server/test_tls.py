"""TLS at the server: with its certificate, and with the clients' where an authority is given."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devices.modbus.server import Limits, ServerTls, server_context

READ = b"\x04\0\x13\0\x0a"
Serving = Callable[..., Any]


def trusting(authority: Any, own: tuple[Path, Path] | None = None) -> ssl.SSLContext:
    """A client that trusts an authority and shows its own certificate, if it has one."""
    context = ssl.create_default_context(cafile=authority.ca)
    if own is not None:
        context.load_cert_chain(*own)
    return context


@pytest.fixture
def secured(serving: Serving, authority: Any) -> Any:
    """Served with TLS; any client may come."""
    return serving(tls=server_context(ServerTls(*authority.issue("server"))))


@pytest.fixture
def mutual(serving: Serving, authority: Any) -> Any:
    """Served with TLS to clients of the authority only, and to a few at once."""
    files = ServerTls(*authority.issue("server"), ca=authority.ca)
    return serving(Limits(connections=8, handshake_s=0.5), server_context(files))


def test_a_client_is_served_inside_tls(secured: Any, authority: Any) -> None:
    client = secured.client(trusting(authority))
    assert client.ask(secured.units["bess"], READ)[0] == 4
    assert client.write(secured.units["bess"], 9000, 1) == 2


def test_pipelined_requests_are_answered_in_order_inside_tls(secured: Any, authority: Any) -> None:
    """More of them than the server holds at once come right behind the handshake."""
    client, unit = secured.client(trusting(authority)), secured.units["bess"]
    client.send(b"".join(client.frame(unit, READ) for _ in range(2000)))
    assert [client.take()[0] for _ in range(2000)] == list(range(1, 2001))


def test_a_client_with_a_certificate_is_served(mutual: Any, authority: Any) -> None:
    client = mutual.client(trusting(authority, authority.issue("console")))
    assert client.ask(mutual.units["bess"], READ)[0] == 4


def test_a_client_without_a_certificate_is_not_served(mutual: Any, authority: Any) -> None:
    assert not is_served(mutual, trusting(authority))


def test_a_client_of_another_authority_is_not_served(
    mutual: Any, authority: Any, other_authority: Any
) -> None:
    assert not is_served(mutual, trusting(authority, other_authority.issue("stranger")))


def is_served(served: Any, tls: ssl.SSLContext) -> bool:
    """Whether a client gets an answer; with TLS 1.3 it is told only then that it may not."""
    try:
        client = served.client(tls)
        answered = client.ask(served.units["bess"], READ)[0] == 4
        client.close()
    except (OSError, EOFError):
        return False
    return bool(answered)


def test_a_client_that_speaks_no_tls_is_not_served(mutual: Any) -> None:
    client = mutual.client()
    client.send(client.frame(mutual.units["bess"], READ))
    assert client.is_gone()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=2000), st.booleans())
def test_whatever_comes_instead_of_tls_others_are_served(
    mutual: Any, authority: Any, sent: bytes, like_a_hello: bool
) -> None:
    with socket.create_connection(mutual.address, 5.0) as wire:
        header = b"\x16\x03\x01" + len(sent).to_bytes(2, "big") + b"\x01"
        wire.sendall(header + sent if like_a_hello else sent)
    assert is_served(mutual, trusting(authority, authority.issue("console")))


def test_tls_1_2_is_spoken_and_nothing_older(secured: Any, authority: Any) -> None:
    old = trusting(authority)
    old.minimum_version = ssl.TLSVersion.TLSv1_2
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    assert is_served(secured, old)
    assert server_context(ServerTls(*authority.issue("again"))).minimum_version >= (
        ssl.TLSVersion.TLSv1_2
    )


def test_who_never_agrees_on_tls_is_sent_away(mutual: Any, authority: Any) -> None:
    """They take no more places than others, and not for long."""
    silent = [socket.create_connection(mutual.address, 5.0) for _ in range(50)]
    client = mutual.client(trusting(authority, authority.issue("console")))
    assert client.ask(mutual.units["bess"], READ)[0] == 4
    assert mutual.server.connections <= 8
    for one in silent:
        one.settimeout(5.0)
        with contextlib.suppress(ConnectionResetError):
            assert one.recv(1) == b""
        one.close()


def test_clients_that_go_while_they_agree_leave_nothing(mutual: Any, authority: Any) -> None:
    tls = trusting(authority, authority.issue("console"))
    for _ in range(30):
        with socket.create_connection(mutual.address, 5.0) as plain:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            tls.wrap_socket(plain, server_hostname="localhost").close()
    assert is_served(mutual, tls)
    assert mutual.server.connections <= 8


def test_a_dropped_connection_ends_inside_tls_too(secured: Any, authority: Any) -> None:
    client = secured.client(trusting(authority))
    secured.server.faults.set("bess", "drop")
    client.send(client.frame(secured.units["bess"], READ))
    assert client.is_gone()


def test_files_that_are_none_are_refused(tmp_path: Path, authority: Any) -> None:
    certificate, key = authority.issue("server")
    with pytest.raises(OSError, match="No such file"):
        server_context(ServerTls(tmp_path / "missing.pem", key))
    with pytest.raises(ssl.SSLError):
        server_context(ServerTls(certificate, certificate))


def test_a_key_with_a_passphrase_is_refused_and_not_asked_for(
    tmp_path: Path, authority: Any
) -> None:
    certificate, key = authority.issue("server")
    secret = serialization.load_pem_private_key(key.read_bytes(), None)
    locked = tmp_path / "locked.key"
    locked.write_bytes(
        secret.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"passphrase"),
        )
    )
    with pytest.raises(OSError):  # noqa: PT011 (OpenSSL's own words)
        server_context(ServerTls(certificate, locked))
