"""The cells of a device as they were last read, or as a server shows them."""

from __future__ import annotations

from collections.abc import Sequence

from devices.registers.model import Table


class Image:
    """Registers (0..65535) and bits (0, 1) by table and address; what was never put is unknown."""

    def __init__(self) -> None:
        self._cells: dict[Table, dict[int, int]] = {table: {} for table in Table}

    def copy(self) -> Image:
        """Return another image with the same cells."""
        other = Image()
        other._cells = {table: dict(cells) for table, cells in self._cells.items()}
        return other

    def put(self, table: Table, address: int, cells: Sequence[int]) -> None:
        """Take the cells from `address` on."""
        self._cells[table].update(zip(range(address, address + len(cells)), cells, strict=True))

    def get(self, table: Table, address: int, count: int) -> tuple[int, ...] | None:
        """Return `count` cells from `address` on, or None when one of them is unknown."""
        cells = self._cells[table]
        try:
            return tuple([cells[one] for one in range(address, address + count)])
        except KeyError:
            return None

    def forget(self, table: Table, address: int, count: int) -> None:
        """Make `count` cells from `address` on unknown: they could not be read again."""
        cells = self._cells[table]
        for one in range(address, address + count):
            cells.pop(one, None)
