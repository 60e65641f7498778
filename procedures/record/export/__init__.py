"""A record as files for other programs: CSV and JSON."""

from procedures.record.export.csv_files import export_csv
from procedures.record.export.json_file import export_json
from procedures.record.export.source import Progress, Source

__all__ = ["Progress", "Source", "export_csv", "export_json"]
