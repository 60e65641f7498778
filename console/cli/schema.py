"""kairetsu schema: the form of a kind of file, for editors that check while one types."""

from __future__ import annotations

import argparse
import json

from console.cli.ending import DONE
from devices.words import Language
from procedures.schemas import schema


def print_schema(options: argparse.Namespace, language: Language) -> int:
    """Print the JSON Schema of one form; return the code of the command."""
    print(json.dumps(schema(options.form, language), ensure_ascii=False, indent=2))
    return DONE
