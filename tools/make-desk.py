#!/usr/bin/env python3
"""Puts the desk's templates, words and assets into the program.

    make-desk.py OUT.c OUT.h FILE...

*.html are templates, *.txt is the catalogue of words, the rest are assets to be served under a name
that holds their hash. A template begins with `{{template NAME TYPE}}` and becomes

    void tmpl_NAME(struct buf *to, const struct say *say, const struct TYPE *p);

What stands in it:

    {{p->title}}           text, escaped: a slice, a C string or a number
    {{{p->body}}}          HTML as it is: must be a `struct html`, which only the sanitiser, view and
                           templates make, so that anything else does not compile
    {{url p->name}}        text, percent-encoded as one part of an address
    {{to article p->name}} the address of a page of ours: a place of put.h, and which one there
    {{link p->url}}        a whole address: http, https, mailto or of this desk, "#" otherwise
    {{asset style.css}}    the address of an asset
    {{t front}}            words of the catalogue
    {{n articles p->n}}    the same with a number in them
    {{#if x}} {{#else}} {{/if}}    {{#each p->rows row}} {{/each}}    {{>row row}}

A value behind href, src or action must be a `to` or `link`; inline scripts, styles and handlers do not
pass, since the Content-Security-Policy would not let them run.

The catalogue has a line `key: English | Indonesian` for each; a form for one and one for more are
parted by " / ", and `{n}` stands for the number.
"""
import gzip
import hashlib
import os
import re
import sys

LANGUAGES = ["en", "id"]
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
         ".svg": "image/svg+xml", ".json": "application/json", ".yaml": "application/yaml",
         ".webmanifest": "application/manifest+json"}
