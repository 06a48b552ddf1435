"""A published site: its pages, what it keeps to itself, and publishing again: T350-publish.py WARTA
SOURCE"""
import html.parser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

WARTA, SOURCE = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "tools"))
from tap import finish, ok  # noqa: E402

VOID = set("area base br col embed hr img input link meta source track wbr path circle".split())
SCRIPT = "<script>alert(1)</script>"


def warta(*args, text=None, archive="archive"):
    return subprocess.run([WARTA, "-C", archive, *args], input=text, capture_output=True, text=True,
                          timeout=60, env={**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8"})


def add(articles, archive="archive"):
    done = warta("add", "-", text="".join(json.dumps(a) + "\n" for a in articles), archive=archive)
    assert done.returncode == 0, done.stderr


def files(folder):
    """Path -> bytes, of all files but the hidden list."""
    found = {}
    for base, _, names in os.walk(folder):
        for name in names:
            path = os.path.relpath(os.path.join(base, name), folder)
            if not path.startswith(".warta-site"):
                with open(os.path.join(folder, path), "rb") as f:
                    found[path] = f.read()
    return found


def times(folder):
    return {p: os.stat(os.path.join(folder, p)).st_mtime_ns for p in files(folder)}


class Page(html.parser.HTMLParser):
    """Links of a page, and what is wrong with it."""

    def __init__(self, text):
        super().__init__()
        self.open, self.links, self.ids, self.faults, self.count = [], [], [], [], {}
        if not text.startswith("<!DOCTYPE html>\n<html lang="):
            self.faults.append("does not begin as a page with a language")
        self.feed(text)
        self.close()
        self.faults += [f"<{t}> is not closed" for t in self.open]
        self.faults += [f"{self.count.get(t, 0)} <{t}>" for t in ("h1", "main", "title", "header",
                                                                  "nav", "footer")
                        if self.count.get(t, 0) != 1]
        if len(self.ids) != len(set(self.ids)):
            self.faults.append("an id stands twice")

    def handle_starttag(self, tag, attrs):
        if "svg" not in self.open:
            self.count[tag] = self.count.get(tag, 0) + 1
        names = [n for n, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> has an attribute twice")
        if tag in ("script", "style", "iframe", "object", "img", "form") or any(
                n.startswith("on") or n == "style" for n in names):
            self.faults.append(f"<{tag} {attrs}>")
        for name, value in attrs:
            if name in ("href", "src"):
                self.links.append(value)
            if name == "id":
                self.ids.append(value)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")


def check_site(what, folder):
    """Every page is sound, every link of ours leads to a file, every page can be come to."""
    site = files(folder)
    pages = {p: Page(t.decode()) for p, t in site.items() if p.endswith(".html")}
    faults = [f"{p}: {f}" for p, page in pages.items() for f in page.faults]
    goes = {}
    for path, page in pages.items():
        goes[path] = set()
        for link in page.links:
            if re.match("https?://", link):
                continue
            to = os.path.normpath(os.path.join(os.path.dirname(path), link.split("#")[0] or
                                               os.path.basename(path)))
            if ":" in link or to not in site:
                faults.append(f"{path} leads to {link}")
            goes[path].add(to)
    seen, todo = set(), ["index.html"]
    while todo:
        path = todo.pop()
        if path not in seen:
            seen.add(path)
            todo += goes.get(path, ())
    faults += [f"no way to {p}" for p in pages if p not in seen]
    ok(f"{what}: pages are sound and linked", pages and not faults, "\n".join(faults[:20]))
    return site


def samples():
    done = warta("add", f"{SOURCE}/samples")
    done = warta("publish", "site")
    ok("the samples are published", done.returncode == 0 and re.match(
        r"site: \d+ articles, \d+ stories; (\d+) files, \1 written, 0 removed\n$", done.stdout), done)
    site = check_site("the samples", "site")
    kinds = ["article", "day", "person", "source", "story"]
    ok("there is a page of each kind", all(any(p.startswith(k + "/") for p in site) for k in kinds) and
       {"index.html", "feed.atom", "feed.json", "robots.txt", "style.css"} <= set(site), sorted(site))
    article = next(t.decode() for p, t in site.items() if p.startswith("article/") and
                   "Gunung Kalabara meletus" in t.decode())
    ok("an article leads to its story, day and the others",
       re.search(r'href="\.\./\.\./story/', article) and re.search(r'href="\.\./\.\./day/2024/', article)
       and "Others report" in article, article)
    ok("without a base address there is no sitemap", "sitemap.xml" not in site)
    ok("one that is gone from its site is left out", int(warta("count").stdout) ==
       sum(p.startswith("article/") for p in site) + int(warta("count", "is:withdrawn").stdout) and
       int(warta("count", "is:withdrawn").stdout) > 0)
    done = warta("publish", "--withdrawn", "--lang=id", "gone")
    gone = check_site("withdrawn ones, too, in Indonesian", "gone")
    ok("it is told there", int(warta("count").stdout) == sum(p.startswith("article/") for p in gone)
       and any("Halamannya hilang sejak" in t.decode() for p, t in gone.items()
               if p.startswith("article/")), done)


def again():
    before, stamps = files("site"), times("site")
    done = warta("publish", "site")
    ok("again, nothing is written", "0 written, 0 removed" in done.stdout and times("site") == stamps,
       done)
    warta("publish", "other")
    warta("rebuild")
    warta("publish", "rebuilt")
    ok("elsewhere and after a rebuild it is the same", before == files("other") == files("rebuilt"))
    os.makedirs("site/own/deep")
    for path in ("site/own/deep/page.html", "site/CNAME", "site/article/mine.txt"):
        with open(path, "w") as f:
            f.write("mine")
    os.remove("site/index.html")
    with open("site/style.css", "a") as f:
        f.write("/* longer */")
    add([{"title": "Lighthouse painted at last", "source": "Strait Weekly", "lang": "en",
          "published": "2024-03-14T10:00:00Z", "text": "The lighthouse of Brannock is white again."}])
    done = warta("publish", "site")
    now = files("site")
    changed = sorted(p for p, t in times("site").items() if stamps.get(p) != t and p in before)
    new = sorted(p for p in now if p not in before and now[p] != b"mine")
    ok("what changed is written, and what was missing", len(new) == 1 and
       new[0].startswith("article/") and changed == sorted(
           ["index.html", "style.css", "feed.atom", "feed.json", "day/index.html", "day/2024/03.html",
            "day/2024/03/14.html", "source/index.html"] +
           [p for p in before if p.startswith("source/") and "strait-weekly" in p]), (new, changed))
    done = warta("publish", "site", "lighthouse OR harbour")
    left = files("site")
    own = [p for p, t in left.items() if t == b"mine"]
    ok("what is no more goes, what is the user's stays",
       len(own) == 3 and sum(p.startswith("article/") for p in left) <
       sum(p.startswith("article/") for p in before) and not [
           b for b, d, f in os.walk("site") if not d and not f], done)
    for path in own:
        os.remove("site/" + path)
    shutil.rmtree("site/own")
    check_site("of a query", "site")


def interrupted():
    """What a run leaves that did not come to its end: files, and the list that it was writing."""
    warta("publish", "killed")
    want = files("killed")
    os.rename("killed/.warta-site", "killed/.warta-site.new")
    with open("killed/.warta-site", "w") as f:
        f.write("warta site 1\n")
    with open("killed/.warta-site.new", "a") as f:
        f.write("0000000000000000 0 article/k3/cut-of")
    with open("killed/index.html", "w") as f:
        f.write("old")
    done = warta("publish", "killed")
    ok("a run that was interrupted is finished", done.returncode == 0 and files("killed") == want, done)
    os.rename("killed/.warta-site", "killed/.warta-site.new")
    os.remove("killed/index.html")
    with open("killed/.warta-site", "w") as f:
        f.write("warta site 1\n")
    done = warta("publish", "killed", "volcano")
    ok("and what it wrote can be removed", done.returncode == 0 and
       sum(p.startswith("article/") for p in files("killed")) == int(
           warta("count", "volcano -is:withdrawn").stdout), done)


def refused():
    os.mkdir("full")
    with open("full/letter.txt", "w") as f:
        f.write("dear")
    done = warta("publish", "full")
    ok("a folder with something else is refused", done.returncode == 2 and "'full' is not empty" in
       done.stderr and os.listdir("full") == ["letter.txt"], done)
    os.makedirs("hidden/.git")
    ok("hidden files do not count", warta("publish", "hidden", "volcano").returncode == 0)
    with open("hidden/sitemap.xml", "w") as f:
        f.write("mine")
    done = warta("publish", "--base-url=https://a.example", "hidden", "volcano")
    ok("a file of the user's is not written over", done.returncode == 2 and
       "'hidden/sitemap.xml' is not of this site" in done.stderr and
       files("hidden")["sitemap.xml"] == b"mine", done)
    for line in ("warta site 1\n0000000000000000 0 ../full/letter.txt\n", "something\n"):
        with open("hidden/.warta-site", "w") as f:
            f.write(line)
        done = warta("publish", "hidden")
        ok("a damaged list is told, and nothing removed by it", done.returncode == 1 and
           "'hidden/.warta-site'" in done.stderr and os.path.exists("full/letter.txt"), done)
    for url in ("javascript:alert(1)", "https://a.example/<b>", "a.example", "https://a.example/?\"'"):
        done = warta("publish", "--base-url=" + url, "nowhere")
        ok(f"--base-url={url} is refused", done.returncode == 2 and not os.path.exists("nowhere"), done)


SAID = "We will open the second harbour in May, and nobody will pay for the way over"
LONG = ("The council of Brannock met on Friday. " * 12 + f'\n\n"{SAID}," Alda Verney said on Friday.'
        + "\n\nThe last word is marigold.")
HOSTILE = [
    {"title": f"{SCRIPT} one", "subtitle": SCRIPT, "source": f"../../../{SCRIPT}", "lang": "en",
     "authors": [SCRIPT], "tags": [f'"><img src=x onerror=alert(1)>{SCRIPT}'], "credits": [SCRIPT],
     "url": "javascript:alert(1)", "published": "2024-03-01",
     "text": f"payload {SCRIPT} <img src=x onerror=alert(1)> & \" ' text"},
    {"title": '"><svg onload=alert(1)> two', "source": '" onmouseover="alert(1)', "lang": '"><b',
     "url": "data:text/html,<script>alert(1)</script>", "published": "0001-01-02",
     "text": f'"We have </title></style>{SCRIPT} words," Alda <script>x</script> Verney said on Friday.'},
    {"title": "three", "source": "../.warta-site", "url": "https://a.example/\"><script>x</script>",
     "published": "9998-12-31", "text": "payload"},
]


def hostile():
    add(HOSTILE + [{"title": "Long council", "source": "Brannock Post", "lang": "en", "text": LONG,
                    "url": "https://post.example/1", "published": "2024-03-02"}], "bad")
    warta("tag", "+secret", "--", "council", archive="bad")
    done = warta("publish", "--title=" + SCRIPT, "--base-url=https://a.example/x", "bad-site",
                 archive="bad")
    site = check_site("hostile articles", "bad-site")
    texts = "".join(t.decode() for t in site.values())
    ok("nothing of it is markup", done.returncode == 0 and not [
        p for p, t in site.items() if b"<script" in t and not p.endswith(".json")], done)
    ok("a text is cut, and what is said behind the cut is nowhere", SAID not in texts and
       "marigold" not in texts and "The whole text at its source" in texts)
    ok("tags of the user are nowhere", "secret" not in texts)
    ok("the original is canonical",
       '<link rel="canonical" href="https://post.example/1">' in texts)
    for path in ("feed.atom", "sitemap.xml"):
        ET.fromstring(site[path])
    feed = json.loads(site["feed.json"])
    ok("feeds lead to the site", all(i["url"].startswith("https://a.example/x/article/")
                                     for i in feed["items"]), feed)
    mapped = re.findall("<loc>https://a.example/x/(.*?)</loc>", site["sitemap.xml"].decode())
    ok("the sitemap has all articles", set(mapped) >= {p for p in site if p.startswith("article/")}
       and set(mapped) - {""} <= set(site) and b"x/sitemap.xml" in site["robots.txt"], mapped)
    warta("publish", "--whole", "bad-site", archive="bad")
    texts = "".join(t.decode() for t in check_site("whole texts", "bad-site").values())
    ok("whole texts have all of it", SAID in texts and "marigold" in texts and
       "The whole text at its source" not in texts)


def long_lists():
    def article(n):
        return {"title": f"Report {n}", "source": "Wire", "lang": "en", "text": f"Text {n} of the day.",
                "published": f"2024-05-06T{n // 60:02}:{n % 60:02}:00Z"}
    add([article(n) for n in range(450)], "long")
    warta("publish", "long-site", archive="long")
    site, stamps = check_site("long lists", "long-site"), times("long-site")
    rows = {p: t.count(b'<li class="row"') for p, t in site.items() if p.startswith("day/2024/05/")}
    ok("a long list has pages", rows == {"day/2024/05/06.html": 250, "day/2024/05/06-1.html": 200}, rows)
    add([article(450)], "long")
    warta("publish", "long-site", archive="long")
    now = times("long-site")
    ok("its oldest page stays", now["day/2024/05/06-1.html"] == stamps["day/2024/05/06-1.html"] and
       now["day/2024/05/06.html"] != stamps["day/2024/05/06.html"])
    done = warta("publish", "--limit=3", "long-site", archive="long")
    ok("the newest of them", "3 articles" in done.stdout and
       b"Report 450" in files("long-site")["index.html"], done)
    done = warta("publish", "empty-site", "nothinghasthis", archive="long")
    check_site("of no article", "empty-site")


with tempfile.TemporaryDirectory() as work:
    os.chdir(work)
    samples()
    again()
    interrupted()
    refused()
    hostile()
    long_lists()
    os.chdir("/")
finish()
