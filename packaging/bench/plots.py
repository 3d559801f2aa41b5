"""The plots of a report, drawn by gnuplot from what the rows measured."""

import subprocess

from figures import number

SECONDS = 60
HEAD = """set terminal svg size 860,480 dynamic enhanced background 'white' font 'sans-serif,13'
set output '{output}'
set border 3 lc rgb '#666666'
set tics nomirror
set grid ytics lc rgb '#dddddd'
"""
OUTAGES = (
    ("hint", "0.1", "Hotpair, hint, T = 0.1 s"), ("hotpair", "0.1", "Hotpair, silent, T = 0.1 s"),
    ("keepalived", "0.1", "keepalived, T = 0.1 s"), ("pacemaker", "0.1", "Pacemaker, token 0.3 s"),
    ("hint", "1.0", "Hotpair, hint, T = 1 s"), ("hotpair", "1.0", "Hotpair, silent, T = 1 s"),
    ("keepalived", "1.0", "keepalived, T = 1 s"), ("pacemaker", "1.0", "Pacemaker, defaults"))


def outages(rows, folder):
    """Outage of the address: a point for each repetition, a line at the median."""
    data = _data(rows, "P1")
    shown = [(label, data[key][interval]) for key, interval, label in OUTAGES
             if data.get(key, {}).get(interval)]
    if not shown:
        return None
    blocks = []
    for place, (_, values) in enumerate(shown):
        for at, value in enumerate(values):
            shift = 0.3 * ((at + 0.5) / len(values) - 0.5)
            blocks.append(f"{place + shift} {value}")
    points = "$points << EOD\n" + "\n".join(blocks) + "\nEOD\n"
    medians = "$medians << EOD\n" + "\n".join(
        f"{place} {_median(values)} \"{number(_median(values))}\""
        for place, (_, values) in enumerate(shown)) + "\nEOD\n"
    tics = ", ".join(f"'{label.replace(', ', chr(92) + 'n')}' {place}"
                     for place, (label, _) in enumerate(shown))
    return _draw(folder / "outage.svg", points + medians + f"""set logscale y
set title 'Outage of a floating address when its node loses power'
set ylabel 'milliseconds'
set xtics ({tics.replace("'", '"')}) font ',10'
set xrange [-0.6:{len(shown) - 0.4}]
set yrange [10:*]
set bmargin 4.5
set key outside top right horizontal
plot $medians using 1:2:(0.3) with xerrorbars lw 2 lc rgb '#1f6f8b' pt 0 title 'median', \\
     $points using 1:2 with points pt 7 ps 0.5 lc rgb '#c8553d' title 'each repetition', \\
     $medians using 1:2:3 with labels offset 4,0.6 font ',10' notitle
""")


def growth(rows, folder):
    """Processor and memory of an agent as its pairs grow."""
    data = _data(rows, "P7")
    if not data:
        return None
    lines = "\n".join(f"{count} {_median(found['cpu'])} {_median(found['pss'])}"
                      f" {_median(found['walk'])}" for count, found in data.items())
    return _draw(folder / "growth.svg", f"""$sizes << EOD
{lines}
EOD
set title 'One agent as its pairs grow, T = 1 s'
set xlabel 'pairs'
set ylabel '% of a processor; milliseconds'
set y2label 'MB'
set y2tics
set y2range [0:*]
set logscale xy
set key left top
plot $sizes using 1:2 with linespoints lw 2 pt 7 lc rgb '#1f6f8b' title 'processor, %', \\
     $sizes using 1:4 with linespoints lw 2 pt 7 lc rgb '#c8553d' title 'walk of the pairs, ms', \\
     $sizes using 1:3 axes x1y2 with linespoints lw 2 pt 5 lc rgb '#6b8f3a' title 'memory, MB'
""")


def lags(rows, folder):
    """How often the lag under pressure was longer than so much, beside the pauses."""
    data = _data(rows, "P8")
    if not data:
        return None
    names = [name for name in ("lag", "safepoints", "collections") if data.get(name)]
    blocks, plots = [], []
    for name, colour in zip(names, ("#1f6f8b", "#c8553d", "#6b8f3a")):
        ordered = sorted(data[name])
        step = max(1, len(ordered) // 2000)
        kept = sorted({*range(0, len(ordered), step), *range(max(0, len(ordered) - 200),
                                                            len(ordered))})
        blocks.append(f"${name} << EOD\n" + "\n".join(
            f"{max(ordered[at], 0.001)} {(len(ordered) - at) / len(ordered)}" for at in kept)
            + "\nEOD\n")
        plots.append(f"${name} using 1:2 with steps lw 2 lc rgb '{colour}' title '{name}'")
    return _draw(folder / "lag.svg", "".join(blocks) + """set logscale xy
set title 'Under pressure: share that was longer'
set xlabel 'milliseconds'
set ylabel 'share'
set format y '10^{%T}'
set xrange [0.01:100]
set key left bottom
set arrow from 50, graph 0 to 50, graph 1 nohead dt 2 lc rgb '#666666'
set label 'T/2' at 50, graph 0.95 offset 0.5,0
plot """ + ", \\\n     ".join(plots) + "\n")


def draw(rows, folder):
    """Draws what there are figures for; gives the files."""
    return [path for plot in (outages, growth, lags) if (path := plot(rows, folder))]


def _data(rows, wanted):
    for row in rows:
        if row.id == wanted:
            return row.data
    return {}


def _median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _draw(path, script):
    subprocess.run(["gnuplot"], input=HEAD.format(output=path) + script, text=True, check=True,
                   timeout=SECONDS)
    return path
