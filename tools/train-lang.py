#!/usr/bin/env python3
"""Makes the tables of src/lang from sample texts.

    train-lang.py DATA OUTPUT.c [DEPFILE]

DATA holds CODE.txt for each language, sample text of our own, and markers.txt, words by language
that count as if they had been seen several times. For each script with more than one language a
model of letter sequences is trained: the chance of a letter after the up to four before it in
its word, each language's own (Witten and Bell 1991), against the chance in all languages of the
script together. What the table holds are logarithms of that ratio, in bytes. docs/language.md.
"""
import math
import os
import sys
import unicodedata
from collections import defaultdict

ORDER = 5            # letters of a sequence; its first may be the blank before a word
STEP = 12.0          # units of a score for one nat
MARKER_COUNT = 4     # a marker word counts as this many words of text
SAMPLE_FLOOR = 1e-4  # an unseen letter's share
MAX_ROWS = 14000     # sequences of a table
SCRIPTS = {"LATIN": "latin", "CYRILLIC": "cyrillic", "ARABIC": "arabic",
           "DEVANAGARI": "devanagari"}
PRIME = 0x01000193


def script_of(letter):
    return SCRIPTS.get(unicodedata.name(letter, "?").split()[0])


def words_of(text):
    """Lower-case words by script, as lang.c cuts them: letters, marks and inner apostrophes."""
    word = []
    for c in text.replace("İ", "i").replace("’", "'") + "\n":
        if unicodedata.category(c)[0] in "LM":
            word.append(c.lower())
        elif c == "'" and word and word[-1] != "'":
            word.append(c)
        else:
            while word and word[-1] == "'":
                word.pop()
            if word and script_of(word[0]):
                yield script_of(word[0]), "".join(word)
            word = []


def read_samples(folder):
    """script -> language -> word -> count"""
    samples = defaultdict(lambda: defaultdict(lambda: defaultdict(float)))
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".txt") or name == "markers.txt":
            continue
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            found = list(words_of(unicodedata.normalize("NFC", f.read())))
        by_script = defaultdict(int)
        for script, _ in found:
            by_script[script] += 1
        for script, word in found:
            if by_script[script] > len(found) / 10:  # not the foreign names in it
                samples[script][name[:-4]][word] += 1
    return samples


def add_markers(folder, samples):
    path = os.path.join(folder, "markers.txt")
    if not os.path.exists(path):
        return
    code = None
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = unicodedata.normalize("NFC", line.split("#")[0])
            if ":" in line:
                code, line = line.split(":", 1)
                code = code.strip()
            for script, word in words_of(line):
                if code in samples[script]:
                    samples[script][code][word] += MARKER_COUNT


def sequences(word):
    """Each letter of a word, and its end, with the letters before it: all suffixes."""
    text = " " + word + " "
    for i in range(1, len(text)):
        yield text[max(0, i - ORDER + 1):i + 1]


class Model:
    def __init__(self, words, base):
        self.follow = defaultdict(dict)
        self.base = base
        for word, n in words.items():
            for seq in sequences(word):
                for k in range(len(seq)):
                    after = self.follow[seq[k:-1]]
                    after[seq[-1]] = after.get(seq[-1], 0) + n
        self.total = {context: sum(after.values()) for context, after in self.follow.items()}
        self.known = {}

    def chance(self, seq):
        """P(last letter | those before), interpolated down to `base`."""
        if seq in self.known:
            return self.known[seq]
        lower = self.chance(seq[1:]) if len(seq) > 1 else self.base.get(seq, SAMPLE_FLOOR)
        after = self.follow.get(seq[:-1])
        if after:
            kinds = len(after)
            lower = (after.get(seq[-1], 0) + kinds * lower) / (self.total[seq[:-1]] + kinds)
        self.known[seq] = lower
        return lower


def pooled(languages):
    """All languages of a script as one, each with the same weight."""
    pool = defaultdict(float)
    size = 4000.0
    for words in languages.values():
        total = sum(words.values())
        for word, n in words.items():
            pool[word] += n * size / total
    return pool


