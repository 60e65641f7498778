"""Lines from standard input, answered one after the other with a line of JSON each."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from devices.events import Json

LONGEST_LINE = 4096

Answer = Callable[[str], Awaitable[Mapping[str, Json]]]


class ControlLines:
    """Hands each line to `answer` and prints what it returns.

    too_long: what answers a line beyond LONGEST_LINE.
    """

    def __init__(
        self,
        answer: Answer,
        *,
        too_long: Mapping[str, Json],
        read_from: int = 0,
        write_to: int = 1,
    ) -> None:
        self._answer = answer
        self._too_long = too_long
        self._from = read_from
        self._to = write_to

    async def run(self) -> bool:
        """Answer until the input ends; return whether a line had come.

        A service without an input, or behind a terminal that it does not have, never had one.
        """
        came = False
        if not _is_ours(self._from):
            return came
        async for line in self._lines():
            came = True
            await self._answer_one(line)
        return came

    def say(self, told: Mapping[str, Json]) -> None:
        """Print one line of JSON; raises OSError when nobody can read it any more."""
        data = json.dumps(told, ensure_ascii=False).encode() + b"\n"
        while data:
            data = data[os.write(self._to, data) :]

    async def _answer_one(self, line: bytes) -> None:
        if len(line) > LONGEST_LINE:
            self.say(self._too_long)
        elif line.strip():
            self.say(await self._answer(line.decode(errors="replace")))

    async def _lines(self) -> AsyncIterator[bytes]:
        """Every line as it comes; of one that is too long only so much that this can be seen."""
        held = b""
        while chunk := await self._chunk():
            *whole, rest = chunk.split(b"\n")
            for part in whole:
                yield held + part
                held = b""
            held = (held + rest)[: LONGEST_LINE + 1]
        if held:
            yield held

    async def _chunk(self) -> bytes:
        """The next bytes; none at the end of the input."""
        loop, ready = asyncio.get_running_loop(), asyncio.Event()
        try:
            loop.add_reader(self._from, ready.set)
        except PermissionError:
            ready.set()  # a file cannot be waited for: all of it is there
        try:
            await ready.wait()
            return os.read(self._from, LONGEST_LINE)
        except OSError:
            return b""  # the terminal went
        finally:
            loop.remove_reader(self._from)


def _is_ours(descriptor: int) -> bool:
    """Whether it may be read: reading a terminal from the background would stop the program."""
    try:
        return not os.isatty(descriptor) or os.tcgetpgrp(descriptor) == os.getpgrp()
    except OSError:
        return False
