#!/usr/bin/env python3
"""Measures how copies are found, on articles that it makes up by rule.

    measure-copies.py WARTA

Each event is told by two outlets of their own, who quote the same two sentences of ten; the first
telling is then carried by others who cut it, give it another headline, change 5 to 40% of its
words, swap its paragraphs, or put their own notices around it. What shares at least half of its
words with the original is to be found; nothing else may be.
"""
import json
import random
import subprocess
import sys

SMALL = ("the of to and in a was for on that with as by at from it were he she they said had after "
         "before who which is be not their his her its will has been").split()
PARTS = "ka ro me ti su la no ve di pa gu shi bor len ast ine mar tol".split()
NOTICE = ("Subscribe to our newsletter for the best stories of the week. Follow us on our channels "
          "and tell us what you think. All rights reserved, no part may be printed elsewhere.")


def word(r):
    return "".join(r.choice(PARTS) for _ in range(r.randint(2, 4)))


def sentence(r, topic, vocabulary):
    out = []
    for _ in range(r.randint(12, 24)):
        x = r.random()
        if x < .45:
            out.append(r.choice(SMALL))
        elif x < .7:
            out.append(r.choice(topic))
        else:
            out.append(vocabulary[int(len(vocabulary) ** r.random()) - 1])
    return " ".join(out).capitalize() + "."


def change(r, text, share, vocabulary):
    return " ".join(r.choice(vocabulary) if r.random() < share else w for w in text.split(" "))


def main():
    warta = sys.argv[1]
    r = random.Random(7)
    vocabulary = [word(r) for _ in range(8000)]
    articles, of, event_of = [], {}, {}

    def add(event, title, paragraphs, day, original=None):
        name = f"a{len(articles)}"
        event_of[name] = event
        articles.append({"id": name, "date": f"2031-05-{day:02}T{r.randint(0, 23):02}:00:00Z", "lang": "en",
                         "title": title, "text": "\n".join(paragraphs)})
        if original:
            of[name] = original
        return name

    for event in range(300):
        topic = [word(r) for _ in range(12)]
        topic = [t.capitalize() if i < 5 else t for i, t in enumerate(topic)]
        title = lambda: " ".join(r.sample(topic, 5))
        quotes = [sentence(r, topic, vocabulary) for _ in range(2)]
        text = [" ".join(sentence(r, topic, vocabulary) for _ in range(2)) for _ in range(r.randint(5, 20))]
        first = add(event, title(), [quotes[0]] + text + [quotes[1]], 3)
        add(event, title(), quotes + [" ".join(sentence(r, topic, vocabulary) for _ in range(2))
                                      for _ in range(r.randint(7, 9))], 3 + r.randint(0, 2))
        whole = [quotes[0]] + text + [quotes[1]]
        add(event, title(), whole, 5, first)
        add(event, title(), whole[:max(2, len(whole) * 2 // 5)], 6, first)
        for share in (.05, .1, .2, .3, .4):
            add(event, title(), [change(r, p, share, vocabulary) for p in whole], 6, first)
        swapped = whole[:]
        r.shuffle(swapped)
        add(event, title(), [NOTICE] + swapped + [NOTICE], 7, first)
        half = [change(r, p, .2, vocabulary) for p in whole[len(whole) // 2:]]
        add(event, title(), half + [NOTICE], 7, first)
    kinds = ["same", "cut to 40%", "5%", "10%", "20%", "30%", "40%", "swapped, notices", "half, 20% changed"]
    articles.sort(key=lambda a: a["date"])
    out = subprocess.run([warta, "stories", "--json", "-"], check=True, text=True, capture_output=True,
                         input="".join(json.dumps(a) + "\n" for a in articles)).stdout
    answer = {x["id"]: x.get("copy_of") for x in map(json.loads, out.splitlines())}
    found = [k for k in of if answer[k]]
    right = [k for k in answer if answer[k] and k in of and (answer[k] == of[k] or of.get(answer[k]) == of[k])]
    told = [k for k in answer if answer[k]]
    print(f"copies {len(of)} told {len(told)} precision {len(right) / max(1, len(told)):.4f} "
          f"recall {len(found) / len(of):.4f}")
    names = sorted(of, key=lambda k: int(k[1:]))
    for i, kind in enumerate(kinds):
        part = names[i::len(kinds)]
        print(f"  {kind}: {sum(1 for k in part if answer[k]) / len(part):.3f}")


main()
