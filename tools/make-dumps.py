#!/usr/bin/env python3
"""Makes text dumps of invented blogs, with the truth about them, for measuring src/dump.

    make-dumps.py OUTPUT [--count N] [--seed N] [--plain]

Each page has a layout drawn anew: languages, date forms and places, headlines once to three times or
with a longer variant, bylines, credits, captions, teasers, advertising, tags, share buttons, comments,
menus, sidebars, archives, and blank lines. A third of the pages have one to four short posts only, as
the front page of a small site has, many with a teaser that leads to the rest of each post. One page in six speaks in cues that no table has, and one in six
mixes the languages of cues and texts. A section's name may stand above the headline, the site's name behind it, minutes of reading and counts of
visits below it, and a list of other headlines behind each post. --hold draws only pages that have one of the layouts HELD,
and without it they are never drawn: for measuring on layouts that nothing was trained on. OUTPUT/truth.jsonl has the form of the kind "blog", and "layout"
with what was drawn. With --plain, each TEXT has its truth beside it as TEXT.want instead: a line for each
title (T), date (D), author (A), credit (C) and paragraph (P); tests/dumps was made so.
"""
import argparse, datetime, json, os, random, re

from dump_phrases import AGENCIES, LANGS, NAMES, SMALL, STRANGE, TOWNS

# Layouts kept for measuring.
HELD = (("date", "closing"), ("copies", "site"), ("label", "above"), ("side", "related"))


