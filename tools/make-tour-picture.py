#!/usr/bin/env python3
"""Draws docs/tour.svg: a day, a search, an article, stories and quotations in a terminal.

    make-tour-picture.py PROGRAM ARCHIVE OUT.svg

ARCHIVE is one that holds the samples. The text is the program's own output.
"""
import html
import subprocess
import sys

STEPS = [
    ["day", "2024-03-12"],
    ["search", "--limit=3", "jembatan OR bridge"],
    ["show", None],
    ["stories", "--sort=size", "--limit=3"],
    ["quotes", "--limit=3"],
]
SIZE, LEADING, WIDTH = 13, 18, 92


def output(program, archive, args):
    return subprocess.run([program, "-C", archive] + args, capture_output=True, text=True,
                          check=True, env={"COLUMNS": str(WIDTH - 4), "LC_ALL": "C.UTF-8"}).stdout


def main():
    program, archive, out = sys.argv[1:]
    number = output(program, archive, ["search", "--limit=1", "--format=json", "title:bridge"])
    number = number.split('"number":')[1].split(",")[0]
    lines = []
    for step in STEPS:
        args = [number if a is None else a for a in step]
        shown = " ".join(f"'{a}'" if " " in a else a for a in args)
        lines += [f"$ warta {shown}"] + output(program, archive, args).rstrip().split("\n") + [""]
    lines = [line[:WIDTH - 1] + "…" if len(line) > WIDTH else line for line in lines[:-1]]
    height = LEADING * len(lines) + 24
    svg = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH * 8}" height="{height}" '
           f'font-family="monospace" font-size="{SIZE}" fill="#ddd">',
           '<rect width="100%" height="100%" rx="6" fill="#1c1e22"/>']
    for n, line in enumerate(lines, 1):
        colour = ' fill="#8fc7ff"' if line.startswith("$ ") else ""
        svg.append(f'<text x="12" y="{n * LEADING + 6}"{colour} xml:space="preserve">'
                   f"{html.escape(line)}</text>")
    with open(out, "w", encoding="utf-8") as f:
        f.write("\n".join(svg + ["</svg>", ""]))


main()
