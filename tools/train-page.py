#!/usr/bin/env python3
"""Trains the model of page extraction and writes it as C.

    tools/train-page.py BUILD DATA OUT.c OOF.jsonl

BUILD is a build folder (its page-train cuts pages into blocks, makes the features and fits the
trees, so that training and use cannot differ). DATA holds truth.jsonl, a JSON object a page: file
(gzipped HTML, relative to DATA), url, text (what an extractor should give). OUT.c gets the model,
"-" for none; OOF.jsonl an answer for each page, in the order of truth.jsonl, from a model that has
seen no page of the same site: what unseen pages may be expected to give.

A block's label is the share of its words that an alignment of the page with the wanted text
covers: runs of six words that both have once are pinned, the gaps between the pins are aligned by
runs of four, of two, and then word by word.

Pages are saved without much of what stands around articles elsewhere: notices of consent and of
rights, invitations, comments, teasers of whole paragraphs, pointers between paragraphs. Every second
page is learned from a second time, with half the weight, after some of that was put into it
(data/page/furniture.txt; teasers and comments are pieces of other pages' articles).
"""
import bisect
import collections
import difflib
import gzip
import html
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import urllib.parse

WORD = re.compile(r"\w+")


def once(words, begin, end, n):
    """Runs of n words that stand once in words[begin:end], and where."""
    where = {}
    for i in range(begin, end - n + 1):
        run = tuple(words[i:i + n])
        where[run] = -1 if run in where else i
    return where


def rising(pairs):
    """The longest subsequence of `pairs` whose second parts rise; the first ones do."""
    tails, at, before = [], [], [-1] * len(pairs)
    for j, (_, q) in enumerate(pairs):
        k = bisect.bisect_left(tails, q)
        if k == len(tails):
            tails.append(q)
            at.append(j)
        else:
            tails[k], at[k] = q, j
        before[j] = at[k - 1] if k else -1
    chain, j = [], at[-1] if at else -1
    while j >= 0:
        chain.append(pairs[j])
        j = before[j]
    return chain[::-1]


def align(page, want):
    """For each word of `page` whether an alignment with `want` covers it."""
    covered = bytearray(len(page))
    work = [(0, len(page), 0, len(want), 6)]
    while work:
        a, a_end, b, b_end, n = work.pop()
        if a >= a_end or b >= b_end:
            continue
        if n == 0:
            if (a_end - a) * (b_end - b) > 4000000:
                continue
            match = difflib.SequenceMatcher(None, page[a:a_end], want[b:b_end], autojunk=False)
            for m in match.get_matching_blocks():
                if m.size >= 3 or m.size and m.size >= 0.6 * min(a_end - a, b_end - b):
                    covered[a + m.a:a + m.a + m.size] = b"\1" * m.size
            continue
        left, right = once(page, a, a_end, n), once(want, b, b_end, n)
        pins = [(i, right[run]) for run, i in left.items() if i >= 0 and right.get(run, -1) >= 0]
        for i, q in rising(sorted(pins)) + [(a_end, b_end)]:
            work.append((a, i, b, q, n - 2))
            if i < a_end:
                covered[i:i + n] = b"\1" * n
                a, b = max(a, i + n), max(b, q + n)
    return covered


def labels(blocks, want):
    words = [WORD.findall(block) for block in blocks]
    covered = align([w for block in words for w in block], want)
    at = 0
    for block in words:
        yield sum(covered[at:at + len(block)]) / len(block) if block else 0.0
        at += len(block)


def site(url):
    host = (urllib.parse.urlsplit(url).hostname or url).split(".")
    if len(host) > 2 and (len(host[-2]) <= 3 and len(host[-1]) == 2):
        return ".".join(host[-3:])
    return ".".join(host[-2:])


def read_blocks(text):
    pages, lines, at = [], text.split("\n"), 0
    while at < len(lines) and lines[at].startswith("page "):
        n = int(lines[at].split()[2])
        pages.append(lines[at + 1:at + 1 + n])
        at += 1 + n
    return pages


def furniture():
    kinds = collections.defaultdict(list)
    path = os.path.join(os.path.dirname(__file__), "..", "data", "page", "furniture.txt")
    with open(path, encoding="utf-8") as f:
        for line in f:
            if not line.startswith("#"):
                kind, text = line.rstrip("\n").split("\t")
                kinds[kind].append(text.split("|"))
    return kinds


def paragraphs(parts, tag="p"):
    return "<div>" + "".join(f"<{tag}>{part}</{tag}>" for part in parts) + "</div>"


def teasers(kinds, texts, rng):
    """A row of cards under a heading that leads on: titles, beginnings cut off or whole."""
    head, cut = rng.choice(kinds["more"])[0], rng.random() < 0.6
    cards = []
    for text in rng.sample(texts, rng.randint(3, 8)):
        words = text.split()[:rng.randint(15, 110)]
        begin = html.escape(" ".join(words)) + (rng.choice(["…", " …", "..."]) if cut else ".")
        title = html.escape(" ".join(words[:7]))
        title = rng.choice(["", f'<h3><a href="/{len(cards)}">{title}</a></h3>', f"<h4>{title}</h4>"])
        cards.append(f"<div>{title}<p>{begin}</p></div>")
    return f"<div><h3>{head}</h3>" + "".join(cards) + "</div>"


