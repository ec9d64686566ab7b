"""A network that sees large images in flat memory."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

# The detector takes memory by the pixel (about 220 MB a million): larger images pass through
# it in horizontal bands, each seen with so many pixels more above and below.
BAND_PIXELS, HALO = 1_000_000, 128


class InBands:
    """The detector's network, in flat memory: large images pass in bands, joined after.

    Lines are told from the joined map, so none ends where a band does.
    """

    def __init__(self, network: Callable[[NDArray[np.float32]], NDArray[np.float32]]) -> None:
        """Take what maps an image (1, 3, height, width) to (1, 1, height, width)."""
        self._network = network

    def __call__(self, image: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the map of text (1, 1, height, width) of an image (1, 3, height, width)."""
        height, width = image.shape[2:]
        if height * width <= BAND_PIXELS:
            return self._network(image)
        step = max(32, BAND_PIXELS // width // 32 * 32 - 2 * HALO)
        return np.concatenate([self._band(image, y, step) for y in range(0, height, step)], axis=2)

    def _band(self, image: NDArray[np.float32], y: int, step: int) -> NDArray[np.float32]:
        top = max(0, y - HALO)
        seen = self._network(np.ascontiguousarray(image[:, :, top : y + step + HALO]))
        return seen[:, :, y - top : y - top + step]
