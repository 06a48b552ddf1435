"""Handing over to an engine: the body of the _bulk API, its template, and outboxes, from which an engine
must come to hold what the archive does: T360-bulk.py WARTA SOURCE CLOCK"""
import fcntl
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

WARTA, SOURCE, CLOCK = sys.argv[1:4]
sys.path.insert(0, os.path.join(SOURCE, "tests", "tools"))
from bulk import Engine, Mapping, Server, actions  # noqa: E402
from tap import finish, ok  # noqa: E402

NOW = 1710000000


def warta(*args, data=None, archive="archive", at=None):
    env = {**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    if at is not None:
        env.update(LD_PRELOAD=CLOCK, WARTA_CLOCK=str(NOW + at))
    return subprocess.run([WARTA, "-C", archive, *args], input=data, capture_output=True, timeout=60,
                          env=env)


def must(*args, **how):
    done = warta(*args, **how)
    assert done.returncode == 0, (args, done.stderr)
    return done.stdout.decode()


def article(n, title, text, day=1, **more):
    return {"title": title, "url": f"https://courier.example/2024/{n}", "source": "Sabaru Courier",
            "published": f"2024-03-{day:02}T08:00:00Z", "text": text, **more}


def add(articles, at, archive="archive"):
    must("add", "-", data="".join(json.dumps(a) + "\n" for a in articles).encode(), at=at, archive=archive)


def pages(path, answers):
    """A WARC file of answers: (time, url, status, headline, paragraphs)."""
    with open(path, "wb") as f:
        for n, (time, url, status, title, texts) in enumerate(answers):
            html = (f"<!doctype html><html lang=en><title>{title}</title><link rel=canonical href={url}>"
                    f"<meta property=og:type content=article><article><h1>{title}</h1>" +
                    "".join(f"<p>{t}</p>" for t in texts) + "</article>").encode()
            http = f"HTTP/1.1 {status} X\r\nContent-Type: text/html\r\n\r\n".encode() + html
            f.write((f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:{path}:{n}>\r\n"
                     f"WARC-Date: {time}\r\nWARC-Target-URI: {url}\r\nContent-Type: "
                     f"application/http;msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
                     ).encode() + http + b"\r\n\r\n")


def whole(*args, archive="archive"):
    done = warta("export", "--format=bulk", *args, archive=archive)
    assert done.returncode == 0, done.stderr
    return done.stdout


def parts(folder):
    return sorted(p for p in os.listdir(folder) if p.endswith(".ndjson"))


class Outbox:
    """A folder and the engine that what comes to lie in it is sent to."""

    def __init__(self, name, *args, archive="archive"):
        self.name, self.args, self.archive, self.engine, self.said = name, args, archive, Engine(), ""

    def fill(self):
        done = warta("export", "--format=bulk", f"--into={self.name}", *self.args, archive=self.archive)
        self.said = done.stdout.decode() + done.stderr.decode()
        return done.returncode

    def send(self):
        sent = []
        for part in parts(self.name):
            path = os.path.join(self.name, part)
            with open(path, "rb") as f:
                sent += self.engine.take(f.read())
            os.remove(path)
        return sent

    def is_right(self):
        """Filled and sent, the engine holds just what the archive exports at once."""
        if self.fill() != 0:
            return False
        self.sent = self.send()
        wanted = Engine()
        wanted.take(whole(*self.args, archive=self.archive))
        held, wanted = self.engine.held.get("warta", {}), wanted.held.get("warta", {})
        differ = [k for k in {*held, *wanted} if held.get(k) != wanted.get(k)]
        if len({m["_id"] for s in self.sent for m in s.values()}) != len(self.sent):
            self.said += "something was told twice"
            return False
        if differ:
            self.said += f"{[(held.get(k), wanted.get(k)) for k in differ[:2]]}"
        return not differ


def all_right(what, *boxes):
    wrong = [f"{b.name}: {b.said}" for b in boxes if not b.is_right()]
    ok(what, not wrong, wrong)


def part_form():
    """What stands in the lines."""
    nasty = 'He "said" \\ so\u2028and {"delete":{"_index":"warta","_id":"x"}}'
    add([article(1, nasty, nasty + "\n\n" + "\U0001f30b tea\u0301 \u00e7a \u65b0\u805e", credits=["A \"B\" / C"],
                 tags=["a,b", "}\n{"], authors=["O'Neil", "Ana \\ Bo"], section="}}", subtitle="\t"),
         article(2, "Long addresses", "Nothing else.\n\nHere.", image="https://x.example/" + "i" * 5000,
                 source="s" * 9000),
         {"title": "Without a date", "text": "Who knows when."},
         {"title": "", "text": "Without a headline, on a day.", "date": "2024-02-29"}], 0, "forms")
    mapping = Mapping(must("export", "--format=bulk", "--mapping", archive="forms"))
    ok("the template is of the index", mapping.patterns == ["warta", "warta-*"], mapping.patterns)
    named = Mapping(must("export", "--format=bulk", "--mapping", "--index=news.2", archive="forms"))
    ok("and of the one that is named", named.patterns == ["news.2", "news.2-*"], named.patterns)
    must("add", os.path.join(SOURCE, "samples"), archive="forms")
    body = whole("--quotes", archive="forms")
    told = actions(body)
    ok("every line is as the API wants it", len(told) == int(must("count", archive="forms")), len(told))
    ok("each id is there once, and is that of the export",
       sorted(t[2] for t in told) == sorted(json.loads(line)["id"] for line in
                                            must("export", archive="forms").splitlines()))
    faults = [f for t in told for f in mapping.faults(t[3])]
    ok("every field is in the template, of its type", not faults, faults)
    by_title = {t[3]["title"]: t[3] for t in told}
    first = by_title[[t for t in by_title if t.startswith("He ")][0]]
    ok("what has to be escaped is whole", '"said" \\ so' in first["title"] and
       '{"delete":{"_index":"warta","_id":"x"}}' in first["text"] and "\U0001f30b" in first["text"], first)
    plain = {json.loads(line)["id"]: json.loads(line) for line in
             must("export", "--quotes", archive="forms").splitlines()}
    differ = [(k, d.get(k), plain[d["id"]].get(k)) for *_, d in told for k in plain[d["id"]]
              if k not in ("blocks", "versions") and d.get(k) != plain[d["id"]][k]]
    ok("a document has what the JSON export has, but blocks", not differ, differ[:3])
    ok("with its day, and when it was seen", all(re.match(r"2\d{3}-\d\d-\d\d$", t[3]["day"]) and
       t[3]["seen"].endswith("Z") for t in told))
    stories = {}
    for *_, d in told:
        stories.setdefault(d["story"]["id"], []).append(d)
    ok("each story has one lead", all(sum(d["story"]["lead"] for d in s) == 1 for s in stories.values()))
    said = json.loads("[" + ",".join(must("stories", "--format=json", "--limit=0",
                                          archive="forms").splitlines()) + "]")
    leads = {s["id"]: s["lead"]["id"] for s in said}
    ours = {k: [d["id"] for d in s if d["story"]["lead"]][0] for k, s in stories.items()}
    ok("the same stories and leads as the archive tells", len(leads) > 5 and
       all(ours.get(k) == lead for k, lead in leads.items()), (leads, ours))
    ok("copies and translations say of what", any("translation_of" in d["story"] for *_, d in told) and
       all(d["story"].get(k, d["id"]) in plain for *_, d in told for k in ("copy_of", "translation_of")))
    ok("without --quotes there are none", b'"quotes":' in body and b'"quotes":' not in whole(archive="forms"))
    ok("twice, the same bytes", whole("--quotes", archive="forms") == body)
    few = actions(whole("--index=news", "ferry", archive="forms"))
    ok("a query's articles, for another index", {t[1] for t in few} == {"news"} and
       len(few) == int(must("count", "ferry", archive="forms")), few)


def part_chunks():
    """Files are of a bounded size, and together are the whole."""
    text = "The harbour of Sabaru was as full as it ever was. " * 2000
    add([article(n, f"Report {n}", f"{n}. {text}") for n in range(50)], 0, "large")
    add([article(99, "A long one", text * 13)], 1, "large")
    box = Outbox("large.out", "--chunk=1", archive="large")
    ok("an outbox of several files", box.fill() == 0 and len(parts("large.out")) > 5, box.said)
    sizes = [os.path.getsize(f"large.out/{p}") for p in parts("large.out")]
    ok("none is above its bound, but for a document that is", all(s <= 1000000 for s in sizes[:-1]) and
       sizes[-1] > 1000000, sizes)
    ok("nor much smaller than it could be", all(s > 800000 for s in sizes[:-2]), sizes)
    bodies = [open(f"large.out/{p}", "rb").read() for p in parts("large.out")]
    ok("each is a body of its own", sum(len(actions(b)) for b in bodies) == 51)
    ok("all of them are what is written at once", b"".join(bodies) == whole(archive="large"))
    ok("names go on in order", parts("large.out")[0] == "warta-0000000001.ndjson" and
       parts("large.out") == [f"warta-{n + 1:010}.ndjson" for n in range(len(bodies))])
    os.remove("large.out/cursor")
    box.fill()
    ok("begun anew, behind what is there", len(parts("large.out")) == 2 * len(bodies) and
       "(all there is)" in box.said, box.said)


def part_nothing_lost():
    """Whatever happens to the archive, an engine that is sent what is new comes to hold the same."""
    harbour = ("The council of Sabaru voted on Monday for a second harbour behind the northern pier. ",
               "Building it takes four years and costs 210 million, mayor Ana Soldade said. ",
               "\"We waited long enough for this harbour,\" Ana Soldade said after the vote. ",
               "Fishermen fear for the mussel banks of Tenggiri and want to go to court. ")
    text = "\n\n".join(h * 2 for h in harbour)
    box, asked, quoted = Outbox("out"), Outbox("asked", "-tag:dropped", "harbour"), \
        Outbox("quoted", "--quotes")
    add([article(1, "Council votes for second harbour", text),
         article(2, "Volcano Kalabara is quiet again", "Ash fell on Halimun for two days. " * 9)], 0)
    all_right("the first time, everything", box, asked, quoted)
    ok("which it says", "2 documents, 0 deletions in 1 file (all there is)" in box.said, box.said)
    all_right("again, nothing", box, asked, quoted)
    ok("not even a file", not box.sent and "0 documents, 0 deletions in 0 files\n" in box.said, box.said)
    add([article(3, "Ferry timetable changes in April", "The first ferry leaves at six. " * 9)], 100)
    all_right("an article that is new", box, asked, quoted)
    ok("and no other", len(box.sent) == 1, box.said)
    first = [d["id"] for d in box.engine.held["warta"].values() if "Council" in d["title"]][0]

    add([article(4, "Council votes for second harbour", text, source="Radio Tenggiri",
                 url="https://radio.example/4"),
         article(5, "Second harbour for Sabaru: council votes", text + "\n\n" + "Ships come. " * 30,
                 source="Suara Utara", url="https://utara.example/5")], 200)
    all_right("copies of what is there, with the story of it", box, asked, quoted)
    stories = {d["story"]["id"] for d in box.engine.held["warta"].values() if "harbour" in d["text"]}
    ok("they are one story", len(stories) == 1, stories)
    add([article(1, "Council decides on second harbour", text + "\n\nWork begins in May.")], 300)
    all_right("another version", box, asked, quoted)
    held = box.engine.held["warta"][first]
    ok("under the id of the first, with its number and time", held["versions"] == 2 and
       held["changed"] == "2024-03-09T16:05:00Z" and held["seen"] == "2024-03-09T16:00:00Z", held)

    must("story", "split", "1", "4")
    all_right("an article that the user took out of its story", box, asked)
    must("story", "move", "4", "2")
    all_right("and put into another", box, asked)
    must("story", "merge", "2", "1")
    all_right("stories made one", box, asked)
    must("story", "rename", "1", "The harbour")
    all_right("a story called otherwise", box, asked)

    must("tag", "+dropped", "--", "title:second")
    n_before = len(asked.engine.held["warta"])
    all_right("a tag that the query leaves out", box, asked)
    ok("is a deletion there", asked.engine.deleted and len(asked.engine.held["warta"]) < n_before,
       asked.said)
    must("tag", "-dropped", "--", "title:second")
    all_right("and taken off again", box, asked)
    ok("it is back", len(asked.engine.held["warta"]) == n_before, asked.said)
    must("tag", "+read", "--", "harbour")
    box.fill()
    ok("that it was read changes nothing", "0 documents" in box.said, box.said)
    all_right("all of that with quotations", quoted)
    for name in ("Ana Soldade-Kerr", "Anna Soldade-Kerr"):
        must("people", f"--as={name}", "Ana Soldade")
        all_right(f"a name that the user corrects to {name}", quoted)
        ok("is in the quotations", name in {q["speaker"] for d in
           quoted.engine.held["warta"].values() for q in d["quotes"]}, quoted.engine.held)
    must("people", "--split", "Ana Soldade")
    all_right("and takes back", quoted)

    url = "https://courier.example/2024/bridge"
    told = ["The bridge of Port Selda was closed on Thursday after a crack was found in a pillar.",
            "Ferries carry passengers across the bay every twenty minutes until midnight."]
    pages("one.warc", [("2024-05-02T08:10:00Z", url, 200, "Bridge closed after crack", told)])
    pages("two.warc", [("2024-05-04T07:00:00Z", url, 410, "gone", [])])
    pages("three.warc", [("2024-05-06T07:00:00Z", url, 200, "Bridge closed after crack", told)])
    must("add", "one.warc")
    all_right("a page", box, asked)
    must("add", "two.warc")
    all_right("that is withdrawn", box, asked)
    ok("which its document says", "2024-05-04T07:00:00Z" in [d.get("withdrawn") for d in
       box.engine.held["warta"].values()])
    must("add", "three.warc")
    all_right("and is back", box, asked)
    ok("which it says, too", not [d for d in box.engine.held["warta"].values() if "withdrawn" in d])
    return box, asked


def part_leads():
    """Who comes last may make another one the lead of its story, or have been first."""
    told = [("Ferry Halmera strikes reef off Tarrow",
             "The ferry Halmera struck a reef off Tarrow on Tuesday night with 212 passengers on "
             "board. The coast guard of Osmouth brought all of them ashore by dawn. Owner Nordline "
             "said the sea had been calm."),
            ("Captain complained of broken radar before Halmera struck reef",
             "Captain Ilse Brandt had complained to Nordline about a broken radar on the Halmera, "
             "investigators say. Her ferry hit rocks near Tarrow this week. Three letters lay "
             "unread in a drawer at Osmouth."),
            ("Nordline knew of broken radar, captain Brandt wrote letters",
             "Owner Nordline knew of the broken radar: captain Ilse Brandt wrote three letters "
             "before the Halmera ran aground. Investigators in Osmouth read them out. Nordline has "
             "not answered."),
            ("Letters of captain Brandt on broken radar read out",
             "Three unread letters lay in a drawer of Nordline at Osmouth: in them captain Ilse "
             "Brandt had complained of the broken radar, investigators say, weeks before her ferry "
             "hit rocks near Tarrow."),
            ("Radar letters of captain Brandt were left unread",
             "Investigators say that captain Ilse Brandt complained to Nordline in three letters "
             "of a broken radar. They lay in a drawer at Osmouth, unread, until the ferry hit "
             "rocks near Tarrow.")]
    box = Outbox("ferry.out", archive="ferry")
    leads = []
    for n, (title, text) in enumerate(told):
        add([article(n, title, text, source=f"Outlet {n}", url=f"https://{n}.example/2024/{n}",
                     published=f"2024-03-01T{8 + n:02}:00:00Z")], 100 * n, "ferry")
        all_right(f"report {n} of a story", box)
        leads.append([d["title"] for d in box.engine.held["warta"].values() if d["story"]["lead"]])
    ok("which gets another lead by it", leads[2] == [told[0][0]] and leads[-1] == [told[1][0]], leads)
    add([article(9, "Fog in Osmouth", "Fog covers the town. " * 9)], 900, "ferry")
    db = sqlite3.connect("ferry/warta.db")
    db.execute("UPDATE membership SET story = 1")
    db.commit()
    all_right("all in one story", box)
    db.execute("UPDATE story_window SET edition = 0")
    db.commit()
    db.close()
    add([article(10, "Market day in Tarrow", "Apples were cheap, and pears dear. ")], 950, "ferry")
    all_right("stories that other rules made are made anew", box)
    url = "https://courier.example/2024/pier"
    texts = [f"The pier of Port Selda is closed until {day}, the port authority told fishermen there."
             for day in ("Monday", "the end of the month")]
    pages("a.warc", [("2024-05-02T08:00:00Z", url, 200, "Pier closed", texts[:1]),
                     ("2024-05-09T08:00:00Z", url, 200, "Pier closed for weeks", texts[1:])])
    pages("b.warc", [("2024-05-05T08:00:00Z", url, 200, "Pier closed for weeks", texts[1:])])
    pages("c.warc", [("2024-05-01T08:00:00Z", url, 200, "Pier closed", texts[:1])])
    must("add", "a.warc", archive="ferry")
    all_right("two versions of a page", box)
    for name, key, time in (("b.warc", "changed", "2024-05-05T08:00:00Z"),
                            ("c.warc", "seen", "2024-05-01T08:00:00Z")):
        must("add", name, archive="ferry")
        all_right(f"{key} earlier than was known", box)
        held = [d for d in box.engine.held["warta"].values() if "Pier" in d["title"]]
        ok("as the document says", [d[key] for d in held] == [time], held)


def part_rebuild(box, asked):
    """A rebuild, a copy put back, and what vanished by it."""
    lone = Outbox("lone.out", archive="lone")
    add([article(1, "Alone", "With itself. " * 9)], 0, "lone")
    lone.fill()
    must("rebuild", archive="lone")
    lone.fill()
    ok("a rebuild, where nothing else tells", "(all there is)" in lone.said, lone.said)
    shutil.copytree("archive", "copy")
    ids = {**box.engine.held["warta"]}
    must("tag", "+dropped", "--", "title:second")
    must("rebuild")
    all_right("after a rebuild", box, asked)
    must("tag", "-dropped", "--", "title:second")
    ok("all of it is told once more", "(all there is)" in box.said, box.said)
    ok("under the same ids", set(ids) == set(box.engine.held["warta"]) and not box.engine.deleted)
    all_right("and a tag that goes", box, asked)
    add([article(7, "A harbour of paper", "Folded by pupils. " * 9)], 900)
    all_right("and then what is new", box, asked)
    ok("alone", len(box.sent) == 1, box.said)
    db = sqlite3.connect("archive/warta.db")
    (start, path), = db.execute("SELECT offset, name FROM record r JOIN warc_file f ON f.id = r.file"
                                " ORDER BY r.id DESC LIMIT 1")
    db.close()
    os.truncate(os.path.join("archive", "warc", path), start)
    warta("rebuild")
    all_right("an article that a rebuild does not find again", box, asked)
    ok("is deleted", box.engine.deleted == 1 and len(box.engine.held["warta"]) == len(ids), box.said)
    all_right("once", box, asked)
    ok("for ever", not box.sent, box.said)

    shutil.rmtree("archive")
    shutil.copytree("copy", "archive")
    box.engine, asked.engine = Engine(), Engine()
    os.remove("out/cursor"), os.remove("asked/cursor")
    all_right("an outbox of before", box, asked)
    add([article(8, "A harbour of stone", "Seen by divers. " * 9)], 950)
    all_right("with what is new", box, asked)
    shutil.rmtree("archive")
    shutil.copytree("copy", "archive")
    box.fill()
    ok("an archive put back from a copy is told anew", "(all there is)" in box.said, box.said)
    box.send()
    box.engine, asked.engine = Engine(), Engine()
    os.remove("out/cursor")
    all_right("into a new index", box, asked)
    add([article(3, "Ferry timetable changes in April", "At six it leaves the harbour. " * 9)], 955)
    all_right("what the query finds by its new version", box, asked)
    shutil.rmtree("archive")
    shutil.copytree("copy", "archive")
    all_right("and not in the copy", box, asked)
    add([article(30, "A harbour of wood", "Seen by sailors. " * 9)], 960)
    all_right("and goes on", box, asked)
    shutil.rmtree("archive")
    shutil.copytree("copy", "archive")
    add([article(31, "A harbour of glass", "Seen by fish. " * 9)], 970)
    add([article(32, "A harbour of salt", "Seen by gulls. " * 9)], 980)
    box.engine, asked.engine = Engine(), Engine()
    all_right("one that has others by these numbers already, too", box, asked)


def part_broken_off():
    """What ends early is told again."""
    shutil.rmtree("out"), shutil.rmtree("asked")
    box = Outbox("out", "-tag:dropped")
    box.is_right()
    add([article(20, "Rain in Tenggiri", "It rains. " * 20)], 1000)
    with open("out/cursor", "rb") as f:
        before = f.read()
    os.mkdir("out/.unfinished")
    ok("where nothing can be written", box.fill() == 1 and "out: " in box.said, box.said)
    with open("out/cursor", "rb") as f:
        ok("the cursor stays", f.read() == before)
    os.rmdir("out/.unfinished")
    all_right("and nothing is lost", box)
    add([article(21, "Snow in Tenggiri", "It snows. " * 20)], 1100)
    box.fill()
    box.send()
    with open("out/cursor", "wb") as f:
        f.write(before)  # as if the last step had not been reached
    must("tag", "+dropped", "--", "snow")
    all_right("what was sent before it broke off, and is not wanted now, goes", box)
    with open("/dev/full", "w") as full:
        done = subprocess.run([WARTA, "-C", "archive", "export", "--format=bulk"], stdout=full,
                              stderr=subprocess.PIPE, timeout=60)
    ok("standard output that is full", done.returncode == 1 and done.stderr, done)
    folder = os.open("out", os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    ok("two do not fill one folder", box.fill() == 75 and "another process" in box.said, box.said)
    os.close(folder)


def part_wrong_use():
    def gives(status, says, *args):
        done = warta("export", *args)
        ok(" ".join(args), done.returncode == status and says in done.stderr.decode() and
           not done.stdout, done)

    for name in ("News", "_news", "-news", ".news", "", "a b", "a/b", "a\"b", "n" * 201, "news*"):
        gives(2, "cannot be the name of an index", "--format=bulk", f"--index={name}")
    gives(2, "cannot be the name of an index", "--format=bulk", "--mapping", "--index=N")
    gives(2, "--format=bulk only", "--into=x")
    gives(2, "--format=bulk only", "--format=csv", "--mapping")
    gives(2, "--quotes goes with", "--format=csv", "--quotes")
    gives(2, "--chunk goes with --into only", "--format=bulk", "--chunk=5")
    gives(2, "1 to 2000 MB", "--format=bulk", "--into=x", "--chunk=0")
    gives(2, "1 to 2000 MB", "--format=bulk", "--into=x", "--chunk=2001")
    gives(2, "--mapping stands alone", "--format=bulk", "--mapping", "harbour")
    gives(1, "begin anew", "--format=bulk", "--into=out", "--index=news")
    gives(1, "begin anew", "--format=bulk", "--into=out", "harbour")
    gives(1, "begin anew", "--format=bulk", "--into=out", "--quotes", "-tag:dropped")
    gives(1, "Not a directory", "--format=bulk", "--into=one.warc")
    gives(1, "No such file", "--format=bulk", "--into=no/where")
    with open("out/cursor", "rb") as f:
        kept = f.read()
    for text in (b"", b"1-xyz-3-4-x\n", b"\0\n", b"9" * 70000, b"1-0-0-0\n",
                 b"1-0-0-0- x\n", b"1-0--1-0-x\n"):
        with open("out/cursor", "wb") as f:
            f.write(text + kept.partition(b"\n")[2])
        done = warta("export", "--format=bulk", "--into=out", "-tag:dropped")
        ok(f"a cursor {text[:12]!r}", done.returncode in (1, 2) and done.stderr and not done.stdout, done)
    with open("out/cursor", "wb") as f:
        f.write(kept)


def part_send():
    """The loop of docs/engine.md, against a server."""
    if not shutil.which("curl"):
        print("# no curl: the loop of docs/engine.md was not run")
        return
    with open(os.path.join(SOURCE, "docs", "engine.md"), encoding="utf-8") as f:
        script, = re.findall(r"```sh\n(#!/bin/sh\n# send\.sh.*?)```", f.read(), re.S)
    with open("send.sh", "w", encoding="utf-8") as f:
        f.write(script)
    server = Server(Engine())

    def send():
        return subprocess.run(["sh", "send.sh", "large.out", server.url], capture_output=True, timeout=60)

    box = Outbox("large.out", "--chunk=1", archive="large")
    shutil.rmtree("large.out")
    box.fill()
    n = len(parts("large.out"))
    server.refuse = 10
    done = send()
    ok("a server that will not take it keeps all files", done.returncode == 1 and
       len(parts("large.out")) == n and "not now" in done.stderr.decode(), done)
    server.refuse = 0
    bad = json.loads(open(f"large.out/{parts('large.out')[2]}").readline())["index"]["_id"]
    server.bad_ids = {bad}
    done = send()
    ok("it stops at a document that is refused, and says why", done.returncode == 1 and
       len(parts("large.out")) == n - 2 and "mapper_parsing" in done.stderr.decode(), done)
    server.bad_ids = set()
    done = send()
    ok("then all arrives", done.returncode == 0 and not parts("large.out") and
       len(server.engine.held["warta"]) == 51, done)
    ok("and an empty outbox is sent", send().returncode == 0)
    server.close()


def main():
    with tempfile.TemporaryDirectory(prefix="warta-test.") as folder:
        os.chdir(folder)
        part_form()
        part_chunks()
        part_leads()
        part_rebuild(*part_nothing_lost())
        part_broken_off()
        part_wrong_use()
        part_send()
        os.chdir("/")
    finish()


main()
