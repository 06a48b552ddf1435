#!/usr/bin/env python3
"""Trains the model of quotations (src/quote/quote_model.c) and says how good it is on texts that it
has not seen.

    train-quotes.py QUOTE-TRAIN SCORER OUT.c ARTICLES.jsonl...

QUOTE-TRAIN is the program of this folder; SCORER the Python file that compares predictions with
the truth (its `same` says whether two names are of one person, its `ov` how far two spans agree);
ARTICLES are lines {"id", "lang", "text", "quotes"} with quotations marked by hand. Five folds by
article: what is reported is measured on articles that the fold's model was not fitted to. The
folder /tmp/train-quotes is used for what is in between.
"""
import importlib.util
import json
import os
import subprocess
import sys
import zlib

WORK = "/tmp/train-quotes"
FOLDS = 5
SIZES = {"speaker": (43, 170), "refer": (24, 100), "scare": (24, 90), "report": (19, 80)}
KINDS = {"s": "speaker", "r": "refer", "m": "scare", "c": "report"}
FLOORS = (-8000, 0, -6500)


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
        if d["what"] == "c":
            return self.label_report(article, d)
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

    def label_report(self, article, d):
        if not any(q["kind"] == "indirect-reported" for q in article["quotes"]):
            return []
        if "reported" not in article:
            article["reported"] = [q for q in article["quotes"] if q["kind"] == "indirect-reported"]
        pred = {"text": article["text"][d["start"]:d["end"]], "char_start": d["start"],
                "char_end": d["end"]}
        good = any(q["char_start"] < d["end"] and d["start"] < q["char_end"] and
                   self.scorer.ov(pred, q) >= 0.8 and
                   any(self.same(d["c"][0]["m"], t) for t in
                       (q.get("speaker"), q.get("speaker_surface")) if t)
                   for q in article["reported"])
        return [(int(good), 1, d["c"][0]["x"])]

    def watch(self, model):
        """{kind: [(fold, label, weight, features)]}"""
        rows = {k: [] for k in SIZES}
        for path in self.files:
            p = subprocess.Popen([self.program, "watch", model, path], stdout=subprocess.PIPE)
            for line in p.stdout:
                d = json.loads(line)
                fold = zlib.crc32(d["id"].encode()) % FOLDS
                for r in self.label(d):
                    rows[KINDS[d["what"]]].append((fold, *r))
            if p.wait():
                sys.exit("quote-train failed")
        return rows

    def fit(self, rows, out, skip):
        os.makedirs(out, exist_ok=True)
        jobs = []
        for kind, (n, trees) in SIZES.items():
            path = f"{out}/{kind}.rows"
            with open(path, "w") as f:
                for fold, y, w, x in rows[kind]:
                    if fold != skip:
                        f.write(f"{y} {w} {' '.join(str(min(v, 63)) for v in x[:n])}\n")
            jobs.append(subprocess.Popen([self.program, "fit", path, str(n), str(trees),
                                          f"{out}/{kind}"]))
            if len(jobs) == 2:
                for j in jobs:
                    j.wait()
                jobs = []
        with open(f"{out}/floors", "w") as f:
            f.write("%d %d %d\n" % FLOORS)

    def predict(self, model, path):
        out = subprocess.run([self.program, "predict", model, path], stdout=subprocess.PIPE,
                             check=True).stdout.decode()
        return [json.loads(line) for line in out.splitlines()]


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
        out.write("\nconst struct quote_model quote_model_default = {\n")
        for kind in SIZES:
            bias = struct.unpack("i", open(f"{folder}/{kind}", "rb").read(4))[0]
            out.write(f"\t.{kind} = {{ {kind}_trees, sizeof {kind}_trees / sizeof *{kind}_trees, "
                      f"{bias} }},\n")
        out.write("\t.speaker_floor = %d,\n\t.scare_floor = %d,\n\t.report_floor = %d,\n};\n"
                  % FLOORS)


def main():
    program, scorer, target, files = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
    t = Trainer(program, scorer, files)
    model = "-"
    rounds = int(os.environ.get("ROUNDS", "2"))
    for r in range(rounds):
        rows = t.watch(model)
        print({k: (len(v), sum(x[1] for x in v)) for k, v in rows.items()}, flush=True)
        model = f"{WORK}/all"
        t.fit(rows, model, None)
    write_model(model, target)
    if os.environ.get("FOLDS") == "0":
        return
    for k in range(FOLDS):
        t.fit(rows, f"{WORK}/fold{k}", k)
    for path in files:
        name = os.path.basename(path)
        with open(f"{WORK}/{name}.oof", "w") as out:
            got = {}
            for k in range(FOLDS):
                part = f"{WORK}/part.jsonl"
                with open(part, "w") as f:
                    for line in open(path, encoding="utf-8"):
                        a = json.loads(line)
                        if zlib.crc32(a["id"].encode()) % FOLDS == k:
                            f.write(line)
                for p in t.predict(f"{WORK}/fold{k}", part):
                    out.write(json.dumps(p, ensure_ascii=False) + "\n")
        tasks = ["direct", "indirect"] if any(
            q["kind"] == "indirect-reported" for a in t.articles.values() for q in a["quotes"]) \
            and not name.startswith("id") else ["direct"]
        for task in tasks:
            print(name, task, flush=True)
            subprocess.run([sys.executable, scorer, path, f"{WORK}/{name}.oof", "--task", task])


main()
