"""The record of a sitting: a journal that writes it, a reader, and what it sums up to."""

from procedures.record.format import RecordError
from procedures.record.journal import Column, Journal
from procedures.record.place import new_record, records_folder
from procedures.record.reading import Entry, Record, Telemetry
from procedures.record.summary import Summary, summarise

__all__ = [
    "Column",
    "Entry",
    "Journal",
    "Record",
    "RecordError",
    "Summary",
    "Telemetry",
    "new_record",
    "records_folder",
    "summarise",
]
