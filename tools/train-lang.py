#!/usr/bin/env python3
"""Makes the tables of src/lang from samples.

    train-lang.py DATA OUTPUT.c [DEPFILE]

DATA holds CODE.txt for each language, sample text of our own, and markers.txt, lists of words by
language. For each script that several languages share this makes two tables: what a letter after
those before it says for each language, and what a whole known word says. All figures are natural
logarithms of a chance in the language against the chance in any language of the script, in steps
of 1/STEP, a byte each. docs/language.md explains the model and what was measured.
"""
import math
import os
import re
import sys
import unicodedata
from collections import defaultdict
from functools import lru_cache

SCRIPTS = {"LATIN": "latin", "CYRILLIC": "cyrillic", "ARABIC": "arabic",
           "DEVANAGARI": "devanagari"}

# Languages so close that a chance letter or a chance word of the samples must not decide between
# them: what such evidence may say at most for one against the other, in nats, for letters and for
# words of no list.
GROUPS = [("id ms", 0.15, 0.15), ("da no sv", 1.0, 0.8), ("es pt ca gl", 2.0, 1.2),
          ("hr sr sl", 1.2, 0.8), ("cs sk", 2.0, 1.2), ("ru uk be", 2.0, 1.2),
          ("bg mk sr", 2.0, 1.2), ("jv su", 2.0, 1.2), ("de nl af", 2.0, 1.2)]
# A head start in nats for languages with much news, where nothing else decides.
PRIOR = defaultdict(float, {"id": 0.7, "en": 0.5, "af": -1.0, "gl": -2.0, "eo": -1.0, "jv": -1.0,
                            "su": -1.0, "sl": -0.5, "be": -1.0, "mk": -0.5})

STEP = 12.0            # units of a figure for one nat; src/lang/profile.h has it too
ORDER = 5              # letters of a sequence; its first may be the blank before a word
ANY_ORDER = 3          # the same for the model of any language, which must not know words
UNSEEN = 1e-4          # share of a letter that no sample has
LISTED = 0.5           # what a word of a list counts for a language's spelling
SPELLED = 0.4          # share of running words that no list or sample has
SAMPLED = 0.6          # share of running words by their share in the sample
DISCOUNT = 0.5         # taken off each count of a sample, which are small
SAMPLE_SIZE = 1000     # words added to a sample's size, so that one word of a short one is not much
ZIPF, ZIPF_FIRST = 0.1, 10.0  # share of the word of rank r in a list: ZIPF / (r + ZIPF_FIRST)
MARKER = 3e-4          # share of a marker word
ALONE = 5.0            # nats that a word of a "!" list says against the rest of its group
RATHER = 1.5           # the same for "~"
WORD_TOP, WORD_RANGE = 6.0, 9.0  # nats that one word may say in all, and for one against another
MAX_SEQUENCES = 10000
MAX_WORDS = 13000


@lru_cache(maxsize=None)
def letter_script(c):
    """The script of a letter or mark, "" for other scripts', None for what is no letter."""
    if unicodedata.category(c)[0] not in "LM":
        return None
    return SCRIPTS.get(unicodedata.name(c, "?").split()[0], "")


def words_of(text):
    """Lower-case words with their script, cut as lang.c cuts them: letters, marks and inner
    apostrophes."""
    word = []
    for c in unicodedata.normalize("NFC", text).replace("İ", "i").replace("’", "'") + "\n":
        if letter_script(c) is not None:
            word.append(c.lower())
        elif c == "'" and word and word[-1] != "'":
            word.append(c)
        else:
            while word and word[-1] == "'":
                word.pop()
            if word and letter_script(word[0]):
                yield letter_script(word[0]), "".join(word)
            word = []


def read_samples(folder):
    """script -> language -> word -> count"""
    samples = defaultdict(dict)
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".txt") or name == "markers.txt":
            continue
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            found = list(words_of(f.read()))
        by_script = defaultdict(lambda: defaultdict(int))
        for script, word in found:
            by_script[script][word] += 1
        for script, words in by_script.items():
            if sum(words.values()) > len(found) / 10:  # not the foreign names in it
                samples[script][name[:-4]] = words
    return samples


class Lists:
    """markers.txt: words by kind ("", "!", "~"), script and language."""

    def __init__(self, folder):
        self.words = {kind: defaultdict(lambda: defaultdict(list)) for kind in ("", "!", "~")}
        kind, codes = "", []
        with open(os.path.join(folder, "markers.txt"), encoding="utf-8") as f:
            for line in f:
                line = line.split("#")[0]
                head = re.match(r"([a-z ]+)([!~]?):", line)
                if head:
                    codes, kind = head.group(1).split(), head.group(2)
                    line = line[head.end():]
                for script, word in words_of(line):
                    for code in codes:
                        self.words[kind][script][code].append(word)

    def of(self, kind, script, code):
        return self.words[kind][script][code]