FORBIDDEN = re.compile(r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=|javascript:", re.I)


class Fault(Exception):
    pass


def c_string(data):
    """A C string literal of bytes, in pieces that ISO C takes."""
    out = []
    for at in range(0, len(data), 100):
        piece = data[at:at + 100]
        out.append('"' + "".join(
            chr(b) if 32 <= b < 127 and b not in b'"\\?' else f"\\{b:03o}" for b in piece) + '"')
    return "\n\t".join(out) or '""'


def c_bytes(data):
    lines = [",".join(str(b) for b in data[at:at + 32]) for at in range(0, len(data), 32)]
    return "{\n\t" + ",\n\t".join(lines or ["0"]) + "\n}"


def read_words(path):
    words = {}
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            continue
        match = re.match(r"(\w+): (.*)$", line)
        forms = [f.strip() for f in match[2].split(" | ")] if match else []
        if len(forms) != len(LANGUAGES):
            raise Fault(f"{path}:{number}: wants `key: {' | '.join(LANGUAGES)}`")
        if match[1] in words:
            raise Fault(f"{path}:{number}: '{match[1]}' stands twice")
        words[match[1]] = [(f.split(" / ") * 2)[:2] for f in forms]
    return words


class Template:
    """Turns one file into C."""

    def __init__(self, path, words, assets):
        self.path, self.words, self.assets = path, words, assets
        self.text = open(path, encoding="utf-8").read()
        self.out, self.open = [], []
        head = re.match(r"\{\{template (\w+) (\w+)\}\}\n", self.text)
        if not head:
            raise Fault(f"{path}:1: wants {{{{template NAME TYPE}}}}")
        self.name, self.type = head[1], head[2]
        self.text = self.text[head.end():]

    def fault(self, line, what):
        raise Fault(f"{self.path}:{line}: {what}")

    def compile(self):
        at, line = 0, 2
        before = ""
        for tag in re.finditer(r"\{\{\{(.+?)\}\}\}|\{\{(.+?)\}\}", self.text):
            text = self.text[at:tag.start()]
            self.literal(text, line)
            before = (before + text)[-80:]
            line += text.count("\n")
            self.out.append(f'#line {line} "{self.path}"')
            if tag[1]:
                self.out.append(f"\tput_html(to, {tag[1].strip()});")
            else:
                self.tag(tag[2].strip(), line, before)
            before += "\x01"
            at = tag.end()
        self.literal(self.text[at:], line)
        if self.open:
            self.fault(line, f"'{self.open[-1]}' is not closed")
        return (f"void tmpl_{self.name}(struct buf *to, const struct say *say, "
                f"const struct {self.type} *p)\n{{\n\t(void)say;\n\t(void)p;\n"
                + "\n".join(self.out) + "\n}\n")

    def literal(self, text, line):
        if FORBIDDEN.search(text):
            self.fault(line, f"'{FORBIDDEN.search(text)[0]}' would not pass the policy")
        text = re.sub(r"\s*\n\s*", "\n", text)  # indentation is for the author
        if text:
            self.out.append(f'\tput_raw(to, {c_string(text.encode())}, {len(text.encode())});')

    def tag(self, tag, line, before):
        word, _, rest = tag.partition(" ")
        rest = rest.strip()
        if re.search(r"(href|src|action)=\"?$", before) and word not in ("to", "link", "asset", "#if"):
            self.fault(line, "an address must be a {{to ...}} or {{link ...}}")
        if re.search(r"\s[\w-]+=$", before):
            self.fault(line, "a value of an attribute must be quoted")
        if word == "t":
            self.out.append(f"\tput(to, say_text(say, {self.word(rest, line)}));")
        elif word == "n":
            key, _, number = rest.partition(" ")
            self.out.append(f"\tput_count(to, say, {self.word(key, line)}, {number});")
        elif word == "url":
            self.out.append(f"\tput_url(to, {rest});")
        elif word == "to":
            place, _, what = rest.partition(" ")
            self.out.append(f"\tput_to(to, say, PLACE_{place.upper()}, put_slice({what}));")
        elif word == "link":
            self.out.append(f"\tput_link(to, {rest});")
        elif word == "asset":
            if rest not in self.assets:
                self.fault(line, f"no asset '{rest}'")
            self.out.append(f'\tput_raw(to, {c_string(self.assets[rest].encode())}, '
                            f'{len(self.assets[rest])});')
        elif word == "#if":
            self.open.append("#if")
            self.out.append(f"\tif ({rest}) {{")
        elif word == "#else":
            if not self.open or self.open[-1] != "#if":
                self.fault(line, "#else without #if")
            self.out.append("\t} else {")
        elif word == "#each":
            what, _, name = rest.rpartition(" ")
            self.open.append("#each")
            self.out.append(f"\tfor (size_t {name}_i = 0; {name}_i < ({what}).n; {name}_i++) {{\n"
                            f"\tconst __typeof__(*({what}).at) *{name} = &({what}).at[{name}_i];")
        elif word in ("/if", "/each"):
            if not self.open or self.open.pop()[1:] != word[1:]:
                self.fault(line, f"'{word}' closes nothing")
            self.out.append("\t}")
        elif tag.startswith(">"):
            self.out.append(f"\ttmpl_{word[1:]}(to, say, {rest});")
        else:
            self.out.append(f"\tput(to, {tag});")

    def word(self, key, line):
        if key not in self.words:
            self.fault(line, f"no words '{key}' in the catalogue")
        return "STR_" + key.upper()


def hashed_name(name, data):
    stem, end = os.path.splitext(name)
    return f"/assets/{stem}.{hashlib.sha256(data).hexdigest()[:12]}{end}"


def write(out_c, out_h, templates, words, assets, compiled):
    with open(out_h, "w", encoding="utf-8") as h:
        h.write("/* Made by tools/make-desk.py from assets/. */\n#ifndef LAYOUT_DESK_H\n"
                "#define LAYOUT_DESK_H\n\n#include <stddef.h>\n\n#include \"layout/put.h\"\n\n"
                "enum str {\n" + "".join(f"\tSTR_{k.upper()},\n" for k in words) + "\tN_STRS\n};\n"
                f"extern const char *const say_words[{len(LANGUAGES)}][N_STRS][2];\n\n")
        for kind in sorted({t.type for t in templates}):
            h.write(f"struct {kind};\n")
        for t in templates:
            h.write(f"void tmpl_{t.name}(struct buf *to, const struct say *say, "
                    f"const struct {t.type} *p);\n")
        h.write("\nstruct asset {\n\tconst char *path, *type;\n"
                "\tconst unsigned char *data, *gzip;\n\tsize_t n, n_gzip;\n};\n"
                f"enum {{ N_ASSETS = {len(assets)} }};\nextern const struct asset assets[];\n")
        h.write("\n#endif\n")
    with open(out_c, "w", encoding="utf-8") as c:
        c.write("/* Made by tools/make-desk.py from assets/. */\n"
                f"#include \"{os.path.basename(out_h)}\"\n\n#include \"layout/layout.h\"\n\n")
        c.write(f"const char *const say_words[{len(LANGUAGES)}][N_STRS][2] = {{\n")
        for n in range(len(LANGUAGES)):
            c.write("\t{\n" + "".join(
                f"\t\t{{ {c_string(w[n][0].encode())}, {c_string(w[n][1].encode())} }},\n"
                for w in words.values()) + "\t},\n")
        c.write("};\n\n")
        rows = ""
        for n, (path, data, kind) in enumerate(assets):
            packed = gzip.compress(data, 9, mtime=0)
            c.write(f"static const unsigned char asset_{n}[] = {c_bytes(data)};\n"
                    f"static const unsigned char asset_{n}_gzip[] = {c_bytes(packed)};\n")
            rows += (f"\t{{ \"{path}\", \"{kind}\", asset_{n}, asset_{n}_gzip, {len(data)}, "
                     f"{len(packed)} }},\n")
        c.write(f"\nconst struct asset assets[] = {{\n{rows}}};\n\n")
        c.write("\n".join(compiled))


def main():
    out_c, out_h, *files = sys.argv[1:]
    words, assets, names = {}, [], {}
    for path in files:
        name, end = os.path.basename(path), os.path.splitext(path)[1]
        if end == ".txt":
            words.update(read_words(path))
        elif end != ".html":
            data = open(path, "rb").read()
            names[name] = hashed_name(name, data)
            assets.append((names[name], data, TYPES[end]))
    templates = [Template(p, words, names) for p in files if p.endswith(".html")]
    write(out_c, out_h, templates, words, assets, [t.compile() for t in templates])


try:
    main()
except Fault as fault:
    sys.exit(str(fault))
