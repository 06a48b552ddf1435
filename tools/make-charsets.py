#!/usr/bin/env python3
"""Makes the tables of encodings and the models that tell them apart.

    make-charsets.py src/text/charset-labels.txt DATA/CODE.txt... TABLES.h PAIRS.h MODELS.h

TABLES.h: the encodings, their labels, and what the bytes of the simple ones stand for.
PAIRS.h: what two bytes stand for in those of East Asia, in the order of the WHATWG standard.
MODELS.h: from sample texts of our own, for each language and encoding what a byte of the upper
half costs behind what kind of byte, in eighths of a nat (src/text/guess.c says how it is used).
"""
import encodings
import importlib
import math
import os
import pkgutil
import re
import sys
import unicodedata
from encodings.aliases import aliases

STEP = 8        # units of a nat
COST_MAX = 254  # 255 is "cannot be"

# Encoding, handicap in nats (for what is rare or a neighbour of something common), languages.
SIMPLE = [
    ("windows-1252", 0, "en de fr es pt it nl sv da no fi ca is id"),
    ("windows-1250", 1.5, "cs sk pl hu ro hr sl"),
    ("ISO-8859-2", 3, "cs sk pl hu ro hr sl"),
    ("windows-1251", 1.5, "ru uk bg sr"),
    ("KOI8-R", 2.5, "ru bg"),
    ("KOI8-U", 3, "uk"),
    ("IBM866", 3, "ru"),
    ("ISO-8859-5", 3.5, "ru bg sr"),
    ("x-mac-cyrillic", 4, "ru uk"),
    ("windows-1253", 1.5, "el"),
    ("ISO-8859-7", 2.5, "el"),
    ("windows-1254", 1.5, "tr"),
    ("windows-1255", 1.5, "he"),
    ("windows-1256", 1.5, "ar fa ur"),
    ("ISO-8859-6", 3, "ar"),
    ("windows-1257", 2, "lt lv et"),
    ("windows-1258", 2.5, "vi"),
    ("windows-874", 1.5, "th"),
]
# What is told apart by first bytes: encoding, codec, language, the ranges of second bytes, and how
# common first bytes are where the sample is silent: (first, last, weight, whether for second bytes
# from A1 on, below, or any).
PAIRED = [
    ("Shift_JIS", "cp932", "ja", (0x40, 0x7E, 0x80, 0xFC), [
        (0x81, 0x81, 4, "low"), (0x81, 0x81, .1, "high"), (0x82, 0x82, .5, "low"),
        (0x82, 0x82, 8, "high"), (0x83, 0x83, 4, "low"), (0x83, 0x83, .3, "high"),
        (0x84, 0x87, .02, "any"), (0x88, 0x97, 1, "any"), (0x98, 0x9F, .1, "any"),
        (0xE0, 0xEA, .1, "any"), (0xEB, 0xFC, .005, "any"), (0xA1, 0xDF, .02, "low")]),
    ("EUC-JP", "euc_jp", "ja", (0xA1, 0xFE, 0xA1, 0xFE), [
        (0x8E, 0x8E, .02, "high"), (0x8F, 0x8F, .01, "high"), (0xA1, 0xA1, 4, "high"),
        (0xA2, 0xA2, .03, "high"), (0xA3, 0xA3, .5, "high"), (0xA4, 0xA4, 8, "high"),
        (0xA5, 0xA5, 4, "high"), (0xA6, 0xAF, .03, "high"), (0xB0, 0xCF, 1, "high"),
        (0xD0, 0xF4, .1, "high"), (0xF5, 0xFE, .001, "high")]),
    ("GBK", "gbk", "zh-Hans", (0x40, 0x7E, 0x80, 0xFE), [
        (0x81, 0xFE, .004, "low"), (0x81, 0xA0, .02, "high"), (0xA1, 0xA1, 3, "high"),
        (0xA2, 0xA2, .5, "high"), (0xA3, 0xA3, 2, "high"), (0xA4, 0xAF, .02, "high"),
        (0xB0, 0xD7, 1, "high"), (0xD8, 0xF7, .15, "high"), (0xF8, 0xFE, .002, "high")]),
    ("Big5", "big5", "zh-Hant", (0x40, 0x7E, 0xA1, 0xFE), [
        (0x81, 0xA0, .003, "any"), (0xA1, 0xA1, 2, "any"), (0xA2, 0xA3, .3, "any"),
        (0xA4, 0xC6, 1, "any"), (0xC7, 0xC8, .003, "any"), (0xC9, 0xF9, .1, "any"),
        (0xFA, 0xFE, .003, "any")]),
    ("EUC-KR", "cp949", "ko", (0x41, 0x7A, 0x81, 0xFE), [
        (0x81, 0xC6, .004, "low"), (0x81, 0xA0, .005, "high"), (0xA1, 0xA1, .3, "high"),
        (0xA2, 0xAF, .05, "high"), (0xB0, 0xC8, 1, "high"), (0xC9, 0xC9, .005, "high"),
        (0xCA, 0xFD, .02, "high"), (0xFE, 0xFE, .005, "high")]),
]
PAIRED_HANDICAP = 1.5
TONES = "\u0300\u0301\u0303\u0309\u0323"  # written apart in windows-1258
TYPOGRAPHY = "“”‘’–—…«»„\u00a0©®°€£·‚‹›"
PLAINER = {"–": "-", "—": "-", "“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "…": "...",
           "ș": "ş", "ț": "ţ", "Ș": "Ş", "Ț": "Ţ", "ی": "ي", "ک": "ك"}


