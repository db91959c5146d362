"""Pools what score_alarms.py and score_forecast.py wrote with --json, one pair of files a seed.

    python3 bench/watch/pool.py FOLDER...     each holding alarms.json and forecast.json

Shares are pooled over events, rates and forecasts are means over seeds of one size, the delay is the mean of the seeds' medians.
"""

import json
import sys
from pathlib import Path

seeds = [Path(folder) for folder in sys.argv[1:]]
alarms = [json.loads((seed / "alarms.json").read_text()) for seed in seeds]
forecasts = [json.loads((seed / "forecast.json").read_text()) for seed in seeds if (seed / "forecast.json").exists()]


def rows(starts):
    return [row for seed in alarms for row in seed["events"] if row["event"].startswith(starts)]


def share(starts, column, ends=""):
    chosen = [row for row in rows(starts) if row["event"].endswith(ends)]
    count = sum(row["n"] for row in chosen)
    return sum(row["n"] * row[column] for row in chosen) / max(count, 1), count


def mean(values):
    values = list(values)
    return sum(values) / max(len(values), 1)


def false(group, what):
    return mean(seed["false"][group][what] for seed in alarms)


def line(name, values, bounds):
    print(f"| {name} | {values} | {bounds} |")


def told(*cells):
    values = " / ".join(f"{value:.3f}" for value, _ in cells)
    return f"{values} ({cells[0][1]})"


print(f"| pooled over {len(seeds)} seeds | measured (n) | required · ambitious |\n|---|---|---|")
line("false signals per place-year", f'{false("total", "false_per_series_year"):.3f}', "1.15 · .8")
line("false signals per category-year", f'{false("cat", "false_per_series_year"):.3f}', ".18 · .10")
line("days ringing", f'{100 * false("total", "ringing"):.2f} %', "1.5 % · 1 %")
line("±40 % within 7 / 14 days", told(share("level_shift", "P7", "40%"), share("level_shift", "P14", "40%")), ".768 / .900 · .86 / .96")
line("±25 % within 14", told(share("level_shift", "P14", "25%")), ".580 · .70")
line("±15 % within 42", told(share("level_shift", "Pwin", "15%")), ".507 · .70")
drift = rows("drift")
delay = sum(row["n"] * row["delay"] for row in drift) / max(sum(row["n"] for row in drift), 1)
line("drift in its window, median delay", f'{told(share("drift", "Pwin"))}, {delay:.0f} d', ".911, 60 d · .97, 45 d")
line("spike +120 %", told(share("spike 120%", "Pwin")), ".768 · .85")
line("drop −80 %", told(share("drop 80%", "Pwin")), ".844 · .93")
line("outage blank", told(share("outage_blank", "Pwin")), "1.00 · 1.00")
line("outage partial", told(share("outage_partial", "Pwin")), ".99 · .998")
line("weekday change, 56 d", told(share("weekday", "Pwin")), ".896 · .96")
line("emergence within 14 / 42", told(share("emergence", "P14"), share("emergence", "Pwin")), ".396 / .876 · .60 / .95")
line("new need within 14", told(share("new_need", "P14")), ".923 · .98")
if forecasts:
    line("28-day forecast: MASE", f'{mean(f["MASE"] for f in forecasts):.3f}', ".83 · .77")
    line("28-day forecast: median error of the total", f'{100 * mean(f["total_error"] for f in forecasts):.2f} %', "5.5 % · 4.5 %")
    line("share inside 80 / 95 %", f'{mean(f["inside80"] for f in forecasts):.3f} / {mean(f["inside95"] for f in forecasts):.3f}', "")
net = share("net_emergence", "Pwin")
line("beside the table: network emergence within 42; false signals per network series-year", f'{told(net)}; {false("net", "false_per_series_year"):.2f}', "")
