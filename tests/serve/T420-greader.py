"""The Google Reader API as clients use it: T420-greader.py WARTA. Where newsboat is installed, the
real program syncs, too."""
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.parse

from serving import Client, Desk, finish, ok

READ, STARRED = "user/-/state/com.google/read", "user/-/state/com.google/starred"
ALL = "user/-/state/com.google/reading-list"
ARTICLES = [
    {"title": f"Item {n} <b>& co", "source": "Feed One" if n % 2 else "Feed Two", "lang": "en",
     "published": f"2024-03-01T{10 + n // 60:02}:{n % 60:02}:00Z",
     "url": f"https://one.example/{n}" if n else "javascript:alert(1)",
     "text": f"Body of item {n} <script>alert(1)</script>"} for n in range(60)]


def reading(desk, c):
    ok("the token has no '=' in it", "=" not in c.auth and "/" in c.auth)
    ok("nobody reads without one", desk.get("/reader/api/0/tag/list").status == 401)
    bad = desk.ask("GET", "/reader/api/0/tag/list", headers={"Authorization": "GoogleLogin auth=a/b"})
    ok("nor with a wrong one", bad.status == 401 and bad.headers["Google-Bad-Token"] == "true")
    ok("user-info", c.get("user-info").json()["userId"] == "1")
    feeds = c.get("subscription/list").json()["subscriptions"]
    ok("sources are feeds", sorted(f["title"] for f in feeds) == ["Feed One", "Feed Two"])
    ok("with an address", all(f["url"].startswith("http://") for f in feeds))
    feed = next(f["id"] for f in feeds if f["title"] == "Feed One")
    ok("ids of all, newest first", len(c.ids(s=ALL, n=200000)) == 60)
    ok("twenty unless asked for more", len(c.ids(s=ALL)) == 20)
    ok("of one feed", len(c.ids(s=feed, n=1000)) == 30)
    ok("oldest first is the reverse", c.ids(s=ALL, n=99, r="o") == c.ids(s=ALL, n=99)[::-1])
    ok("of an unknown feed none", c.ids(s="feed/999") == [] and c.ids(s="feed/http://x/") == [])
    got, after = [], None
    while True:
        page = c.get("stream/items/ids", s=ALL, n=25, **({"c": after} if after else {})).json()
        got += [r["id"] for r in page["itemRefs"]]
        after = page.get("continuation")
        if not after:
            break
    ok("page by page gives each once", len(got) == 60 == len(set(got)))
    encoded = c.get(f"stream/contents/{urllib.parse.quote(feed, safe='')}", n=5).json()
    ok("contents of an encoded stream", len(encoded["items"]) == 5)
    item = encoded["items"][0]
    ok("an item's id is long", re.fullmatch(r"tag:google\.com,2005:reader/item/[0-9a-f]{16}", item["id"]))
    ok("its content is escaped", "&lt;script&gt;" in item["summary"]["content"] and
       "<script" not in item["content"]["content"])
    ok("its title is plain text", "<b>& co" in item["title"])
    ok("it names its feed", item["origin"]["streamId"] == feed)
    number = int(item["id"][-16:], 16)
    for spelling in [item["id"], f"tag:google.com,2005:reader/item/{number:x}", f"{number:016x}",
                     str(number)]:
        answer = c.post("stream/items/contents", i=[spelling, "999999", "nonsense"]).json()
        ok(f"the id {spelling[-17:]} is understood", [x["id"] for x in answer["items"]] == [item["id"]])
    first = c.post("stream/items/contents", i=c.ids(s=ALL, n=1, r="o")).json()["items"][0]
    ok("an address that is none of the web is left out", first["alternate"] == [])
    return feed


