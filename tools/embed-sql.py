#!/usr/bin/env python3
"""Puts the SQL of sql/ into the program.

    embed-sql.py OUT.c OUT.h queries.sql 0001-name.sql 0002-name.sql...

queries.sql holds the named queries: a line `-- name: article_by_name` begins one, which becomes
SQL_ARTICLE_BY_NAME of `enum sql`. Comment lines behind it are dropped, but for `-- scan: why`, which
says that reading a whole table is meant. The numbered files are the steps of the schema, in order;
their numbers must be 1, 2, 3...
"""
import os
import re
import sys


def read_queries(path):
    """[(name, text, may_scan)]"""
    queries = []
    for line in open(path, encoding="utf-8"):
        named = re.match(r"-- name: (\w+)$", line.rstrip())
        if named:
            queries.append([named[1], "", False])
        elif line.startswith("-- scan: "):
            queries[-1][2] = True
        elif queries and line.strip() and not line.startswith("--"):
            queries[-1][1] += line.strip() + " "
    names = [q[0] for q in queries]
    twice = {n for n in names if names.count(n) > 1}
    if twice:
        sys.exit(f"{path}: named twice: {', '.join(sorted(twice))}")
    return queries


def read_steps(paths):
    """[(file name, text)]"""
    steps = []
    for number, path in enumerate(sorted(paths, key=os.path.basename), 1):
        name = os.path.basename(path)
        if int(name[:4]) != number:
            sys.exit(f"{path}: step {number} is missing")
        steps.append((name, open(path, encoding="utf-8").read()))
    return steps


def c_bytes(text):
    """Numbers, since ISO C need not take long string literals."""
    data = text.encode() + b"\0"
    lines = [", ".join(str(b) for b in data[at:at + 24]) for at in range(0, len(data), 24)]
    return "{\n\t" + ",\n\t".join(lines) + "\n}"


def main():
    out_c, out_h, queries_path, *step_paths = sys.argv[1:]
    queries, steps = read_queries(queries_path), read_steps(step_paths)
    with open(out_h, "w", encoding="utf-8") as h:
        h.write("/* Made by tools/embed-sql.py from sql/. */\n#ifndef STORE_SQL_TEXT_H\n"
                "#define STORE_SQL_TEXT_H\n\n#include <stdbool.h>\n\nenum sql {\n")
        for name, _, _ in queries:
            h.write(f"\tSQL_{name.upper()},\n")
        h.write(f"\tN_SQL\n}};\n\nenum {{ N_SQL_STEPS = {len(steps)} }};\n\n"
                "struct sql_text {\n\tconst char *name, *text;\n\tbool may_scan;\n};\n"
                "extern const struct sql_text sql_queries[N_SQL];\n"
                "extern const struct sql_text sql_steps[N_SQL_STEPS];\n\n#endif\n")
    with open(out_c, "w", encoding="utf-8") as c:
        c.write(f"/* Made by tools/embed-sql.py from sql/. */\n"
                f"#include \"{os.path.basename(out_h)}\"\n\n")
        for number, (_, text) in enumerate(steps):
            c.write(f"static const char step_{number}[] = {c_bytes(text)};\n")
        for number, (_, text, _) in enumerate(queries):
            c.write(f"static const char query_{number}[] = {c_bytes(text)};\n")
        c.write("\nconst struct sql_text sql_queries[N_SQL] = {\n")
        for number, (name, _, scan) in enumerate(queries):
            c.write(f"\t{{ \"{name}\", query_{number}, {str(scan).lower()} }},\n")
        c.write("};\n\nconst struct sql_text sql_steps[N_SQL_STEPS] = {\n")
        for number, (name, _) in enumerate(steps):
            c.write(f"\t{{ \"{name}\", step_{number}, true }},\n")
        c.write("};\n")


main()
