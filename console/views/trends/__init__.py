"""Plots of the last minutes, hours and days, with one cursor through all of them."""
