"""Hostile articles in Chromium, under the policy and without one: T490-browser.py WARTA
tests/browser has the rest of what a browser can see."""
import json
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


def main():
    if not browser.find():
        print("1..0 # SKIP chromium is not installed")
        return
    b = browser.Browser()
    try:
        hostile(sys.argv[1], b)
    finally:
        b.stop()
    finish()


main()
