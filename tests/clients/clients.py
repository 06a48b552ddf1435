#!/usr/bin/env python3
"""Real reader programs against the desk, without a screen: clients.py WARTA [NAME...].

Each logs in, takes in sixty items of two folders with what is read and starred, and then changes
marks itself; TAP. A program that is not installed is skipped with the word for it:
    apt-get install newsboat tmux liferea rssguard xvfb xdotool dbus
    npm install --prefix tests/clients/npm --no-save libseymour
What none of them is asked to do in a window by its keys is tested with tests/serve/T42*, T43*.
"""
import base64
import http.server
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, os.pardir, "serve"))
from serving import Client, Desk, Feeds, finish, ok  # noqa: E402

READ, STARRED = "user/-/state/com.google/read", "user/-/state/com.google/starred"
ALL = "user/-/state/com.google/reading-list"
PATIENCE_S = 60


def wait(what, seconds=PATIENCE_S):
    """Until `what` gives something true, or not; that."""
    end = time.time() + seconds
    while not (got := what()) and time.time() < end:
        time.sleep(0.2)
    return got


def rows(path, query):
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=2) as c:
            return c.execute(query).fetchall()
    except sqlite3.Error:
        return []


class Screen:
    """An X server and a session bus for one program."""

    def __init__(self, folder):
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24"], pass_fds=[write],
            stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as f:
            display = f.readline().strip()
        self.env = {
            **os.environ, "DISPLAY": f":{display}", "HOME": folder,
            "XDG_CONFIG_HOME": f"{folder}/config", "XDG_CACHE_HOME": f"{folder}/cache",
            "XDG_DATA_HOME": f"{folder}/data", "GSETTINGS_BACKEND": "memory", "NO_AT_BRIDGE": "1",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1", "QTWEBENGINE_DISABLE_SANDBOX": "1",
            "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox"}
        self.program = None

    def start(self, *command):
        self.program = subprocess.Popen(["dbus-run-session", "--", *command], env=self.env,
                                        start_new_session=True, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)

    def end(self):
        """The program and what it began: all of its session, and no more."""
        if not self.program or self.program.poll() is not None:
            return
        os.killpg(self.program.pid, 15)
        try:
            self.program.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.program.pid, 9)
            self.program.wait()

    def hand(self, *args):
        subprocess.run(["xdotool", *args], env=self.env, capture_output=True, timeout=20)

    def close(self):
        self.end()
        self.server.terminate()
        self.server.wait()


class Run:
    """A desk with sixty items, twelve of them read and eight starred, four of those both."""

    def __init__(self, warta, base):
        self.desk = Desk(warta, [], started=False)
        for name, folder in [("alpha", "Local"), ("beta", "World")]:
            self.desk.run("subscribe", "--direct", f"--folder={folder}", f"{base}/{name}")
        self.desk.run("fetch", "--all", "--allow-private", "--no-delay")
        self.desk.start()
        self.api = Client(self.desk)
        ids = self.api.ids(s=ALL, n=99)
        self.api.post("edit-tag", i=ids[-12:], a=READ)
        self.api.post("edit-tag", i=ids[-16:-8], a=STARRED)
        self.url = f"http://127.0.0.1:{self.desk.port}"
        self.folder = os.path.join(self.desk.folder, "client")
        os.mkdir(self.folder)

    def path(self, *names):
        path = os.path.join(self.folder, *names)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def write(self, text, *names):
        with open(self.path(*names), "w", encoding="utf-8") as f:
            f.write(text)

    def count(self, query):
        return int(self.desk.run("count", query))


# ---- newsboat


def newsboat(run, source):
    run.write(f'urls-source "{source}"\n{source}-url "{run.url}"\n{source}-login "alice"\n'
              f'{source}-password "secret"\n' +
              ('feedhq-min-items 100\nfeedhq-show-special-feeds no\nfeedhq-flag-star "s"\n'
               if source == "feedhq" else ""), "config")
    run.write("", "urls")
    command = ["newsboat", "-C", "config", "-u", "urls", "-c", "cache.db"]
    env = {**os.environ, "HOME": run.folder, "TERM": "screen"}
    out = subprocess.run([*command, "-x", "reload", "print-unread"], cwd=run.folder, env=env,
                         capture_output=True, text=True, timeout=PATIENCE_S).stdout
    ok(f"{source}: it has the items and which are read", "48 unread articles" in out and
       rows(run.path("cache.db"), "select count(*) from rss_item") == [(60,)], out)
    tmux = ["tmux", "-L", f"warta-{os.getpid()}"]
    subprocess.run([*tmux, "new-session", "-d", "-x", "100", "-y", "30", *command], cwd=run.folder,
                   env=env, check=True)

    def keys(*names):
        subprocess.run([*tmux, "send-keys", *names], check=True)
    try:
        wait(lambda: "News" in subprocess.run([*tmux, "capture-pane", "-p"], capture_output=True,
                                              text=True).stdout)
        keys("Enter")
        time.sleep(0.5)
        keys("A")
        ok(f"{source}: marking a feed read", wait(lambda: run.count("is:unread") == 24, 15),
           run.count("is:unread"))
        keys("N")
        ok(f"{source}: marking an item unread", wait(lambda: run.count("is:unread") == 25, 15),
           run.count("is:unread"))
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)


# ---- Liferea


