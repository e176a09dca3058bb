"""Options two by two: who is put before whom, by how many voices."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import lcm

from toguna.deliberation.orders import Order
from toguna.deliberation.votes.model import Matrix
from toguna.deliberation.votes.profile import Profile


def preferences(profile: Profile) -> Matrix:
    """Give the voices that put the option of each row before that of each column."""
    numbers = range(len(profile.options))
    return tuple(
        tuple(
            sum(
                (
                    voices
                    for voices, places in zip(profile.voices, profile.places, strict=True)
                    if places[row] < places[column]
                ),
                Fraction(0),
            )
            for column in numbers
        )
        for row in numbers
    )


def margins(matrix: Matrix) -> Matrix:
    """Give by how many voices each option beats each other one (negative where it is beaten).

    Margins, not winning voices: a ballot that ties two options then weighs on neither side. On
    ballots without ties both give the same comparisons.
    """
    numbers = range(len(matrix))
    return tuple(tuple(matrix[row][col] - matrix[col][row] for col in numbers) for row in numbers)


def whole(matrix: Matrix) -> list[list[int]]:
    """Give the same comparisons in whole numbers, with which searches are much faster."""
    unit = lcm(*(cell.denominator for row in matrix for cell in row))
    return [[int(cell * unit) for cell in row] for row in matrix]


def strongest_paths(strengths: Matrix) -> Matrix:
    """Give the strength of the strongest path between each two options (0 where there is none).

    A path goes over defeats (positive `strengths`), and is as strong as its weakest one. Floyd
    and Warshall's algorithm, in the cube of the number of options.
    """
    numbers = range(len(strengths))
    best = [[max(Fraction(0), strengths[row][column]) for column in numbers] for row in numbers]
    for middle in numbers:
        for row in numbers:
            for column in numbers:
                through = min(best[row][middle], best[middle][column])
                if row != column and through > best[row][column]:
                    best[row][column] = through
    return tuple(tuple(row) for row in best)


def weak_order(options: tuple[str, ...], beats: Callable[[int, int], bool]) -> Order | None:
    """Give the order in which each option beats those of later places, None if there is none.

    `beats` is a transitive relation between numbers of options. It is an order with ties where
    options that beat as many others are those that do not beat each other.
    """
    numbers = range(len(options))
    count = [sum(beats(one, other) for other in numbers) for one in numbers]
    if any(
        (count[one] > count[other]) != beats(one, other) for one in numbers for other in numbers
    ):
        return None
    return tuple(
        tuple(sorted(options[one] for one in numbers if count[one] == value))
        for value in sorted(set(count), reverse=True)
    )
