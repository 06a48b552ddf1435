"""Subscriptions, folders and tags through the Google Reader API: T430-greader-feeds.py WARTA. A
server of its own on loopback has the feeds."""
import http.server
import sys
import threading
import time
import urllib.parse
import xml.etree.ElementTree as ET

from serving import Client, Desk, Feeds, finish, ok

READ = "user/-/state/com.google/read"
ALL = "user/-/state/com.google/reading-list"
LABEL = "user/-/label/"


def fetch(desk):
    desk.settle()
    desk.run("fetch", "--all", "--allow-private", "--no-delay")


def subscribing(desk, c, base):
    added = c.post("subscription/quickadd", quickadd=f"{base}/alpha").json()
    ok("quickadd gives the feed's id", added["numResults"] == 1 and added["streamId"] == "feed/1")
    ok("which is listed at once", [f["id"] for f in c.feeds()] == ["feed/1", c.held])
    desk.settle()
    ok("and asked", len(c.ids(s="feed/1")) == 2)
    bad = c.post("subscription/quickadd", quickadd="gopher://old.example/")
    ok("an address that is none is told in the answer", bad.status == 200 and
       bad.json()["numResults"] == 0 and "gopher" in bad.json()["error"])
    again = c.post("subscription/quickadd", quickadd=f"feed/{base}/alpha").json()
    ok("adding it again is the same feed", again["streamId"] == "feed/1")
    # As Liferea subscribes.
    body = f"ac=subscribe&s=feed%2F{urllib.parse.quote(base + '/beta', safe='')}&i=null"
    answer = desk.ask("POST", "/reader/api/0/subscription/edit", body,
                      {**c.head, "Content-Type": "application/x-www-form-urlencoded"})
    ok("subscription/edit subscribes", answer.text == "OK" and len(c.feeds()) == 3)
    desk.settle()
    c.post("subscription/edit", ac="edit", s=["feed/1", "feed/2"], a=LABEL + "Süd & Ost/Local")
    c.post("subscription/edit", ac="edit", s="feed/2", t="The second")
    two = c.feeds()[1]
    ok("renamed, and in a folder", two["title"] == "The second" and
       two["categories"][0] == {"id": LABEL + "Süd & Ost/Local", "label": "Süd & Ost/Local", "type": "folder"})
    ok("the folder is a label of type folder", {"id": LABEL + "Süd & Ost/Local", "type": "folder",
       "unread_count": 4} in c.get("tag/list").json()["tags"], c.get("tag/list").json()["tags"])
    ok("the same list outside", "Süd & Ost/Local" in desk.run("subscriptions"))
    for wrong in [{"ac": "edit", "s": "feed/99", "t": "x"}, {"ac": "burn", "s": "feed/1"},
                  {"ac": "unsubscribe", "s": c.held}]:
        ok(f"{wrong['ac']} of {wrong['s']} is refused",
           c.post("subscription/edit", **wrong).status in (400, 404))


def reading(desk, c, base):
    fetch(desk)
    folder = LABEL + "Süd & Ost/Local"
    ok("a feed holds what it brought", len(c.ids(s="feed/1")) == 2)
    ok("by its address, too", c.ids(s=f"feed/{base}/alpha") == c.ids(s="feed/feed/1"))
    ok("a feed without a title of its own has the channel's", c.feeds()[0]["title"] == "alpha News")
    ok("the given title stays", c.feeds()[1]["title"] == "The second")
    ok("a folder holds the feeds in it", len(c.ids(s=folder)) == 4)
    ok("in order of time", c.ids(s=folder) == [i for i in c.ids(s=ALL, n=99) if i in c.ids(s=folder)])
    first = c.get("stream/items/ids", s=folder, n=3).json()
    rest = c.ids(s=folder, n=3, c=first["continuation"])
    ok("page by page", [r["id"] for r in first["itemRefs"]] + rest == c.ids(s=folder))
    ok("all but a folder", len(c.ids(s=ALL, xt=folder)) == 3)
    ok("all but a feed", len(c.ids(s=ALL, xt=["feed/2", READ])) == 5)
    ok("what is in two streams", len(c.ids(s=folder, it="feed/2")) == 2)
    item = c.get("stream/contents/feed%2F2", n=1).json()["items"][0]
    ok("an item names its feed and folder", item["origin"]["streamId"] == "feed/2" and
       folder in item["categories"] and item["origin"]["title"] == "The second")
    counts = {x["id"]: x["count"] for x in c.get("unread-count").json()["unreadcounts"]}
    ok("counts of feeds, folders and all",
       counts == {"feed/1": 2, "feed/2": 2, c.held: 3, folder: 4, ALL: 7})
    tree = desk.get("/").text
    ok("the desk's tree has the folder above its sources", 'class="folder"' in tree and
       tree.index('class="folder"') < tree.index('class="within"') and "Süd &amp; Ost/Local" in tree)
    c.post("mark-all-as-read", s=folder)
    ok("a folder is marked read", desk.run("count", "is:unread") == "3\n")


