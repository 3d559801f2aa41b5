"""Triggers, from problems.py's short form."""

import re

import problems
from maker.names import entry, key, title, uuid


class Triggers:
    """Those of one template; `answer` is what its way puts for <no answer>."""

    def __init__(self, template, answer):
        self.template, self.answer = template, answer

    def expression(self, table, text):
        """An expression with keys for <Column> and codes for Column.word."""
        def code(found):
            codes = {word: number for number, word in entry(table, found[1]).words.items()}
            return str(codes[found[2]])

        text = text.replace("<no answer>", self.answer)
        text = re.sub(r"\b([A-Z]\w+)\.([a-z]\w+)\b", code, text)
        return re.sub(r"<(\w+)>", lambda found: f"/{self.template}/{key(table, found[1])}", text)

    def asks(self, table, problem):
        """The keys of the items in a trigger's expressions."""
        text = " ".join((problem.expression.replace("<no answer>", self.answer),
                         problem.recovery or ""))
        return {key(table, column) for column in re.findall(r"<(\w+)>", text)}

    @staticmethod
    def name(table, name):
        return f"Hotpair: {name}" if table == "Agent" else title(table, name)

    def trigger(self, table, problem):
        result = {
            "uuid": uuid(self.template, "trigger", table, problem.name),
            "expression": self.expression(table, problem.expression),
        }
        if problem.recovery:
            result["recovery_mode"] = "RECOVERY_EXPRESSION"
            result["recovery_expression"] = self.expression(table, problem.recovery)
        result["name"] = self.name(table, problem.name)
        if problem.shown:
            result["opdata"] = problem.shown
        result["priority"] = problem.severity
        result["description"] = problem.description
        if problem.closes_by_hand:
            result["manual_close"] = "YES"
        above = [other for other in problems.TRIGGERS[table] if other.name in problem.after]
        if above:
            above.sort(key=lambda other: other.name)
            result["dependencies"] = [
                {"name": self.name(table, other.name),
                 "expression": self.expression(table, other.expression)} for other in above]
        result["tags"] = [{"tag": "scope", "value": problem.scope}]
        return result
