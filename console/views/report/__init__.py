"""The window of an after-action report: read, finished by people, approved, exported."""
