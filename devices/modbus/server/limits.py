"""How much the server gives to one client, and to all of them together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that no client can cross.

    connections: at once; see `Door` for who goes when there are more. buffer_bytes: of requests
    held for one client. unread_bytes: of answers that one client may leave unread before it is
    asked no more. idle_s: without a request. frame_s: for the rest of a frame that has begun.
    unread_s: for answers to be taken. handshake_s: for TLS to be agreed. settled_s: a client that
    asked within this time keeps its place when others press in.
    """

    connections: int = 256
    buffer_bytes: int = 2048
    unread_bytes: int = 16384
    idle_s: float = 120.0
    frame_s: float = 10.0
    unread_s: float = 10.0
    handshake_s: float = 5.0
    settled_s: float = 10.0
