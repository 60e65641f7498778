"""The display for a hall screen."""
