"""What may be asked of the command line, with its help in the language of the person."""

from __future__ import annotations

import argparse
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from console.models.presets import PRESETS
from console.windows import VIEWS
from devices import messages
from devices.words import Language

if TYPE_CHECKING:
    # argparse names the type of its collection of commands privately only
    from argparse import _SubParsersAction

    Commands = _SubParsersAction[argparse.ArgumentParser]

# Those of procedures.schemas, whose models take a second to load.
SCHEMA_FORMS = (
    "procedure",
    "scenario",
    "site",
    "map",
    "connections",
    "hazards",
    "exercise",
    "programme",
    "objectives",
)
SERVED_HOST, SERVED_PORT = "127.0.0.1", 5020  # as in the connections of the sites that ship


def parser(language: Language) -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(prog="kairetsu", description=_say(language, "cli_about"))
    version = f"kairetsu {metadata.version('kairetsu')}"
    help_of_version = _say(language, "cli_version")
    top.add_argument("--version", action="version", version=version, help=help_of_version)
    help_of_language = _say(language, "cli_language")
    top.add_argument("--language", choices=("en", "ja"), help=help_of_language)
    commands = top.add_subparsers(dest="command", required=True)
    # before or behind the command: what is not said behind it leaves what was said before
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--language", choices=("en", "ja"), help=help_of_language)
    commands.add_parser("start", parents=[shared], help=_say(language, "start.about"))
    _add_drills(commands, shared, language)
    _add_ready(commands, shared, language)
    _add_check(commands, shared, language)
    _add_new(commands, shared, language)
    _add_schema(commands, shared, language)
    _add_accept(commands, shared, language)
    _add_probe(commands, shared, language)
    _add_serve(commands, shared, language)
    _add_verify(commands, shared, language)
    _add_export(commands, shared, language)
    _add_branches(commands, shared, language)
    _add_score(commands, shared, language)
    _add_replay(commands, shared, language)
    _add_print(commands, shared, language)
    _add_report(commands, shared, language)
    _add_programme(commands, shared, language)
    _add_exercise(commands, shared, language)
    return top


def _add_drills(commands: Commands, shared: argparse.ArgumentParser, language: Language) -> None:
    drill = argparse.ArgumentParser(add_help=False)
    drill.add_argument("--scenario", help=_say(language, "cli_scenario"))
    drill.add_argument(
        "--procedure", action="append", default=[], help=_say(language, "cli_procedure")
    )
    drill.add_argument("--record", type=Path, help=_say(language, "cli_record"))
    drill.add_argument("--seed", type=int, help=_say(language, "cli_seed"))
    drill.add_argument("--resume", type=Path, metavar="RECORD", help=_say(language, "cli_resume"))

    run = commands.add_parser("run", parents=[shared, drill], help=_say(language, "cli_run"))
    run.add_argument("site", nargs="?", help=_say(language, "cli_site"))
    _add_people(run, language)
    run.add_argument("--live", action="store_true", help=_say(language, "cli_live"))
    run.add_argument("--person", help=_say(language, "cli_person"))
    run.add_argument("--connections", type=Path, help=_say(language, "cli_connections"))
    run.add_argument("--read-only", action="store_true", help=_say(language, "cli_read_only"))
    run.add_argument("--free", action="store_true", help=_say(language, "cli_free"))
    _add_look(run, language)
    # without a display the same drill runs headless, with nothing of its own to say
    run.set_defaults(json=None, skill=None, seeds=None, first_seed=None, workers=None, keep=None)

    fast = _say(language, "cli_speed", default=_say(language, "cli_speed_fast"))
    rehearsal = commands.add_parser(
        "rehearse", parents=[shared, drill], help=_say(language, "cli_rehearse")
    )
    rehearsal.add_argument("site", nargs="?", help=_say(language, "cli_site_or_scenario"))
    rehearsal.add_argument("--speed", type=float, help=fast)
    json_help = _say(language, "cli_json_or_file")
    rehearsal.add_argument("--json", nargs="?", const="-", metavar="FILE", help=json_help)
    rehearsal.add_argument("--skill", type=float, help=_say(language, "cli_skill"))
    rehearsal.add_argument("--seeds", type=int, metavar="N", help=_say(language, "cli_seeds"))
    rehearsal.add_argument("--first-seed", type=int, help=_say(language, "cli_first_seed"))
    rehearsal.add_argument("--workers", type=int, help=_say(language, "cli_workers"))
    keep_help = _say(language, "cli_keep")
    rehearsal.add_argument("--keep", type=Path, metavar="FOLDER", help=keep_help)


