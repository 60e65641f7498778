"""The record of a sitting: a journal that writes it, a reader, a check, and what it sums up to."""

from procedures.record.errors import RecordError
from procedures.record.journal import Journal
from procedures.record.place import new_record, records_folder
from procedures.record.reading import Branch, Entry, Record, Standing, StoredSnapshot, Telemetry
from procedures.record.samples import Column
from procedures.record.summary import Summary, summarise
from procedures.record.verdict import Damage, Finding, Verdict
from procedures.record.verifying import verify_record

__all__ = [
    "Branch",
    "Column",
    "Damage",
    "Entry",
    "Finding",
    "Journal",
    "Record",
    "RecordError",
    "Standing",
    "StoredSnapshot",
    "Summary",
    "Telemetry",
    "Verdict",
    "new_record",
    "records_folder",
    "summarise",
    "verify_record",
]
