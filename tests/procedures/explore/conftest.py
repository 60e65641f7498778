"""Two small operations at Odawara whose every deviation has a known end."""

from __future__ import annotations

from pathlib import Path

import pytest

from procedures.rehearsal.explore import Place

START = """# The last steps before a black start, of which each has its guard, or none.
procedure: try-start
site: odawara
chain: T1
title: {en: Start, ja: 起動}
safe_state: stop-bess
steps:
  - id: "1"
    say:
      to: MGC
      text: {en: "Energising is permitted.", ja: 「充電を許可します」}
      read_back: {en: "Energising permitted.", ja: 「充電許可、了解」}
      enters: {permit.energise: true}
    role: TSO-D
    title: {en: Permit to energise, ja: 充電を許可する}
    limit: 5 min
  - id: "2"
    say:
      to: TSO-F
      text: {en: "K-12: lock, tag.", ja: 「K-12、施錠、札掛け」}
      read_back: {en: "K-12: lock, tag.", ja: 「K-12、施錠、札掛け」}
      order: k12.order_lock
      act: [k12.lock]
      report:
        text: {en: "K-12 locked, tagged.", ja: 「K-12、施錠、札よし」}
        enters: [k12.locked, k12.tagged]
    role: TSO-D
    title: {en: Have K-12 locked and tagged, ja: K-12を施錠し札を掛けさせる}
    expect: k12.locked and k12.tagged
    limit: 5 min
  - id: H1
    hold: {id: H1, roles: [MGC, CHIEF], require: k12.locked and k12.tagged and permit.energise}
    role: MGC
    title: {en: Hold point, ja: 確認ポイント}
    limit: 5 min
  - id: "3"
    do: relay.set_group
    with: {group: 2}
    role: MGC
    title: {en: Group 2, ja: 整定値グループ2}
    expect: relay.group == 2
    limit: 2 min
  - id: "4"
    do: cb52b.close
    role: MGC
    title: {en: Close 52B, ja: 52Bを投入する}
    expect: cb52b.position == 'closed'
    limit: 2 min
  - id: "5"
    do: bess.start_black
    role: MGC
    title: {en: Black start, ja: 自立起動する}
    expect: bess.state == 'running' and island.v_kv > 6
    limit: 2 min
  - id: "6"
    note: {text: {en: Started., ja: 起動した。}}
    role: MGC
    title: {en: Log, ja: 記録する}
  - id: "7"
    wait: {time: 2 min}
    role: MGC
    title: {en: Wait, ja: 待つ}
"""
START_SCENARIO = """scenario: try-start-now
site: odawara
title: {en: Start, ja: 起動}
start:
  phase: READY_TO_ENERGISE
  grid_live: false
  k12_closed: false
  cb52b_closed: false
  blocks_closed: false
  relay_group: 1
  evt_in: true
  anti_islanding: false
  secondary: true
  bess_mode: grid_forming
  bess_running: false
  pv_running: false
  board:
    {permit.requested: true, permit.agreed: true, permit.line_ok: true, permit.dead: true,
     k12.locked: false, k12.tagged: false}
happenings:
  - {id: unlocked, at: 1 s, act: k12.lose_lock, title: {en: No lock, ja: 施錠なし}}
chain: [try-start]
"""
STOP = """# The end of an island, where protection is the last that stands.
procedure: try-stop
site: odawara
chain: T2
title: {en: Stop, ja: 停止}
safe_state: stop-bess
steps:
  - id: "1"
    do: bess.stop
    role: MGC
    title: {en: Stop the BESS, ja: BESSを停止する}
    limit: 2 min
  - id: "2"
    do: cb52b.open
    role: MGC
    title: {en: Open 52B, ja: 52Bを開放する}
    expect: cb52b.position == 'open'
    limit: 2 min
  - id: "3"
    wait: {time: 2 min}
    role: MGC
    title: {en: Wait, ja: 待つ}
"""
STOP_SCENARIO = """scenario: try-stop-now
site: odawara
title: {en: Stop, ja: 停止}
start:
  phase: STOP_PREP
  grid_live: false
  k12_closed: false
  cb52b_closed: true
  blocks_closed: true
  relay_group: 2
  evt_in: true
  anti_islanding: false
  secondary: true
  bess_mode: grid_forming
  bess_running: true
  island_live: true
  board:
    {permit.requested: true, permit.agreed: true, permit.line_ok: true, permit.dead: true,
     permit.energise: true}
chain: [try-stop]
"""
FILES = {
    "try-start": START,
    "try-start-now": START_SCENARIO,
    "try-stop": STOP,
    "try-stop-now": STOP_SCENARIO,
}


def write(folder: Path) -> None:
    for name, text in FILES.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    there = tmp_path_factory.mktemp("explore")
    write(there)
    return there


@pytest.fixture(scope="session")
def start(folder: Path) -> Place:
    return Place("odawara", str(folder / "try-start-now.yaml"))


@pytest.fixture(scope="session")
def stop(folder: Path) -> Place:
    return Place("odawara", str(folder / "try-stop-now.yaml"))
