"""Stories on the front page, and the page of a story: T470-stories.py WARTA"""
import json
import re
import sys

from serving import Desk, finish, ok

FIRE = ("Fire destroys the old rope works in Port Selda", "A fire destroyed the old rope works of Port "
        "Selda on Sunday night. \"The roof fell within minutes,\" fire chief Alda Verney said. Forty "
        "firefighters from Merante and Runa fought the flames until dawn; nobody was hurt. The works, "
        "built in 1871, made ropes for the ferries of the Strait of Runa.")
OTHER = ("Rope works of Port Selda burns down, nobody hurt", "Nobody was hurt when the rope works in Port "
         "Selda burned down on Sunday night. Forty firefighters from Merante and Runa were there, fire "
         "chief Alda Verney told reporters. Ferries on the Strait of Runa sailed as usual past the "
         "works of 1871.")
ALONE = ("Council of Merante votes for a library", "The council of Merante voted on Monday for a new "
         "library beside the market hall; it opens in two years.")


def article(n, source, text, hour):
    return {"title": text[0], "source": source, "lang": "en", "url": f"https://{n}.example/{n}",
            "published": f"2024-03-11T{hour:02}:00:00Z", "text": text[1]}


ARTICLES = [article(1, "Selda Post", FIRE, 6), article(2, "Runa Times", OTHER, 8),
            article(3, "Copy Daily", FIRE, 9), article(4, "Merante Voice", ALONE, 10)]


BEFORE = {**article(5, "Selda Post", ("Rope works of Port Selda turn 150 years", "The rope works of Port Selda, "
          "built in 1871, is 150 years old. Ropes for the ferries of the Strait of Runa are still made there by "
          "forty people from Selda and Merante."), 6), "published": "2021-03-11T06:00:00Z"}


TRANSLATED = {**article(6, "Kabar", ("Pabrik tali tua di Port Selda musnah", "Api memusnahkan pabrik tali tua di Port "
              "Selda pada Minggu malam. \"Atapnya runtuh dalam beberapa menit,\" kata kepala pemadam Alda Verney. Empat "
              "puluh petugas dari Merante dan Runa melawan api sampai fajar; tidak ada yang terluka. Pabrik yang "
              "dibangun pada 1871 itu membuat tali untuk feri di Selat Runa."), 12), "lang": "id"}


def rows(page):
    return re.findall(r'<li class="row.*?</li>', page.text, re.S)


def main():
    desk = Desk(sys.argv[1], ARTICLES)
    front = desk.get("/")
    ok("reports of one event are one row", len(rows(front)) == 2, front.text)
    fire = [r for r in rows(front) if "ope works" in r][0]
    ok("with how many others report", re.search(r">\+2</b>", fire), fire)
    ok("when they came", '<svg class="spark"' in fire and '<path d="M' in fire)
    ok("who speaks in it", 'class="speaks"' in fire, fire)
    ok("what most report comes first", "ope works" in rows(front)[0])
    number = re.search(r'href="/story/(\d+)"', fire)[1]
    ok("a lone article is itself", 'href="/article/' in rows(front)[1] and "+" not in re.sub(
        r"<[^>]*>", "", rows(front)[1]))
    story = desk.get(f"/story/{number}")
    ok("a story has its reports", all(source in story.text for source in (
        "Selda Post", "Runa Times", "Copy Daily")) and "Merante Voice" not in re.sub(
        r'<nav.*?</nav>', "", story.text, flags=re.S))
    carried = re.search(r"<details open>.*?</details>", story.text, re.S)
    ok("copies under what they carry", carried and "Copy Daily" in carried[0] and
       "Runa Times" not in carried[0], story.text)
    ok("what was said", "The roof fell within minutes" in story.text and
       story.text.count("The roof fell within minutes") == 1)
    ok("a timeline", story.text.count("<circle") == 3)
    ok("any of its articles means it", desk.get("/story/3").text.count("<circle") == 3)
    ok("a part of it for a list", "<html" not in desk.get(f"/story/{number}?part=1").text)
    ok("and no topic of its own", 'class="topic"' not in story.text)
    ok("no article, no story", desk.get("/story/99").status == 404)
    ok("an article leads to it", f'href="/story/{number}"' in desk.get("/article/2").text)
    others = re.search(r'<section class="others">.*?</section>', desk.get("/article/2").text, re.S)[0]
    ok("and names the other reports", others.count("<li>") == 2 and "Selda Post" in others and
       "Copy Daily" in others and "Runa Times" not in others, others)
    ok("a lone one names none", 'class="others"' not in desk.get("/article/4").text)
    desk.run("add", "-", text=json.dumps({**ARTICLES[1], "title": "Rope works burned down"}) + "\n")
    ok("what was edited is told", "/versions\"><i>edited" in desk.get(f"/story/{number}").text)
    desk.post("/story", story=number, do="rename", title="The <b>fire</b>")
    ok("a name given by hand holds", "The &lt;b&gt;fire&lt;/b&gt;" in desk.get("/").text)
    desk.post("/story", story=number, do="split:2")
    ok("an article can be put apart", len(rows(desk.get("/"))) == 3)
    desk.post("/story", story=number, do="merge", other="2")
    ok("and together again", len(rows(desk.get("/"))) == 2)
    desk.run("add", "-", text=json.dumps(BEFORE) + "\n")
    topic = re.search(r'<section class="topic">.*?</section>', desk.get(f"/story/{number}").text, re.S)
    ok("what was told of it years before is of its topic", topic and "150 years" in topic[0] and
       "Selda" in topic[0] and 'href="/story/5"' in topic[0])
    ok("what is nothing is refused", desk.post("/story", story=number, do="burn").status == 400)
    ok("in Indonesian, too", "laporan" in desk.get(f"/story/{number}", Accept_Language="id").text)
    ok("the front weighs little", len(front.body) < 60000)
    desk.run("add", "-", text=json.dumps(TRANSLATED) + "\n")
    desk.post("/story", story=number, do="rename", title="")
    headline = TRANSLATED["title"]
    ok("to a reader of another language the story is shown by a report in it",
       headline in desk.get("/", **{"Accept-Language": "id"}).text and
       f"<h1>{headline}" in re.sub(r"<h1[^>]*>", "<h1>", desk.get(f"/story/{number}", **{"Accept-Language": "id"}).text),
       desk.get(f"/story/{number}", **{"Accept-Language": "id"}).text)
    ok("and to others as before", headline not in desk.get("/").text)
    desk.stop()
    empty = Desk(sys.argv[1], [], started=False)
    empty.run("subscribe", "--direct", "https://feed.example/rss")
    empty.start()
    ok("an empty archive has an empty front", empty.get("/").status == 200)
    empty.stop()
    finish()


main()