def squash(label):
    """Labels compare by their letters and digits."""
    return re.sub("[^a-z0-9]", "", label.lower())


# ---- tables

def byte_table(codec):
    """The code point of each byte, 0 where it stands for nothing. As the standard has it, bytes
    from 80 to 9F that Windows leaves open are controls."""
    points = []
    for b in range(256):
        text = bytes([b]).decode(codec, "replace")
        control = 0x80 <= b < 0xA0 and (codec.startswith("cp125") or codec == "cp874")
        points.append(b if text == "\ufffd" and control else 0 if text == "\ufffd" else ord(text))
    if codec == "koi8_u":
        points[0xAE], points[0xBE] = 0x45E, 0x40E
    return points


def further_codecs(taken):
    """Python's codecs of one byte a character that the standard does not name."""
    for found in sorted(pkgutil.iter_modules(encodings.__path__), key=lambda m: m.name):
        if found.name in taken or found.name in ("iso8859_1", "iso8859_9", "iso8859_11", "tis_620"):
            continue
        try:
            module = importlib.import_module("encodings." + found.name)
        except (ImportError, LookupError):
            continue
        if hasattr(module, "decoding_table") or hasattr(module, "decoding_map"):
            yield found.name


def read_encodings(path):
    """[(name, how, codec, [labels])], the further codecs last."""
    rows = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            if not line.startswith("#") and line.strip():
                name, how, labels = (part.strip() for part in line.split("|"))
                how, _, codec = how.partition(" ")
                rows.append((name, how, codec, labels.split()))
    known = {squash(label) for row in rows for label in row[3]}
    for codec in list(further_codecs({row[2] for row in rows if row[1] == "table"})):
        name = re.sub(r"^CP", "IBM", codec.upper()).replace("_", "-")
        labels = [codec, name] + [a for a, target in aliases.items() if target == codec]
        labels = [a for a in dict.fromkeys(map(squash, labels)) if a not in known]
        known.update(labels)
        rows.append((name, "table", codec, labels))
    return rows


HOW = {"utf-8": "HOW_UTF8", "utf-16le": "HOW_UTF16LE", "utf-16be": "HOW_UTF16BE",
       "utf-32le": "HOW_UTF32LE", "utf-32be": "HOW_UTF32BE", "gb18030": "HOW_GB18030",
       "big5": "HOW_BIG5", "euc-kr": "HOW_EUCKR", "euc-jp": "HOW_EUCJP",
       "shift-jis": "HOW_SHIFTJIS", "iso-2022-jp": "HOW_ISO2022JP", "table": "HOW_TABLE",
       "-": "HOW_NOTHING"}


def write_rows(out, numbers, fmt="{}"):
    for at in range(0, len(numbers), 16):
        out.write("\t" + " ".join(fmt.format(n) + "," for n in numbers[at:at + 16]) + "\n")


def write_tables(out, rows):
    out.write("/* Encodings. Generated by tools/make-charsets.py; do not edit. */\n")
    pool, places = [], {}
    for _, how, codec, _ in rows:
        if how == "table" and codec not in places:
            points = byte_table(codec)
            ascii_too = all(points[b] == b for b in range(0x20, 0x7F))
            places[codec] = (len(pool), not ascii_too)
            pool += points[128:] if ascii_too else points
    out.write(f"static const uint16_t points[{len(pool)}] = {{\n")
    write_rows(out, pool, "0x{:X}")
    out.write("};\n\nconst struct encoding encodings[] = {\n")
    for name, how, codec, _ in rows:
        place, foreign = places.get(codec, (0, False)) if how == "table" else (0, False)
        how = "HOW_FOREIGN" if foreign else HOW[how]
        at = f"points + {place}" if how in ("HOW_TABLE", "HOW_FOREIGN") else "NULL"
        out.write(f'\t{{ "{name}", {how}, {at} }},\n')
    out.write("};\n\nstatic const struct label labels[] = {\n")
    labels = sorted({(squash(label), n) for n, row in enumerate(rows) for label in row[3]})
    for label, n in labels:
        out.write(f'\t{{ "{label}", {n} }},\n')
    out.write("};\n")
    if len({label for label, _ in labels}) != len(labels):
        sys.exit("a label names two encodings")


