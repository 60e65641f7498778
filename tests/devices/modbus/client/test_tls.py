"""Modbus/TCP Security: both sides show a certificate, and the frames inside are MBAP."""

from __future__ import annotations

import asyncio
import ssl
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from devices.modbus.client import ConnectionBroke, NoConnection, Unit, Wire
from devices.registers import Block, Table
from devices.site.connections import Line, TlsFiles

TEN = Block(Table.HOLDING, 100, 10)


@pytest.fixture(scope="session")
def files(authority: Any) -> TlsFiles:
    certificate, key = authority.issue("client")
    return TlsFiles(authority.ca, certificate, key)


@pytest.fixture(scope="session")
def server_context(authority: Any) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority.issue("server"))
    context.load_verify_locations(authority.ca)
    context.verify_mode = ssl.CERT_REQUIRED
    return context


def unit_of(device: Any, files: TlsFiles) -> Unit:
    line = replace(device.line, tls=files)
    return Unit(Wire(line, time_s=lambda: 0.0), 6, 5.0)


def test_both_sides_prove_themselves_and_registers_are_read(
    served: Any, run: Any, files: TlsFiles, server_context: ssl.SSLContext
) -> None:
    async def story() -> None:
        async with served(server_context) as device:
            unit = unit_of(device, files)
            await unit.wire.open(5.0)
            assert (await unit.read(TEN)).values == tuple(range(100, 110))
            session = device.writers[0].get_extra_info("ssl_object")
            assert session.version() in {"TLSv1.2", "TLSv1.3"}
            assert session.getpeercert()["subject"]
            unit.wire.drop()

    run(story())


def test_a_reply_split_over_two_records_is_one_reply(
    served: Any, run: Any, files: TlsFiles, server_context: ssl.SSLContext
) -> None:
    async def story() -> None:
        async with served(server_context) as device:

            async def in_two_records(frame: Any, writer: Any) -> None:
                reply = frame.reply(device.right_pdu(frame))
                for part in (reply[:11], reply[11:]):
                    writer.write(part)
                    await asyncio.sleep(0.05)

            device.answer = in_two_records
            unit = unit_of(device, files)
            await unit.wire.open(5.0)
            assert (await unit.read(TEN)).values == tuple(range(100, 110))
            unit.wire.drop()

    run(story())


def test_a_server_of_another_authority_is_not_trusted(
    served: Any, run: Any, files: TlsFiles, other_authority: Any
) -> None:
    async def story() -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*other_authority.issue("server"))
        async with served(context) as device:
            unit = unit_of(device, files)
            with pytest.raises(NoConnection, match="does not prove"):
                await unit.wire.open(5.0)
            assert device.frames == []

    run(story())


def test_a_certificate_for_another_name_is_not_trusted(
    served: Any, run: Any, files: TlsFiles, server_context: ssl.SSLContext
) -> None:
    async def story() -> None:
        async with served(server_context) as device:
            unit = unit_of(device, replace(files, server_name="somebody.example"))
            with pytest.raises(NoConnection, match="does not prove"):
                await unit.wire.open(5.0)

    run(story())


def test_a_client_without_a_certificate_is_turned_away(
    served: Any, run: Any, files: TlsFiles, server_context: ssl.SSLContext
) -> None:
    async def story() -> None:
        async with served(server_context) as device:
            unit = unit_of(device, TlsFiles(files.ca))
            await unit.wire.open(5.0)  # TLS 1.3 tells it with the first read only
            with pytest.raises(ConnectionBroke):
                await unit.read(TEN)
            assert device.frames == []

    run(story())


def test_tls_older_than_1_2_is_refused(
    served: Any, run: Any, files: TlsFiles, server_context: ssl.SSLContext, authority: Any
) -> None:
    async def story() -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*authority.issue("server"))
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # old on purpose
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        async with served(context) as device:
            with pytest.raises(NoConnection):
                await unit_of(device, files).wire.open(5.0)

    run(story())


def test_a_peer_that_never_finishes_the_handshake_costs_the_deadline_only(
    run: Any, files: TlsFiles
) -> None:
    async def story() -> None:
        connected = asyncio.Event()
        writers: list[asyncio.StreamWriter] = []

        def accept(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writers.append(writer)
            connected.set()

        server = await asyncio.start_server(accept, "127.0.0.1", 0)
        line = Line("t", host="127.0.0.1", port=server.sockets[0].getsockname()[1], tls=files)
        with pytest.raises(NoConnection, match="in time"):
            await Wire(line, time_s=lambda: 0.0).open(0.2)
        assert connected.is_set()
        server.close()
        for writer in writers:
            writer.transport.abort()
        await asyncio.sleep(0)

    run(story())


@pytest.mark.parametrize("which", ["ca", "certificate", "key"])
def test_a_missing_or_damaged_file_is_told_and_nothing_is_dialled(
    run: Any, served: Any, files: TlsFiles, tmp_path: Path, which: str
) -> None:
    async def story() -> None:
        async with served() as device:
            damaged = tmp_path / "damaged.pem"
            damaged.write_text("no certificate")
            for path in (damaged, tmp_path / "missing.pem"):
                with pytest.raises(NoConnection):
                    await unit_of(device, replace(files, **{which: path})).wire.open(1.0)
            assert device.openings == []

    run(story())