def writing(desk, c, feed):
    token = c.get("token").text
    one, two = c.ids(s=ALL, n=2)
    ok("an edit answers just OK", c.post("edit-tag", i=one, a=READ, T=token).text == "OK")
    ok("it is read", one not in c.ids(s=ALL, n=99, xt=READ) and desk.run("count", "is:read") == "1\n")
    item = c.post("stream/items/contents", i=one).json()["items"][0]
    ok("and its category says so", READ in item["categories"] and item["categories"][0] == ALL)
    c.post("edit-tag", i=one, r=READ, a=["user/-/state/com.google/kept-unread",
                                         "user/-/state/com.google/tracking-kept-unread"])
    ok("kept unread, as newsboat says it", desk.run("count", "is:read") == "0\n")
    c.post("edit-tag", i=[one, two], a=[STARRED, "user/-/label/later & more"])
    ok("stars of several", sorted(c.ids(s=STARRED)) == sorted([one, two]))
    ok("a label is a tag", desk.run("count", 'tag:"later & more"') == "2\n")
    ok("listed", "user/-/label/later & more" in c.get("tag/list").text)
    ok("a stream of its own", sorted(c.ids(s="user/1/label/later & more")) == sorted([one, two]))
    only = desk.ask("POST", "/reader/api/0/edit-tag", {"i": one, "r": STARRED, "T": c.auth})
    ok("a POST with the token in T alone, as Liferea sends it", only.text == "OK")
    wrong = desk.ask("POST", "/reader/api/0/edit-tag", {"i": one, "a": STARRED, "T": "x"})
    ok("but no other T", wrong.status == 401 and c.ids(s=STARRED) == [two])
    counts = {x["id"]: x["count"] for x in c.get("unread-count").json()["unreadcounts"]}
    ok("unread counts", counts[ALL] == 60 and counts[feed] == 30)
    c.post("mark-all-as-read", s=feed, ts=str(10**6 * (int(time.time()) - 10**6)))
    ok("marking until before they came marks none", desk.run("count", "is:read") == "0\n")
    c.post("mark-all-as-read", s=feed, ts=str(10**6 * int(time.time() + 5)))
    ok("a feed is marked", desk.run("count", "is:read") == "30\n")
    many = c.post("edit-tag", i=c.ids(s=ALL, n=99) * 150, a=READ)
    ok("9,000 ids at once", many.text == "OK" and desk.run("count", "is:unread") == "0\n")
    get = c.get("edit-tag", i=one, a=STARRED)
    ok("nothing changes by GET", get.status == 404)
    cross = desk.ask("POST", "/reader/api/0/edit-tag", {"i": one, "a": STARRED, "T": c.auth},
                     {"Origin": "https://evil.example"})
    ok("nor from another site", cross.status == 403)


def newsboat(desk):
    if not shutil.which("newsboat"):
        ok("newsboat # SKIP it is not installed", True)
        return
    folder = os.path.join(desk.folder, "newsboat")
    os.mkdir(folder)
    with open(os.path.join(folder, "config"), "w", encoding="utf-8") as f:
        f.write(f'urls-source "feedhq"\nfeedhq-url "http://127.0.0.1:{desk.port}"\n'
                'feedhq-login "alice"\nfeedhq-password "secret"\nfeedhq-min-items 100\n'
                'feedhq-show-special-feeds no\n')
    open(os.path.join(folder, "urls"), "w", encoding="utf-8").close()
    desk.run("tag", "-read", "--", "*")
    desk.run("tag", "+read", "--", "date:2024-03-01", "title:7")
    unread = desk.run("count", "is:unread").strip()
    out = subprocess.run(["newsboat", "-C", "config", "-u", "urls", "-c", "cache.db", "-x", "reload",
                          "print-unread"], cwd=folder, capture_output=True, text=True, timeout=60,
                         env={**os.environ, "HOME": folder}).stdout
    ok("newsboat has every item and which of them are read", f"{unread} unread articles" in out, out)


def hub(warta):
    desk = Desk(warta, ARTICLES[:2], ["--hub=https://hub.example/"])
    ok("feeds name the hub and themselves", desk.get("/feed.atom?q=lang%3Aen").headers["Link"] ==
       f'<https://hub.example/>; rel="hub", <http://127.0.0.1:{desk.port}/feed.atom?q=lang%3Aen>; rel="self"')
    ok("pages do not", desk.get("/").headers["Link"] is None)
    desk.stop()


def main():
    desk = Desk(sys.argv[1], ARTICLES)
    client = Client(desk)
    feed = reading(desk, client)
    writing(desk, client, feed)
    php = Client(desk, "//api/greader.php")
    ok("below /api/greader.php, too", len(php.ids(s=ALL, n=99)) == 60)
    newsboat(desk)
    ok("it stops when told to", desk.stop() == 0)
    hub(sys.argv[1])
    finish()


main()