def letters_of(pool):
    letters = defaultdict(float)
    for word, n in pool.items():
        for c in word + " ":
            letters[c] += n
    total = sum(letters.values())
    return {c: 0.9 * n / total + SAMPLE_FLOOR for c, n in letters.items()}


def hash_of(seq):
    h = 0x811c9dc5
    for c in reversed(seq):
        h = ((h ^ ord(c)) * PRIME) & 0xffffffff
        h ^= h >> 15
    return h or 1


def rows_of(languages):
    """sequence -> scores by language, the MAX_ROWS that tell most"""
    pool = pooled(languages)
    base = letters_of(pool)
    whole = Model(pool, base)
    models = {code: Model(words, base) for code, words in languages.items()}
    counts = defaultdict(lambda: defaultdict(float))
    for code, words in languages.items():
        for word, n in words.items():
            for seq in sequences(word):
                for k in range(len(seq)):
                    counts[seq[k:]][code] += n

    def row(seq):
        ref = math.log(whole.chance(seq))
        return [math.log(m.chance(seq)) - ref for m in models.values()]

    rows = {seq: row(seq) for seq in counts}
    codes = list(languages)
    worth = []
    for seq, by_code in counts.items():
        if len(seq) <= 2:
            gain = math.inf
        else:
            lower = rows[seq[1:]]
            gain = 0.0
            for i, code in enumerate(codes):
                n = by_code.get(code, 0.0)
                gain += (n + 0.02) * abs(rows[seq][i] - lower[i])
        worth.append((gain, seq))
    worth.sort(key=lambda x: (-x[0], x[1]))
    return {seq: rows[seq] for _, seq in worth[:MAX_ROWS]}


def numbers(values, per_line=24):
    lines = []
    for i in range(0, len(values), per_line):
        lines.append("\t" + ",".join(str(v) for v in values[i:i + per_line]) + ",\n")
    return "".join(lines)


def write_profile(out, script, codes, rows):
    width = (len(codes) + 15) // 16 * 16
    slots = 1
    while slots < 2 * len(rows):
        slots *= 2
    keys, places = [0] * slots, [0] * slots
    scores = []
    for n, (seq, row) in enumerate(rows.items()):
        h = hash_of(seq)
        at = h & (slots - 1)
        while keys[at]:
            if keys[at] == h:
                sys.exit(f"train-lang: '{seq}' has the hash of another sequence")
            at = (at + 1) & (slots - 1)
        keys[at], places[at] = h, n
        scores += [max(-127, min(127, round(x * STEP))) for x in row] + [0] * (width - len(row))
    out.write(f"static const uint32_t {script}_keys[] = {{\n{numbers(keys, 8)}}};\n")
    out.write(f"static const uint16_t {script}_places[] = {{\n{numbers(places, 16)}}};\n")
    out.write(f"static const int8_t {script}_scores[] = {{\n{numbers(scores)}}};\n")
    names = ", ".join(f'"{c}"' for c in codes)
    out.write(f"static const char *const {script}_codes[] = {{ {names} }};\n")
    out.write(f"const struct profile profile_{script} = {{\n"
              f"\t{len(codes)}, {width}, {slots - 1}, {script}_codes,\n"
              f"\t{script}_keys, {script}_places, {script}_scores,\n}};\n\n")


def main():
    folder, output = sys.argv[1:3]
    samples = read_samples(folder)
    add_markers(folder, samples)
    with open(output, "w", encoding="utf-8") as out:
        out.write('/* Generated by tools/train-lang.py from data/lang. */\n'
                  '#include "lang/profile.h"\n\n')
        for script in SCRIPTS.values():
            languages = {code: samples[script][code] for code in sorted(samples[script])}
            write_profile(out, script, list(languages), rows_of(languages))
    if len(sys.argv) > 3:  # the folder too, so that a new sample is seen
        read = [folder] + [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
        with open(sys.argv[3], "w", encoding="utf-8") as deps:
            deps.write(f"{output}: {' '.join(path.replace(' ', chr(92) + ' ') for path in read)}\n")


if __name__ == "__main__":
    main()
