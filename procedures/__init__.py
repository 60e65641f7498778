"""What people do: the procedure language, runs, talk, drills, records and sittings. No Qt."""