class Writer:
    """One page: a language for the texts, phrases for the cues, a layout."""

    def __init__(self, r, hold):
        self.r = r
        self.lang = r.choice(list(LANGS))
        self.text = LANGS[self.lang]
        kind = r.choice(["own"] * 4 + ["other", "strange"])
        self.cues = dict(LANGS[r.choice(["en", "id"]) if kind == "other" else self.lang])
        if kind == "strange":
            self.cues.update(STRANGE)
        self.layout = dict(lang=self.lang, cues=kind, **{k: r.choice(v.split("|")) for k, v in {
            "date": "header|header|above|below|below|joined|closing|end|none",
            "copies": "1|1|1|2|3|variant|variant2|site",
            "byline": "below|below|above|end|none|none",
            "credit": "line|line|bracket|caption|none",
            "tail": "tags|comments|share|all|none|none",
            "side": "end|end|begin|between|related|none",
            "label": "none|none|none|above",
            "small": "none|none|below",
            "gaps": "even|even|wide|tight|set",
            "length": "long|long|short"}.items()})
        if hold:
            self.layout.update([r.choice(HELD)])
        else:
            self.layout.update((k, "none") for k, v in HELD if self.layout[k] == v and k != "copies")
            if ("copies", self.layout["copies"]) in HELD:
                self.layout["copies"] = "1"
        g = self.layout["gaps"]
        para = 0 if g == "tight" else r.choice([1, 1, 2, 3]) if g != "set" else 2
        self.gap = dict(para=para, post=para if g == "even" else r.choice([para + 1, para + 2, 5]),
                        title=r.choice([0, 1, 1, 2, 3]), meta=r.choice([0, 1, 2]),
                        body=r.choice([para, para, para + 1, 4]))
        self.pick = {k: r.choice(re.split(r"(?<! )\|", self.cues[k])) for k in "BPCRALVNGZEX"}
        self.date_form = r.choice(self.cues["D"].split("|") if kind != "strange" else self.text["D"].split("|"))
        self.date_lang = self.cues if kind != "strange" else self.text
        self.teasers = r.random() < 0.45
        self.ads = r.random() < 0.3
        self.rest = r.random() < (0.5 if self.layout["length"] == "short" else 0.05)
        self.stops = r.random() < 0.4
        self.site = "Kurir " + r.choice(TOWNS)
        self.labels = [w.upper() if r.random() < 0.3 else w for w in self.cues["O"].split("|")[1:]]
        self.rest_head = r.choice(self.cues["Z"].split("|"))
        self.lines, self.used = [], set()

    def line(self, text, gap=0):
        self.lines.extend([""] * gap + [text])

    def fill(self, text):
        r = self.r
        people = r.sample([n for n in NAMES if " " in n], 2)
        for k, v in (("{p}", people[0]), ("{q}", people[1]), ("{c}", r.choice(TOWNS)),
                     ("{n}", str(r.randint(2, 90))), ("{m}", str(r.randint(2, 90)))):
            text = text.replace(k, v)
        return text

    def title(self):
        return self.fill(self.r.choice(self.text["T"].split("|")))

    def paragraphs(self):
        r, bank = self.r, self.text["S"].split("\n")
        glue = "" if self.lang == "ja" else " "
        out = []
        short = self.layout["length"] == "short"
        for k in range(r.choice([1, 2, 2, 3] if short else [3, 4, 6, 9, 14])):
            text = glue.join(self.fill(s) for s in r.sample(bank, r.choice([1, 1, 2, 2, 3, 4])))
            if text not in self.used:
                out.append(text)
            self.used.add(text)
            if r.random() < 0.07:
                out.append(r.choice(self.text["H"].split("|")))
            if r.random() < 0.04:
                out.extend("- " + self.title() for _ in range(3))
        while out and len(out[-1]) < 40 and self.lang != "ja":
            out.pop()
        return out or [self.fill(bank[0])]

    def date(self, day):
        f, L = self.date_form, self.date_lang
        month = L["M"].split()[day.month - 1]
        time = f"{day.hour:02d}:{day.minute:02d}"
        for k, v in (("{w}", L["W"].split()[day.weekday()]), ("{dd}", f"{day.day:02d}"), ("{d}", str(day.day)),
                     ("{M3}", month[:3]), ("{M}", month), ("{mm}", f"{day.month:02d}"),
                     ("{m}", str(day.month)), ("{y}", str(day.year)), ("{th}", time.replace(":", "h")), ("{t}", time)):
            f = f.replace(k, v)
        return f

    def joined(self, day, author, post):
        """Date and byline in one line."""
        for lead in ("Posted on ", "Published: ", "Diterbitkan ", "Veröffentlicht am ", "Publié le ", "Publicado el ",
                     "Publicado em ", "Gepubliceerd op ", "Pubblicato il ", "Opublikowano ", "Опубликовано ", "公開日: ", "نشر في ", "Le "):
            self.date_form = self.date_form.replace(lead, "")
        post["authors"] = [author]
        return self.pick["P"].replace("{D}", self.date(day)).replace("{a}", author)

    def meta(self, title, day, author, post):
        """The lines between headline and text; fills in the truth."""
        r, lay, out = self.r, self.layout, []
        if lay["date"] == "joined":
            out.append(self.joined(day, author, post))
        elif lay["date"] == "below":
            out.append(self.date(day))
        if lay["byline"] == "below" and lay["date"] not in ("joined", "closing") and r.random() < 0.85:
            out.insert(r.choice([0, len(out)]), self.pick["B"].replace("{a}", author))
            post["authors"] = [author]
        agency, name = r.choice(AGENCIES), r.choice([n for n in NAMES if " " in n])
        if lay["credit"] != "none" and r.random() < 0.75:
            if lay["credit"] == "bracket":
                inside = r.choice([agency, f"{agency}/{name}", f"{agency}/{name}"])
                stop = "." if "/" in inside and self.stops else ""
                out.append(self.fill(r.choice(self.text["K"].split("|"))) + stop + f" ({inside})")
                post["credits"] = [inside]
            else:
                credit = self.pick["C"].replace("{a2}", name).replace("{a}", agency)
                if lay["credit"] == "caption":
                    out.append(self.fill(r.choice(self.text["K"].split("|"))))
                out.append(credit)
                post["credits"] = [credit]
        if lay["small"] == "below":
            out.insert(r.choice([0, len(out)]), r.choice(SMALL).replace("{n}", str(r.randint(2, 900))))
        return out

    def tail(self, day, author, post):
        lay, out = self.layout, []
        if self.rest:
            out.append(self.pick["X"])
        if lay["date"] == "closing":
            out.append(self.joined(day, author, post))
        elif lay["byline"] == "end" and lay["date"] != "joined":
            out.append(self.pick["E"].replace("{a}", author).replace("{t}", f"{day.hour:02d}.{day.minute:02d}"))
            post["authors"] = [author]
        if lay["date"] == "end":
            out.append(self.date(day))
        if lay["tail"] in ("tags", "all"):
            out.append(self.pick["L"].replace("{l}", ", ".join(self.r.sample(TOWNS, 2))))
        if lay["tail"] in ("share", "all"):
            out.extend([self.pick["V"], "Facebook", "Twitter"][:self.r.choice([1, 3])])
        if lay["tail"] in ("comments", "all"):
            out.append(self.pick["N"])
        return out

    def post(self, day, new_day):
        r, lay, gap = self.r, self.layout, self.gap
        title, author = self.title(), r.choice(NAMES)
        post = dict(title=title, published=None if lay["date"] == "none" else day.strftime("%Y-%m-%d"),
                    authors=[], credits=[], paragraphs=[])
        first = gap["post"]
        if (lay["date"] == "header" and new_day) or lay["date"] == "above":
            self.line(self.date(day), first)
            first = gap["title"]
        if lay["label"] == "above":
            self.line(r.choice(self.labels), first)
            first = gap["title"]
        if lay["byline"] == "above" and lay["date"] not in ("joined", "closing"):
            self.line(self.pick["B"].replace("{a}", author), first)
            post["authors"] = [author]
            first = gap["title"]
        if lay["copies"] == "site":
            self.line(title + r.choice([" - ", " | "]) + self.site, first)
            first = gap["title"]
        copies = {"variant": 1, "variant2": 2, "site": 1}.get(lay["copies"]) or int(lay["copies"])
        for k in range(copies):
            self.line(title, first if k == 0 else gap["title"])
        if lay["copies"].startswith("variant"):
            self.line(title + self.fill(r.choice([": {n} {c} {p}", ", {c} {n}", " - {p} {c}"])), gap["title"])
        for text in self.meta(title, day, author, post):
            self.line(text, gap["meta"])
        post["paragraphs"] = self.paragraphs()
        for k, text in enumerate(post["paragraphs"]):
            wide = lay["gaps"] == "set" and k and r.random() < 0.2
            self.line(text, gap["body"] if k == 0 else gap["para"] + (3 if wide else 0))
            if k + 1 < len(post["paragraphs"]) and self.teasers and r.random() < 0.2:
                self.line(self.pick["R"].replace("{t}", self.title()), gap["para"])
            if k + 1 < len(post["paragraphs"]) and self.ads and r.random() < 0.2:
                self.line(self.pick["A"], gap["para"])
        for text in self.tail(day, author, post):
            self.line(text, gap["meta"])
        if lay["side"] == "related":
            self.line(self.rest_head, gap["meta"])
            for _ in range(3):
                self.line(self.title())
        return post

    def side(self, gap):
        r = self.r
        self.line(r.choice(self.cues["Z"].split("|")), gap)
        for _ in range(r.randint(3, 8)):
            self.line(self.title())
        if r.random() < 0.5:
            self.line(r.choice(self.cues["Z"].split("|")), 1)
            months = self.text["M"].split()
            self.line("▼  2023 (45)")
            for m in months[:3]:
                self.line(f"►  {m} ({r.randint(1, 30)})")

    def page(self):
        r, lay = self.r, self.layout
        if r.random() < 0.7:
            self.line(self.site)
            menu = self.cues["O"].split("|")
            if r.random() < 0.3:
                self.line(" | ".join(menu))
            else:
                for m in menu:
                    self.line(m)
        if lay["side"] == "begin":
            self.side(1)
        day = datetime.datetime(r.randint(2011, 2024), r.randint(1, 12), r.randint(1, 28), r.randint(0, 23), r.randint(0, 59))
        posts, number = [], r.choice([1, 2, 2, 3, 4] if lay["length"] == "short" else [1, 2, 3, 4, 6, 9])
        for k in range(number):
            new = k == 0 or r.random() < 0.6
            if new and k:
                day -= datetime.timedelta(days=r.randint(1, 9))
            posts.append(self.post(day, new))
            if lay["side"] == "between" and k == 0 and number > 1:
                self.side(self.gap["post"])
        if r.random() < 0.6:
            self.line(self.pick["G"], self.gap["post"])
        if lay["side"] == "end":
            self.side(r.choice([1, 3]))
        if r.random() < 0.6:
            self.line(r.choice(self.cues["F"].split("|")), 1)
        return "\n".join(self.lines).strip("\n") + "\n", posts


def write_plain(path, posts):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        for p in posts:
            rows = [("T", p["title"]), ("D", p["published"] or "")]
            rows += [(k, v) for k, f in (("A", "authors"), ("C", "credits"), ("P", "paragraphs")) for v in p[f]]
            out.writelines(f"{k} {v}\n" for k, v in rows)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("output"), ap.add_argument("--count", type=int, default=300), ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--plain", action="store_true"), ap.add_argument("--hold", action="store_true")
    o = ap.parse_args()
    os.makedirs(os.path.join(o.output, "texts"), exist_ok=True)
    with open(os.devnull if o.plain else os.path.join(o.output, "truth.jsonl"), "w", encoding="utf-8") as out:
        for k in range(o.count):
            w = Writer(random.Random(o.seed * 100000 + k), o.hold)
            text, posts = w.page()
            name = f"texts/made-{k:04d}.txt"
            with open(os.path.join(o.output, name), "w", encoding="utf-8", newline="\n") as f:
                f.write(text)
            if o.plain:
                write_plain(os.path.join(o.output, name + ".want"), posts)
            row = dict(file=name, kind="blog", lang=w.lang, layout=w.layout, articles=posts)
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


main()
