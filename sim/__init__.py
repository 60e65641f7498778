"""Physics of a microgrid and its battery: pure functions over numpy arrays, compiled by numba."""
