#!/usr/bin/env python3
"""Trains the model of quotations (src/quote/quote_model.c) and says how good it is on texts that it
has not seen.

    train-quotes.py QUOTE-TRAIN SCORER OUT.c ARTICLES.jsonl...

QUOTE-TRAIN is the program of this folder; SCORER the Python file that compares predictions with
the truth (its `same` says whether two names are of one person, its `ov` how far two spans agree);
ARTICLES are lines {"id", "lang", "text", "quotes"} with quotations marked by hand. Five folds by
article: what is reported is measured on articles that the fold's model was not fitted to. The
folder /tmp/train-quotes (or $TRAIN_QUOTES) is used for what is in between.
"""
import importlib.util
import json
import math
import os
import subprocess
import sys
import zlib

WORK = os.environ.get("TRAIN_QUOTES", "/tmp/train-quotes")
FOLDS = 5
# Features, trees, how much of each tree's answer is taken, and whether the rows of one decision are
# a choice: at most one of them is right.
SIZES = {"speaker": (52, 120, 0.25, True), "refer": (31, 60, 0.2, True),
         "scare": (25, 60, 0.15, False), "gate": (34, 96, 0.2, False),
         "subject": (45, 128, 0.2, True), "start": (40, 64, 0.25, True),
         "clause": (57, 256, 0.12, True)}
KINDS = {"s": "speaker", "r": "refer", "m": "scare", "g": "gate", "u": "subject", "b": "start",
         "c": "clause"}
# Each looks at what those before it make of a text: what is fitted in which round.
ROUNDS = [("words",), ("gate", "subject"),
          ("subject", "speaker", "refer", "scare", "start"),
          ("speaker", "refer", "scare", "clause")]
# Words seen less often have no grade; so many sightings of the mean word are added to each.
USES, MIN_SEEN, WORD_CALM = 8, 3, 4
# What a clause counts that begins a word too early or too late, beside one that does not.
NEARLY = 0.1
# So many words are much that is reported.
MUCH = 6
FLOORS = (-12000, 1000, -6500, -5700, 82, 12288)