def _add_people(run: argparse.ArgumentParser, language: Language) -> None:
    run.add_argument("--speed", type=float, help=_say(language, "cli_speed", default=1))
    run.add_argument("--role", help=_say(language, "cli_role"))
    trainee_help = _say(language, "programme.option_trainee")
    run.add_argument("--trainee", metavar="PERSON", help=trainee_help)
    for name in ("instructor", "evaluator"):
        person_help = _say(language, f"instructor.option_{name}")
        run.add_argument(f"--{name}", metavar="PERSON", help=person_help)


def _add_look(run: argparse.ArgumentParser, language: Language) -> None:
    run.add_argument("--view", choices=VIEWS, default="main", help=_say(language, "cli_view"))
    layouts = [one.name for one in PRESETS]
    layout_help = _say(language, "cli_layout")
    run.add_argument("--layout", choices=layouts, default="", help=layout_help)


def _add_exercise(commands: Commands, shared: argparse.ArgumentParser, language: Language) -> None:
    about = _say(language, "programme.exercise_about")
    exercise = commands.add_parser("exercise", parents=[shared], help=about)
    exercise.add_argument("exercise", nargs="?", help=_say(language, "programme.option_exercise"))
    which = exercise.add_mutually_exclusive_group()
    which.add_argument("--stage", type=int, help=_say(language, "programme.option_stage"))
    which.add_argument("--next", action="store_true", help=_say(language, "programme.option_next"))
    fresh_help = _say(language, "programme.option_fresh")
    exercise.add_argument("--fresh", action="store_true", help=fresh_help)
    _add_people(exercise, language)
    _add_look(exercise, language)
    exercise.add_argument("--record", type=Path, help=_say(language, "cli_record"))
    exercise.add_argument("--seed", type=int, help=_say(language, "cli_seed"))
    # a stage is led as `run` leads a scenario
    exercise.set_defaults(live=False, person=None, connections=None, read_only=False, free=False)
    exercise.set_defaults(procedure=[], resume=None, json=None, skill=None, seeds=None)
    exercise.set_defaults(first_seed=None, workers=None, keep=None)


def _add_ready(commands: Commands, shared: argparse.ArgumentParser, language: Language) -> None:
    ready = commands.add_parser("ready", parents=[shared], help=_say(language, "ready.about"))
    ready.add_argument("site", help=_say(language, "cli_site_or_scenario"))
    ready.add_argument("--scenario", help=_say(language, "cli_scenario"))
    ready.add_argument("--live", action="store_true", help=_say(language, "ready.option_live"))
    ready.add_argument("--person", help=_say(language, "cli_person"))
    ready.add_argument("--connections", type=Path, help=_say(language, "cli_connections"))
    ready.add_argument("--read-only", action="store_true", help=_say(language, "cli_read_only"))
    ready.add_argument("--json", action="store_true", help=_say(language, "ready.option_json"))


def _add_check(commands: Commands, shared: argparse.ArgumentParser, language: Language) -> None:
    check = commands.add_parser("check", parents=[shared], help=_say(language, "cli_check"))
    check.add_argument("files", nargs="*", type=Path, help=_say(language, "cli_files"))
    explore_help = _say(language, "explore.option_explore")
    check.add_argument("--explore", action="store_true", help=explore_help)
    for name in ("kinds", "procedures"):
        check.add_argument(f"--{name}", help=_say(language, f"explore.option_{name}"))
    out_help = _say(language, "explore.option_out")
    check.add_argument("--out", type=Path, action="append", metavar="FILE", help=out_help)
    check.add_argument("--workers", type=int, help=_say(language, "explore.option_workers"))
    resume_help = _say(language, "explore.option_resume")
    check.add_argument("--resume", action="store_true", help=resume_help)


def _add_new(commands: Commands, shared: argparse.ArgumentParser, language: Language) -> None:
    new = commands.add_parser("new", help=_say(language, "cli_new"))
    kinds = new.add_subparsers(dest="what", required=True)
    for what in ("procedure", "site"):
        kind = kinds.add_parser(what, parents=[shared], help=_say(language, f"cli_new_{what}"))
        kind.add_argument("name", help=_say(language, "cli_new_called"))
        folder_help = _say(language, "cli_new_folder")
        kind.add_argument("--folder", type=Path, default=Path(), help=folder_help)
        if what == "procedure":
            kind.add_argument("--site", required=True, help=_say(language, "cli_site"))


def _add_schema(commands: Commands, shared: argparse.ArgumentParser, language: Language) -> None:
    schema = commands.add_parser("schema", parents=[shared], help=_say(language, "cli_schema"))
    schema.add_argument("form", choices=SCHEMA_FORMS, help=_say(language, "cli_schema_form"))


