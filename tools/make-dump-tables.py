#!/usr/bin/env python3
"""Turns the phrase tables of data/dump into C for src/dump/cues.c.

    make-dump-tables.py CUES STOPWORDS OUTPUT

The output is included once; it holds two hash tables with open addressing. How a phrase is cut
into words is said twice, here and in src/dump/chars.c; tests/unit/test-dump.c holds the two
together by asking for phrases of several scripts.
"""
import sys

from hashed import place

KINDS = ["byline", "name_end", "and", "dateword", "updated", "credit", "agency", "more", "tags",
         "share", "comments", "ad", "nav", "aside", "legal", "role", "particle",
         "desk"]
MODES = {"=": 0, ":": 1, "^": 2, "w": 3}


def lower(c):
    """The lower case of a code point, by the same simple arithmetic as char_lower."""
    if 0x41 <= c <= 0x5A or (0xC0 <= c <= 0xDE and c != 0xD7):
        return c + 32
    if c == 0x130:
        return 0x69
    if 0x100 <= c <= 0x137 or 0x14A <= c <= 0x177:
        return c | 1
    if 0x139 <= c <= 0x148 or 0x179 <= c <= 0x17E:
        return c + (c & 1)
    if 0x391 <= c <= 0x3A9 or 0x410 <= c <= 0x42F:
        return c + 32
    if 0x400 <= c <= 0x40F:
        return c + 80
    if 0x218 <= c <= 0x21B:
        return c | 1
    return c


def kind(c):
    """'l'etter, 'd'igit or ' ' for what parts words, as char_kind does."""
    ch = chr(c)
    if c < 0x80:
        return "l" if ch.isalpha() else "d" if ch.isdigit() else " "
    digits = (0x660, 0x6F0, 0x966, 0xFF10)
    if any(d <= c <= d + 9 for d in digits):
        return "d"
    parts = ((0xA0, 0xA9), (0xAB, 0xB4), (0xB6, 0xB9), (0xBB, 0xBF), (0xD7, 0xD7), (0xF7, 0xF7),
             (0x60C, 0x60D), (0x61B, 0x61F), (0x66A, 0x66D), (0x6D4, 0x6D4), (0x964, 0x965),
             (0x2000, 0x206F), (0x20A0, 0x20CF), (0x2100, 0x2BFF), (0x2E00, 0x2E7F),
             (0x3000, 0x3004), (0x3007, 0x3020), (0x30FB, 0x30FB), (0xFD3E, 0xFD3F),
             (0xFE00, 0xFE6F), (0xFF00, 0xFF0F), (0xFF1A, 0xFF20), (0xFF3B, 0xFF40),
             (0xFF5B, 0xFF65), (0xFFE0, 0xFFFF), (0x1F000, 0x1FAFF), (0xE0000, 0xE0FFF))
    return " " if any(a <= c <= b for a, b in parts) else "l"


def words(text):
    """The words of a phrase; a run of digits is "#", the copyright sign a word of its own."""
    out, word, was = [], "", " "
    text = text.replace("\u2019", "'")
    for i, ch in enumerate(text):
        k = "d" if ch == "#" else kind(ord(ch))
        if ch == "'" and was == "l" and i + 1 < len(text) and kind(ord(text[i + 1])) == "l":
            word += "'"
            continue
        if word and k != was:
            out.append(word)
            word = ""
        if k == "l":
            word += chr(lower(ord(ch)))
        elif k == "d":
            word = "#"
        elif ch == "\u00a9":
            out.append("\u00a9")
        was = k
    return out + [word] if word else out


MASK = 0xFFFFFFFFFFFFFFFF
BEGIN = 0xCBF29CE484222325


def hash_of(phrase):
    """The hash of a list of words, as word_hash and hash_word of chars.h make it."""
    h = BEGIN
    for word in phrase:
        w, b = BEGIN, word.encode()
        for i in range(0, len(b), 8):
            w = (w ^ int.from_bytes(b[i:i + 8], "little")) * 0x9E3779B97F4A7C15 & MASK
            w ^= w >> 32
        h = w if h == BEGIN else h * 0x100000001B3 & MASK ^ w
    return h


def read_cues(path):
    table, section = {}, None
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            name, mode = line.strip("[]").split()
            section = KINDS.index(name), MODES[mode]
            continue
        for phrase in line.split(None, 1)[1].split("|"):
            w = words(phrase)
            if not w or len(w) > 8:
                sys.exit(f"{path}:{number}: '{phrase.strip()}' has no or more than 8 words")
            for k in range(1, len(w)):
                table.setdefault(hash_of(w[:k]), [0, 0, 0, 0])
            masks = table.setdefault(hash_of(w), [0, 0, 0, 0])
            masks[section[1]] |= 1 << section[0]
    return table


def read_stops(path):
    table, langs = {}, []
    for line in open(path, encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            lang, *rest = line.split()
            langs.append(lang)
            for w in rest:
                h = hash_of(words(w))
                table[h] = table.get(h, 0) | 1 << (len(langs) - 1)
    return table, langs


def bits(out, name, table):
    """A bit for each hash, eight times as many bits as hashes."""
    size = 1
    while size * 64 < 8 * len(table):
        size *= 2
    words = [0] * size
    for h in table:
        words[(h >> 26) % size] |= 1 << (h >> 20) % 64
    out.write("static const uint64_t %s[%d] = { %s };\n" % (name, size, ", ".join("0x%xu" % w for w in words)))


def main():
    cues, (stops, langs) = read_cues(sys.argv[1]), read_stops(sys.argv[2])
    with open(sys.argv[3], "w", encoding="utf-8") as out:
        out.write("/* Made by tools/make-dump-tables.py from data/dump. */\n")
        bits(out, "cue_bits", cues)
        bits(out, "stop_bits", stops)
        slots = place(cues)
        out.write("static const struct cue_slot cue_slots[%d] = {\n" % len(slots))
        for i, s in enumerate(slots):
            if s:
                out.write("\t[%d] = { 0x%016xu, { 0x%x, 0x%x, 0x%x, 0x%x } },\n" % (i, s[0], *s[1]))
        slots = place(stops)
        out.write("};\nstatic const struct stop_slot stop_slots[%d] = {\n" % len(slots))
        for i, s in enumerate(slots):
            if s:
                out.write("\t[%d] = { 0x%016xu, 0x%xu },\n" % (i, *s))
        out.write("};\nstatic const char *const stop_langs[] = {%s};\n"
                  % ", ".join('"%s"' % l for l in langs))


main()
