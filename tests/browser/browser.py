#!/usr/bin/env python3
"""The desk in a real browser: browser.py WARTA. Skipped with the word for it where Debian's chromium,
node, or playwright-core and axe-core are not installed:
    apt-get install chromium nodejs npm
    npm install --prefix tests/browser --no-save playwright-core axe-core
"""
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, os.pardir, "serve"))
from serving import Desk, Feeds, finish, ok  # noqa: E402

FULL = "It went on for long, and the clerk wrote down who said what. " * 8


def article(n, **more):
    return {"title": f"Council meets about the harbour, day {n}", "lang": "en",
            "source": ["The Quay", "Kabar Teluk", "East <Post>"][n % 3],
            "published": f"2024-03-{1 + n % 28:02}T{n % 24:02}:15:00Z", "url": f"https://quay.example/{n}",
            "authors": ["Ida Holm"], "tags": ["harbour"],
            "text": f"The council met for the {n}. time. \"We will dig the harbour deeper,\" said mayor Lina "
                    f"Sand. <script>alert({n})</script> {FULL}", **more}


ARTICLES = [article(n) for n in range(80)] + [
    article(90, title="Wali kota berjanji memperdalam pelabuhan", lang="id", source="Kabar Teluk",
            text="Dewan kota bertemu lagi. \"Pelabuhan akan diperdalam,\" kata wali kota Lina Sand. " * 5),
    article(91, title="שער הנמל נפתח", lang="he", text="הנמל נפתח היום בבוקר. " * 20)]


def main():
    missing = [n for n in ("node", "chromium") if not shutil.which(n)]
    missing += [n for n in ("playwright-core", "axe-core")
                if not os.path.isdir(os.path.join(HERE, "node_modules", n))]
    if missing:
        ok(f"the desk in a browser # SKIP not installed: {' '.join(missing)}", True)
        finish()
    feeds = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Feeds)
    threading.Thread(target=feeds.serve_forever, daemon=True).start()
    desk = Desk(sys.argv[1], ARTICLES, ["--allow=127.0.0.1/32"])
    edited = [article(n, text=f"The council met for the {n}. time and will not dig at all. {FULL}")
              for n in (78, 79)]
    desk.run("add", "-", text="\n".join(map(json.dumps, edited)) + "\n")
    desk.run("tag", "+budget", "--", "title:day")
    out = subprocess.run(["node", os.path.join(HERE, "browser.mjs"), f"http://127.0.0.1:{desk.port}",
                          f"http://127.0.0.1:{feeds.server_port}/quay"],
                         capture_output=True, text=True, timeout=400)
    for line in out.stdout.splitlines():
        said = json.loads(line)
        ok(said["test"], said["passed"], said["why"])
    ok("the browser ends well", out.returncode == 0, out.stderr)
    desk.stop()
    finish()


main()
