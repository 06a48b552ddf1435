"""Pages of one site whose articles end alike: site_pages.py FOLDER NUMBER..."""
import os
import sys

END = ("Whoever saw more of it may write to the desk of the Sabaru Courier in Quay Street, where "
       "letters are read every morning and are answered within a week.")


def page(n):
    told = [f"Paragraph {k} of report {n} tells what the harbour master of Sabaru saw at the quay "
            f"that morning, how the boats came in one by one, and who stood there waiting for "
            f"{n} hours." for k in range(1, 5)]
    return (f"<!DOCTYPE html><title>The boats of day {n}</title>"
            f"<link rel=canonical href=https://courier.example/2024/{n}>"
            f"<meta property=og:type content=article><article><h1>The boats of day {n}</h1>" +
            "".join(f"<p>{t}</p>" for t in told + [END]) + "</article>\n")


for number in sys.argv[2:]:
    with open(os.path.join(sys.argv[1], number + ".html"), "w") as f:
        f.write(page(number))
