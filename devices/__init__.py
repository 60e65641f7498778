"""What stands outside: the site, its signals, drivers, command gate, interlocks and alarms."""
