"""The Fever API and the part of Miniflux's API that programs use: T440-fever.py WARTA."""
import base64
import hashlib
import json
import re
import sys

from serving import Client, Desk, finish, ok

ARTICLES = [
    {"title": f"Item {n}", "source": "Feed One" if n % 2 else "Feed Two", "lang": "en",
     "published": f"2024-03-01T{10 + n // 60:02}:{n % 60:02}:00Z", "url": f"https://one.example/{n}",
     "text": f"Body of item {n} <script>alert(1)</script>"} for n in range(70)]


class Fever:
    def __init__(self, desk, key=hashlib.md5(b"alice:secret").hexdigest()):
        self.desk, self.key = desk, key

    def ask(self, what, **params):
        return self.desk.ask("POST", f"/fever/?api&{what}", {"api_key": self.key, **params}).json()


def fever(desk):
    f = Fever(desk)
    base = f.ask("")
    ok("a right key", base["auth"] == 1 and base["api_version"] == 3)
    ok("a wrong one is told in the answer", Fever(desk, "x").ask("items") == {"api_version": 3, "auth": 0})
    get = desk.get(f"/fever/?api&items&api_key={f.key}")
    ok("a link cannot carry the key", get.json() == {"api_version": 3, "auth": 0})
    cross = desk.ask("POST", "/fever/?api&mark=group&as=read&id=0", {"api_key": f.key},
                     {"Origin": "https://evil.example"})
    ok("nor another site's form", cross.status == 403)
    both = f.ask("groups&feeds&favicons&links")
    ok("several things at once", sorted(x["title"] for x in both["feeds"]) == ["Feed One", "Feed Two"] and
       both["groups"] == both["feeds_groups"] == both["favicons"] == both["links"] == [])
    first = f.ask("items&since_id=0")
    ok("items rise from an id", len(first["items"]) == 50 and first["total_items"] == 70 and
       [i["id"] for i in first["items"]] == sorted(i["id"] for i in first["items"]))
    rest = f.ask(f"items&since_id={first['items'][-1]['id']}")["items"]
    ok("to the end", len(rest) == 20)
    last = f.ask("items&max_id=0")["items"]
    ok("or fall from the last", last[0]["id"] == rest[-1]["id"] and last[49]["id"] < last[0]["id"])
    some = f.ask("items", with_ids="3,5,nonsense,999")["items"]
    ok("or are named", [i["id"] for i in some] == [3, 5])
    item = some[0]
    ok("an item is whole", "&lt;script&gt;" in item["html"] and "<script" not in item["html"] and
       item["url"].startswith("https://") and item["is_read"] == item["is_saved"] == 0 and
       item["author"] == "" and item["feed_id"] in [x["id"] for x in both["feeds"]])
    f.ask("mark=item&as=read", id=3)
    f.ask("mark=item&as=saved", id=3)
    f.ask("mark=item&as=saved", id=3)
    ok("marks", f.ask("saved_item_ids")["saved_item_ids"] == "3" and
       len(f.ask("unread_item_ids")["unread_item_ids"].split(",")) == 69)
    f.ask("mark=item&as=unread", id=3)
    f.ask("mark=item&as=unsaved", id=3)
    ok("and takes them back", f.ask("saved_item_ids")["saved_item_ids"] == "" and
       desk.run("count", "is:unread") == "70\n")
    f.ask("mark=feed&as=read", id=item["feed_id"], before=1000)
    ok("a feed until before it came: none", desk.run("count", "is:read") == "0\n")
    f.ask("mark=feed&as=read", id=item["feed_id"])
    ok("a feed", desk.run("count", "is:read") == "35\n")
    f.ask("mark=group&as=read", id=0)
    ok("all", desk.run("count", "is:unread") == "0\n" and f.ask("unread_item_ids")["unread_item_ids"] == "")
    php = desk.ask("POST", "/api/fever.php?api", {"api_key": f.key.upper()}).json()
    ok("at the other address, with the key in capitals", php["auth"] == 1)


def groups(desk):
    c, f = Client(desk), Fever(desk)
    c.post("subscription/edit", ac="subscribe", s="feed/https://alpha.example/feed", a="user/-/label/World")
    got = f.ask("groups")
    ok("folders are groups", [g["title"] for g in got["groups"]] == ["World"] and
       got["feeds_groups"] == [{"group_id": got["groups"][0]["id"], "feed_ids": "1"}])


def miniflux(desk):
    head = {"Authorization": "Basic " + base64.b64encode(b"alice:secret").decode()}

    def get(path):
        return desk.ask("GET", f"/v1/{path}", headers=head).json()

    def put(path, body="", **more):
        return desk.ask("PUT", f"/v1/{path}", body, {**head, **more}).status
    ok("miniflux: nobody without a name", desk.get("/v1/me").status == 401)
    ok("miniflux: X-Auth-Token", desk.get("/v1/me", X_Auth_Token="x").json()["id"] == 1)
    world = get("categories")[1]
    ok("miniflux: categories", world["title"] == "World" and get("categories")[0]["title"] == "All")
    feeds = get("feeds")
    ok("miniflux: feeds", [x["category"]["title"] for x in feeds] == ["World", "All", "All"])
    one = feeds[1]["id"]
    ok("miniflux: a category, also that of feeds without one", get("categories/1/entries")["total"] == 70
       and get(f"categories/{world['id']}/entries")["total"] == 0)
    got = get(f"feeds/{one}/entries?order=published_at&direction=desc")
    ok("miniflux: entries of a feed, newest first", got["total"] == 35 == len(got["entries"]) and
       got["entries"][0]["published_at"] > got["entries"][1]["published_at"])
    entry = got["entries"][0]
    ok("miniflux: an entry", entry["status"] == "read" and entry["starred"] is False and
       re.fullmatch(r"2024-03-01T\d\d:\d\d:\d\dZ", entry["published_at"]) and entry["feed"]["id"] == one)
    # newsboat sends JSON as if it were a form.
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    ids = [e["id"] for e in got["entries"][:2]]
    ok("miniflux: marking", put("entries", json.dumps({"entry_ids": ids, "status": "unread"}), **form) == 204
       and desk.run("count", "is:unread") == "2\n")
    ok("miniflux: a page of those unread", get("entries?status=unread&limit=1&offset=1")["total"] == 2 and
       len(get("entries?status=unread&limit=1&offset=1")["entries"]) == 1)
    put(f"entries/{ids[0]}/bookmark")
    ok("miniflux: a star", get(f"entries/{ids[0]}")["starred"] and get("entries?starred=true")["total"] == 1)
    put(f"feeds/{one}/mark-all-as-read")
    ok("miniflux: a feed is read", desk.run("count", "is:unread") == "0\n")
    ok("miniflux: what is not there", desk.ask("GET", "/v1/entries/9999", headers=head).status == 404 and
       get(f"categories/{world['id']}/entries")["entries"] == [] and put("entries", "{") == 400)


def main():
    desk = Desk(sys.argv[1], ARTICLES)
    fever(desk)
    groups(desk)
    miniflux(desk)
    ok("it stops when told to", desk.stop() == 0)
    finish()


main()
