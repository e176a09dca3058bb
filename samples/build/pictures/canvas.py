"""A tiny canvas: filled polygons, discs and lines, smoothed by drawing four times larger."""

from __future__ import annotations

import struct
import zlib

import numpy as np

Colour = tuple[int, int, int]
Point = tuple[float, float]
_SCALE = 4


def colour(code: str) -> Colour:
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


class Canvas:
    """Coordinates are in pixels of the final picture."""

    def __init__(self, width: int, height: int, background: str) -> None:
        self.width, self.height = width, height
        self.pixels = np.empty((height * _SCALE, width * _SCALE, 3), dtype=np.float64)
        self.pixels[:] = colour(background)
        rows, columns = np.mgrid[0 : height * _SCALE, 0 : width * _SCALE]
        self.x, self.y = (columns + 0.5) / _SCALE, (rows + 0.5) / _SCALE

    def gradient(self, top: str, bottom: str) -> None:
        share = (self.y / self.height)[..., None]
        self.pixels[:] = np.array(colour(top)) * (1 - share) + np.array(colour(bottom)) * share

    def disc(self, centre: Point, radius: float, code: str) -> None:
        inside = (self.x - centre[0]) ** 2 + (self.y - centre[1]) ** 2 <= radius**2
        self.pixels[inside] = colour(code)

    def polygon(self, points: list[Point], code: str) -> None:
        """Even-odd filling."""
        inside = np.zeros(self.x.shape, dtype=bool)
        for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True):
            if y1 == y2:
                continue
            crosses = (self.y >= min(y1, y2)) & (self.y < max(y1, y2))
            edge = x1 + (self.y - y1) * (x2 - x1) / (y2 - y1)
            inside ^= crosses & (self.x < edge)
        self.pixels[inside] = colour(code)

    def rectangle(self, left: float, top: float, right: float, bottom: float, code: str) -> None:
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], code)

    def line(self, start: Point, end: Point, width: float, code: str) -> None:
        (x1, y1), (x2, y2) = start, end
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        dx, dy = (x2 - x1) / length * width / 2, (y2 - y1) / length * width / 2
        self.polygon(
            [(x1 - dy, y1 + dx), (x2 - dy, y2 + dx), (x2 + dy, y2 - dx), (x1 + dy, y1 - dx)], code
        )

    def png(self) -> bytes:
        """An eight-bit RGB PNG."""
        size = (self.height, _SCALE, self.width, _SCALE, 3)
        small = self.pixels.reshape(size).mean(axis=(1, 3)).round().astype(np.uint8)
        lines = b"".join(b"\x00" + row.tobytes() for row in small)
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")]
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
