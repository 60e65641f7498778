"""Small widgets, one a file: each takes what it shows and emits what a person wants."""
