"""What hostile articles, sites and clients try at the desk: T410-hostile.py WARTA"""
import os
import re
import select
import socket
import sqlite3
import subprocess
import sys
import threading
import time

from serving import Desk, finish, ok

SCRIPT = "<script>alert(1)</script>"
ARTICLES = [
    {"title": f"{SCRIPT} one", "subtitle": f"{SCRIPT}", "source": f"{SCRIPT}", "lang": "en",
     "authors": [f"{SCRIPT}"], "tags": [f'"><img src=x onerror=alert(1)>{SCRIPT}'],
     "credits": [f"{SCRIPT}"], "url": "javascript:alert(1)", "published": "2024-03-01",
     "text": f"payload {SCRIPT} <img src=x onerror=alert(1)> & \" ' text"},
    {"title": '"><svg onload=alert(1)> two', "source": '" onmouseover="alert(1)', "lang": "en",
     "url": "data:text/html,<script>alert(1)</script>", "published": "2024-03-01",
     "text": "payload ${alert(1)} {{p->token}} </textarea></title></style><script>alert(1)</script>"},
]
PAGES = ["/", "/day/2024-03-01", "/search?q=payload", "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
         '/search?q="><script>alert(1)</script>'.replace(" ", "+"), "/article/1", "/article/2",
         "/article/1?part=1", "/latest", "/story/1", "/story/1?part=1", "/article/1/versions",
         "/article/2/original", "/people", "/people/%3Cscript%3Ealert(1)%3C/script%3E", "/sources", "/tags", "/changes", "/help", "/nope<script>alert(1)</script>",
         "/day/<script>alert(1)</script>", "/article/<script>alert(1)</script>", "/feed.atom"]


def executable(text):
    """Whatever of a page a browser might run."""
    text = re.sub(r'<script src="/assets/desk\.[0-9a-f]+\.js" defer></script>', "", text)
    tags = re.findall(r"<[a-zA-Z/!][^<>]*>", text)
    return [t for t in tags if re.match(r"<(script|svg onload|img|iframe|object|style)", t, re.I) or
            re.search(r"""\son\w+\s*=(?=([^"]*"[^"]*")*[^"]*$)""", t) or
            re.search(r'(href|src|action)="\s*(javascript|data|vbscript):', t, re.I)]