def talk(kinds, texts, rng):
    """What readers write below: pieces of other pages as it were, each under a name."""
    names = ["Ann", "Rudi", "Marta S.", "old_tom", "K. Weber", "Léa", "Budi", "Ирина", "guest 7"]
    posts = []
    for text in rng.sample(texts, rng.randint(2, 9)):
        words = text.split()
        at = rng.randrange(max(1, len(words) - 60))
        said = html.escape(" ".join(words[at:at + rng.randint(8, 60)]))
        posts.append(f"<li><b>{rng.choice(names)}</b><p>{said}</p></li>")
    return f"<div><h3>{rng.choice(kinds['talk'])[0]}</h3><ol>" + "".join(posts) + "</ol></div>"


def pointers(page, kinds, texts, rng):
    """Lines that lead to other articles behind some of the page's paragraphs."""
    label, bold = rng.choice(kinds["point"])[0], rng.random() < 0.5

    def line(match):
        if rng.random() > 0.15:
            return match.group(0)
        title = html.escape(" ".join(rng.choice(texts).split()[:rng.randint(5, 12)]))
        lead = f'{label} <a href="/{rng.randint(1, 999)}">{title}</a>'
        return match.group(0) + (f"<p><strong>{lead}</strong></p>" if bold else f"<p>{lead}</p>")

    return re.sub(r"(?<=[.!?”])</p>", line, page)


def furnish(page, kinds, texts, rng):
    """A copy of `page` with more around its article."""
    above, below = [], []
    if rng.random() < 0.6:
        (above if rng.random() < 0.6 else below).append(paragraphs(rng.choice(kinds["consent"])))
    if rng.random() < 0.3:
        below.append(paragraphs(rng.choice(kinds["wall"])))
    if rng.random() < 0.4:
        below.append(talk(kinds, texts, rng))
    if rng.random() < 0.6:
        below.append(teasers(kinds, texts, rng))
    if rng.random() < 0.5:
        below.append(paragraphs(rng.choice(kinds["pitch"])))
    if rng.random() < 0.6:
        below.append(paragraphs(rng.choice(kinds["legal"])))
    if rng.random() < 0.6:
        page = pointers(page, kinds, texts, rng)
    body = re.search(r"<body\b[^>]*>", page, re.I)
    at = body.end() if body else 0
    page = page[:at] + "".join(above) + page[at:]
    end = page.lower().rfind("<footer")
    end = end if end > at else page.lower().rfind("</body")
    end = end if end > at else len(page)
    return page[:end] + "".join(below) + page[end:]


EVERY = 2  # of so many pages one is learned from twice


def main():
    build, data, out, oof = sys.argv[1:]
    tool = os.path.join(build, "tools", "page-train") if os.path.isdir(build) else build
    with open(os.path.join(data, "truth.jsonl"), encoding="utf-8") as f:
        truth = [json.loads(line) for line in f]
    with tempfile.TemporaryDirectory() as tmp:
        pages, marks = os.path.join(tmp, "list"), os.path.join(tmp, "labels")
        rng, kinds, texts = random.Random(1), furniture(), [row["text"] for row in truth]
        texts = [text for text in texts if len(text) > 500]
        copies = []
        with open(pages, "w", encoding="utf-8") as f:
            for n, row in enumerate(truth):
                path = os.path.join(tmp, f"{n}.html")
                with gzip.open(os.path.join(data, row["file"])) as page, open(path, "wb") as to:
                    to.write(page.read())
                f.write(f"{path}\t{row['url']}\t{site(row['url']) or n}\n")
            for n in range(0, len(truth), EVERY):
                row, path = truth[n], os.path.join(tmp, f"{n}.html")
                with open(path, "rb") as page:
                    whole = page.read().decode("utf-8", "replace")
                with open(path + ".more", "w", encoding="utf-8") as to:
                    to.write(furnish(whole, kinds, texts, rng))
                f.write(f"{path}.more\t{row['url']}\t+{site(row['url']) or n}\n")
                copies.append(row)
        text = subprocess.run([tool, "blocks", pages], stdout=subprocess.PIPE, check=True).stdout
        cut = read_blocks(text.decode("utf-8", "replace"))
        with open(marks, "w", encoding="utf-8") as f:
            for n, (row, blocks) in enumerate(zip(truth + copies, cut, strict=True)):
                want = WORD.findall(row["text"])
                shares = " ".join(f"{x:.3g}" for x in labels(blocks, want))
                weight = (1000 if n < len(truth) else 500) / (len(want) + 100)
                f.write(f"{weight:.4f} {len(blocks)} {shares}\n")
        subprocess.run([tool, "fit", pages, marks, out, oof], check=True)
    rows = []
    for n in range(5):
        with open(f"{oof}.{n}", encoding="utf-8") as f:
            rows += [json.loads(line) for line in f]
        os.unlink(f"{oof}.{n}")
    with open(oof, "w", encoding="utf-8") as f:
        for row in sorted(rows, key=lambda row: row["page"]):
            f.write(json.dumps(row, ensure_ascii=False) + "\n")


main()
