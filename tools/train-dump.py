#!/usr/bin/env python3
"""Trains the line weights of src/dump (weights.h) on pages whose articles are known.

    train-dump.py FEATURES OUTPUT SET... [--posts] [--hold PREFIX] [--epochs N]

FEATURES is the program built from tools/dump-features.c: it prints the features of every line of the
text files it is given. A SET is a folder with a truth.jsonl, one JSON object a page:
    {"file": HTML (may be gzip), "text": the article}                       saved pages
    {"file": TEXT, "kind": "page", "articles": [{"text": ...}]}            text of whole pages
    {"file": TEXT, "kind": "blog", "articles": [{"paragraphs": [...]}]}    pages of several posts
Saved pages are turned into text three times, with wide, narrow and no blank lines between blocks, so
that the weights do not lean on one way of writing a page down. With --posts it trains what tells pages of several
posts from pages of one article (posts-weights.h) instead, which wants the line weights trained and built in before,
and prints how many pages were mistaken, cross-validated in four parts by file. --hold leaves out every page whose file name contains
PREFIX (for testing on it); lists may be given by @FILE, a name a line.
"""
import argparse, difflib, gzip, html.parser, json, math, os, random, re, subprocess, sys, tempfile

SKIP = {"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select",
        "textarea", "math", "canvas", "video", "audio"}
INLINE = {"a", "b", "i", "em", "strong", "span", "u", "s", "small", "big", "sub", "sup", "font",
          "abbr", "cite", "code", "q", "time", "label", "mark", "kbd", "var", "samp", "tt", "img",
          "wbr", "button", "ins", "del", "data", "bdi", "acronym", "input", "dfn", "center"}
VOID = {"img", "br", "hr", "input", "meta", "link", "wbr", "area", "base", "col", "embed", "source"}


