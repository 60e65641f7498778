"""Digests of a few sittings: well and badly, by two people, one that cannot be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import numpy as np

from devices.words import Words
from procedures.drill.programme.comparison import Comparison, Curve, RunSeen, side_by_side
from procedures.drill.programme.digest import Deed, Digest, How, Marks

_JAPAN = timezone(timedelta(hours=9))
_P4 = "odawara-p4-black-start"


def _deed(step: str, how: How, took_s: float, at_s: float) -> Deed:
    return Deed("ozawa", "MGC", _P4, step, how, at_s, took_s, 60.0)


TRAINED: tuple[Digest, ...] = (
    Digest(
        "new.sqlite",
        site="odawara",
        scenario="odawara-first-activation",
        mode="drill",
        ending="completed",
        opened=datetime(2026, 11, 10, 9, tzinfo=_JAPAN),
        length_s=9000.0,
        number="S1",
        level="beginner",
        title=Words("First activation, fine day", "初めての発動（晴天）"),
        trainees=("ozawa",),
        roles=("MGC",),
        deeds=(
            _deed("4.3", How.MET, 41.0, 100.0),
            _deed("4.1a", How.LATE, 95.0, 200.0),
            _deed("4.1c", How.FAILED, 30.0, 300.0),
        ),
        wrong={"ozawa": 2},
        marks=Marks(59.0, critical=True, groups={"safety": (10.0, 30.0), "time": (12.0, 15.0)}),
    ),
    Digest(
        "stage.sqlite",
        site="odawara",
        scenario="odawara-2022-1-order",
        mode="drill",
        ending="completed",
        opened=datetime(2026, 3, 2, 9, tzinfo=_JAPAN),
        length_s=1800.0,
        number="O1-1",
        trainees=("hayashi",),
        roles=("MGC",),
        deeds=(Deed("hayashi", "MGC", "odawara-p1-activation", "1.1", How.MET, 50.0, 30.0, 60.0),),
    ),
    Digest(
        "broken.sqlite",
        ending="damaged",
        opened=datetime(2026, 2, 1, 9, tzinfo=_JAPAN),
        trouble=Words("The file is not a database.", "データベースではありません。"),
    ),
)


def compared() -> Comparison:
    """The same drill by two people: the second was slower, and left a step out."""
    first = TRAINED[0]
    second = replace(
        first,
        record="second.sqlite",
        trainees=("hayashi",),
        deeds=(_deed("4.3", How.MET, 55.0, 100.0), _deed("4.1a", How.SKIPPED, 1.0, 210.0)),
        marks=Marks(81.5, critical=False, groups={"safety": (30.0, 30.0), "time": (9.5, 15.0)}),
    )
    times_s = np.linspace(0.0, 9000.0, 300)
    soc, f = 80.0 - times_s / 900.0, np.where(times_s > 4000.0, 50.0, 0.0)
    runs = tuple(
        RunSeen(
            digest,
            {"bess.soc_pct": Curve(times_s, soc - n), "island.f_hz": Curve(times_s, f + n * 0.02)},
        )
        for n, digest in enumerate((first, second))
    )
    return side_by_side(runs)
