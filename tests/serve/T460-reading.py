"""An article with its history, who said what, notes and people: T460-reading.py WARTA"""
import json
import re
import sys

from serving import Desk, finish, ok

BEFORE = {"title": "Bridge closed after crack is found", "source": "Courier", "lang": "en",
          "url": "https://courier.example/48213", "published": "2024-05-02T08:00:00Z",
          "credits": ["Rosa Lind"],
          "text": "The bridge is closed to lorries.\n\n\"The crack is as long as an arm,\" engineer Alda Verney "
                  "said on Thursday.\n\n\"We will open it <b>when</b> it is safe,\" Mayor Tomas Quill said."}
AFTER = {**BEFORE, "title": "Port cut off after crack is found",
         "text": BEFORE["text"].replace("closed to lorries", "closed to all traffic")}


def main():
    desk = Desk(sys.argv[1], [BEFORE])
    desk.run("add", "-", text=json.dumps(AFTER) + "\n")
    page = desk.get("/article/1")
    name = re.search(r'data-name="(\w+)"', page.text)[1]
    ok("quotations are marked with their speaker in the text", re.search(
        r'<span class="said" title="(engineer )?Alda Verney">The crack is as long as an arm', page.text),
        page.text[page.text.find('class="body"'):][:500])
    ok("and told below", re.search(r'href="/people/[^"]*Verney"[^>]*>[^<]*Alda Verney', page.text))
    ok("what they say is escaped", "<b>when" not in page.text and "&lt;b&gt;when" in page.text)
    ok("credits have their place", "Rosa Lind" in page.text)
    ok("versions are told", f"/article/{name}/versions" in page.text and "2 versions" in page.text)
    history = desk.get("/article/1/versions")
    ok("the last edit is shown word by word", "<del>lorries.</del>" in history.text and
       "<ins>all traffic.</ins>" in history.text and "headline changed" in history.text,
       history.text[history.text.find("compared"):][:900])
    side = desk.get("/article/1/versions?from=1&to=2&side=1").text
    left, right = side.split('class="reading difference"')[1:3]
    ok("side by side each side has its own words", "lorries" in left and "all traffic" not in left and
       "all traffic" in right and "lorries" not in right)
    ok("the other way round, too", "<ins>lorries.</ins>" in desk.get(
        "/article/1/versions?from=2&to=1").text)
    ok("what is no version is passed over", desk.get(
        "/article/1/versions?from=99999&to=-1").status == 200)
    ok("versions of nothing are not found", desk.get("/article/zzzz/versions").status == 404)
    original = desk.get("/article/1/original")
    ok("the exact source is there, escaped", "&quot;source&quot;: &quot;Courier&quot;" in original.text and
       "<b>when" not in original.text and "warta-00001.warc.gz" in original.text, original.text[-900:])
    desk.post("/note", article=name, note="  <script>ask</script> the mayor\nagain ")
    page = desk.get("/article/1").text
    ok("a note is kept", "&lt;script&gt;ask&lt;/script&gt; the mayor\nagain</textarea>" in page)
    dump = desk.run("dump")
    ok("and dumped", f"note\t{name}\t<script>ask</script> the mayor\\nagain\n" in dump, dump)
    ok("too long a one is not", desk.post("/note", article=name, note="x" * 70000).status == 413)
    desk.post("/note", article=name, note="")
    ok("an empty one goes", "note\t" not in desk.run("dump"))
    desk.run("restore", "-", text=dump)
    ok("a restored one is back", "the mayor" in desk.get("/article/1").text)
    people = desk.get("/people")
    ok("people are told", "Alda Verney</a>" in people.text and "Tomas Quill</a>" in people.text)
    ok("and found by name", "Verney" not in desk.get("/people?name=quill").text)
    person = desk.get("/people/Alda%20Verney")
    ok("a person has what was said", "as long as an arm" in person.text and
       "when" not in person.text.split("saids")[1].split("</ol>")[0] and "/article/" in person.text)
    ok("nobody is not found", desk.get("/people/Nobody%20There").status == 404)
    ok("nor runs a name", "<script>" not in desk.get("/people/%3Cscript%3E").text.replace(
        "<script src", ""))
    facets = desk.get("/search?q=bridge+OR+port").text
    ok("a search counts who speaks", re.search(r"Alda Verney <small>1</small>", facets), facets)
    desk.run("people", "--as=Mayor Quill", "Tomas Quill")
    facets = desk.get("/search?q=bridge+OR+port").text
    ok("by the name that the user gives", "Mayor Quill <small>1</small>" in facets and
       "Tomas Quill <small>" not in facets, facets)
    desk.stop()
    finish()


main()
