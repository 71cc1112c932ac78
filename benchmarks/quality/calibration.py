"""How far probabilities can be believed."""

from __future__ import annotations

import numpy as np

BINS = 10


def reliability(chances: np.ndarray, labels: np.ndarray) -> list[tuple[int, float, float]]:
    """For each tenth of the scale that is not empty: how many, their mean probability, and the share that was right."""
    place = np.minimum((chances * BINS).astype(int), BINS - 1)
    bins = [place == each for each in range(BINS)]
    return [(int(each.sum()), float(chances[each].mean()), float(labels[each].mean())) for each in bins if each.any()]


def expected_error(chances: np.ndarray, labels: np.ndarray) -> float:
    """The expected calibration error over tenths of the scale (Naeini et al. 2015), 0–1."""
    return sum(count * abs(mean - right) for count, mean, right in reliability(chances, labels)) / len(chances)