def load_scorer(path):
    spec = importlib.util.spec_from_file_location("scorer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Trainer:
    def __init__(self, program, scorer, files):
        self.program, self.scorer = program, load_scorer(scorer)
        self.articles = {}
        self.files = files
        for path in files:
            for line in open(path, encoding="utf-8"):
                a = json.loads(line)
                self.articles[a["id"]] = a
        self.same_known = {}

    def same(self, a, b):
        key = a, b
        if key not in self.same_known:
            self.same_known[key] = self.scorer.same(a, b)
        return self.same_known[key]

    def truth_at(self, article, start, end):
        for q in article["quotes"]:
            if q["kind"] == "direct" and not q.get("unlabelled") and q["char_start"] < end and \
                    start < q["char_end"]:
                inner = min(end, q["char_end"]) - max(start, q["char_start"])
                if inner > 0.7 * max(end - start, q["char_end"] - q["char_start"]):
                    return q
        return None

    def label(self, d):
        """Rows (label, weight, features) of one decision."""
        article = self.articles[d["id"]]
        if d["what"] in "gubc":
            return {"g": self.label_gate, "u": self.label_subject, "b": self.label_start,
                    "c": self.label_clause}[d["what"]](article, d)
        truth = self.truth_at(article, d["start"], d["end"])
        if d["what"] == "m":
            if article["lang"] == "id" and not truth and any(
                    q.get("unlabelled") and q["char_start"] < d["end"] and d["start"] < q["char_end"]
                    for q in article["quotes"]):
                return []
            good = bool(truth and not truth.get("scare"))
            return [(int(good), 1, d["c"][0]["x"])]
        if not truth or truth.get("scare"):
            return []
        names = [x for x in [truth.get("speaker")] + truth.get("speaker_alt", []) if x]
        if d["what"] == "r":
            if truth.get("speaker_surface") == truth.get("speaker") and article["lang"] == "en":
                return []
            return [(int(any(self.same(c.get("e"), t) for t in names)), 1, c["x"]) for c in d["c"]]
        surface = truth.get("speaker_surface")
        rows = []
        for c in d["c"]:
            good = self.same(c["m"], surface) if surface else False
            if not good:
                good = any(self.same(c["m"], t) for t in names)
            rows.append([int(bool(good)), 1, c["x"]])
        # Beside the quotation is better than far from it: of equal names the nearest counts.
        good = [r for r in rows if r[0]]
        if len(good) > 1:
            near = [r for r in good if r[2][0] <= 1]
            for r in good:
                if near and r[2][0] > 2:
                    r[1] = 0.3
        return rows

    def reported(self, article):
        """[(start of the cue, its end, quotation)] of what is marked as reported."""
        if "reported" not in article:
            article["reported"] = [(*self.cue_of(article["text"], q), q) for q in article["quotes"]
                                   if q["kind"] == "indirect-reported"]
        return article["reported"]

    def cued(self, article):
        """The same of all that has a cue."""
        if "cued" not in article:
            article["cued"] = self.reported(article) + [
                (*self.cue_of(article["text"], q), q) for q in article["quotes"]
                if q["kind"] == "direct" and q.get("cue") and not q.get("scare")]
        return article["cued"]

    @staticmethod
    def cue_of(text, q):
        """Where the cue of `q` stands: the nearest place outside of its clause."""
        for cue in [q.get("cue") or "\0"] + sorted((q.get("cue") or "").split(), key=len)[::-1]:
            best, at = None, text.find(cue, max(0, q["char_start"] - 300))
            while 0 <= at < q["char_end"] + 300:
                end = at + len(cue)
                inside = any(s < end and at < e for s, e in q.get("segments", []))
                far = max(q["char_start"] - end, at - q["char_end"], 0)
                if not inside and (not best or far < best[0]):
                    best = far, at, end
                at = text.find(cue, at + 1)
            if best:
                return best[1:]
        return -1, -1

    def label_gate(self, article, d):
        truth = self.reported(article)
        good = any(s < d["end"] and d["start"] < e for s, e, q in truth)
        return [(int(good), 1, d["c"][0]["x"])] if truth else []

    @staticmethod
    def names(q):
        return [t for t in [q.get("speaker"), q.get("speaker_surface")] +
                q.get("speaker_alt", []) if t]

    def is_speaker(self, c, q):
        names = self.names(q)
        said = [x for x in (c.get("m"), c.get("e")) if x]
        return any(self.same(x, t) for x in said for t in names) if names else not said

    def label_subject(self, article, d):
        truth = [q for s, e, q in self.cued(article) if s < d["end"] and d["start"] < e]
        return [(int(any(self.is_speaker(c, q) for q in truth)), 1, c["x"])
                for c in d["c"]] if truth else []

    def label_start(self, article, d):
        """Where the clause begins; a word beside it is as good as right where nothing is."""
        text, rows = article["text"], []
        truth = [q for s, e, q in self.reported(article) if s < d["end"] and d["start"] < e]
        for c in d["c"] if truth else []:
            good = 0
            for q in truth:
                a, b = sorted((c["s"], q["char_start"]))
                if (q["char_end"] > d["end"]) != (c["f"] > d["end"]):
                    continue
                if a == b:
                    good = 1
                elif len(text[a:b].split()) <= 1 and b - a < 12:
                    good = max(good, NEARLY)
            rows.append((good, 1, c["x"]))
        return rows

    def label_words(self, d):
        """[(use, word, good)]: rows of what is counted of single words."""
        article, use = self.articles[d["id"]], "gubcm".find(d["what"])
        if use < 0:
            return []
        more = []
        if use == 0:
            c, y = d["c"][0], self.label(d)
            more = [(n, c[key], y[0][0]) for n, key in ((6, "before"), (7, "behind"))
                    if y and c[key]]
            more += [(5, c["w"], int(len(q["text"].split()) > MUCH))
                     for s, e, q in self.reported(article)
                     if c["w"] and s < d["end"] and d["start"] < e]
        if use == 3:
            near = [q for s, e, q in self.reported(article) if s < d["end"] and d["start"] < e]
            good = [any(abs(c["s"] - q["char_start"]) < 6 and abs(c["f"] - q["char_end"]) < 2
                        for q in near) for c in d["c"]]
            rows = list(zip(d["c"], good)) if any(good) else []
        else:
            rows = [(c, y[0] >= 0.5) for c, y in zip(d["c"], self.label(d))]
        return [(use, c["w"], int(y)) for c, y in rows if c["w"]] + more

    def label_clause(self, article, d):
        truth, rows = self.reported(article), []
        near = [q for s, e, q in truth if q["char_start"] < d["end"] + 600 and
                d["start"] < q["char_end"] + 600]
        for c in d["c"] if truth else []:
            text = article["text"]
            text = text[c["s"]:c["gap"]] + text[c["behind"]:c["f"]] if "gap" in c else \
                text[c["s"]:c["f"]]
            pred = {"text": text, "char_start": c["s"], "char_end": c["f"]}
            length = len(text)
            good = any(q["char_start"] < c["f"] and c["s"] < q["char_end"] and
                       0.6 < length / len(q["text"]) < 1.7 and
                       self.scorer.ov(pred, q) >= 0.8 and self.is_speaker(c, q) for q in near)
            rows.append((int(good), 1, c["x"]))
        return rows

    def parts(self):
        """[(fold, file of its articles)]"""
        os.makedirs(WORK, exist_ok=True)
        out = [open(f"{WORK}/part{k}.jsonl", "w") for k in range(FOLDS)]
        for path in self.files:
            for line in open(path, encoding="utf-8"):
                out[fold_of(json.loads(line)["id"])].write(line)
        return [(k, f.name, f.close()) for k, f in enumerate(out)]

    def watch(self, models, kinds):
        """{kind: [(fold, decision, label, weight, features)]}; a fold is watched with the model that has
        not seen it, so that what one forest says to the next is as good as it will be."""
        rows, decision = {k: [] for k in kinds}, 0
        for fold, path, _ in self.parts():
            p = subprocess.Popen([self.program, "watch", models[fold], path],
                                 stdout=subprocess.PIPE)
            for line in p.stdout:
                what = KINDS[line[line.index(b'"what":"') + 8:][:1].decode()]
                if what in kinds or "words" in kinds:
                    d = json.loads(line)
                    if "words" in kinds:
                        rows["words"] += [(fold, *r) for r in self.label_words(d)]
                    if what in kinds:
                        decision += 1
                        rows[what] += [(fold, decision, *r) for r in self.label(d)]
            if p.wait():
                sys.exit("quote-train failed")
        return rows

    def fit(self, rows, out, skip):
        os.makedirs(out, exist_ok=True)
        jobs = []
        for kind in rows:
            if kind == "words":
                write_words(rows[kind], skip, f"{out}/words")
                continue
            n, trees, rate, choice = SIZES[kind]
            path = f"{out}/{kind}.rows"
            with open(path, "w") as f:
                for fold, decision, y, w, x in rows[kind]:
                    if fold != skip:
                        f.write(f"{y} {w} {decision * choice} {' '.join(str(min(v, 63)) for v in x[:n])}\n")
            jobs.append(subprocess.Popen([self.program, "fit", path, str(n), str(trees),
                                          str(rate), f"{out}/{kind}"]))
            if len(jobs) == 2:
                for j in jobs:
                    j.wait()
                jobs = []
        for j in jobs:
            j.wait()
        for kind in set(rows) - {"words"}:
            os.remove(f"{out}/{kind}.rows")
        with open(f"{out}/floors", "w") as f:
            f.write("%d %d %d %d %d %d\n" % FLOORS)

    def predict(self, model, path):
        out = subprocess.run([self.program, "predict", model, path], stdout=subprocess.PIPE,
                             check=True).stdout.decode()
        return [json.loads(line) for line in out.splitlines()]


def write_words(rows, skip, path):
    """How often each word is used so, as grades from 1 to 63 of the log-odds; rare ones are drawn
    to the mean of all, the rarest have none."""
    count, all_of = {}, [[0, 0] for _ in range(USES)]
    for fold, use, word, good in rows:
        if fold != skip:
            for c in count.setdefault(word, [[0, 0] for _ in range(USES)])[use], all_of[use]:
                c[0] += good
                c[1] += 1
    with open(path, "w") as out:
        for word, uses in sorted(count.items()):
            grades = []
            for (good, n), (all_good, all_n) in zip(uses, all_of):
                p = (good + WORD_CALM * all_good / all_n) / (n + WORD_CALM)
                grades.append(min(63, max(1, round(40 + 8 * math.log(p / (1 - p)))))
                              if n >= MIN_SEEN else 0)
            if any(grades):
                out.write(f"{word} {' '.join(map(str, grades))}\n")


def write_model(folder, path):
    import struct
    with open(path, "w") as out:
        out.write("/* The trained model of quotations. Generated by tools/train-quotes.py. */\n"
                  '#include "quote/judge.h"\n')
        for kind in SIZES:
            data = open(f"{folder}/{kind}", "rb").read()
            size = 10 + 64
            n = (len(data) - 4) // size
            out.write(f"\nstatic const struct forest_tree {kind}_trees[] = {{\n")
            for i in range(n):
                t = data[4 + i * size:4 + (i + 1) * size]
                leaves = struct.unpack("32h", t[10:])
                out.write("\t{ { %s }, { %s },\n\t\t{ %s } },\n" % (
                    ", ".join(map(str, t[:5])), ", ".join(map(str, t[5:10])),
                    ", ".join(map(str, leaves))))
            out.write("};\n")
        out.write("\nstatic const struct word_grades words[] = {\n")
        for line in open(f"{folder}/words"):
            out.write("\t{ %su, { %s } },\n" % (line.split()[0], ", ".join(line.split()[1:])))
        out.write("};\n\nconst struct quote_model quote_model_default = {\n"
                  "\t.words = words,\n\t.n_words = sizeof words / sizeof *words,\n")
        for kind in SIZES:
            bias = struct.unpack("i", open(f"{folder}/{kind}", "rb").read(4))[0]
            out.write(f"\t.{kind} = {{ {kind}_trees, sizeof {kind}_trees / sizeof *{kind}_trees, "
                      f"{bias} }},\n")
        out.write("\t.speaker_floor = %d,\n\t.scare_floor = %d,\n\t.gate_floor = %d,\n"
                  "\t.clause_floor = %d,\n\t.word_floor = %d,\n\t.clause_far = %d,\n};\n" % FLOORS)


def fold_of(name):
    return zlib.crc32(name.encode()) % FOLDS


def main():
    program, scorer, target, files = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
    t = Trainer(program, scorer, files)
    models = ["-"] * FOLDS
    for kinds in ROUNDS:
        rows = t.watch(models, kinds)
        print({k: len(v) for k, v in rows.items()}, flush=True)
        models = [f"{WORK}/fold{k}" for k in range(FOLDS)]
        for k in range(FOLDS):
            t.fit(rows, models[k], k)
        t.fit(rows, f"{WORK}/all", None)
    write_model(f"{WORK}/all", target)
    got = {}
    for k, path, _ in t.parts():
        for p in t.predict(models[k], path):
            got[p["id"]] = p
    for path in files:
        name = os.path.basename(path)
        articles = [json.loads(line) for line in open(path, encoding="utf-8")]
        with open(f"{WORK}/{name}.oof", "w") as out:
            for a in articles:
                out.write(json.dumps(got[a["id"]], ensure_ascii=False) + "\n")
        kinds = {q["kind"] for a in articles for q in a["quotes"]}
        for task in ["direct"] + ["indirect"] * ("indirect-reported" in kinds):
            print(name, task, flush=True)
            subprocess.run([sys.executable, scorer, path, f"{WORK}/{name}.oof", "--task", task])


main()
