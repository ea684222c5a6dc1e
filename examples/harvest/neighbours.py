"""Names the class of a point by a vote of its nearest neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import dist

Point = tuple[float, float]
Labelled = tuple[Point, str]


def classify(point: Point, known: Sequence[Labelled], voters: int) -> str:
    """The class that most of the `voters` nearest known points have."""
    nearest = sorted(known, key=lambda each: dist(each[0], point))[:voters]
    return Counter(name for _, name in nearest).most_common(1)[0][0]


def accuracy(data: Sequence[Labelled], voters: int) -> float:
    """The share of points that the others name rightly, from 0 to 1."""
    right = sum(
        classify(point, [*data[:index], *data[index + 1 :]], voters) == name for index, (point, name) in enumerate(data)
    )
    return right / len(data)
