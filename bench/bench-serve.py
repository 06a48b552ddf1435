#!/usr/bin/env python3
"""bench-serve: the desk over a large archive at fifty requests a second.

    bench-serve.py WARTA ARCHIVE [SECONDS [RATE]]

ARCHIVE is made where it is not there, of 1,000,000 articles of 500 sources (ARTICLES and CORPUS, the
program corpus-lines, in the environment say otherwise); that takes long, and it can be used again.
FETCH=1 keeps `warta add` busy beside it. Prints a line of JSON a kind of request: median and 99th
percentile of what one costs the server in CPU milliseconds, asked one after the other, and of the
time to the last byte when all kinds come mixed, beside the same of /healthz, the yardstick. `goal_ms`
is what the time is to stay below on a machine that has nothing else to do; on one that has, only the
CPU time says something.
"""
import http.client
import json
import os
import queue
import random
import re
import subprocess
import sys
import threading
import time
import urllib.parse

# kind: (goal in ms, share of the requests)
GOALS = {"health": (None, 4), "front": (20, 10), "source": (100, 12), "day": (20, 8), "article": (20, 24),
         "counts": (5, 10), "unread-count": (5, 6), "ids-200000": (300, 1), "contents-20": (50, 6),
         "edit-tag": (20, 6), "search": (100, 12), "stream-feed": (20, 4)}


