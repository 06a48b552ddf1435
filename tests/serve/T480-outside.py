"""What the desk fetches for who reads: pictures and feeds, and nothing from inside: T480-outside.py WARTA"""
import http.server
import os
import re
import struct
import sys
import threading
import time
import urllib.parse
import zlib

from serving import Desk, finish, ok

asked = []


def png(width, height):
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data +
                struct.pack(">I", zlib.crc32(kind + data)))
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Notes of Selda</title>
<link>http://notes.example/</link><item><title>One</title><link>http://notes.example/1</link></item>
</channel></rss>"""


class Origin(http.server.BaseHTTPRequestHandler):
    pages = {"/photo.png": ("text/plain", png(40, 30)), "/pixel.png": ("image/png", png(1, 1)),
             "/script.png": ("image/png", b"<html><script>alert(1)</script>"),
             "/drawing.svg": ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
             "/large.png": ("image/png", png(40, 30) + b"\0" * (5 << 20)),
             "/feed": ("application/rss+xml", FEED)}

    def do_GET(self):
        asked.append((self.path, dict(self.headers)))
        if self.path == "/slow.png":
            time.sleep(1)
        if self.path == "/away.png":
            self.send_response(302)
            self.send_header("Location", f"http://127.0.0.2:{self.server.server_address[1]}/photo.png")
            self.end_headers()
            return
        kind, body = self.pages.get(self.path.replace("slow", "photo"), ("text/plain", b"no"))
        self.send_response(200 if self.path.replace("slow", "photo") in self.pages else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass  # the other side had enough

    def log_message(self, *args):
        pass


def article(n, image):
    return {"title": f"Article {n}", "source": "Notes", "lang": "en", "published": "2024-03-01",
            "url": f"https://notes.example/{n}", "text": f"Text of number {n}.", "image": image}


def picture_of(desk, n):
    page = desk.get(f"/article/{n}", Cookie="pictures=show").text
    found = re.search(r'<img src="([^"]+)"', page)
    return found[1].replace("&amp;", "&") if found else ""


def pictures(desk, base):
    ok("pictures are hidden until wished for", "<img" not in desk.get("/article/1").text)
    ok("the wish is a setting", "pictures=show" in str(desk.post(
        "/settings", pictures="show").headers.get_all("Set-Cookie")))
    first = picture_of(desk, 1)
    ok("their address is one of ours", first.startswith("/picture?k="), first)
    shown = desk.get(first)
    ok("the picture comes, as what it is", shown.status == 200 and shown.body == png(40, 30) and
       shown.headers["Content-Type"] == "image/png" and
       shown.headers["X-Content-Type-Options"] == "nosniff")
    sent = {k.lower(): v for k, v in asked[-1][1].items()}
    ok("its server hears nothing of the reader", not {"cookie", "referer", "x-forwarded-for",
                                                     "accept-language"} & set(sent), sent)
    n = len(asked)
    desk.get(first)
    ok("the next time it comes from the cache", len(asked) == n)
    for number, why in enumerate(["a tracking pixel", "a page called a picture", "a drawing with scripts",
                                  "one that is too large", "one that is not there"], 2):
        answer = desk.get(picture_of(desk, number))
        ok(f"{why} is none", answer.status == 404 and "image/" not in answer.headers["Content-Type"],
           answer.status)
    n = len(asked)
    other = urllib.parse.quote(f"{base}/feed", safe="")
    forged = [re.sub(r"u=.*", f"u={other}", first), re.sub(r"k=\w+", "k=" + "0" * 32, first),
              f"/picture?u={other}", "/picture"]
    ok("only what an article shows is fetched", all(
        desk.get(path).status == 404 for path in forged) and len(asked) == n)
    ok("a redirect inside is not followed", desk.get(picture_of(desk, 7)).status == 404 and
       asked[-1][0] == "/away.png")
    ok("what is no web address is no picture", not picture_of(desk, 8))
    answers = []
    slow = picture_of(desk, 9)
    threads = [threading.Thread(target=lambda: answers.append(desk.get(slow).status)) for _ in range(12)]
    for t in threads:
        t.start()
    start = time.monotonic()
    healthy = desk.get("/healthz").status == 200
    ok("a slow server keeps nobody waiting", healthy and time.monotonic() - start < 0.9)
    for t in threads:
        t.join()
    ok("and not too many wait at once", set(answers) <= {200, 503} and answers.count(200) >= 1, answers)
    ok("the cache is the owner's alone", os.stat(os.path.join(desk.archive, "secret")).st_mode & 0o77 == 0)


def sources(desk, base):
    added = desk.post("/subscribe", url=f"{base}/feed", folder="News")
    ok("any address can be added", added.status == 303 and added.headers["Location"].startswith(
        "/sources?added="), added.text[-300:])
    page = desk.get(added.headers["Location"]).text
    ok("it is told by its name", "Notes of Selda" in page)
    ok("and kept", f"{base}/feed" in desk.run("subscriptions"))
    desk.settle()
    page = desk.get("/sources").text
    ok("and asked", "not yet" not in page and desk.run("count", "title:one") == "1\n", page[-800:])
    ok("what has no feed is not found", desk.post("/subscribe", url=f"{base}/nothing").status == 404)
    opml = (f'<opml version="2.0"><body><outline text="A" xmlUrl="{base}/a/rss"/><outline '
            f'text="B" xmlUrl="{base}/b/rss"/></body></opml>')
    ok("OPML is taken in", desk.post("/import", opml=opml).headers["Location"] == "/sources?added=2")
    ok("and given out", f"{base}/b/rss" in desk.get("/sources.opml").text)
    ok("what is none is refused", desk.post("/import", opml="<html>").status == 400)
    desk.post("/unsubscribe", url=f"{base}/b/rss")
    ok("one can be given up", "/b/rss" not in desk.get("/sources.opml").text)
    ok("a script is no source", desk.post("/subscribe", url="javascript:alert(1)").status >= 400)


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Origin)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}"
    images = [f"{base}/{name}" for name in ("photo.png", "pixel.png", "script.png", "drawing.svg",
                                            "large.png", "gone.png", "away.png")]
    articles = [article(n, image) for n, image in enumerate(
        [*images, "javascript:alert(1)", f"{base}/slow.png"], 1)]
    desk = Desk(sys.argv[1], articles, ["--allow=127.0.0.1/32"])
    pictures(desk, base)
    sources(desk, base)
    desk.stop()
    closed = Desk(sys.argv[1], articles)
    n = len(asked)
    ok("without leave nothing inside is asked for", closed.get(picture_of(closed, 1)).status == 404 and
       closed.post("/subscribe", url=f"{base}/feed").status >= 400 and len(asked) == n)
    for url in ["http://[::1]/", "http://localhost/", "http://169.254.169.254/latest/meta-data",
                "http://0x7f.1/", "http://2130706433/", "file:///etc/passwd", "ftp://127.0.0.1/"]:
        answer = closed.post("/subscribe", url=url)
        ok(f"{url} is refused", answer.status >= 400 and "root:" not in answer.text, answer.status)
    closed.stop()
    shared = Desk(sys.argv[1], articles, users=[("budi", "editor", "12345678")])
    login = shared.ask("POST", "/login", {"name": "budi", "password": "12345678"})
    cookie = login.headers["Set-Cookie"].split(";")[0]
    page = shared.get("/sources", Cookie=cookie).text
    token = re.search(r'name="token" value="(\w+)"', page)[1]
    ok("an editor adds no sources", 'action="/subscribe"' not in page and shared.ask(
        "POST", "/subscribe", {"token": token, "url": "https://a.example/"},
        {"Cookie": cookie}).status == 403)
    shared.stop()
    server.shutdown()
    finish()


main()
