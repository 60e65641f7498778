"""Modbus: real devices as a plant, and the simulated site served as real devices."""
