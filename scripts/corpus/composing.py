"""Composing a report: which sections it has, how many points, and what they say.

Two manners: plain (hand-written sentences first, each once a unit; for the sample) and free
(everything from the grammar, so that no sentence comes twice by itself; for large corpora).
"""

from __future__ import annotations

from random import Random

from corpus.grammar import Choice, Grammar, Writer
from corpus.report import Item, Point, Section

CHARACTERS_A_POINT = 96  # of a free one, heading and topic included; measured
_TRIES = 12  # to find what has not been used
# What is said after a problem, a cause …; hand-written ones and free ones.
_EXAMPLES = {
    **{"problems": "plain_problem", "causes": "plain_cause", "plans": "plain_plan"},
    **{"plain_fixes": "plain", "problem_rules": "problem_rules", "plan_rules": "plan_rules"},
    **{"fix_rules": "sentence", "free_causes": "problem_rules"},
}


class Composer:
    """One unit's reports; `fields` are its fields of work, the most important first."""

    def __init__(
        self, grammar: Grammar, source: Random, unit: str, fields: list[str], *, plain: bool
    ) -> None:
        self.writer = Writer(grammar, source, unit, skewed=not plain)
        self.fields = fields
        self.plain = plain
        self._random = source.random
        self._headings = grammar.headings
        self._seen: dict[str, set[Choice]] = {}
        self._unused: dict[str, list[Choice]] = {}
        if plain:
            self.writer.narrow(少=(11, 46), 百=(103, 698), 千=(1012, 8990))
            self._unused = {field: self.writer.sentences(field).copy() for field in fields}
        self.writer.tell(**{f"field{at}": name for at, name in enumerate(fields[:3], 1)})

    def chance(self, share: float) -> bool:
        """Return True in this share of calls."""
        return self._random() < share

    def number(self, low: int, high: int) -> int:
        """Return a whole number, both ends included."""
        return low + int(self._random() * (high - low + 1))

    def heading(self, role: str) -> str:
        """Return one of the usual headings of a role."""
        found = self._headings[role]
        return found[int(self._random() * len(found))]

    def field(self) -> str:
        """Turn to one of the unit's fields, the first ones more often."""
        chosen = self.fields[int(self._random() ** 1.4 * len(self.fields))]
        self.writer.turn_to(chosen)
        return chosen

    def done(self, points: int, *, topics: bool) -> Section:
        """Return the section of what was done, about so many points in items of 2 to 6."""
        items: list[Item] = []
        used: set[str] = set()
        left = points
        while left > 0:
            count = min(left, self.number(2, 3 if self.plain else 6))
            field = self.field()
            if self.plain:
                field = self.fields[len(items) % len(self.fields)]
                self.writer.turn_to(field)
            heading = self._heading_of_item(used)
            made = [self._done_point(field, topics=topics) for _ in range(count)]
            items.append(Item(heading, made))
            left -= count
        return Section("done", self.heading("done"), items)

    def problems(self, points: int) -> Section:
        """Return the section of problems."""
        rule = "problems" if self.plain else "problem_rules"
        return Section("problems", self.heading("problems"), [self._bare(rule, points)])

    def causes(self, points: int) -> Section:
        """Return the section of causes."""
        rule = "causes" if self.plain else "free_causes"
        return Section("causes", self.heading("causes"), [self._bare(rule, points)])

    def rectification(self, points: int) -> Section:
        """Return the section on what became of last year's problems."""
        item = self._bare("plain_fixes" if self.plain else "fix_rules", points)
        return Section("rectification", self.heading("rectification"), [item])

    def plans(self, points: int) -> Section:
        """Return the section of plans."""
        rule = "plans" if self.plain else "plan_rules"
        return Section("plans", self.heading("plans"), [self._bare(rule, points)])

    def merged(self, problems: int, causes: int) -> Section:
        """Return problems and causes in one section, as some units write them."""
        parts = [*self.problems(problems).items, *self.causes(causes).items]
        parts[0].heading, parts[1].heading = "主要问题", "主要原因"
        return Section("problems_causes", self.heading("problems_causes"), parts)

    def opening(self, kind: str, year: int | None) -> str:
        """Return the first paragraph."""
        self.writer.turn_to(self.fields[0])
        if year is None:
            return self.writer.write("opening_undated")
        self.writer.tell(year=str(year))
        return self.writer.write("opening_duty" if "述职" in kind else "opening_work")

    def closing(self, kind: str) -> str:
        """Return the last paragraph."""
        return self.writer.write("closing_duty" if "述职" in kind else "closing_work")

    def sentence(self) -> str:
        """Return one sentence of the present field, no clause twice."""
        rule = "plain" if self.plain else "sentence"
        text = self.writer.write(rule)
        for _ in range(_TRIES if self.plain else 0):
            clauses = text.replace("。", "，").replace("、", "，").replace("先后", "").split("，")
            if len(set(clauses)) == len(clauses):
                break
            text = self.writer.write(rule)
        return text

    def _heading_of_item(self, used: set[str]) -> str:
        rule = "done" if self.plain or self.chance(0.1) else "run_in"
        text = self.writer.write(rule)
        for _ in range(_TRIES):
            if text not in used:
                break
            text = self.writer.write(rule)
        used.add(text)
        return text

    def _done_point(self, field: str, *, topics: bool) -> Point:
        topic = self._fresh("plain_topics" if self.plain else "point_topics") if topics else None
        unused = self._unused.get(field)
        if unused and self.chance(0.6):
            text = self.writer.fill(unused.pop())
            return Point(text + "。" + self.sentence() if self.chance(0.6) else text, topic)
        count = 1 + self.plain + self.chance(0.7) + self.chance(0.3)
        return Point("。".join(self.sentence() for _ in range(count)), topic)

    def _bare(self, rule: str, points: int) -> Item:
        made: list[Point] = []
        for _ in range(points):
            self.field()
            text = self._fresh(rule)
            made.append(Point(f"{text}。{self.writer.write(_EXAMPLES[rule])}"))
        return Item(None, made)

    def _fresh(self, rule: str) -> str:
        """Fill a pattern of the rule that this unit has not used, as long as there is one."""
        seen = self._seen.setdefault(rule, set())
        choice = self.writer.choose(rule)
        for _ in range(_TRIES):
            if choice not in seen:
                break
            self.field()
            choice = self.writer.choose(rule)
        else:
            seen.clear()
        seen.add(choice)
        return self.writer.fill(choice)
