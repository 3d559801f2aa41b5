"""JavaScript that Zabbix runs on what it got. Each text is the body of a function of `value`."""

# A text that is not plain ASCII comes in hexadecimal; Zabbix shows it as it came.
TEXT_FUNCTION = """function text(value) {
    if (!/^[0-9A-F]{2}( [0-9A-F]{2})* *$/.test(value) || !/(^| )[89A-F]/.test(value)) {
        return value;
    }
    return decodeURIComponent(value.trim().replace(/(^| )/g, '%'));
}"""
UTF8 = "\n".join(line.removeprefix("    ") for line in TEXT_FUNCTION.splitlines()[1:-1])
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
        return NAMES.indexOf(macro) < 0 || /^[A-Za-z0-9_-]{1,32}$/.test(row[macro]);
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