class Page(html.parser.HTMLParser):
    """The visible text as blocks, each with its kind of distance to the one before."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.skip, self.out, self.text, self.distance = 0, [], "", 2

    def flush(self, distance):
        text = " ".join(self.text.split())
        self.text = ""
        if text:
            self.out.append((self.distance, text))
            self.distance = distance
        else:
            self.distance = max(self.distance, distance)

    def handle_starttag(self, tag, attrs):
        if tag in SKIP:
            self.skip += 1
        elif tag == "br":
            self.flush(0)
        elif tag not in INLINE:
            self.flush(1 if tag in ("li", "tr", "dt", "dd", "option") else 2)
        elif self.text and tag in ("a", "span", "button"):
            pass

    def handle_endtag(self, tag):
        if tag in SKIP:
            self.skip = max(0, self.skip - 1)
        elif tag not in INLINE and tag not in VOID:
            self.flush(1 if tag in ("li", "tr", "dt", "dd") else 2)

    def handle_data(self, data):
        if not self.skip:
            self.text += data


def page_texts(path):
    raw = open(path, "rb").read()
    if raw[:2] == b"\x1f\x8b":
        raw = gzip.decompress(raw)
    p = Page()
    p.feed(raw.decode("utf-8", "replace"))
    p.flush(2)
    for gaps in ((1, 2, 3), (1, 1, 1), (1, 1, 2)):
        yield "".join("\n" * gaps[d] + t for d, t in p.out).strip() + "\n"


def words(text):
    return re.findall(r"\w+", text)


def shingles(w, n):
    return [tuple(w[i:i + n]) for i in range(len(w) - n + 1)]


def label_lines(lines, truth):
    """1 for the lines that are in the article, 0 for the others: equal lines in order, then lines
    most of whose word triples the article has."""
    norm = lambda s: " ".join(words(s.lower()))
    want = [norm(t) for t in truth.split("\n") if norm(t)]
    have = [norm(t) for t in lines]
    label = [0] * len(lines)
    for a, _, n in difflib.SequenceMatcher(None, have, want, autojunk=False).get_matching_blocks():
        for i in range(a, a + n):
            label[i] = 1
    triples = set(shingles(norm(truth).split(), 3))
    for i, h in enumerate(have):
        s = shingles(h.split(), 3)
        if len(s) >= 4:
            label[i] = int(sum(x in triples for x in s) >= 0.6 * len(s))
    # A short line that is alone far from all others of the article is a chance hit.
    for i, h in enumerate(have):
        if label[i] and len(h) < 40 and not any(
                label[j] and len(have[j]) >= 40 for j in range(max(0, i - 6), min(len(have), i + 7)) if j != i):
            label[i] = 0
    return label


def examples(folder, held, scratch, kinds):
    """Text files in `scratch` with labels by row; `kinds` is told which are of several posts."""
    for number, line in enumerate(open(os.path.join(folder, "truth.jsonl"), encoding="utf-8")):
        r = json.loads(line)
        path = os.path.join(folder, r["file"])
        if held(r["file"]):
            continue
        if "kind" in r:
            texts = [open(path, encoding="utf-8", newline="\n").read()]
        else:
            texts = page_texts(path)
        for variant, text in enumerate(texts):
            rows = text.split("\n")
            full = [i for i, t in enumerate(rows) if t.strip()]
            lines = [rows[i] for i in full]
            if r.get("kind") == "blog":
                norm = lambda s: " ".join(s.split())
                paras = {norm(p) for a in r["articles"] for p in a["paragraphs"]}
                label = [int(norm(t) in paras) for t in lines]
            else:
                truth = r["articles"][0]["text"] if "articles" in r else r["text"]
                label = label_lines(lines, truth or "")
                if sum(label) == 0:
                    continue
            name = os.path.join(scratch, f"{os.path.basename(os.path.normpath(folder))}-{number}-{variant}.txt")
            with open(name, "w", encoding="utf-8", newline="\n") as f:
                f.write(text)
            kinds[name] = int(len(r.get("articles", [])) > 1)
            yield name, {i + 1: (y, len(t)) for i, y, t in zip(full, label, lines)}


def read_features(program, names, labels):
    """Rows of (features, label, weight)."""
    rows = []
    for k in range(0, len(names), 50):
        out = subprocess.run([program] + names[k:k + 50], capture_output=True, check=True).stdout
        for line in out.decode().split("\n"):
            if line.startswith("= "):
                label = labels[line[2:]]
            elif line:
                row, *f = map(int, line.split())
                y, n = label.get(row, (0, 1))
                rows.append((f, y, 0.3 + min(n, 400) / 100))
    return rows


def train(rows, epochs, size):
    """AdaGrad on the log loss, with a little L2."""
    w, g, b, gb = [0.0] * size, [1e-6] * size, 0.0, 1e-6
    rate, decay = 0.15, 1e-6
    random.seed(1)
    for epoch in range(epochs):
        random.shuffle(rows)
        loss = 0.0
        for f, y, weight in rows:
            z = b
            for i in f:
                z += w[i]
            z = max(-30.0, min(30.0, z))
            p = 1 / (1 + math.exp(-z))
            loss -= weight * math.log(p if y else 1 - p)
            d = weight * (p - y)
            gb += d * d
            b -= rate * d / math.sqrt(gb)
            for i in f:
                e = d + decay * w[i]
                g[i] += e * e
                w[i] -= rate * e / math.sqrt(g[i])
        print(f"epoch {epoch + 1}: loss {loss / len(rows):.4f}", file=sys.stderr)
    return w, b


# A page of posts that is taken for one article loses nearly all, one of an article taken for posts a part.
POSTS_COST = 3


def fit_posts(rows, epochs=400):
    """Logistic regression on all rows at once (RMSprop), both kinds weighing the same but for POSTS_COST."""
    size, rate, decay = len(rows[0][1]), 0.05, 1e-3
    w, v = [0.0] * size, [1e-8] * size
    many = sum(r[2] for r in rows)
    share = many / max(1, len(rows) - many) / POSTS_COST
    for _ in range(epochs):
        g = [0.0] * size
        for _, x, y in rows:
            z = max(-30.0, min(30.0, sum(a * b for a, b in zip(w, x))))
            d = (1 / (1 + math.exp(-z)) - y) * (1 if y else share)
            g = [a + d * b for a, b in zip(g, x)]
        for i in range(size):
            e = g[i] / len(rows) + decay * w[i]
            v[i] = 0.9 * v[i] + 0.1 * e * e
            w[i] -= rate * e / math.sqrt(v[i])
        rate *= 0.995
    return w


def posts_main(o, names, kinds):
    """Rows of (file, traits, whether it has several posts); trains, tests and writes."""
    rows = []
    for name in names:
        out = subprocess.run([o.features, "--posts", name], capture_output=True, check=True).stdout.decode()
        line = out.split("\n")[1]
        if line:
            rows.append((name, list(map(float, line.split())), kinds[name]))
    part = lambda r: sum(os.path.basename(r[0]).rsplit("-", 1)[0].encode()) % 4
    wrong = [0, 0]
    for k in range(4):
        w = fit_posts([r for r in rows if part(r) != k])
        for _, x, y in (r for r in rows if part(r) == k):
            wrong[y] += (sum(a * b for a, b in zip(w, x)) > 0) != bool(y)
    many = sum(r[2] for r in rows)
    print(f"cross-validated: {wrong[1]} of {many} pages of posts taken for one article, {wrong[0]} of "
          f"{len(rows) - many} of one article for posts", file=sys.stderr)
    with open(o.output, "w") as out:
        out.write("/* Made by tools/train-dump.py --posts. */\n")
        out.write("static const float post_weights[N_POST_TRAITS] = {\n\t")
        out.write(", ".join(f"{x:.3f}f" for x in fit_posts(rows)) + "\n};\n")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("features"), ap.add_argument("output"), ap.add_argument("sets", nargs="+")
    ap.add_argument("--posts", action="store_true"), ap.add_argument("--hold"), ap.add_argument("--epochs", type=int, default=6)
    o = ap.parse_args()
    hold = []
    if o.hold:
        hold = open(o.hold[1:]).read().split() if o.hold.startswith("@") else [o.hold]
    held = lambda name: any(h in name for h in hold)
    with tempfile.TemporaryDirectory() as scratch:
        labels, kinds = {}, {}
        for folder in o.sets:
            labels.update(examples(folder, held, scratch, kinds))
        if o.posts:
            return posts_main(o, list(labels), kinds)
        rows = read_features(o.features, list(labels), labels)
    size = int(re.search(r"N_FEATURES = (\d+)", open(os.path.join(
        os.path.dirname(os.path.abspath(__file__)), "../src/dump/weigh.c")).read()).group(1))
    print(f"{len(labels)} texts, {len(rows)} lines, {sum(r[1] for r in rows)} of articles", file=sys.stderr)
    w, b = train(rows, o.epochs, size)
    with open(o.output, "w") as out:
        out.write("/* Made by tools/train-dump.py. */\n")
        out.write(f"enum {{ WEIGHTS = {size}, WEIGHT_ONE = 100, WEIGHT_BASE = {round(100 * b)} }};\n")
        out.write("static const int16_t weights[WEIGHTS] = {")
        for i, x in enumerate(w):
            out.write(("\n\t" if i % 12 == 0 else " ") + f"{round(100 * x)},")
        out.write("\n};\n")


main()
