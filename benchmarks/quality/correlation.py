"""Spearman's rank correlation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Spearman's ρ, −1 to 1; equal values share the mean of their ranks. 0 where a side does not vary."""
    ranks = np.stack([_ranks(one), _ranks(other)])
    return float(np.corrcoef(ranks)[0, 1]) if ranks.std(axis=1).all() else 0.0


def _ranks(values: Sequence[float]) -> np.ndarray:
    found, places, counts = np.unique(np.asarray(values, dtype=float), return_inverse=True, return_counts=True)
    del found
    return (np.cumsum(counts) - (counts - 1) / 2)[places]
