"""The record of a sitting: a journal that writes it, a reader, a check, and what it sums up to."""

from procedures.record.errors import RecordError
from procedures.record.journal import Journal
from procedures.record.place import new_record, records_folder
from procedures.record.reading import Branch, Entry, Record, Standing, StoredSnapshot, Telemetry
from procedures.record.samples import Column
from procedures.record.summary import Summary, summarise

__all__ = [
    "Branch",
    "Column",
    "Entry",
    "Journal",
    "Record",
    "RecordError",
    "Standing",
    "StoredSnapshot",
    "Summary",
    "Telemetry",
    "new_record",
    "records_folder",
    "summarise",
]
