"""`make bench`: measure what must be fast, print a table, write build/bench.json.

Nothing passes or fails here. The simulator's figures stand beside a shorter run of the very same
code as plain Python; processor time is counted where one core is meant, wall time where a person
waits. Takes about six minutes.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from measures import COMPILED, PREVIEW_S, settled_island

HERE = Path(__file__).parent
RESULT = Path("build/bench.json")
PLAIN = "plain Python"
STARTS = 5

FIRST_ADVANCE = """
from sim.examples import small_microgrid
from sim import Microgrid
Microgrid(small_microgrid()).advance(0.01)
"""


@dataclass(frozen=True)
class Figure:
    """One line of the table; goal and beside say what the value is compared with."""

    name: str
    value: float
    unit: str
    goal: str
    beside: str


def child(*arguments: str | Path, plain: bool = False) -> str:
    """What a fresh Python prints, with the machine code or without."""
    environment = dict(os.environ)
    environment.pop("NUMBA_DISABLE_JIT", None)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    if plain:
        environment["NUMBA_DISABLE_JIT"] = "1"
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env=environment
    ).stdout


def wall_ms(*arguments: str | Path, plain: bool = False) -> float:
    """Median wall time of fresh processes."""
    times = []
    for _ in range(STARTS):
        begun = time.perf_counter()
        child(*arguments, plain=plain)
        times.append(time.perf_counter() - begun)
    return 1000.0 * median(times)


def simulator() -> tuple[list[Figure], dict[str, Any]]:
    """The figures of measures.py, compiled beside plain, both from one saved state."""
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "island.pickle"
        state.write_bytes(pickle.dumps(settled_island().snapshot()))
        fast = json.loads(child(HERE / "measures.py", state))
        slow = json.loads(child(HERE / "measures.py", state, "plain", plain=True))

    def figure(name: str, key: str, unit: str, goal: str) -> Figure:
        return Figure(name, fast[key], unit, goal, f"{slow[key]:.3g} {unit}, {PLAIN}")

    runs = f"{COMPILED.scenarios} scenarios of {COMPILED.scenario_s / 3600.0:g} h"
    return [
        figure("sim_fixed_realtime_factor", "fixed", "x real time", "10000, a stretch"),
        figure("sim_adaptive_scenario_s_per_s", "adaptive", "s/s", f"1000000, a stretch ({runs})"),
        figure("sim_live_cpu_share", "live", "% of a core", "under 3"),
        figure("sim_preview_60s_ms", "preview", "ms", f"under 20 ({PREVIEW_S:g} s of plant time)"),
        figure("snapshot_ms", "snapshot", "ms", "none set"),
    ], fast


def previews() -> list[Figure]:
    """What a person waits for beside a selected command."""
    measured = json.loads(child(HERE / "previews.py"))
    goal, beside = "under 100", "worst of five commands in the island, 60 s ahead"
    return [
        Figure("preview_ms", measured["simulated"], "ms", goal, beside),
        Figure("preview_live_ms", measured["measured"], "ms", goal, f"{beside}, from readings"),
    ]


def looking() -> list[Figure]:
    """One round of all measured values of the site, ten of which come in a second."""
    spent = json.loads(child(HERE / "looking.py"))
    return [
        Figure(f"{what}_update_us", spent[what], "us", "under 2000", "of 100 ms between two rounds")
        for what in ("picture", "alarms")
    ]


def first_use() -> Figure:
    """From nothing to the first step of a plant: a fresh process, the compile cache warm."""
    plain = wall_ms("-c", FIRST_ADVANCE, plain=True)
    empty = wall_ms("-c", "pass")
    return Figure(
        "import_ms",
        wall_ms("-c", FIRST_ADVANCE),
        "ms",
        "under 1000",
        f"{plain:.3g} ms, {PLAIN}; {empty:.3g} ms, Python itself",
    )


def drill() -> Figure:
    """The whole Odawara drill by the installed command, start of the process included."""
    kairetsu = Path(sys.executable).with_name("kairetsu")
    with tempfile.TemporaryDirectory() as folder:
        command = [str(kairetsu), "rehearse", "odawara", "--json", "--seed", "7"]
        command += ["--record", f"{folder}/drill.sqlite"]
        begun = time.perf_counter()
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        wall_s = time.perf_counter() - begun
    plant_s = float(json.loads(said)["plant_seconds"])
    return Figure(
        "rehearsal_drill_s",
        plant_s / wall_s,
        "plant s per wall s",
        "none set",
        f"{plant_s:.0f} s of plant time in {wall_s:.1f} s",
    )


def explored() -> Figure:
    """Every single deviation of Odawara's P1 to P9, by the installed command on all cores."""
    kairetsu = Path(sys.executable).with_name("kairetsu")
    chapters = ",".join(f"P{number}" for number in range(1, 10))
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "table.json"
        command = [str(kairetsu), "check", "--explore", "odawara", "--procedures", chapters]
        begun = time.perf_counter()
        subprocess.run([*command, "--out", str(table)], check=True, capture_output=True)
        wall_s = time.perf_counter() - begun
        counts = json.loads(table.read_text(encoding="utf-8"))["counts"]
    tried = f"{counts['deviations']} deviations at {counts['steps']} steps"
    return Figure("explore_p1_p9_s", wall_s, "s", "120 on two cores", tried)


