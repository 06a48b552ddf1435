#!/usr/bin/env python3
"""Measures how translations are found, on articles of two languages that are labelled.

    measure-translations.py WARTA ARTICLES.jsonl LABELS.jsonl [PAIRS]

ARTICLES are lines {"id", "date", "lang", "title", "text"}, LABELS lines {"id", "story"}; of one
story are an article and its translation. First all of them come as one stream. Then PAIRS (5,000)
times two that have nothing to do with each other, of two languages, chosen by chance and alone in the world:
there is no better original that could win. And the stream again, where each translation has another
headline, comes up to a week later, and its lines are cut or put in another order.
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


def drop(share):
    return lambda r, lines: [x for x in lines if r.random() > share] or lines[:1]


def blocks(r, lines):
    n = max(1, len(lines) // 4)
    parts = [lines[i:i + n] for i in range(0, len(lines), n)]
    r.shuffle(parts)
    return sum(parts, [])


CHANGES = {
    "as they are": lambda r, lines: lines,
    "a third of the lines left out": drop(1 / 3),
    "the last third cut off": lambda r, lines: lines[:max(1, len(lines) * 2 // 3)],
    "half of the lines left out": drop(1 / 2),
    "four blocks in another order": blocks,
    "a third left out, then blocks": lambda r, lines: blocks(r, drop(1 / 3)(r, lines)),
    "all lines in another order": lambda r, lines: r.sample(lines, len(lines)),
}


def changed(warta, articles, story):
    r = random.Random(3)
    first = min(a["lang"] for a in articles)
    for name, change in CHANGES.items():
        lines = []
        for a in articles:
            if a["lang"] != first:
                text = "\n".join(change(r, a["text"].split("\n")))
                day = int(a["date"][8:10]) + r.randint(0, 6)
                a = dict(a, title="", text=text, date=f"{a['date'][:8]}{day:02}")
            lines.append(json.dumps(a) + "\n")
        told = links(warta, lines)
        right = sum(story[a] == story[b] for a, b in told)
        print(f"  {name}: told {len(told)}, right {right}")


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
    changed(warta, [json.loads(x) for x in lines.values()], story)
    r, ids, linked, n = random.Random(7), sorted(lines), 0, 0
    while n < pairs:
        a, b = r.choice(ids), r.choice(ids)
        if lang[a] != lang[b] and story[a] != story[b]:
            linked += bool(links(warta, [lines[a], lines[b]]))
            n += 1
    print(f"unrelated pairs: {n}, linked {linked} ({100 * linked / max(1, n):.2f}%)")


main()
