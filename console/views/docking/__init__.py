"""Panels that can be moved, stacked behind tabs, floated onto another screen and closed."""
