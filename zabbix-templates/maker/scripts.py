"""JavaScript that Zabbix runs on what it got. Each text is the body of a function of `value`."""

# A text that is not plain ASCII comes in hexadecimal, in lines of 16 octets; Zabbix shows it as it
# came.
TEXT_FUNCTION = """function text(value) {
    if (!/^[0-9A-F]{2}(\\s+[0-9A-F]{2})*\\s*$/.test(value) || !/(^|\\s)[89A-F]/.test(value)) {
        return value;
    }
    // Where it is none, it was meant: "99" is no text in hexadecimal.
    try { return decodeURIComponent(value.trim().replace(/(^|\\s+)/g, '%')); }
    catch (problem) { return value; }
}"""
# DateAndTime: eight octets, or eleven with the offset from UTC; all zero is never.
DATE = """var o = value.trim().split(' ').map(function (octet) { return parseInt(octet, 16); });
if (o.length !== 8 && o.length !== 11) { throw 'not a DateAndTime: ' + value; }
if (o.slice(0, 8).every(function (octet) { return octet === 0; })) { return 0; }
var seconds = Date.UTC(o[0] * 256 + o[1], o[2] - 1, o[3], o[4], o[5], o[6]) / 1000;
var offset = o.length === 11 ? o[9] * 3600 + o[10] * 60 : 0;
return seconds - (o[8] === 45 ? -offset : offset);"""
ACTIVE = "return value === '1' ? 1 : 0;"

# Names come into keys, tags and the command of a script: nothing but what a name may have passes.
NAMED = """function named(row) {
    return Object.keys(row).every(function (macro) {
        return NAMES.indexOf(macro) < 0 || /^[A-Za-z0-9_-]{1,64}$/.test(row[macro]);
    });
}
function placed(row, node, cluster) {
    var site = '{$HOTPAIR.SITE}';
    cluster = site || cluster;
    row['{#NODE}'] = node;
    row['{#SERVICE}'] = (cluster + '/' + row['{#PAIR}']).replace(/["\\\\{}]/g, '_');
    row['{#HOST}'] = ('Hotpair ' + cluster + ' ' + row['{#PAIR}'])
        .replace(/[^A-Za-z0-9 ._-]/g, '_');
    row['{#FIRST}'] = row['{#PREFERRED}'] === node ? 'yes' : 'no';
    return row;
}"""

# Jolokia's answer to the two questions, as the MIB has it: rows by table and name, columns by the
# MIB's names, words as their codes, times in seconds, truth as 1 and 2.
JOLOKIA = """var answers = JSON.parse(value), found = {};
if (!Array.isArray(answers)) { answers = [answers]; }
answers.forEach(function (answer) {
    if (answer.status !== 200) { throw 'Jolokia: ' + (answer.error || answer.status); }
});
function column(name) { return name.charAt(0).toUpperCase() + name.substring(1); }
function row(raw) {
    var made = {}, name;
    for (name in raw) {
        var shown = column(name);
        if (raw[name + 'Code'] !== undefined) { made[shown] = raw[name + 'Code']; }
        else if (raw[name + 'Utc'] !== undefined) { made[shown] = Math.floor(raw[name] / 1000); }
        else if (typeof raw[name] === 'boolean') { made[shown] = raw[name] ? 1 : 2; }
        else { made[shown] = raw[name]; }
    }
    return made;
}
found.Agent = row(answers[0].value);
Object.keys(answers[1].value).forEach(function (plural) {
    var table = plural.replace(/s$/, ''), rows = answers[1].value[plural];
    found[table] = {};
    Object.keys(rows).forEach(function (name) { found[table][name] = row(rows[name]); });
});
return JSON.stringify(found);"""

# The same of a walk by 6.0: rows of one macro for each table, {#SNMPINDEX} being the column's number
# and the row's index. TABLES says of each table what its index is made of, and the columns that
# are wanted; a colon parts a column from what its value is.
WALK = """var TABLES = TABLES_OF_THE_MIB, found = {};
TEXT_FUNCTION
function date(value) {
DATE_BODY
}
function part(kind, rest, row) {
    if (kind === 'name') {
        return String.fromCharCode.apply(null, rest.splice(0, rest.shift()));
    }
    var code = rest.shift();
    if (kind === 'number') { return code; }
    row[kind.column] = code;
    return kind.words[code] || code;
}
function shown(value, kind) {
    if (kind === 'text') { return text(value); }
    // What is no time spoils its own item and not all the others.
    try { return kind === 'time' ? date(value) : value; } catch (problem) { return value; }
}
Object.keys(TABLES).forEach(function (table) { found[table] = {}; });
JSON.parse(value).forEach(function (read) {
    var place = read['{#SNMPINDEX}'].split('.').map(Number), number = place.shift();
    Object.keys(TABLES).forEach(function (table) {
        var value = read['{#' + table.toUpperCase() + '}'];
        var column = TABLES[table].columns[number];
        if (value === undefined || column === undefined) { return; }
        var rest = place.slice(), row = {}, rows = found[table];
        var name = TABLES[table].index.map(function (kind) { return part(kind, rest, row); })
            .join('.');
        if (table === 'Agent') { row = rows; } else { row = rows[name] = rows[name] || row; }
        column = column.split(':');
        row[column[0]] = shown(value, column[1]);
    });
});
return JSON.stringify(found);"""


def walk(tables):
    """The script, given what stands in TABLES."""
    lines = [f"    {name}: {{index: {index},\n        columns: {columns}}}"
             for name, (index, columns) in tables.items()]
    body = "\n".join("    " + line for line in DATE.splitlines())
    return (WALK.replace("TABLES_OF_THE_MIB", "{\n" + ",\n".join(lines) + "\n}")
            .replace("TEXT_FUNCTION", TEXT_FUNCTION).replace("DATE_BODY", body))