def _add_accept(commands: Commands, shared: argparse.ArgumentParser, language: Language) -> None:
    accept = commands.add_parser("accept", parents=[shared], help=_say(language, "cli_accept"))
    accept.add_argument("site", help=_say(language, "cli_site"))
    accept.add_argument("numbers", nargs="*", help=_say(language, "cli_numbers"))
    accept.add_argument("--all", action="store_true", help=_say(language, "cli_accept_all"))
    accept.add_argument("--person", help=_say(language, "cli_person"))


def _add_probe(commands: Commands, shared: argparse.ArgumentParser, language: Language) -> None:
    probe = commands.add_parser("probe", parents=[shared], help=_say(language, "cli_probe"))
    probe.add_argument("host", nargs="?", help=_say(language, "cli_probe_host"))
    probe.add_argument("--port", type=int, help=_say(language, "cli_probe_port"))
    probe.add_argument("--units", help=_say(language, "cli_probe_some"))
    for name in ("ca", "certificate", "key"):
        file_help = _say(language, f"cli_probe_tls_{name}")
        probe.add_argument(f"--tls-{name}", type=Path, help=file_help)
    name_help = _say(language, "cli_probe_server_name")
    probe.add_argument("--server-name", default="", help=name_help)
    probe.add_argument("--serial", help=_say(language, "cli_probe_serial_port"))
    probe.add_argument("--baud", type=int, default=9600, help=_say(language, "cli_probe_baud"))
    parities = ("none", "even", "odd")
    parity_help = _say(language, "cli_probe_parity")
    probe.add_argument("--parity", choices=parities, default="even", help=parity_help)
    probe.add_argument("--json", action="store_true", help=_say(language, "cli_json"))


def _add_serve(commands: Commands, shared: argparse.ArgumentParser, language: Language) -> None:
    serve = commands.add_parser("serve", parents=[shared], help=_say(language, "serve.about"))
    serve.set_defaults(procedure=())
    serve.add_argument("site", help=_say(language, "cli_site"))
    serve.add_argument("--scenario", help=_say(language, "cli_scenario"))
    serve.add_argument("--seed", type=int, default=0, help=_say(language, "cli_seed"))
    host_help = _say(language, "serve.option_host", default=SERVED_HOST)
    serve.add_argument("--host", default=SERVED_HOST, help=host_help)
    port_help = _say(language, "serve.option_port", default=SERVED_PORT)
    serve.add_argument("--port", type=int, default=SERVED_PORT, help=port_help)
    for name in ("certificate", "key", "ca"):
        file_help = _say(language, f"serve.option_tls_{name}")
        serve.add_argument(f"--tls-{name}", type=Path, help=file_help)
    fault_help = _say(language, "serve.option_fault")
    serve.add_argument("--fault", action="append", default=[], help=fault_help)
    serve.add_argument("--speed", type=float, help=_say(language, "serve.option_speed"))
    frozen_help = _say(language, "serve.option_frozen")
    serve.add_argument("--frozen", action="store_true", help=frozen_help)


def _add_verify(commands: Commands, shared: argparse.ArgumentParser, language: Language) -> None:
    verify = commands.add_parser("verify", parents=[shared], help=_say(language, "verify.about"))
    records_help = _say(language, "verify.option_records")
    verify.add_argument("records", nargs="+", type=Path, metavar="RECORD", help=records_help)
    verify.add_argument("--json", action="store_true", help=_say(language, "verify.option_json"))


def _add_export(commands: Commands, shared: argparse.ArgumentParser, language: Language) -> None:
    export = commands.add_parser("export", parents=[shared], help=_say(language, "export.about"))
    record_help = _say(language, "export.option_record")
    export.add_argument("record", type=Path, metavar="RECORD", help=record_help)
    csv_help, json_help = (_say(language, f"export.option_{form}") for form in ("csv", "json"))
    export.add_argument("--csv", type=Path, metavar="FOLDER", help=csv_help)
    export.add_argument("--json", type=Path, metavar="FILE", help=json_help)


def _add_score(commands: Commands, shared: argparse.ArgumentParser, language: Language) -> None:
    score = commands.add_parser("score", parents=[shared], help=_say(language, "score.about"))
    record_help = _say(language, "score.option_record")
    score.add_argument("record", type=Path, metavar="RECORD", help=record_help)
    json_help = _say(language, "score.option_json")
    score.add_argument("--json", nargs="?", const="-", metavar="FILE", help=json_help)
    about = _say(language, "score.reference_about")
    reference = commands.add_parser("reference", parents=[shared], help=about)
    file_help = _say(language, "score.reference_option_file")
    reference.add_argument("files", nargs="*", metavar="FILE", help=file_help)
    all_help = _say(language, "score.reference_option_all")
    reference.add_argument("--all", action="store_true", help=all_help)


