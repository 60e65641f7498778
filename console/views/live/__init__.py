"""What only a live sitting shows: the key to the devices, their lines, and how to turn it."""