def liferea(run):
    run.write('<opml version="1.0"><body><outline title="Mine" text="Mine" type="source" id="gsrc001" '
              f'sourceType="fl_google_reader" xmlUrl="{run.url}" htmlUrl="" updateInterval="-1" '
              'username="alice" password="secret"/></body></opml>', "config", "liferea",
              "feedlist.opml")
    database = run.path("data", "liferea", "liferea.db")
    screen = Screen(run.folder)
    try:
        screen.start("liferea")
        ok("liferea: it has the items",
           wait(lambda: rows(database, "select count(*) from items") == [(60,)]),
           rows(database, "select count(*) from items"))
        time.sleep(1)
        screen.hand("mousemove", "55", "79", "click", "1")
        time.sleep(1)
        for y in (130, 180, 230):
            screen.hand("mousemove", "500", str(y), "click", "1")
            time.sleep(0.5)
        ok("liferea: items that are opened are read", wait(lambda: run.count("is:read") > 12, 20),
           run.count("is:read"))
        screen.hand("key", "ctrl+t")
        ok("liferea: a flag is a star", wait(lambda: run.count("is:starred") != 8, 20))
    finally:
        screen.close()


# ---- RSS Guard


def hidden(text, key):
    """As RSS Guard keeps a password: each byte with the key's and the one before."""
    out, last = bytearray(b"\x2a" + text.encode()), 0
    for i, byte in enumerate(out):
        last = byte ^ (key >> 8 * (i % 8) & 0xFF) ^ last
        out[i] = last
    return base64.b64encode(b"\x03\x00" + bytes(out)).decode()


def rssguard_account(run):
    key = 1234567890123456789
    run.write(str(key), "config", "key.private")
    with sqlite3.connect(run.path("database", "database.db")) as c:
        for table in ("Messages", "Feeds", "Categories", "Accounts"):
            c.execute(f"delete from {table}")
        c.execute("insert into Accounts (id, type, proxy_type, custom_data) values (1, 'greader', 0, ?)",
                  (json.dumps({"service": 1024, "username": "alice", "batch_size": 100, "url": run.url,
                               "password": hidden("secret", key), "download_only_unread": False,
                               "intelligent_synchronization": True}),))
    run.write("[feeds]\nfeeds_update_on_startup=true\nfeeds_update_on_startup_delay=1\n"
              "[main]\nfirst_run=false\nfirst_run_4.0.4=false\n"
              "[keyboard]\nm_actionMarkAllItemsRead=F8\nm_actionUpdateAllItems=F9\n"
              "m_actionSelectNextItem=F7\nm_actionSelectNextMessage=F6\n"
              "m_actionSwitchImportanceOfSelectedMessages=F5\n", "config", "config.ini")


def rssguard(run):
    database = run.path("database", "database.db")
    screen = Screen(run.folder)
    try:
        screen.start("rssguard", "-d", run.folder)
        wait(lambda: rows(database, "select 1 from sqlite_master where name = 'Messages'"))
        time.sleep(2)
        screen.end()
        rssguard_account(run)
        screen.start("rssguard", "-d", run.folder)
        state = "select count(*), sum(is_read), sum(is_important) from Messages"
        ok("rssguard: it has the items with what is read and starred",
           wait(lambda: rows(database, state) == [(60, 12, 8)]), rows(database, state))
        ok("rssguard: and the folders", sorted(rows(database, "select title from Categories")) ==
           [("Local",), ("World",)])
        time.sleep(2)
        screen.hand("search", "--name", "^RSS Guard 4", "windowfocus")
        time.sleep(0.5)
        for key in ["F7", "F7", "F6", "F5"]:
            screen.hand("key", key)
            time.sleep(0.5)
        screen.hand("key", "F9")
        ok("rssguard: an important item is starred", wait(lambda: run.count("is:starred") != 8, 20))
        screen.hand("key", "F8")
        time.sleep(1)
        screen.hand("key", "F9")
        ok("rssguard: marking all read", wait(lambda: run.count("is:unread") == 0, 20),
           run.count("is:unread"))
    finally:
        screen.close()


# ---- libseymour


def libseymour(run):
    out = subprocess.run(["node", os.path.join(HERE, "seymour.mjs"), run.url], capture_output=True,
                         text=True, timeout=PATIENCE_S)
    try:
        said = json.loads(out.stdout)
    except ValueError:
        said = {}
    ok("libseymour: feeds, tags, items, counts", said.get("feeds") == 2 and said.get("items") == 60 and
       said.get("unread") == 48 and "user/-/label/World" in said.get("tags", []), out.stderr or said)
    ok("libseymour: it marks and tags", run.count("is:starred") == 9 and said.get("later") == 1 and
       run.count("is:unread") == 0, said)
    ok("libseymour: it renames and files feeds", said.get("titles") == ["Feed 0", "Feed 1"] and
       said.get("folders") == ["World", "World"], said)


CLIENTS = {
    "newsboat-feedhq": (["newsboat", "tmux"], lambda run: newsboat(run, "feedhq")),
    "newsboat-miniflux": (["newsboat", "tmux"], lambda run: newsboat(run, "miniflux")),
    "liferea": (["liferea", "Xvfb", "xdotool", "dbus-run-session"], liferea),
    "rssguard": (["rssguard", "Xvfb", "xdotool", "dbus-run-session"], rssguard),
    "libseymour": (["node", os.path.join(HERE, "npm", "node_modules", "libseymour")], libseymour),
}


def main():
    Feeds.n_items = 30
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Feeds)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for name in sys.argv[2:] or CLIENTS:
        needs, test = CLIENTS[name]
        missing = [n for n in needs if not (shutil.which(n) or os.path.isdir(n))]
        if missing:
            ok(f"{name} # SKIP not installed: {' '.join(os.path.basename(n) for n in missing)}", True)
            continue
        run = Run(sys.argv[1], f"http://127.0.0.1:{server.server_port}")
        try:
            test(run)
        finally:
            run.desk.stop()
    finish()


main()
