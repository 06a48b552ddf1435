#!/usr/bin/env python3
"""Measures how stories of two languages become one, on labelled articles of one language.

    measure-strands.py WARTA ARTICLES.jsonl LABELS.jsonl [SEED]

Every other article of a story is put into a language that does not exist: the commonest words
become Indonesian ones, others are spelt otherwise letter by letter, figures are written as
Indonesians do. Of the names, 7 of 10 stay, always the same: as many as stay in translations by
people. So of each event there are independent reports in two languages, and beside them are all
the events that are like it. A link is right where both articles have one label. A story of two
articles or more in each language is whole where most of both are together. A translation is right
where the two had a text in common before (runs of three words).
"""
import collections
import json
import os
import random
import re
import subprocess
import sys
import zlib

SPELT = dict(zip("bcdfghjklmnpqrstvwxyzaeiou", "ptgskbnmrwlyddhnvjggbuaoei"))
DATA = os.path.join(os.path.dirname(__file__), "..", "data")
WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")


def classes(lang):
    """Words by how common they are: one article in so many has them."""
    words = {}
    for name, skip in (("dump/stopwords.txt", 1), ("story/words.txt", 2)):
        with open(os.path.join(DATA, name), encoding="utf-8") as f:
            for row in f:
                row = row.split()
                if row and row[0] == lang:
                    words.setdefault(int(row[1]) if skip == 2 else 1, []).extend(row[skip:])
    return words


def alike():
    """To each common English word an Indonesian one that is about as common."""
    to, known = classes("id"), {}
    for one_in, words in sorted(classes("en").items()):
        near = to[min(to, key=lambda x: (abs(x - one_in), x))]
        for i, word in enumerate(words):
            known.setdefault(word, near[i % len(near)])
    return known


COMMON = alike()


def chance(word):
    return zlib.crc32(word.lower().encode()) / 2 ** 32


def other(word):
    low = word.lower()
    new = COMMON.get(low) or "".join(SPELT.get(c, c) for c in low)
    return new.capitalize() if word[0].isupper() else new


def begins(text, at):
    before = text[:at].rstrip(" \"'“‘(")
    return not before or before[-1] in ".!?:\n"


def put(text, names):
    def one(m):
        w = m.group()
        if w[0].isdigit():
            return w.translate(str.maketrans(".,", ",."))
        return w if w in names and chance(w) < .7 else other(w)
    return WORD.sub(one, text)


def translated(a):
    text = a["text"]
    names = {m.group() for m in WORD.finditer(text) if m.group()[0].isupper() and not begins(text, m.start())}
    names -= {n for n in names if n.lower() in COMMON}
    return dict(a, lang="id", title=put(a["title"], names), text=put(text, names))


def group(warta, articles):
    out = subprocess.run([warta, "stories", "--json", "-"], check=True, text=True, capture_output=True,
                         input="".join(json.dumps(a) + "\n" for a in articles)).stdout
    return {x["id"]: x for x in map(json.loads, out.splitlines())}


def most(labels):
    return collections.Counter(labels).most_common(1)[0][0]


def triples(a):
    words = [w.lower() for w in WORD.findall(a["text"])]
    return set(zip(words, words[1:], words[2:]))


def text_shared(a, b):
    x, y = triples(a), triples(b)
    return len(x & y) / max(1, min(len(x), len(y)))


def load(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def main():
    warta, articles, labels = sys.argv[1:4]
    r = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 7)
    label = {x["id"]: x["story"] for x in load(labels)}
    lines = load(articles)
    original = {a["id"]: a for a in lines}
    r.shuffle(lines)
    turn, stream = collections.Counter(), []
    for a in lines:
        turn[label[a["id"]]] += 1
        stream.append(translated(a) if turn[label[a["id"]]] % 2 else dict(a, lang="en"))
    stream.sort(key=lambda a: a["date"])
    lang = {a["id"]: a["lang"] for a in stream}
    told = group(warta, stream)
    links, translations = [[(k, v[key]) for k, v in told.items() if key in v]
                           for key in ("strand_with", "translation_of")]
    wrong = [(a, b) for a, b in links if label[a] != label[b]]
    shared = [text_shared(original[a], original[b]) for a, b in translations]
    members = collections.defaultdict(list)
    for k in told:
        members[label[k], lang[k]].append(told[k]["story"])
    both = [y for y in set(label.values()) if min(len(members[y, "en"]), len(members[y, "id"])) >= 2]
    whole = sum(most(members[y, "en"]) == most(members[y, "id"]) for y in both)
    precision = recall = 0
    of_story, of_label = collections.defaultdict(set), collections.defaultdict(set)
    for k, v in told.items():
        of_story[v["story"]].add(k)
        of_label[label[k]].add(k)
    for k, v in told.items():
        right = len(of_story[v["story"]] & of_label[label[k]])
        precision += right / len(of_story[v["story"]]) / len(told)
        recall += right / len(of_label[label[k]]) / len(told)
    print(f"strands linked {len(links)}, wrong {len(wrong)}; whole {whole} of {len(both)}; B-cubed precision "
          f"{precision:.3f} recall {recall:.3f}; translations told {len(translations)}, of one text "
          f"{sum(x >= .3 for x in shared)}, of nearly none {sum(x < .15 for x in shared)}")
    for a, b in wrong:
        print("  wrong:", a, b, label[a], label[b])


main()
