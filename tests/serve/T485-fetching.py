"""Asking the sources from the desk, and looking on: T485-fetching.py WARTA. Feeds come from servers on
loopback, each at an address of its own, so that no host is kept waiting for politeness."""
import fcntl
import http.client
import http.server
import os
import re
import sys
import threading
import time

from serving import Client, Desk, Feeds, finish, ok

ARTICLE = {"title": "The mill burnt", "source": "Leat", "lang": "en", "published": "2024-02-01",
           "url": "https://leat.example/1", "text": "The mill by the weir burnt down at night."}


class Origin(Feeds):
    """As Feeds; "/slow" waits for its gate, "/gone" is none, a name in brackets is hostile."""
    gate, asked = threading.Event(), []

    def do_GET(self):
        if self.path != "/robots.txt":
            Origin.asked.append(self.path)
        if self.path == "/slow":
            Origin.gate.wait(20)
        if self.path == "/gone":
            return self.send_error(404)
        if self.path == "/page":
            body = b'<html><head><link rel="alternate" type="application/rss+xml" href="/found"></head></html>'
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            return self.wfile.write(body)
        try:
            super().do_GET()
        except OSError:
            pass  # who asked has gone
        return None


class Stream:
    """The events of /fetching, one after the other."""

    def __init__(self, desk, **headers):
        self.connection = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=20)
        self.connection.request("GET", "/fetching", headers=headers)
        self.response = self.connection.getresponse()
        self.name = self.data = ""

    def next(self):
        """False at the end."""
        self.name, lines = "", []
        while line := self.response.readline().decode().rstrip("\n"):
            field, _, value = line.partition(": ")
            if field == "event":
                self.name = value
            elif field == "data":
                lines.append(value)
        self.data = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", "\n".join(lines)))
        self.html = "\n".join(lines)
        return bool(self.name)

    def until(self, text):
        while self.next() and text not in self.data:
            pass
        return text in self.data

    def close(self):
        self.response.close()
        self.connection.close()


def opml(*urls):
    return ('<opml version="2.0"><body>' + "".join(f'<outline text="" xmlUrl="{u}"/>' for u in urls) +
            "</body></opml>")


def wait_for(what, seconds=15):
    end = time.monotonic() + seconds
    while not (value := what()) and time.monotonic() < end:
        time.sleep(0.02)
    return value


def looking_on(desk, base):
    ok("nothing is told while nothing is asked", desk.get("/fetching").status == 204)
    into = desk.post("/import", opml=opml(f"{base(1)}/one", f"{base(2)}/slow", f"{base(3)}/gone"))
    ok("what OPML brings is asked at once", into.headers["Location"] == "/sources?added=3")
    s = Stream(desk)
    ok("how it goes comes as events", s.response.headers["Content-Type"] == "text/event-stream" and
       s.until("2 of 3 sources"), s.data)
    ok("which is waited for, what came and what failed", f"waiting for {base(2)}/slow" in s.data and
       "2 new articles" in s.data and "1 failed" in s.data and "/gone: the server answers 404" in s.data,
       s.data)
    indonesian = Stream(desk, Cookie="lang=id")
    indonesian.next()
    ok("in the language of who looks on", "Mengambil: 2 dari 3 sumber" in indonesian.data, indonesian.data)
    page = desk.get("/sources").text
    ok("without scripts the page says it", "<progress value=\"2\" max=\"3\"" in page and
       'action="/fetch"' not in page and "<noscript>" in page)
    n = len(Origin.asked)
    ok("one run at a time", desk.post("/fetch").headers["Location"] == "/sources" and
       len(Origin.asked) == n)
    start = time.monotonic()
    ok("marks are set beside it", desk.post("/mark", do="star:1").status == 303 and
       time.monotonic() - start < 5)
    found = desk.post("/subscribe", url=f"{base(4)}/page")
    ok("and sources added", found.status == 303 and "found" in found.headers["Location"], found.text[-200:])
    lost = Stream(desk)
    lost.close()
    Origin.gate.set()
    ok("what was added meanwhile is asked behind it", s.until("found News"), s.data)
    while s.name != "done" and s.next():
        pass
    ok("the end is told, and the stream ends", s.name == "done" and "Fetched" in s.data and not s.next())
    ok("the articles are there", desk.run("count", "report").strip() == "6", desk.run("count", "report"))
    ok("the page has what came of it, and the button", 'action="/fetch"' in desk.get("/sources").text and
       "Fetched" in desk.get("/sources").text)
    for other in (s, indonesian):
        other.close()