def _add_branches(commands: Commands, shared: argparse.ArgumentParser, language: Language) -> None:
    branches = commands.add_parser(
        "branches", parents=[shared], help=_say(language, "branches.about")
    )
    record_help = _say(language, "branches.option_record")
    branches.add_argument("record", type=Path, metavar="RECORD", help=record_help)
    compare_help = _say(language, "branches.option_compare")
    pair = ("FIRST", "SECOND")
    branches.add_argument("--compare", nargs=2, type=int, metavar=pair, help=compare_help)
    signal_help = _say(language, "branches.option_signal")
    branches.add_argument("--signal", action="append", default=[], help=signal_help)
    branches.add_argument("--json", action="store_true", help=_say(language, "cli_json"))


def _add_print(commands: Commands, shared: argparse.ArgumentParser, language: Language) -> None:
    paper = commands.add_parser("print", parents=[shared], help=_say(language, "paper.about"))
    paper.add_argument("site", help=_say(language, "paper.option_site"))
    paper.add_argument("--scenario", help=_say(language, "cli_scenario"))
    procedure_help = _say(language, "paper.option_procedure")
    paper.add_argument("--procedure", action="append", default=[], help=procedure_help)
    paper.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help=_say(language, "paper.option_out")
    )
    chain_help = _say(language, "paper.option_chain_only")
    paper.add_argument("--chain-only", action="store_true", help=chain_help)


def _add_programme(commands: Commands, shared: argparse.ArgumentParser, language: Language) -> None:
    about = _say(language, "programme.about")
    programme = commands.add_parser("programme", parents=[shared], help=about)
    programme.add_argument("--person", help=_say(language, "programme.option_person"))
    programme.add_argument("--site", help=_say(language, "programme.option_site"))
    records_help = _say(language, "programme.option_records")
    programme.add_argument("--records", type=Path, metavar="FOLDER", help=records_help)
    programme.add_argument("--json", action="store_true", help=_say(language, "cli_json"))
    about = _say(language, "programme.compare_about")
    compare = commands.add_parser("compare", parents=[shared], help=about)
    compare_help = _say(language, "programme.option_compare")
    compare.add_argument("records", nargs="+", type=Path, metavar="RECORD", help=compare_help)
    compare.add_argument("--json", action="store_true", help=_say(language, "cli_json"))


def _add_report(commands: Commands, shared: argparse.ArgumentParser, language: Language) -> None:
    report = commands.add_parser("report", parents=[shared], help=_say(language, "report.about"))
    record_help = _say(language, "report.option_record")
    report.add_argument("record", type=Path, metavar="RECORD", help=record_help)
    for form in ("pdf", "html", "csv", "json"):
        form_help = _say(language, f"report.option_{form}")
        report.add_argument(f"--{form}", type=Path, metavar="FILE", help=form_help)
    for name in ("force", "show"):
        name_help = _say(language, f"report.option_{name}")
        report.add_argument(f"--{name}", action="store_true", help=name_help)


def _add_replay(commands: Commands, shared: argparse.ArgumentParser, language: Language) -> None:
    replay = commands.add_parser("replay", parents=[shared], help=_say(language, "replay.about"))
    record_help = _say(language, "replay.option_record")
    replay.add_argument("record", type=Path, metavar="RECORD", help=record_help)
    replay.add_argument("--at", metavar="TIME", help=_say(language, "replay.option_at"))
    replay.add_argument("--speed", type=float, help=_say(language, "replay.option_speed"))
    replay.add_argument("--branch", type=int, help=_say(language, "replay.option_branch"))
    replay.add_argument("--text", action="store_true", help=_say(language, "replay.option_text"))
    replay.add_argument("--json", action="store_true", help=_say(language, "replay.option_json"))
    evaluator_help = _say(language, "replay.option_evaluator")
    replay.add_argument("--evaluator", metavar="PERSON", default="", help=evaluator_help)
    replay.add_argument("--fork", metavar="TIME", help=_say(language, "replay.option_fork"))
    new_help = _say(language, "replay.option_new")
    replay.add_argument("--record", dest="new", type=Path, metavar="NEW", help=new_help)
    replay.add_argument("--role", help=_say(language, "cli_role"))


def _say(language: Language, key: str, **filled: object) -> str:
    return messages.text(language, key, **filled)