def wire() -> list[Figure]:
    """The figures of modbus_load.py: a served site in one process, the console in another."""
    measured = json.loads(child(HERE / "modbus_load.py"))
    window, reads, faults = measured["window"], measured["reads"], measured["faults"]
    polls = (
        f"{window['polls']} polls of 50 devices at 10 Hz, {window['redraws']:.1f} redraws a second"
    )
    late = f"p50 {window['late_p50']:.1f}, worst {window['late_worst']:.1f} ms; {polls}"
    noticed = ", ".join(f"{kind} {s:.1f}" for kind, s in faults["notice"].items())
    back = ", ".join(f"{kind} {s:.1f}" for kind, s in faults["recover"].items())
    untouched = "others untouched" if not faults["others"] else f"suffered: {faults['others']}"
    bare = f"{reads['bare']:,.0f} by a bare client; {reads['registers']} registers a read"
    return [
        Figure("modbus_50x10hz_lateness_p99_ms", window["late_p99"], "ms", "20", late),
        Figure("modbus_reads_per_s", reads["driver"], "reads/s", "none set", bare),
        Figure(
            "click_to_wire_ms",
            window["click_worst"],
            "ms",
            "50",
            f"worst of {window['clicks']}; p50 {window['click_p50']:.1f} ms",
        ),
        Figure(
            "fault_notice_s_max",
            max(faults["notice"].values()),
            "s",
            "6, the 5 s bound of the signals and a poll",
            f"{noticed}; {untouched}",
        ),
        Figure("fault_recover_s_max", max(faults["recover"].values()), "s", "3", back),
    ]


def window() -> list[Figure]:
    """The window: how soon it can be used, its frames and stalls, what it takes of the memory."""

    def plots(name: str) -> Any:
        return last_line(child(HERE / "window_plots.py", name))

    def usable_s() -> float:
        return float(last_line(child(HERE / "window_start.py", str(time.monotonic()))))

    usable_s()  # caches
    stall, memory = last_line(child(HERE / "window_drill.py")), plots("rss_24h_mb")
    grown = f"{memory['2 h']:.0f} after 2 h, {memory['12 h']:.0f} after 12 h, one screen 1920x1080"
    worked = (
        f"at work itself {stall['own']:.0f} ms; {stall['over_50']:.0f} over 50 ms in 60 s;"
        f" while it opens {stall['opening']:.0f} ms"
    )
    frame = "median of 60, six plots of 480x160, processor time"
    return [
        Figure("window_usable_s", median(usable_s() for _ in range(3)), "s", "2", "a click done"),
        Figure("frame_6x36000_ms", plots("frame_6x36000_ms"), "ms", "16", frame),
        Figure("frame_24h_ms", plots("frame_24h_ms"), "ms", "16", f"{frame}; 6 x 864,000 points"),
        Figure("gui_longest_stall_ms", stall["wall"], "ms", "50", worked),
        Figure("rss_24h_mb", memory["24 h"], "MB", "400, and no growth", grown),
        Figure("language_switch_ms", plots("language_switch_ms"), "ms", "none set", "painted"),
    ]


def last_line(said: str) -> Any:
    """What a child has measured; before it others may have spoken."""
    return json.loads(said.strip().splitlines()[-1])


def table(figures: list[Figure]) -> str:
    """The figures in columns."""
    rows = [("figure", "value", "unit", "goal", "beside")]
    rows += [(f.name, f"{f.value:,.4g}", f.unit, f.goal, f.beside) for f in figures]
    widths = [max(len(row[k]) for row in rows) for k in range(5)]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0]), row[1].rjust(widths[1])]
        cells += [row[k].ljust(widths[k]) for k in (2, 3, 4)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def main() -> None:
    """Measure, print, write."""
    figures, measured = simulator()
    figures += [*previews(), *looking(), first_use(), drill(), explored(), *wire(), *window()]
    size = ", ".join(
        f"{count} {what.replace('_', ' ')}" for what, count in measured["size"].items()
    )
    print(f"Odawara as an island with everything fed: {size}")
    print(f"end of {COMPILED.fixed_s:g} s at a fixed 10 ms: state {measured['digest']}\n")
    print(table(figures))
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps([asdict(figure) for figure in figures], indent=1) + "\n")
    print(f"\nwritten to {RESULT}")


if __name__ == "__main__":
    main()