def by_button(desk, base):
    n = len(Origin.asked)
    Feeds.n_items = 3
    desk.post("/fetch")
    desk.settle()
    ok("the button asks all, due or not", sorted(Origin.asked[n:]) == ["/found", "/gone", "/one", "/slow"],
       Origin.asked[n:])
    ok("and what is new is there", desk.run("count", "report").strip() == "9")
    page = desk.get("/sources").text
    ok("counted", "3 new articles" in page and "1 failed" in page)
    with open(os.path.join(desk.archive, "lock"), "rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        n = len(Origin.asked)
        refused = desk.post("/fetch")
        ok("where another process takes in, that is said", refused.status == 503 and
           "Another process" in refused.text and len(Origin.asked) == n, refused.status)
        in_id = desk.ask("POST", "/fetch", {"token": desk.token()}, {"Cookie": "lang=id"})
        ok("in both languages", "Proses lain" in in_id.text)
        ok("adding works all the same", desk.post("/subscribe", url=f"{base(5)}/five").status == 303)
    ok("and can be begun when that has ended", desk.post("/fetch").status == 303)
    desk.settle()
    ok("then it is asked", "/five" in Origin.asked)


def by_program(desk, base):
    c = Client(desk)
    added = c.post("subscription/quickadd", quickadd=f"{base(6)}/page").json()
    ok("quickadd looks for the feed of a page", added["numResults"] == 1 and
       added["streamName"] == f"{base(6)}/found", added)
    desk.settle()
    ok("and has it asked", desk.run("count", "source:found").strip() == "3" and
       f"{base(6)}/page" not in desk.run("subscriptions"))
    bad = c.post("subscription/quickadd", quickadd=f"{base(7)}/gone").json()
    ok("where there is none the answer says so", bad["numResults"] == 0 and "404" in bad["error"], bad)


def refused(desk, warta):
    token = desk.token()
    ok("a form without its token does nothing", desk.ask("POST", "/fetch", {"token": "x"}).status == 403)
    ok("nor one of another site", desk.ask("POST", "/fetch", {"token": token}, {
        "Origin": "https://evil.example"}).status == 403)
    ok("nor an address", desk.get("/fetch").status == 405)
    public = Desk(warta, [ARTICLE], ["--public"], users=[("budi", "editor", "12345678")])
    page = public.get("/sources")
    ok("in public nobody without a name may ask or look on", 'action="/fetch"' not in page.text and
       public.get("/fetching").status in (303, 403) and public.ask("POST", "/fetch", {}).status in (303, 403))
    public.stop()


def hostile(desk, base):
    Origin.gate.clear()
    desk.post("/import", opml='<opml version="2.0"><body><outline text="&lt;script&gt;alert(1)&#13;data: x" '
              f'xmlUrl="{base(8)}/slow"/></body></opml>')
    s = Stream(desk)
    Origin.gate.set()
    while s.name != "done" and s.next():
        pass
    ok("a hostile title stays text in an event", "&lt;script&gt;alert(1)" in s.html and
       "<script>" not in s.html and "\r" not in s.html, s.html)
    s.close()


def ending(desk):
    Origin.gate.clear()
    n = len(Origin.asked)
    desk.post("/fetch")
    s = Stream(desk)
    wait_for(lambda: "/slow" in Origin.asked[n:])
    start = time.monotonic()
    ok("a server told to end ends, with a run under way", desk.pause() == 0 and
       time.monotonic() - start < 12)
    while s.name != "done" and s.next():
        pass
    ok("who looks on is told", s.name == "done")
    s.close()
    Origin.gate.set()
    ok("and the archive is whole", "the archive is whole" in desk.run("check"))
    desk.start()
    ok("and opens again", desk.get("/sources").status == 200)


def main():
    servers = []
    for n in range(1, 9):
        servers.append(http.server.ThreadingHTTPServer((f"127.0.0.{n}", 0), Origin))
        servers[-1].daemon_threads = True
        threading.Thread(target=servers[-1].serve_forever, args=(0.02,), daemon=True).start()
    base = lambda n: "http://{}:{}".format(*servers[n - 1].server_address)  # noqa: E731
    desk = Desk(sys.argv[1], [ARTICLE], ["--allow=127.0.0.0/8"])
    looking_on(desk, base)
    by_button(desk, base)
    by_program(desk, base)
    refused(desk, sys.argv[1])
    hostile(desk, base)
    ending(desk)
    desk.stop()
    for server in servers:
        server.shutdown()
    finish()


main()