# ---- pairs

def point_of(code, *codecs):
    """The one character that the bytes are in the first codec that has it, or 0."""
    for codec in codecs:
        try:
            text = bytes(code).decode(codec)
        except UnicodeDecodeError:
            continue
        if len(text) == 1:
            return ord(text)
    return 0


def japanese(row, cell):
    """Of JIS X 0208 with what Windows added, by way of Shift_JIS."""
    lead, trail = divmod(row * 94 + cell, 188)
    return point_of((lead + (0x81 if lead < 0x1F else 0xC1), trail + (0x40 if trail < 0x3F else 0x41)),
                    "cp932")


def chinese(lead, trail):
    """Of Big5: Microsoft's, but Hong Kong's where it agrees with what others had there."""
    codecs = ("cp950", "big5hkscs")
    return point_of((lead, trail), *(reversed(codecs) if 0xC6 <= lead <= 0xC8 else codecs))


def second_byte(cell, first, gap_from, gap):
    """Second bytes leave a gap above ASCII."""
    return cell + first if cell + first < gap_from else cell + first + gap


PAIRS = {
    "jis0208": [japanese(r, c) for r in range(120) for c in range(94)],
    "jis0212": [point_of((0x8F, r + 0xA1, c + 0xA1), "euc_jp") for r in range(94)
                for c in range(94)],
    "gbk": [point_of((r + 0x81, second_byte(c, 0x40, 0x7F, 1)), "gb18030") for r in range(126)
            for c in range(190)],
    "big5": [chinese(r + 0x81, second_byte(c, 0x40, 0x7F, 34)) for r in range(126)
             for c in range(157)],
    "korean": [point_of((r + 0x81, c + 0x41), "cp949") for r in range(126) for c in range(190)],
}


def gb18030_ranges():
    """(number of the first sequence of four bytes, its code point) of each run in the BMP."""
    found, expected = [], None
    for number in range(39420):
        rest, d = divmod(number, 10)
        rest, c = divmod(rest, 126)
        a, b = divmod(rest, 10)
        point = point_of((a + 0x81, b + 0x30, c + 0x81, d + 0x30), "gb18030")
        if point != expected:
            found.append((number, point))
        expected = point + 1
    return found


def write_pairs(out):
    out.write("/* Pairs of bytes. Generated by tools/make-charsets.py; do not edit. */\n")
    far = []
    for name, points in PAIRS.items():
        far += [(name, n, point) for n, point in enumerate(points) if point > 0xFFFF]
        out.write(f"static const uint16_t {name}[{len(points)}] = {{\n")
        write_rows(out, [point if point <= 0xFFFF else 0 for point in points])
        out.write("};\n\n")
    if {name for name, _, _ in far} - {"big5"}:
        sys.exit("a table other than big5 leaves the BMP")
    out.write("static const struct point_range big5_far[] = {\n")
    out.writelines(f"\t{{ {n}, 0x{point:X} }},\n" for _, n, point in far)
    out.write("};\n\nstatic const struct point_range gb18030_ranges[] = {\n")
    out.writelines(f"\t{{ {n}, 0x{point:X} }},\n" for n, point in gb18030_ranges())
    out.write("};\n")


# ---- models

def typeset(text):
    """The text as it is, and with the quotes that typographers set."""
    set_too = re.sub(r'"(?=\w)', "“", text).replace('"', "”").replace("'", "’")
    return text + set_too.replace(" - ", " – ")


def encode_char(c, codec):
    try:
        return c.encode(codec)
    except UnicodeEncodeError:
        pass
    if codec == "cp1258":
        parts = unicodedata.normalize("NFD", c)
        base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in TONES))
        try:
            return (base + "".join(p for p in parts if p in TONES)).encode(codec)
        except UnicodeEncodeError:
            return b""
    plainer = PLAINER.get(c, "")
    return encode_char(plainer, codec) if len(plainer) == 1 else plainer.encode()


def encode(text, codec):
    return b"".join(encode_char(c, codec) for c in text)


def classes(points):
    """As find_classes of guess.c. 0 other, 1 small ASCII letter, 2 large; above: 3 letter, 4 large
    letter, 5 other."""
    found = []
    for b, point in enumerate(points):
        kind = unicodedata.category(chr(point)) if point else "Cc"
        if b < 128:
            found.append(1 if kind == "Ll" else 2 if kind == "Lu" else 0)
        else:
            found.append(4 if kind == "Lu" else 3 if kind[0] in "LM" else 5)
    return found


