"""The instructor station: a second window, which leads a drill and which the trainee never sees."""
