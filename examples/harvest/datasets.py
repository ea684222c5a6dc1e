"""Points of two classes, the same in every run."""

from __future__ import annotations

from math import cos, pi, sin
from random import Random

from neighbours import Labelled


def blobs(count: int = 80) -> list[Labelled]:
    """Two clouds that touch."""
    random = Random(1)
    centres = {"left": (0.0, 0.0), "right": (2.5, 0.0)}
    return [
        ((random.gauss(x, 1), random.gauss(y, 1)), name) for name, (x, y) in centres.items() for _ in range(count // 2)
    ]


def rings(count: int = 80) -> list[Labelled]:
    """A ring within a ring."""
    random = Random(2)
    points = []
    for name, radius in (("inner", 1.0), ("outer", 2.0)):
        for _ in range(count // 2):
            angle, distance = random.uniform(0, 2 * pi), random.gauss(radius, 0.25)
            points.append(((distance * cos(angle), distance * sin(angle)), name))
    return points


def noise(count: int = 80) -> list[Labelled]:
    """Classes that have nothing to do with the place: no algorithm is better than a coin here."""
    random = Random(3)
    return [((random.random(), random.random()), random.choice(("heads", "tails"))) for _ in range(count)]
