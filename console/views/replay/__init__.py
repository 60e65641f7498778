"""A record that is shown again: its bar, its time with marks, its events, and the way on."""
