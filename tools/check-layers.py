#!/usr/bin/env python3
"""Checks that the source tree keeps to the layers that src/meson.build draws.

A file of module M may include headers of M itself and of the modules that M's row names in `uses`;
a row names only modules that stand above it; sqlite3.h is seen in store alone; a file opens with
what it is for. Prints file:line of each breach; TAP, one test a module.
"""
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ONLY = {"sqlite3.h": {"store"}, "curl/curl.h": {"fetch"}}


def modules():
    """The rows of the table, in order: [(name, {used modules})]."""
    with open(os.path.join(ROOT, "src", "meson.build"), encoding="utf-8") as f:
        rows = re.split(r"'name':", f.read())[1:]
    found = []
    for row in rows:
        name = re.match(r"\s*'(\w+)'", row).group(1)
        uses = re.search(r"'uses':\s*\[(.*?)\]", row, re.S)
        found.append((name, set(re.findall(r"'(\w+)'", uses.group(1)))))
    # The program is no library: it stands on the public interface, and on base for its buffers.
    return found + [("cmd", {"base"})]


def check(name, may):
    """All breaches in one module."""
    faults = []
    for base, _, files in os.walk(os.path.join(ROOT, "src", name)):
        for file in sorted(files):
            if not file.endswith((".c", ".h")):
                continue
            path = os.path.join(base, file)
            short = os.path.relpath(path, ROOT)
            with open(path, encoding="utf-8") as f:
                lines = f.read().split("\n")
            if not lines[0].startswith("/*"):
                faults.append(f"{short}:1: does not open with what it is for")
            for n, line in enumerate(lines, 1):
                include = re.match(r'\s*#\s*include\s*([<"])([^>"]+)', line)
                if not include:
                    continue
                header = include.group(2)
                if header in ONLY and name not in ONLY[header]:
                    faults.append(f"{short}:{n}: {name} may not include {header}")
                module = header.split("/")[0] if "/" in header else None
                if include.group(1) == '"' and module and module not in may | {name}:
                    faults.append(f"{short}:{n}: {name} may not include {module}")
    return faults


def main():
    rows = modules()
    seen = set()
    bad = 0
    print(f"1..{len(rows) + 1}")
    for n, (name, uses) in enumerate(rows, 1):
        faults = [f"{name} uses {u}, which does not stand above it" for u in sorted(uses - seen)]
        faults += check(name, uses)
        seen.add(name)
        for fault in faults:
            print(f"# {fault}")
        bad += bool(faults)
        print(f"{'not ' if faults else ''}ok {n} - layer of {name}")
    folders = set(next(os.walk(os.path.join(ROOT, "src")))[1])
    strays = sorted(f for f in folders - seen
                    if any(n.endswith(".c") for n in os.listdir(os.path.join(ROOT, "src", f))))
    for stray in strays:
        print(f"# src/{stray} has no row in src/meson.build")
    print(f"{'not ' if strays else ''}ok {len(rows) + 1} - every folder is a module")
    sys.exit(1 if bad or strays else 0)


main()