def edited(desk, c):
    seen = c.get("stream/contents/feed%2F1", n=1).json()["updated"] + 1
    Feeds.edition = "The harbour will be dug deeper after all, it said. " * 3
    time.sleep(max(0, seen - time.time()))  # times are in seconds
    fetch(desk)
    fresh = c.get("stream/contents", s=ALL, ot=seen, n=99).json()["items"]
    ok("since a time: what was edited, though it came before", sorted(i["title"] for i in fresh) ==
       ["alpha & report 1", "beta & report 1"])
    ok("and it says when", all(i["updated"] >= seen for i in fresh))


def labels(desk, c):
    folder = LABEL + "Süd & Ost/Local"
    one = c.ids(s=c.held, n=1)[0]
    c.post("edit-tag", i=one, a=[LABEL + "later", folder])
    ok("an item's tag of the folder's name is in its stream", len(c.ids(s=folder)) == 5)
    ok("listed once, as the folder", [t["type"] for t in c.get("tag/list").json()["tags"]
                                      if t["id"] == folder] == ["folder"])
    c.post("rename-tag", s=folder, dest=LABEL + "South")
    ok("a renamed label takes its feeds and items along", len(c.ids(s=LABEL + "South")) == 5 and
       c.ids(s=folder) == [])
    c.post("disable-tag", s=[LABEL + "South", LABEL + "later"])
    ok("a dissolved one leaves them without",
       c.ids(s=LABEL + "South") == [] and len(c.get("tag/list").json()["tags"]) == 1 and
       all(f["categories"] == [] for f in c.feeds()))
    ok("renaming needs both names", c.post("rename-tag", s=folder).status == 400)


def opml(desk, c, base):
    answer = c.get("subscription/export")
    urls = [o.get("xmlUrl") for o in ET.fromstring(answer.text).iter("outline") if o.get("xmlUrl")]
    ok("OPML out", urls == [f"{base}/alpha", f"{base}/beta"] and
       "attachment" in answer.headers["Content-Disposition"])
    body = ('<opml version="2.0"><body><outline text="More"><outline text="Gamma" type="rss" '
            f'xmlUrl="{base}/gamma"/></outline></body></opml>')
    into = desk.ask("POST", "/reader/api/0/subscription/import", body, c.head)
    ok("OPML in", into.text == "OK" and c.feeds()[2]["title"] == "Gamma" and
       c.feeds()[2]["categories"][0]["label"] == "More")
    desk.settle()
    ok("and asked", len(c.ids(s=LABEL + "More")) == 2)
    ok("what is no OPML is refused", desk.ask("POST", "/reader/api/0/subscription/import", "hello",
                                              c.head).status == 400)


def leaving(desk, c, base):
    ok("unsubscribing", c.post("subscription/edit", ac="unsubscribe", s="feed/1").text == "OK" and
       "feed/1" not in [f["id"] for f in c.feeds()])
    ok("its articles stay", len(c.ids(s=ALL, n=99)) == 9)
    c.post("subscription/quickadd", quickadd=f"{base}/alpha")
    ok("coming back is the same feed", len(c.ids(s="feed/1")) == 2)
    desk.settle()
    desk.pause()
    desk.run("rebuild")
    desk.start()
    c.log_in()
    ok("and so it is after a rebuild", len(c.ids(s="feed/1")) == 2 and len(c.feeds()) == 4)


def small_calls(desk, c):
    for call in ["preference/list", "preference/stream/list", "friend/list"]:
        ok(f"{call} is empty", c.get(call).json() == {})
    ok("what is not there is 404", c.get("wonder/list").status == 404)
    ok("the address alone", desk.get("/api/greader.php").text == "OK" == desk.get("/api/greader.php/").text)
    check = desk.ask("GET", "/api/greader.php/check/compatibility", headers=c.head)
    ok("the header gets through", check.text == "PASS")


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Feeds)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    desk = Desk(sys.argv[1], [
        {"title": f"Held {n}", "source": "A shelf", "lang": "en", "published": f"2024-03-0{n}T09:00:00Z",
         "text": f"Text of what was held, number {n}."} for n in (1, 2, 3)],
        ["--allow=127.0.0.1/32"])
    c = Client(desk)
    c.held = c.feeds()[0]["id"]
    subscribing(desk, c, base)
    reading(desk, c, base)
    edited(desk, c)
    labels(desk, c)
    opml(desk, c, base)
    leaving(desk, c, base)
    small_calls(desk, c)
    ok("it stops when told to", desk.stop() == 0)
    server.shutdown()
    finish()


main()
