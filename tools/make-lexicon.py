#!/usr/bin/env python3
"""Turns data/quote/LANG.txt and data/names/LANG.txt into the tables of src/unit/lexicon.c.

    make-lexicon.py OUTPUT LEXICON.H FILE...

The classes are read from LEX_LIST in lexicon.h. First names and outlets of every language are
known in all: names travel.
"""
import os
import re
import sys

from hashed import place

SHARED = ("male", "female", "outlet")


def classes(header):
    text = open(header, encoding="utf-8").read()
    text = text[text.index("#define LEX_LIST"):text.index("#define LEX_PLACE_")]
    return {section: i for i, section in
            enumerate(re.findall(r"X\(\w+, (\w+)\)", text))}


def sections(path, known):
    """(section, word) of a file."""
    section = None
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            section = line.strip("[]")
            if section not in known:
                sys.exit(f"{path}:{number}: no class '{section}'")
            continue
        if not section:
            sys.exit(f"{path}:{number}: words before the first section")
        for word in line.split():
            yield section, word.lower().replace("\u2019", "'")


def hash_word(word):
    """As src/unit/lexicon.h says: over pieces of up to eight ASCII letters and digits, or of one
    character."""
    h = 0xCBF29CE484222325
    for piece in re.findall(r"[a-z0-9]{1,8}|.", word):
        h ^= int.from_bytes(piece.encode(), "little")
        h = (h ^ h >> 32) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
    return h


def affix(word):
    """What a word begins and ends with: "ke-an"; "-tion" where any beginning will do."""
    before, mark, behind = word.partition("-")
    if not mark or not behind:
        sys.exit(f"'{word}' is no affix: ke-an, -tion")
    return before, behind


def main():
    known = classes(sys.argv[2])
    langs = {}
    for path in sys.argv[3:]:
        lang = os.path.splitext(os.path.basename(path))[0]
        langs.setdefault(lang, []).extend(sections(path, known))
    shared = [entry for entries in langs.values() for entry in entries if entry[0] in SHARED]
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write("/* Made by tools/make-lexicon.py from data/quote and data/names. */\n")
        rows = []
        for lang, entries in sorted(langs.items()):
            table = {}
            for section, word in entries + shared:
                if section not in ("option", "enclitic", "abstract"):
                    h = hash_word(word)
                    table[h] = table.get(h, 0) | 1 << known[section]
            slots = place(table)
            out.write(f"static const struct lex_slot {lang}_slots[{len(slots)}] = {{\n")
            for i, slot in enumerate(slots):
                if slot:
                    out.write(f"\t[{i}] = {{ 0x{slot[0]:016x}u, 0x{slot[1]:x}u }},\n")
            out.write("};\n")
            tags = ", ".join(str(slot[0] >> 56 | 1) if slot else "0" for slot in slots)
            out.write(f"static const uint8_t {lang}_tags[{len(slots)}] = {{ {tags} }};\n")
            endings = "".join(f'"{w}", ' for s, w in entries if s == "enclitic")
            out.write(f"static const char *const {lang}_enclitics[] = {{ {endings}NULL }};\n")
            affixes = "".join("{ \"%s\", \"%s\" }, " % affix(w)
                              for s, w in entries if s == "abstract")
            out.write(f"static const struct lex_affix {lang}_abstract[] = {{ {affixes}"
                      "{ NULL, NULL } };\n")
            first = str(("option", "head-first") in entries).lower()
            rows.append(f'\t{{ "{lang}", {lang}_slots, {lang}_tags, {len(slots) - 1}, '
                        f'{lang}_enclitics, {lang}_abstract, {first} }},\n')
        out.write("static const struct lexicon lexicons[] = {\n" + "".join(rows) + "};\n")


main()
