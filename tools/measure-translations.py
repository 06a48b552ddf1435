#!/usr/bin/env python3
"""Measures how translations are found, on articles of two languages that are labelled.

    measure-translations.py WARTA ARTICLES.jsonl LABELS.jsonl [PAIRS]

ARTICLES are lines {"id", "date", "lang", "title", "text"}, LABELS lines {"id", "story"}; of one
story are an article and its translation. First all of them come as one stream. Then PAIRS (5,000)
times two that have nothing to do with each other, of two languages, chosen by chance and alone in the world:
there is no better original that could win.
"""
import json
import random
import subprocess
import sys


def links(warta, lines):
    out = subprocess.run([warta, "stories", "--json", "-"], check=True, text=True, capture_output=True,
                         input="".join(lines)).stdout
    answers = [json.loads(line) for line in out.splitlines()]
    return [(a["id"], a["translation_of"]) for a in answers if "translation_of" in a]


def main():
    warta, articles, labels = sys.argv[1:4]
    pairs = int(sys.argv[4]) if len(sys.argv) > 4 else 5000
    with open(labels, encoding="utf-8") as f:
        story = {x["id"]: x["story"] for x in map(json.loads, f)}
    with open(articles, encoding="utf-8") as f:
        lines = {json.loads(line)["id"]: line for line in f}
    lang = {k: json.loads(v)["lang"] for k, v in lines.items()}
    told = links(warta, lines.values())
    right = sum(1 for a, b in told if story[a] == story[b])
    wanted = len(story) - len(set(story.values()))
    print(f"stream: {wanted} translations, {len(told)} told, precision {right / max(1, len(told)):.4f} "
          f"recall {right / max(1, wanted):.4f}")
    r, ids, linked, n = random.Random(7), sorted(lines), 0, 0
    while n < pairs:
        a, b = r.choice(ids), r.choice(ids)
        if lang[a] != lang[b] and story[a] != story[b]:
            linked += bool(links(warta, [lines[a], lines[b]]))
            n += 1
    print(f"unrelated pairs: {n}, linked {linked} ({100 * linked / max(1, n):.2f}%)")


main()
