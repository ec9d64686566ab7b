"""JPEG strips of a TIFF joined to one JPEG, without decoding them.

Strips are JPEG images that share their tables. Each begins anew, as after a restart
marker; so the coded data of all strips with such markers between them is one image.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

SOI, EOI, RESTART_INTERVAL = b"\xff\xd8", b"\xff\xd9", 0xDD
# Baseline and extended coding; progressive JPEG cannot be cut into strips.
FRAMES, SCAN = (0xC0, 0xC1), 0xDA
# Segments that would make a strip differ from its neighbours.
OWN_TABLES = (0xDB, 0xC4, 0xDD)
MOST_RESTART = 0xFFFF


class Strip(Struct, frozen=True):
    """The segments of a JPEG up to its coded data, and that data."""

    segments: tuple[tuple[int, bytes], ...]
    coded: bytes

    def body(self, *markers: int) -> bytes | None:
        """Return the first segment with one of these markers."""
        return next((body for marker, body in self.segments if marker in markers), None)


def joined(
    strips: Sequence[bytes], tables: bytes, width: int, height: int, rows: int
) -> bytes | None:
    """Return one JPEG of ``strips`` of ``rows`` rows each; None where they cannot be joined."""
    parts = [part for part in map(_parts, strips) if part is not None]
    frame = parts[0].body(*FRAMES) if parts else None
    if frame is None or len(parts) < len(strips):
        return None
    restart = b""
    if len(parts) > 1:
        units = _units(frame, width, rows)
        if units is None or not _alike(parts):
            return None
        restart = _segment(RESTART_INTERVAL, units.to_bytes(2, "big"))
    head = [
        _segment(marker, _sized(body, height) if marker in FRAMES else body)
        for marker, body in parts[0].segments
        if marker != SCAN
    ]
    scan = _segment(SCAN, parts[0].body(SCAN) or b"")
    coded = [parts[0].coded]
    coded += [bytes([0xFF, 0xD0 + i % 8]) + part.coded for i, part in enumerate(parts[1:])]
    shared = tables.removeprefix(SOI).removesuffix(EOI)
    return b"".join([SOI, shared, *head, restart, scan, *coded, EOI])


def _alike(parts: Sequence[Strip]) -> bool:
    """Tell whether strips have no tables of their own and are coded in the same way."""
    own = any(marker in OWN_TABLES for part in parts for marker, _ in part.segments)
    return not own and len({part.body(SCAN) for part in parts}) == 1


def _segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body


def _sized(frame: bytes, height: int) -> bytes:
    return frame[:1] + height.to_bytes(2, "big") + frame[3:]


def _parts(strip: bytes) -> Strip | None:
    """Take a JPEG apart; None for what is not one of a single scan."""
    if not strip.startswith(SOI):
        return None
    place, segments = len(SOI), list[tuple[int, bytes]]()
    while place + 4 <= len(strip) and strip[place] == 0xFF:
        marker, size = strip[place + 1], int.from_bytes(strip[place + 2 : place + 4], "big")
        segments.append((marker, strip[place + 4 : place + 2 + size]))
        place += 2 + size
        if marker == SCAN:
            end = strip.rfind(EOI)
            return Strip(tuple(segments), strip[place : end if end > place else len(strip)])
    return None


def _units(frame: bytes, width: int, rows: int) -> int | None:
    """Return the coded units of a strip; None where strips end within a unit."""
    sampling = [frame[7 + 3 * i] for i in range(frame[5])]
    across = 1 if len(sampling) == 1 else max(one >> 4 for one in sampling)
    down = 1 if len(sampling) == 1 else max(one & 15 for one in sampling)
    if rows % (8 * down):
        return None
    units = -(-width // (8 * across)) * (rows // (8 * down))
    return units if 0 < units <= MOST_RESTART else None