def ascii_kind(b):
    """Columns behind those of the upper half: small letter, large letter, anything else."""
    return 128 + (0 if 97 <= b <= 122 else 1 if 65 <= b <= 90 else 2)


def simple_prior(points, used):
    weights = []
    for b in range(128, 256):
        c = chr(points[b]) if points[b] else "\0"
        kind = unicodedata.category(c)
        weight = .4 if c in TYPOGRAPHY else .0003 if kind == "Cc" else .02
        if c not in TYPOGRAPHY and kind[0] in "LM":
            weight = .15 if kind == "Lu" else .25
        weights.append(weight * (4 if c in used else 1))
    weights += [4, .3, 8]
    return [w / sum(weights) for w in weights]


def quantise(p):
    return min(COST_MAX, round(-math.log(p) * STEP))


def simple_model(codec, text, used):
    """Costs [class before][byte - 128, or ascii_kind]."""
    base_weight, row_weight = 30, 6
    points = byte_table(codec)
    kinds = classes(points)
    counts = [[0] * 131 for _ in range(6)]
    before = 0
    for b in encode(typeset(text), codec):
        kind = kinds[before]
        if b >= 128:
            counts[kind][b - 128] += 1
        elif kind >= 3:
            counts[kind][ascii_kind(b)] += 1
        before = b
    prior = simple_prior(points, used)
    total = sum(map(sum, counts))
    base = [(sum(row[i] for row in counts) + base_weight * prior[i]) / (total + base_weight)
            for i in range(131)]
    costs = []
    for kind, row in enumerate(counts):
        # Behind ASCII only bytes of the upper half are looked at.
        share = sum(base[:128]) if kind < 3 else 1
        n = sum(row) + row_weight
        costs.append([quantise((row[i] + row_weight * base[i] / share) / n) if kind >= 3 or i < 128
                      else 0 for i in range(131)])
    return costs


def paired_model(codec, text, ranges):
    """Costs [first byte - 128][second byte is A1 or more]."""
    prior_weight = 200
    prior, counts = {}, {}
    for first, last, weight, second in ranges:
        for lead in range(first, last + 1):
            for high in ((0, 1) if second == "any" else (1,) if second == "high" else (0,)):
                prior[lead, high] = weight
    for c in typeset(text):
        code = encode_char(c, codec)
        if len(code) == 2:
            cell = code[0], int(code[1] >= 0xA1)
            counts[cell] = counts.get(cell, 0) + 1
    total = sum(counts.values()) + prior_weight
    share = sum(prior.values())
    costs = [[255, 255] for _ in range(128)]
    for (lead, high), weight in prior.items():
        p = (counts.get((lead, high), 0) + prior_weight * weight / share) / total
        alone = codec == "cp932" and 0xA1 <= lead <= 0xDF
        costs[lead - 128][high] = quantise(p / (1 if alone else 94 if high else 63))
    return costs


def write_models(out, rows, texts):
    number = {row[0]: n for n, row in enumerate(rows)}
    codec = {row[0]: row[2] for row in rows}
    out.write("/* How encodings look. Generated by tools/make-charsets.py; do not edit. */\n")
    out.write("static const struct simple_model simple_models[] = {\n")
    for name, handicap, langs in SIMPLE:
        used = set("".join(texts[lang] for lang in langs.split()))
        for lang in langs.split():
            costs = simple_model(codec[name], texts[lang], used)
            out.write(f"/* {name}, {lang} */\n{{ {number[name]}, {round(handicap * STEP)}, {{\n")
            for row in costs:
                out.write("{\n")
                write_rows(out, row)
                out.write("},\n")
            out.write("} },\n")
    out.write("};\n\nstatic const struct paired_model paired_models[] = {\n")
    for name, own_codec, lang, seconds, ranges in PAIRED:
        costs = paired_model(own_codec, texts[lang], ranges)
        seconds = ", ".join(f"0x{b:X}" for b in seconds)
        kana = "true" if own_codec == "cp932" else "false"
        out.write(f"/* {name} */\n{{ {number[name]}, {round(PAIRED_HANDICAP * STEP)}, "
                  f"{kana}, {{ {seconds} }}, {{\n")
        for row in costs:
            out.write(f"\t{{ {row[0]}, {row[1]} }},\n")
        out.write("} },\n")
    out.write("};\n")


def main():
    labels, *samples, tables, pairs, models = sys.argv[1:]
    rows = read_encodings(labels)
    texts = {}
    for path in samples:
        with open(path, encoding="utf-8") as f:
            texts[os.path.splitext(os.path.basename(path))[0]] = f.read()
    with open(tables, "w", encoding="ascii") as out:
        write_tables(out, rows)
    with open(pairs, "w", encoding="ascii") as out:
        write_pairs(out)
    with open(models, "w", encoding="ascii") as out:
        write_models(out, rows, texts)


if __name__ == "__main__":
    main()
