"""Items of SNMP notifications and the problems that they tell."""

import problems
from maker.names import entry, uuid

def _value(column, characters):
    """A macro function that takes an object out of a notification, however the receiver wrote it:
    with or without the MIB, the type and quotation marks. The instance is the event's number. It
    has no quotation mark, and no backslash but the last: how many Zabbix wants differs between
    its versions."""
    what = entry("Event", column)
    number = what.oid.removeprefix("1.3.6.1.4.1.").replace(".", "[.]")
    before = f"({number}|{what.name})[.][0-9]+ +(.*STRING: )?[^[:alnum:]_-]?"
    return f'regsub("{before}({characters})","\\3")'

def notified(names):
    """A regular expression for notifications, told by number or, if the receiver has the MIB, by
    name."""
    entries = [entry("", name) for name in names]
    root = entries[0].oid.removeprefix("1.3.6.1.4.1.").rpartition(".")[0].replace(".", "[.]")
    numbers = "|".join(what.oid.rpartition(".")[2] for what in entries)
    return f"({root}[.]({numbers})|{'|'.join(what.name for what in entries)})([^0-9A-Za-z.]|$)"


def key(group):
    return f'snmptrap["{notified(problems.TRAPS[group])}"]'


def items(template):
    return [_item(template, group) for group in problems.TRAPS]


def _item(template, group):
    result = {
        "uuid": uuid(template, "trap", group),
        "name": f"Notifications: {group.lower()}",
        "type": "SNMP_TRAP",
        "key": key(group),
        "delay": "0",
        "history": "90d",
        "trends": "0",
        "value_type": "LOG",
        "description": "SNMP notifications, as snmptrapd received them: "
                       + ", ".join(f"hotpair{name}" for name in problems.TRAPS[group]) + ".",
        "tags": [{"tag": "component", "value": "notification"}],
    }
    own = [_trigger(template, problem) for problem in problems.TRAP_TRIGGERS
           if problem.group == group]
    if own:
        result["triggers"] = own
    return result


def _trigger(template, problem):
    """A problem for each pair, which another notification of the same pair closes."""
    there = f"/{template}/{key(problem.group)}"

    def came(names):
        return f'find({there},,"regexp","{notified(names)}")=1'

    return {
        "uuid": uuid(template, "trap trigger", problem.name),
        "expression": came(problem.opened_by),
        "recovery_mode": "RECOVERY_EXPRESSION",
        "recovery_expression": came(problem.closed_by),
        "correlation_mode": "TAG_VALUE",
        "correlation_tag": "pair",
        "name": f"Hotpair: {problem.name} (notification)",
        "opdata": "{{ITEM.LASTVALUE1}." + _value("Text", ".*[[:alnum:]]") + "}",
        "priority": problem.severity,
        "description": problem.description,
        "type": "MULTIPLE",
        "manual_close": "YES",
        "tags": [{"tag": "pair",
                  "value": "{{ITEM.VALUE}." + _value("Pair", "[[:alnum:]_-]+") + "}"},
                 {"tag": "scope", "value": "availability"}],
    }