def sequences(word, order=ORDER):
    """Each letter of a word and its end, with the letters before it."""
    text = " " + word + " "
    for i in range(1, len(text)):
        yield text[max(0, i - order + 1):i + 1]


class Spelling:
    """The chance of a letter after those before it (Witten and Bell 1991), and so of a word."""

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

    def letter(self, seq):
        """The logarithm of P(last letter | those before), interpolated down to `base`."""
        p = self.known.get(seq)
        if p is None:
            p = self.known[seq] = math.log(self.chance(seq))
        return p

    def chance(self, seq):
        p = self.base.get(seq[-1], UNSEEN)
        for k in range(len(seq) - 1, -1, -1):
            after = self.follow.get(seq[k:-1])
            if after:
                kinds = len(after)
                p = (after.get(seq[-1], 0) + kinds * p) / (self.total[seq[k:-1]] + kinds)
        return p

    def word(self, word, order=ORDER):
        return sum(map(self.letter, sequences(word, order)))


def pooled(vocabularies):
    """All languages of a script as one, each with the same weight."""
    pool = defaultdict(float)
    for words in vocabularies.values():
        total = sum(words.values())
        for word, n in words.items():
            pool[word] += n * 4000.0 / total
    return pool


def letters_of(pool):
    letters = defaultdict(float)
    for word, n in pool.items():
        for c in word + " ":
            letters[c] += n
    total = sum(letters.values())
    return {c: 0.9 * n / total + UNSEEN for c, n in letters.items()}


class Profile:
    """The languages of a script, what is known of each, and the figures made of it."""

    def __init__(self, script, samples, lists):
        self.script = script
        groups = {c: n for n, g in enumerate(GROUPS, 1) for c in g[0].split()}
        self.codes = sorted(samples, key=lambda c: (groups.get(c, 0), c))
        self.alone = {c: set(lists.of("!", script, c)) for c in self.codes}
        self.rather = {c: set(lists.of("~", script, c)) for c in self.codes}
        self.near = {c: (set(), 0.0, 0.0) for c in self.codes}
        self.group = {c: groups.get(c, 0) for c in self.codes}
        for members, letters, words in GROUPS:
            members = set(members.split()) & set(self.codes)
            for c in members:
                self.near[c] = (members - {c}, letters, words)
        vocabularies, self.listed = {}, set()
        for c in self.codes:
            listed = set(lists.of("", script, c)) | self.alone[c] | self.rather[c]
            vocabularies[c] = defaultdict(float, dict.fromkeys(samples[c], 1.0))
            self.listed |= listed
            for word in listed:
                vocabularies[c][word] += LISTED
        pool = pooled(vocabularies)
        base = letters_of(pool)
        self.any = Spelling(pool, base)
        self.spelling = {c: Spelling(words, base) for c, words in vocabularies.items()}
        self.rough = {}
        self.shares = {c: self.shares_of(lists.of("", script, c), samples[c], c)
                       for c in self.codes}

    def shares_of(self, listed, sample, code):
        """The share of running words that each word with a share of its own has."""
        shares = {}
        for word in listed:
            shares.setdefault(word, ZIPF / (len(shares) + ZIPF_FIRST))
        total = sum(sample.values()) + SAMPLE_SIZE
        for word, n in sample.items():
            shares[word] = max(shares.get(word, 0), SAMPLED * (n - DISCOUNT) / total)
        for word in self.rather[code] | self.alone[code]:
            shares[word] = max(shares.get(word, 0), MARKER)
        return shares

    def letters_of_all(self, seq):
        row = self.rough.get(seq)
        if row is None:
            row = self.rough[seq] = [s.letter(seq) for s in self.spelling.values()]
        return row

    def spelled(self, word):
        """By language, what a word says by its letters alone; roughly for those that do not have
        it, which most do not, since that takes most of the time."""
        rough = zip(*map(self.letters_of_all, sequences(word, ANY_ORDER)))
        plain = {c: self.spelling[c].word(word) if word in self.shares[c] else sum(letters)
                 for c, letters in zip(self.codes, rough)}
        return {c: max([plain[c]] + [plain[m] - self.near[c][1] for m in self.near[c][0]])
                for c in self.codes}

    def word_row(self, word):
        """By language, what a known word says, within what one word may."""
        spelled = self.spelled(word)
        share = {c: self.shares[c].get(word, 0.0) for c in self.codes}
        plain = {c: math.log(SPELLED * math.exp(spelled[c]) + share[c] + 1e-60)
                 for c in self.codes}
        row = []
        for c in self.codes:
            mates, _, limit = self.near[c]
            alone = [plain[m] for m in mates if word in self.alone[m]]
            rather = [plain[m] for m in mates if word in self.rather[m]]
            if alone and not share[c]:
                row.append(min(plain[c], max(alone) - ALONE))
            elif rather and not alone and word not in self.rather[c]:
                row.append(max(plain[m] for m in mates if word in self.rather[m]) - RATHER)
            elif alone:
                row.append(plain[c])
            else:
                free = [plain[m] - limit for m in mates if word not in self.alone[m]]
                row.append(max([plain[c]] + free))
        top = max(row)
        high = min(top - self.any.word(word, ANY_ORDER), WORD_TOP)
        return [high + max(x - top, -WORD_RANGE) for x in row]

    def letter_row(self, seq):
        ref = self.any.letter(seq[-ANY_ORDER:])
        return [s.letter(seq) - ref for s in self.spelling.values()]

    def words(self):
        """The words that are worth a row: those of lists, then the most frequent."""
        share = defaultdict(float)
        for shares in self.shares.values():
            for word, p in shares.items():
                share[word] = max(share[word], p)
        worth = sorted((word not in self.listed, -p, word) for word, p in share.items())
        return [(word, self.word_row(word)) for _, _, word in worth[:MAX_WORDS]]

    def letters(self):
        """The sequences whose figures are worth a row, those of one and two letters first."""
        counts = defaultdict(float)
        for s in self.spelling.values():
            for context, after in s.follow.items():
                for letter, n in after.items():
                    counts[context + letter] += n
        worth = []
        rows = {seq: self.letter_row(seq) for seq, n in counts.items() if len(seq) < 4 or n > 3}
        for seq, row in rows.items():
            if len(seq) <= 2:
                worth.append((-math.inf, seq))
            else:
                lower = rows[seq[1:]]
                worth.append((-counts[seq] * max(abs(a - b) for a, b in zip(row, lower)), seq))
        worth.sort()
        return [(seq, rows[seq]) for _, seq in worth[:MAX_SEQUENCES]]


