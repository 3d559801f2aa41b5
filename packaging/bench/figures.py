"""Measured values: their median and spread, the rows of performance that they make, and the table."""

import dataclasses
import statistics


class Series:
    """What was measured of one thing, repetition after repetition."""

    def __init__(self, name, unit, values=()):
        self.name = name
        self.unit = unit
        self.values = list(values)

    def add(self, value):
        self.values.append(value)

    @property
    def median(self):
        return statistics.median(self.values)

    def spread(self):
        """`median unit (least–most)`; or that nothing was measured."""
        if not self.values:
            return "not measured"
        if len(self.values) == 1:
            return f"{number(self.median)} {self.unit}"
        return (f"{number(self.median)} {self.unit}"
                f" ({number(min(self.values))}–{number(max(self.values))})")

    def line(self):
        """A line of a row's own table: name, median, least, most, count."""
        if not self.values:
            return f"  {self.name:58} {'not measured':>10}"
        return (f"  {self.name:58} {number(self.median):>10} {number(min(self.values)):>10}"
                f" {number(max(self.values)):>10} {len(self.values):6}  {self.unit}")


HEADING = f"  {'':58} {'median':>10} {'least':>10} {'most':>10} {'runs':>6}"


def number(value):
    """Three digits that count."""
    if value == 0:
        return "0"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    if abs(value) >= 100:
        return f"{value:.0f}"
    if abs(value) >= 10:
        return f"{value:.1f}"
    if abs(value) >= 0.1:
        return f"{value:.2f}"
    return f"{value:.4f}"


def percentile(values, share):
    """The smallest value that `share` (0 to 1) of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclasses.dataclass
class Row:
    """One row of the table: P1 to P10."""

    id: str
    work: str
    ours: str
    peer: str
    goal: str
    met: bool | None  # None: there is no goal to miss, or it was not measured
    details: list = dataclasses.field(default_factory=list)
    data: dict = dataclasses.field(default_factory=dict)  # what the plots are drawn from

    def verdict(self):
        return {True: "met", False: "NOT MET", None: "-"}[self.met]


def all_met(*conditions):
    """Whether all are; None if one of them could not be told."""
    if any(condition is None for condition in conditions):
        return None
    return all(conditions)


def table(rows):
    """One line a row, each column as wide as what stands in it."""
    cells = [("row", "work", "measured", "peer", "goal", "")]
    cells += [(row.id, row.work, row.ours, row.peer, row.goal, row.verdict()) for row in rows]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    return "\n".join("  ".join(text.ljust(width) for text, width in zip(line, widths)).rstrip()
                     for line in cells)
