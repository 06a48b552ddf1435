"""The desk in Chromium: keys, both colours, a phone, no JavaScript, and nothing hostile that runs:
T490-browser.py WARTA"""
import json
import re
import sys

import browser
from serving import Desk, finish, ok

RAN = "document.documentElement.dataset.ran=1"
PAYLOADS = [f"<script>{RAN}</script>", f'"><img src=x onerror="{RAN}">', f"<svg onload='{RAN}'>",
            f"' onmouseover='{RAN}' autofocus onfocus='{RAN}", f"</title><script>{RAN}</script>",
            f"</textarea><script>{RAN}</script>", f"javascript:{RAN}", f"{{{{p->title}}}}<iframe srcdoc='<script>{RAN}</script>'>"]
HOSTILE = [{"title": f"hostile {p}", "subtitle": p, "source": f"{p}", "lang": "en", "authors": [p],
            "tags": [p], "credits": [p], "url": f"https://evil.example/{n}", "image": p,
            "published": f"2024-03-{n + 1:02}",
            "text": f"hostile {p}\n\n\"We have {p} in our words today,\" Alda {p} Verney said on Friday."}
           for n, p in enumerate(PAYLOADS)]
CALM = [{"title": f"Ferry {n} leaves the harbour of {place}", "source": "Harbour Notes", "lang": "en",
         "url": f"https://notes.example/{n}", "published": f"2024-03-{n + 1:02}T10:00:00Z",
         "text": f"The ferry of {place} left on time, \"in good weather,\" Captain Alda Verney said."}
        for n, place in enumerate(["Runa", "Selda", "Merante", "Kalabara", "Halimun"])]
ARABIC = {"title": "افتتاح الجسر الجديد", "source": "الأخبار", "lang": "ar", "published": "2024-03-09",
          "url": "https://akhbar.example/1", "text": "افتتح الجسر الجديد صباح اليوم."}


def hostile(warta, b):
    desk = Desk(warta, HOSTILE)
    desk.run("add", "-", text=json.dumps({**HOSTILE[0], "title": "another " + PAYLOADS[1]}) + "\n")
    for n, p in enumerate(PAYLOADS):
        desk.post("/tag", article="1", tag=p[:60])
        desk.post("/save", name=p[:60], q="hostile")
        desk.post("/note", article=str(n + 1), note=p)
    paths = ["/", "/latest", "/day/2024-03-01", "/search?q=hostile", "/sources", "/tags", "/changes",
             "/people", "/story/1", "/article/1/versions", "/article/1/original",
             "/people/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "/search?q=%22%3E%3Cimg%20src%3Dx%3E",
             *(f"/article/{n + 1}" for n in range(len(PAYLOADS)))]
    b.open(f"data:text/html,<script>{RAN}</script>")
    ok("what runs is seen", b.run("document.documentElement.dataset.ran") == "1")
    for policy in (True, False):
        b.call("Page.setBypassCSP", enabled=not policy)
        ran = []
        for path in paths:
            b.open(desk.url + path)
            if b.run("document.documentElement.dataset.ran || document.querySelector('iframe,img[src=x]')"
                     " ? 1 : 0"):
                ran.append(path)
        ok(f"nothing hostile runs {'under the' if policy else 'without a'} policy", not ran, ran)
        b.open(desk.url + "/latest")
        b.run("document.querySelector('.row .title').click()")
        ok("nor in an article opened in place", b.wait("!!document.querySelector('.row .reading')") and
           not b.run("document.documentElement.dataset.ran"))
    b.call("Page.setBypassCSP", enabled=False)
    desk.stop()


def keys(desk, b):
    b.open(desk.url + "/latest")
    first = b.run("document.querySelector('.row').dataset.name")
    b.key("j")
    ok("j goes to the first", b.run("document.querySelector('.row.here').dataset.name") == first)
    b.key("j")
    b.key("k")
    ok("k goes back", b.run("document.querySelector('.row.here').dataset.name") == first)
    b.key("o")
    ok("o opens it in its place", b.wait("!!document.querySelector('.row.here .reading')"))
    b.key("j")
    ok("j then opens the next", b.wait(
        f"document.querySelector('.row.here').dataset.name !== '{first}' && "
        "!!document.querySelector('.row.here .reading')"))
    b.key("o")
    b.key("s")
    b.wait("document.querySelector('.row.here').classList.contains('starred')")
    ok("s stars", desk.wait_count("is:starred", 1))
    b.key("m")
    ok("m marks as read, and the row stays", desk.wait_count("is:read", 1) and
       b.run("document.querySelectorAll('.list > .row').length") == 6)
    b.key("m")
    ok("and unread", desk.wait_count("is:read", 0))
    b.key("/")
    ok("/ goes to the search", b.run("document.activeElement.name") == "q")
    b.key("Escape")
    for key, path in [("u", "is%3Aunread"), ("c", "/changes"), ("l", "/latest"), ("p", "/people"),
                      ("t", "/tags"), ("h", "/")]:
        b.key("g")
        b.key(key)
        ok(f"g {key} goes to {path}", b.wait(f"location.href.endsWith('{path}') && "
                                             "document.readyState === 'complete'"))
    b.key("?")
    ok("? shows the sheet", b.wait("location.pathname === '/help'"))


def looks(desk, b):
    for width, height in [(1200, 800), (360, 700)]:
        b.size(width, height, width < 500)
        for path in ["/", "/latest", "/article/1", "/story/1", "/search?q=ferry", "/people", "/sources",
                     "/article/1/original"]:
            b.open(desk.url + path)
            ok(f"{path} fits into {width} pixels",
               b.run("document.documentElement.scrollWidth <= innerWidth"), b.run(
                   "[...document.querySelectorAll('*')].filter(x => x.getBoundingClientRect().right > "
                   "innerWidth + 1).slice(0, 4).map(x => x.outerHTML.slice(0, 90)).join(' | ')"))
    b.size(1200, 800)
    colours = {}
    for scheme in ("light", "dark"):
        b.scheme(scheme)
        b.open(desk.url + "/")
        colours[scheme] = b.run("getComputedStyle(document.body).backgroundColor")
    ok("dark is dark", colours["dark"] != colours["light"], colours)
    b.scheme("light")
    b.open(desk.url + "/search?q=lang:ar")
    ok("right-to-left headlines run that way", b.run(
        "getComputedStyle(document.querySelector('.row .title')).direction") == "rtl")
    ok("so does their text", desk.get("/article/6").text.count('dir="auto"') >= 2)
    b.call("Emulation.setScriptExecutionDisabled", value=True)
    b.open(desk.url + "/latest")
    page = desk.get("/latest").text
    ok("without scripts titles are links", re.search(r'class="title" href="/article/', page))
    b.call("Emulation.setScriptExecutionDisabled", value=False)


def main():
    if not browser.find():
        print("1..0 # SKIP chromium is not installed")
        return
    b = browser.Browser()
    try:
        hostile(sys.argv[1], b)
        b.errors.clear()
        b.asked.clear()
        desk = Desk(sys.argv[1], [*CALM, ARABIC])
        keys(desk, b)
        looks(desk, b)
        ok("the console has no error", not b.errors, b.errors)
        away = [url for url in b.asked if not url.startswith((desk.url, "data:"))]
        ok("no request leaves the desk", not away, away)
        desk.stop()
    finally:
        b.stop()
    finish()


main()