def hash_of(letters):
    h = 0x811c9dc5
    for c in letters:
        h = ((h ^ ord(c)) * 0x01000193) & 0xffffffff
        h ^= h >> 15
    return h or 1


def numbers(values, per_line):
    for i in range(0, len(values), per_line):
        yield "\t" + ",".join(map(str, values[i:i + per_line])) + ",\n"


def write_table(out, name, rows, width):
    """`rows` of (letters in the order of hashing, figures) as a hash table."""
    slots = 1
    while slots < 2 * len(rows):
        slots *= 2
    keys, places, scores = [0] * slots, [0] * slots, []
    for n, (letters, row) in enumerate(rows):
        h = hash_of(letters)
        at = h & (slots - 1)
        while keys[at]:
            if keys[at] == h:
                sys.exit(f"train-lang: '{letters}' has the hash of another")
            at = (at + 1) & (slots - 1)
        keys[at], places[at] = h, n
        scores += [max(-127, min(127, round(x * STEP))) for x in row] + [-127] * (width - len(row))
    for part, kind, values, per_line in (("keys", "uint32_t", keys, 8),
                                         ("places", "uint16_t", places, 16),
                                         ("scores", "int8_t", scores, 24)):
        out.write(f"static const {kind} {name}_{part}[] = {{\n")
        out.writelines(numbers(values, per_line))
        out.write("};\n")
    return f"{{ {slots - 1}, {name}_keys, {name}_places, {name}_scores }}"


def write_profile(out, profile):
    script, codes = profile.script, profile.codes
    width = (len(codes) + 15) // 16 * 16
    letters = write_table(out, script + "_letter",
                          [(seq[::-1], row) for seq, row in profile.letters()], width)
    words = write_table(out, script + "_word", profile.words(), width)
    out.write(f"static const struct language {script}_languages[] = {{\n")
    for c in codes:
        near, prior = round(profile.near[c][1] * STEP), round(PRIOR[c] * STEP)
        out.write(f'\t{{ "{c}", {profile.group[c]}, {near}, {prior} }},\n')
    out.write("};\n")
    out.write(f"const struct profile profile_{script} = {{\n"
              f"\t{len(codes)}, {list(profile.group.values()).count(0)}, {width}, {script}_languages,\n\t{letters},\n\t{words},\n}};\n\n")


def main():
    folder, output = sys.argv[1:3]
    samples, lists = read_samples(folder), Lists(folder)
    with open(output, "w", encoding="utf-8") as out:
        out.write('/* Generated by tools/train-lang.py from data/lang. */\n'
                  '#include "lang/profile.h"\n\n')
        for script in SCRIPTS.values():
            write_profile(out, Profile(script, samples[script], lists))
    if len(sys.argv) > 3:  # the folder too, so that a new sample is seen
        read = [folder] + [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
        with open(sys.argv[3], "w", encoding="utf-8") as deps:
            deps.write(f"{output}: {' '.join(path.replace(' ', chr(92) + ' ') for path in read)}\n")


if __name__ == "__main__":
    main()
