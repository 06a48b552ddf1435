"""Publishing again makes only the pages of which something has changed, and gives byte for byte the
folder that making all of them gives, whatever was done to the archive, the options or the folder:
T355-publish-again.py WARTA SOURCE [SEED [STEPS]]"""
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

WARTA, SOURCE = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "tools"))
from tap import finish, ok  # noqa: E402

SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
STEPS = int(sys.argv[4]) if len(sys.argv) > 4 else 30
WORDS = """harbour ferry council bridge volcano ash budget lantern quarry tide market school winter
 grain lighthouse engine river nurse pilot miller""".split()
PEOPLE = ["Alda Verney", "Tomas Brill", "Ines Marrow", "Jon Castell"]


def warta(*args, text=None):
    done = subprocess.run([WARTA, "-C", "archive", *args], input=text, capture_output=True, text=True,
                          timeout=60, env={**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8"})
    assert done.returncode in (0, 1, 2), done  # 2: nothing to unlock
    return done


def files(folder):
    found = {}
    for base, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(base, name)
            if not name.startswith(".warta-site"):
                with open(path, "rb") as f:
                    found[os.path.relpath(path, folder)] = f.read()
    return found


class World:
    """An archive, a site of it, and what happens to both."""

    def __init__(self, seed):
        self.r = random.Random(seed)
        self.articles = []
        self.options = []
        self.query = []
        self.n = 0

    def sentences(self, n):
        return " ".join((" ".join(self.r.choices(WORDS, k=9)) + ".").capitalize() for _ in range(n))

    def article(self):
        self.n += 1
        said = self.sentences(1)[:-1]
        day = self.r.choice(["2024-03-0" + str(d) for d in range(1, 5)])
        return {"title": f"{self.sentences(1)[:40]} {self.n}", "lang": self.r.choice(["en", "id"]),
                "source": self.r.choice(["Strait Weekly", "Brannock Post", "Holm Radio"]),
                "url": f"https://paper.example/{self.n}", "authors": [self.r.choice(PEOPLE)],
                "published": f"{day}T{self.r.randrange(24):02}:00:00Z",
                "text": self.sentences(2) + f'\n\n"{said}," {self.r.choice(PEOPLE)} said.\n\n' +
                        self.sentences(self.r.choice([1, 9])) +
                        f'\n\n"{said[::-1]}," {self.r.choice(PEOPLE)} said on Friday.'}

    def add(self, articles):
        warta("add", "-", text="".join(json.dumps(a) + "\n" for a in articles))
        self.articles += articles

    def numbers(self, n):
        return self.r.sample(range(1, len({a["url"] for a in self.articles}) + 1), n)

    def some_file(self):
        return os.path.join("site", self.r.choice(sorted(files("site"))))

    # ---- the archive

    def new(self):
        self.add([self.article() for _ in range(self.r.randrange(1, 4))])

    def report(self):
        """Another source tells the same."""
        other = self.article()
        first = self.r.choice(self.articles)
        self.add([{**first, "source": "Quay Courier", "url": other["url"], "title": first["title"] +
                   " again", "text": first["text"] + "\n\n" + other["text"][:80]}])

    def edited(self):
        old = self.r.choice(self.articles)
        kind = self.r.choice(["title", "text", "authors", "source"])
        self.add([{**old, kind: self.article()[kind]}])

    def gone(self):
        http = "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n\r\nno more"
        self.n += 1
        with open("gone.warc", "w", newline="") as f:
            f.write(f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:{self.n}>\r\n"
                    f"WARC-Date: 2030-01-01T00:00:00Z\r\n"
                    f"WARC-Target-URI: {self.r.choice(self.articles)['url']}\r\n"
                    f"Content-Type: application/http;msgtype=response\r\n"
                    f"Content-Length: {len(http)}\r\n\r\n{http}\r\n\r\n")
        warta("add", "gone.warc")

    def corrected(self):
        a, b = (str(n) for n in self.numbers(2))
        warta("story", *self.r.choice([["merge", a, b], ["split", a, b], ["move", a, b], ["lock", a],
                                       ["unlock", a], ["rename", a, self.sentences(1)],
                                       ["rename", a]]))

    def people(self):
        if self.r.random() < .3:
            warta("people", "--split", self.r.choice(PEOPLE))
        else:
            warta("people", "--as=" + self.r.choice(PEOPLE + ["Mayor Quill"]), self.r.choice(PEOPLE))

    def own(self):
        warta("tag", self.r.choice(["+mine", "+read", "+starred", "-read"]), "--",
              self.r.choice(WORDS))

    def rebuilt(self):
        warta("rebuild")

    # ---- the options

    def asked(self):
        self.options = self.r.choice([[], ["--lang=id"], ["--title=Tide & Co"], ["--whole"],
                                      ["--excerpt=7"], ["--withdrawn"], ["--limit=5"],
                                      ["--base-url=https://a.example/x"]])
        self.query = self.r.choice([[], [], [" OR ".join(self.r.sample(WORDS, 2))]])

    # ---- the folder

    def hand(self):
        """Somebody writes into a file, of the same length perhaps."""
        path = self.some_file()
        with open(path, "r+b") as f:
            if self.r.random() < .7:
                f.write(b"mine")
            else:
                f.truncate(3)

    def lost(self):
        os.remove(self.some_file())

    def touched(self):
        os.utime(self.some_file())

    def moved(self):
        os.rename("site", "elsewhere")
        shutil.copytree("elsewhere", "site")
        shutil.rmtree("elsewhere")

    def removed(self):
        shutil.rmtree("site")

    def killed(self):
        os.rename("site/.warta-site", "site/.warta-site.new")
        with open("site/.warta-site", "w", encoding="ascii") as f:
            f.write("warta site 2\n")

    def publish(self, folder, *more):
        done = warta("publish", *more, *self.options, folder, *self.query)
        assert done.returncode == 0, done
        return done.stdout

    def compare(self, what):
        said = self.publish("site")
        self.publish("anew", "--anew")
        got, want = files("site"), files("anew")
        shutil.rmtree("anew")
        wrong = sorted(p for p in {**got, **want} if got.get(p) != want.get(p))
        ok(what, not wrong, f"seed {SEED}: {wrong} {said} {self.options} {self.query}")


def random_edits():
    w = World(SEED)
    w.add([w.article() for _ in range(12)])
    w.compare("a first time")
    events = [w.new, w.report, w.edited, w.gone, w.corrected, w.people, w.own, w.rebuilt, w.asked,
              w.touched, w.hand, w.moved, w.lost, w.killed, w.removed]
    weights = [4, 5, 5, 2, 6, 4, 1, 1, 4, 1, 2, 1, 1, 1, 1]
    for step in range(STEPS):
        happened = sorted(set(w.r.choices(events, weights, k=w.r.choice([1, 1, 2]))),
                          key=events.index)
        for event in happened:
            event()
        w.compare(f"step {step}: {', '.join(e.__name__ for e in happened)}")


def pages_stay():
    """What was altered under the time that it had is not seen: it was not made again."""
    w = World(SEED + 1)
    w.add([w.article() for _ in range(5)])
    w.publish("calm")
    page = next(p for p in sorted(files("calm")) if p.startswith("article/"))
    path = os.path.join("calm", page)
    before, when = files("calm"), os.stat(path).st_mtime_ns
    with open(path, "r+b") as f:
        f.write(b"MINE")
    os.utime(path, ns=(when, when))
    w.publish("calm")
    ok("a page of which nothing changed is not made again", files("calm")[page][:4] == b"MINE")
    said = w.publish("calm", "--anew")
    ok("unless every page is", files("calm") == before and re.search(r", 1 written, 0", said), said)


with tempfile.TemporaryDirectory() as work:
    os.chdir(work)
    random_edits()
    pages_stay()
    os.chdir("/")
finish()
