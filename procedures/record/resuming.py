"""What a writer takes over from a record that another one began."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from procedures.record.hashing import root_hash
from procedures.record.packing import unpack_samples
from procedures.record.samples import Samples
from procedures.record.seals import Seal
from procedures.record.tips import Tip, Tips, tips_at_start


def tips_of(connection: sqlite3.Connection) -> Tips:
    """The end of a record as it stands in its tables; raises sqlite3.Error."""
    header = connection.execute("SELECT key, value FROM header ORDER BY key").fetchall()
    signals = connection.execute(
        "SELECT position, name, unit, en, ja, states FROM signal ORDER BY position"
    ).fetchall()
    tips = tips_at_start(root_hash(header, signals))
    newest = connection.execute(
        "SELECT number, hash, branch FROM event ORDER BY number DESC LIMIT 1"
    ).fetchone()
    if newest is not None:
        number, digest, branch = newest
        tips = replace(tips.after_event(Tip(number, digest)), branch=branch)
    unsealed = (
        Seal(table, number, digest)
        for table in ("telemetry", "snapshot")
        for number, digest in connection.execute(
            f"SELECT number, hash FROM {table} WHERE after = ? ORDER BY number",
            (tips.last.number,),
        )
    )
    return replace(
        tips,
        branches=_greatest(connection, "branch", "event", 1),
        chunks=_greatest(connection, "number", "telemetry", 0),
        snapshots=_greatest(connection, "number", "snapshot", 0),
        unsealed=tuple(unsealed),
    )


def _greatest(connection: sqlite3.Connection, column: str, table: str, least: int) -> int:
    (found,) = connection.execute(f"SELECT max({column}) FROM {table}").fetchone()
    return least if found is None else int(found)


def loose_samples(connection: sqlite3.Connection, branch: int) -> Samples:
    """The samples that no chunk has taken yet; raises sqlite3.Error and Damaged."""
    newest = connection.execute("SELECT max(to_s) FROM telemetry WHERE branch = ?", (branch,))
    samples = Samples(last_s=newest.fetchone()[0])
    columns = _greatest(connection, "position", "signal", -1) + 1
    for rows, data in connection.execute("SELECT rows, data FROM loose ORDER BY number"):
        for time_s, values in zip(*unpack_samples(data, rows, columns), strict=True):
            samples.add(float(time_s), values)
    samples.kept()
    return samples
