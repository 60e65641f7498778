"""What every test stands on: a Qt without a screen, and no thread left behind."""

from __future__ import annotations

import datetime
import ipaddress
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import settings

# Before any test imports Qt. To watch the windows, say QT_QPA_PLATFORM=xcb.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The first example may compile a numba function, so no deadline; the same examples every time,
# so that a red run can be repeated.
settings.register_profile("kairetsu", deadline=None, derandomize=True, database=None)
settings.load_profile("kairetsu")

_LAST_WORDS_S = 2.0
_FIRST = ("system", "console", "procedures")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the rooms whose tests take longest: the quick ones fill the gaps at the end."""
    items.sort(key=lambda item: _turn_of(item.nodeid.split("/")[1]))


def _turn_of(room: str) -> int:
    return _FIRST.index(room) if room in _FIRST else len(_FIRST)


@pytest.fixture(autouse=True)
def no_thread_left_behind() -> Iterator[None]:
    """Fail a test whose threads outlive it: whoever starts a thread also ends it."""
    before = set(threading.enumerate())
    yield
    started = [thread for thread in threading.enumerate() if thread not in before]
    for thread in started:
        thread.join(_LAST_WORDS_S)
    left = sorted(thread.name for thread in started if thread.is_alive())
    assert not left, f"threads left behind: {', '.join(left)}"


class Authority:
    """A certificate authority for one test session; `ca` is the file that clients trust."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self._key = ec.generate_private_key(ec.SECP256R1())
        ca = self._builder(self._name, self._key).add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True
        )
        self.ca = folder / f"{name}.pem"
        self.ca.write_bytes(self._signed(ca))

    def issue(self, name: str) -> tuple[Path, Path]:
        """A certificate and its key (mode 600) for `name`, good for this computer's loopback."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        reached = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        builder = self._builder(subject, key).add_extension(
            x509.SubjectAlternativeName(reached), critical=False
        )
        certificate, secret = self._folder / f"{name}.crt", self._folder / f"{name}.key"
        certificate.write_bytes(self._signed(builder))
        secret.touch(mode=0o600)
        secret.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return certificate, secret

    def _builder(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey
    ) -> x509.CertificateBuilder:
        now = datetime.datetime.now(datetime.UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=2))
        )

    def _signed(self, builder: x509.CertificateBuilder) -> bytes:
        signed = builder.sign(self._key, hashes.SHA256())
        return signed.public_bytes(serialization.Encoding.PEM)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Who signs certificates of servers and clients."""
    return Authority(tmp_path_factory.mktemp("authority"), "authority")


@pytest.fixture(scope="session")
def other_authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Somebody whose certificates nobody trusts."""
    return Authority(tmp_path_factory.mktemp("other-authority"), "other-authority")