def busy(desk):
    """While somebody else writes, who sends something waits; who asks does not."""
    token, statuses = desk.token(), []
    writer = sqlite3.connect(os.path.join(desk.archive, "warta.db"), isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    crew = [threading.Thread(target=lambda: statuses.append(desk.ask(
        "POST", "/mark", {"do": "star:1", "back": "/", "token": token}).status)) for _ in range(100)]
    for thread in crew:
        thread.start()
    begun = time.monotonic()
    read = [desk.get("/").status for _ in range(40)]
    took = time.monotonic() - begun
    waiting = not statuses
    writer.execute("ROLLBACK")
    writer.close()
    for thread in crew:
        thread.join()
    ok("pages are there while marks wait for the database", read == [200] * 40 and waiting and took < 5, took)
    ok("and all 100 marks are kept then", statuses == [303] * 100, statuses)


def hoarders(desk):
    """Bodies of 8 MB that lack their last byte: more than it holds altogether."""
    head = b"POST /accounts/ClientLogin HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8000000\r\n\r\n"
    crew, refused = [], 0
    for _ in range(12):
        s = socket.create_connection(("127.0.0.1", desk.port), timeout=10)
        try:
            s.sendall(head + b"a" * 7999999)
            crew.append(s)
        except OSError:
            refused += 1
    # What fits the kernel's buffers is sent before the other side closes.
    until = time.monotonic() + 10
    while refused < 2 and time.monotonic() < until:
        for s in select.select(crew, [], [], 1)[0]:
            crew.remove(s)
            refused += 1
    ok("who holds back 8 MB each is refused from some on", 2 <= refused < 12, refused)
    ok("others mark and read meanwhile", desk.post("/mark", do="star:1").status == 303 and
       desk.get("/latest").status == 200 and desk.get("/latest", Accept_Encoding="gzip").status == 200)
    for s in crew:
        s.close()


def main():
    desk = Desk(sys.argv[1], ARTICLES)
    desk.post("/tag", article="1", tag=SCRIPT)
    desk.post("/save", name=SCRIPT, q="payload")
    for path in PAGES:
        answer = desk.get(path.replace("<", "%3C").replace(">", "%3E").replace('"', "%22"))
        found = executable(answer.text)
        ok(f"nothing runs at {path[:30]}", not found and answer.status in (200, 400, 404), found)
        policy = answer.headers["Content-Security-Policy"]
        ok("and the policy would not let it", "default-src 'none'" in policy and
           "unsafe" not in policy)
    token = desk.token()
    mark = {"token": token, "back": "/", "do": "star:1"}
    for why, headers in [
            ("another site's form", {"Origin": "https://evil.example"}),
            ("an opaque origin", {"Origin": "null"}),
            ("an origin that begins alike", {"Origin": f"http://127.0.0.1:{desk.port}.evil.example"}),
            ("a form that the browser calls cross-site", {"Sec-Fetch-Site": "cross-site"})]:
        ok(f"{why} is refused", desk.ask("POST", "/mark", mark, headers).status == 403)
    for why, bad in [("no token", ""), ("a wrong token", "0" * 40), ("half a token", token[:20])]:
        ok(f"{why} is refused", desk.ask("POST", "/mark", {**mark, "token": bad}).status == 403)
    ok("a mark is no GET", desk.get(f"/mark?token={token}&do=star:1").status == 405)
    ok("nothing of all that was marked", desk.run("count", "is:starred").strip() == "0")
    ok("its own form is taken", desk.ask("POST", "/mark", mark, {
        "Origin": f"http://127.0.0.1:{desk.port}"}).status == 303)
    for host in ["evil.example", "127.0.0.1.evil.example", "localhost:1:2", "", "[::1].evil:80"]:
        ok(f"the name '{host}' is not ours", desk.get("/", Host=host).status in (400, 421))
    ok("localhost is", desk.get("/", Host=f"localhost:{desk.port}").status == 200)
    # With "no-referrer" browsers send a form's Origin as "null", and none of ours would be taken.
    ok("our forms may say where they are from, and others learn nothing",
       desk.get("/").headers["Referrer-Policy"] == "same-origin")
    ok("no other origin may read", "Access-Control-Allow-Origin" not in desk.get("/").headers)
    for back in ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)",
                 "/x\r\nSet-Cookie: a=b", ""]:
        answer = desk.ask("POST", "/mark", {**mark, "back": back})
        ok(f"no way out to {back!r}", answer.headers["Location"] == "/" and
           not answer.headers["Set-Cookie"], answer.headers)
    for path in ["/../../etc/passwd", "/assets/../../etc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd",
                 "/article/%00", "/assets/", "//evil.example/", "/article/..%2f..%2fetc"]:
        answer = desk.get(path)
        ok(f"nothing at {path}", answer.status == 404 and "root:" not in answer.text, answer.status)

    def status(data):
        line = desk.raw(data).split(b"\r\n", 1)[0].split(b" ")
        return int(line[1]) if len(line) > 1 else 0
    host = b"Host: localhost\r\n"
    ok("an endless address is refused", status(b"GET /" + b"a" * 40000 + b" HTTP/1.1\r\n" + host +
                                              b"\r\n") in (0, 400, 413, 414, 431))
    ok("endless headers are refused", status(b"GET / HTTP/1.1\r\n" + host + b"X: " + b"a" * 60000 +
                                             b"\r\n\r\n") in (0, 400, 413, 431))
    ok("a huge body is refused before it comes", status(
        b"POST /mark HTTP/1.1\r\n" + host + b"Content-Length: 999999999\r\n\r\n") == 413)
    ok("broken HTTP does no harm", status(b"\0\xff GET\r\n\r\n") in (0, 400))
    ok("nor a wrong length", status(b"POST /mark HTTP/1.1\r\n" + host +
                                    b"Content-Length: -5\r\n\r\n") in (0, 400))
    slow = []
    for _ in range(300):
        s = socket.create_connection(("127.0.0.1", desk.port))
        s.sendall(b"GET / HTTP/1.1\r\nHost: localh")
        slow.append(s)
    ok("300 slow connections keep nobody else waiting", desk.get("/healthz").status == 200)
    for s in slow:
        s.close()
    ok("it still stands", desk.get("/").status == 200)
    busy(desk)
    hoarders(desk)
    desk.stop()

    shown = Desk(sys.argv[1], ARTICLES, ["--public"])
    ok("in public mode anybody reads, by any name", shown.get("/", Host="news.example").status == 200)
    ok("there is no token and no button", 'data-token=""' in shown.get("/").text and
       'action="/mark"' in shown.get("/").text and "<button class=\"star\"" not in shown.get("/").text)
    ok("and nobody changes anything", shown.ask("POST", "/mark", mark).status in (400, 403) and
       shown.run("count", "is:starred").strip() == "0")
    shown.stop()
    refused = subprocess.run([sys.argv[1], "-C", "/nowhere", "serve", "--address=0.0.0.0", "--port=0"],
                             capture_output=True, text=True, timeout=20)
    ok("another address than loopback wants --public", refused.returncode == 2 and
       "--public" in refused.stderr, refused.stderr)
    finish()


main()