class Server:
    def __init__(self, warta, archive):
        begun = time.monotonic()
        self.process = subprocess.Popen([warta, "-C", archive, "serve", "--port=0", "--quiet"],
                                        stdout=subprocess.PIPE, text=True)
        self.port = int(re.search(r":(\d+)/", self.process.stdout.readline())[1])
        self.start_ms = 1000 * (time.monotonic() - begun)
        answer = self.connect()
        answer.request("POST", "/accounts/ClientLogin", "Email=bench&Passwd=bench")
        self.auth = re.search(rb"^Auth=(.*)$", answer.getresponse().read(), re.M)[1].decode()

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def cpu_ms(self):
        """Of all its threads."""
        total = 0
        for task in os.listdir(f"/proc/{self.process.pid}/task"):
            try:
                with open(f"/proc/{self.process.pid}/task/{task}/schedstat", encoding="ascii") as f:
                    total += int(f.read().split()[0])
            except FileNotFoundError:
                pass
        return total / 1e6

    def memory_mb(self):
        """What it holds of its own, now and at most; pages of the database that are mapped are not."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as f:
            found = dict(re.findall(r"^(RssAnon|VmHWM|VmRSS):\s+(\d+)", f.read(), re.M))
        return {k: round(int(v) / 1024) for k, v in found.items()}


class Asker:
    """Addresses of every kind, drawn evenly over the archive."""

    def __init__(self, server, warta, archive):
        self.server, self.random = server, random.Random(7)
        run = lambda *a: subprocess.run([warta, "-C", archive, *a], capture_output=True, text=True,  # noqa: E731
                                        check=True).stdout
        self.n = int(run("count", "*"))
        sources = json.loads(self.get("/reader/api/0/subscription/list"))["subscriptions"]
        self.feeds = [s["id"] for s in sources]
        self.sources = [s["title"] for s in sources]
        self.days = [f"20{y}-{m:02}-{d:02}" for y in (20, 21, 22) for m in range(1, 13) for d in (3, 17)]
        text = json.loads(self.get("/reader/api/0/stream/contents?n=40"))["items"]
        words = re.findall(r"[a-z]{3,}", " ".join(i["content"]["content"] for i in text))
        self.words = sorted(set(words))

    def get(self, path):
        c = self.server.connect()
        c.request("GET", path, headers={"Authorization": f"GoogleLogin auth={self.server.auth}"})
        return c.getresponse().read()

    def one(self, kind):
        """(method, path, body)"""
        r, q = self.random, urllib.parse.quote
        number = r.randint(1, self.n)
        api = "/reader/api/0/"
        if kind == "edit-tag":
            return "POST", api + kind, f"i={number}&a=user/-/state/com.google/read"
        if kind == "contents-20":
            return "POST", api + "stream/items/contents", "&".join(
                f"i={r.randint(1, self.n)}" for _ in range(20))
        word = " ".join(r.sample(self.words, r.choice([1, 1, 2, 3])))
        return "GET", {
            "health": lambda: "/healthz", "front": lambda: "/",
            "source": lambda: f"/search?q={q(f'source:' + chr(34) + r.choice(self.sources) + chr(34))}",
            "day": lambda: f"/day/{r.choice(self.days)}", "article": lambda: f"/article/{number}",
            "counts": lambda: "/counts.json", "unread-count": lambda: api + kind,
            "ids-200000": lambda: api + "stream/items/ids?n=200000&xt=user/-/state/com.google/read",
            "search": lambda: f"/search?q={q(word)}",
            "stream-feed": lambda: f"{api}stream/items/ids?n=1000&s={r.choice(self.feeds)}",
        }[kind](), None


def ask(connection, server, what):
    method, path, body = what
    head = {"Authorization": f"GoogleLogin auth={server.auth}"}
    if body:
        head["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, body, head)
    response = connection.getresponse()
    n = len(response.read())
    if response.status != 200:
        print(f"bench-serve: {path}: {response.status}", file=sys.stderr)
    return n


def alone(server, asker, kind):
    """CPU milliseconds of requests one after the other, sorted, and bytes of one."""
    times, n, c = [], 0, server.connect()
    for _ in range(20 if kind == "ids-200000" else 300):
        what, begun = asker.one(kind), server.cpu_ms()
        n += ask(c, server, what)
        times.append(server.cpu_ms() - begun)
    return sorted(times), n // len(times)


def mixed(server, asker, seconds, rate):
    """Times in ms by kind, of requests that come when they come, whoever still waits. Marks have
    askers of their own, so that one that waits for the database keeps no other kind from being asked."""
    reads, marks, took = queue.Queue(), queue.Queue(), {kind: [] for kind in GOALS}
    kinds = [k for k, (_, share) in GOALS.items() for _ in range(share)]

    def work(todo):
        c = server.connect()
        while (job := todo.get()) is not None:
            due, kind, what = job
            ask(c, server, what)
            took[kind].append(1000 * (time.monotonic() - due))
    crew = [threading.Thread(target=work, args=(todo,)) for todo in [reads] * 16 + [marks] * 48]
    for thread in crew:
        thread.start()
    jobs = [(k, asker.one(k)) for k in (asker.random.choice(kinds) for _ in range(seconds * rate))]
    begun = time.monotonic()
    for i, (kind, what) in enumerate(jobs):
        due = begun + i / rate
        time.sleep(max(0, due - time.monotonic()))
        (marks if kind == "edit-tag" else reads).put((due, kind, what))
    for _ in crew:
        reads.put(None)
        marks.put(None)
    for thread in crew:
        thread.join()
    return took


def corpus(n, seed):
    return subprocess.Popen([os.environ.get("CORPUS", "build/bench/corpus-lines"), str(n), str(seed)],
                            stdout=subprocess.PIPE)


def main():
    warta, archive = sys.argv[1:3]
    seconds = int(sys.argv[3]) if len(sys.argv) > 3 else 60
    rate = int(sys.argv[4]) if len(sys.argv) > 4 else 50
    if not os.path.exists(archive):
        made = corpus(int(os.environ.get("ARTICLES", "1000000")), 1)
        subprocess.run([warta, "-C", archive, "add", "-"], stdin=made.stdout, check=True)
    server = Server(warta, archive)
    asker = Asker(server, warta, archive)
    cost = {kind: alone(server, asker, kind) for kind in GOALS}
    beside = None
    if os.environ.get("FETCH"):
        feed = corpus(seconds * 300, int(time.time()))
        beside = subprocess.Popen([warta, "-C", archive, "add", "-"], stdin=feed.stdout,
                                  stdout=subprocess.DEVNULL)
    took = mixed(server, asker, seconds, rate)
    if beside:
        beside.terminate()
        beside.wait()
    for kind, (goal, _) in GOALS.items():
        t = sorted(took[kind]) or [0]
        cpu, size = cost[kind]
        print(json.dumps({"what": kind, "cpu_p50_ms": round(cpu[len(cpu) // 2], 2),
                          "cpu_p99_ms": round(cpu[int(len(cpu) * .99)], 2), "bytes": size, "n": len(t), "p50_ms": round(t[len(t) // 2], 1),
                          "p99_ms": round(t[int(len(t) * .99)], 1), "goal_ms": goal}))
    print(json.dumps({"what": "server", "articles": asker.n, "sources": len(asker.sources),
                      "start_ms": round(server.start_ms), "memory_mb": server.memory_mb(),
                      "beside_add": bool(beside)}))
    server.process.terminate()
    server.process.wait()


main()
