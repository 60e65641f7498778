"""The hazard table of Odawara in `docs` is the one that the present site and procedures give."""

from __future__ import annotations

import csv
from pathlib import Path

from procedures.rehearsal.explore import Place, explore, plan
from procedures.rehearsal.workers import cores
from procedures.scenario import scenario_for

TABLE = Path(__file__).parents[2] / "docs" / "hazards-odawara.csv"
CHAPTERS = tuple(f"P{number}" for number in range(1, 10))


def test_the_hazard_table_is_not_stale_and_nothing_critical_comes_through() -> None:
    todo = plan(Place("odawara", scenario_for("odawara")), procedures=CHAPTERS)
    assert todo.completed
    rows = {row.key: row for found in explore(todo.tasks, workers=cores()) for row in found}
    assert [row.key for row in rows.values() if row.open] == []
    with TABLE.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    told = [(*todo.order[n], row["hazard"], row["stopped"]) for n, row in enumerate(written)]
    assert told == [(*key, rows[key].hazard, rows[key].stopped) for key in todo.order]
