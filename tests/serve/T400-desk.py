"""The desk as a browser sees it, without JavaScript: T400-desk.py WARTA"""
import re
import sys

from serving import Desk, finish, ok

ARTICLES = [
    {"title": f"Ferry number {n} leaves the harbour", "source": "Harbour Notes" if n % 2 else "Suara",
     "lang": "en", "published": f"2024-03-{1 + n // 10:02}T10:{n % 60:02}:00Z",
     "url": f"https://notes.example/{n}", "text": f"Ferry {n} left on time with its passengers."}
    for n in range(150)]


def names(page):
    return re.findall(r'class="row[^"]*" data-name="(\w+)"', page.text)


def main():
    desk = Desk(sys.argv[1], ARTICLES)
    front = desk.get("/latest")
    ok("the page of the latest lists the newest articles", "Ferry number 149" in front.text and
       len(names(front)) == 60, front.text)
    ok("under their days", "Friday, 15 March 2024" in front.text)
    ok("and weighs less than 60 kB", len(front.body) < 60000, len(front.body))
    older = re.search(r'rel="next" href="([^"]+)"', front.text)[1].replace("&amp;", "&")
    ok("older ones follow, none twice", not set(names(front)) & set(names(desk.get(older))))
    ok("Indonesian on wish", "Jumat, 15 Maret 2024" in desk.get("/latest", Accept_Language="id").text)
    day = desk.get("/day/2024-03-02")
    ok("a day has its articles", len(names(day)) == 10 and "10 articles" in day.text)
    ok("and its month with links to days", '/day/2024-03-03"' in day.text)
    ok("what is no day is not found", desk.get("/day/2024-02-31").status == 404)
    found = desk.get("/search?q=%22ferry+7+left%22")
    ok("searching finds and marks", "<mark>" in found.text and len(names(found)) == 1)
    facets = desk.get("/search?q=ferry")
    ok("facets count sources", re.search(r"Harbour Notes <small>75</small>", facets.text), facets.text)
    ok("and narrow the query", "q=ferry%20source%3A%22Harbour%20Notes%22" in facets.text)
    wrong = desk.get("/search?q=ferry+(")
    ok("a wrong query says where", wrong.status == 400 and "column " in wrong.text, wrong.text[-700:])
    name = names(front)[0]
    article = desk.get(f"/article/{name}")
    ok("an article has its text", "Ferry 149 left on time" in article.text)
    ok("and its original address", 'href="https://notes.example/149"' in article.text)
    ok("by its number, too", desk.get("/article/1").status == 200)
    ok("an unknown one is not found", desk.get("/article/zzzz").status == 404)

    gone = desk.post("/mark", do=f"star:{name}", back="/search?q=ferry")
    ok("a mark leads back", gone.status == 303 and gone.headers["Location"] == "/search?q=ferry")
    ok("and is kept", desk.run("count", "is:starred").strip() == "1")
    ok("and taken back", desk.post("/mark", do=f"unstar:{name}").status == 303 and
       desk.run("count", "is:starred").strip() == "0")
    done = desk.post("/mark-all", q="number date:2024-03-02", until="150")
    ok("all of a view are marked as read", desk.run("count", "is:read").strip() == "10")
    flash = desk.get(done.headers["Location"])
    ok("the page says how many", "10 articles were marked as read" in flash.text)
    undo = re.search(r'name="undo" value="(\d+)"', flash.text)[1]
    ok("undone", desk.post("/undo", undo=undo).status == 303 and
       desk.run("count", "is:read").strip() == "0")
    ok("only once", desk.post("/undo", undo=undo).status == 404)
    ok("what came after the page stays unread", desk.post("/mark-all", q="", until="100") and
       desk.run("count", "is:read").strip() == "100")
    ok("counts follow", desk.get("/counts.json").json()["unread"] == 50)
    desk.post("/tag", article=name, tag="budget & more")
    ok("a tag is given", 'budget &amp; more' in desk.get("/tags").text)
    desk.post("/save", name="Ferries", q="ferry lang:en")
    ok("a search is saved", "Ferries</a>" in desk.get("/").text)
    ok("and its unread are counted", desk.get("/saved.json").json() == {
        "Ferries": int(desk.run("count", "ferry lang:en is:unread"))} and
       int(desk.run("count", "ferry lang:en is:unread")) > 0)
    ok("a wrong one is not", desk.post("/save", name="x", q="(").status == 400)
    set_to = desk.post("/settings", theme="dark", lang="id")
    ok("settings are cookies", "theme=dark" in str(set_to.headers.get_all("Set-Cookie")))
    ok("opening an article can be let mark nothing", "data-opening" in desk.get("/").text and
       "data-opening" not in desk.get("/", Cookie="opening=never").text)
    ok("that hold", 'data-theme="dark"' in desk.get("/", Cookie="theme=dark").text)

    ok("Atom of a view", desk.get("/feed.atom?q=date:2024-03-02").text.count("<entry>") == 10)
    feed = desk.get("/feed.json?q=%22number+7+leaves%22").json()
    ok("JSON Feed of a view", feed["items"][0]["url"] == "https://notes.example/7")
    tag = front.headers["ETag"]
    page = desk.get("/help")
    ok("a page that did not change is not sent again",
       desk.get("/help", If_None_Match=page.headers["ETag"]).status == 304, tag)
    ok("gzip on wish", desk.get("/", Accept_Encoding="gzip").headers["Content-Encoding"] == "gzip")
    css = re.search(r'href="(/assets/style[^"]+)"', front.text)[1]
    ok("assets are kept for ever", "immutable" in desk.get(css).headers["Cache-Control"])
    ok("health", desk.get("/healthz").text == "ok\n")
    ok("metrics", "warta_articles 150\n" in desk.get("/metrics").text)
    desk.run("add", "-", text='{"title":"Fresh","text":"Just in.","published":"2024-04-01"}\n')
    ok("what another process takes in is there at once", "Fresh" in desk.get("/").text)
    ok("it stops when told to", desk.stop() == 0)
    finish()


main()
