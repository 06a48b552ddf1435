"""docs/openapi.json against the desk: T445-openapi.py WARTA. Every operation is asked as its examples
say; what is answered must be one of the answers described, and of the shape that is described."""
import json
import os
import re
import sys

from serving import Desk, finish, ok

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, os.pardir)
KINDS = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int}
DOC = json.load(open(os.path.join(ROOT, "docs", "openapi.json"), encoding="utf-8"))


def resolve(node):
    while "$ref" in node:
        target = DOC
        for part in node["$ref"].lstrip("#/").split("/"):
            target = target[part]
        node = target
    return node


def faults(value, schema, where="answer"):
    """What of `value` is not as `schema` says."""
    schema = resolve(schema)
    kind = KINDS[schema["type"]]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        return [f"{where} is {type(value).__name__}"]
    found = [f"{where}.{name} is missing" for name in schema.get("required", []) if name not in value]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{where} is {value!r}")
    if schema.get("format") == "date-time" and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", value):
        found.append(f"{where} is {value!r}")
    if kind is dict:
        for name, inner in value.items():
            described = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
            if described:
                found += faults(inner, described, f"{where}.{name}")
            elif "properties" in schema:
                found.append(f"{where}.{name} is not described")
    if kind is list:
        for inner in value:
            found += faults(inner, schema["items"], f"{where}[]")
    return found


def ask(desk, method, path, operation):
    head, body, query = {"Authorization": "Basic YTpi"}, None, []
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "path":
            path = path.replace("{%s}" % parameter["name"], str(parameter["example"]))
        elif "example" in parameter:
            query.append(f"{parameter['name']}={parameter['example']}")
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        if "json" in kind:
            body, head["Content-Type"] = json.dumps(content["example"]), kind
        else:
            body = {n: p["example"] for n, p in content["schema"]["properties"].items()}
            body["token"] = desk.token()
    return desk.ask(method.upper(), path + ("?" + "&".join(query) if query else ""), body, head)


def main():
    desk = Desk(sys.argv[1], [
        {"title": f"Item {n}", "source": "One", "lang": "en", "published": f"2024-03-0{n}T10:00:00Z",
         "url": f"https://one.example/{n}", "authors": ["Ida Holm"], "text": f"Body {n}."} for n in (1, 2, 3)])
    desk.ask("POST", "/reader/api/0/subscription/edit", {"ac": "subscribe", "s": "feed/https://one.example/feed"},
             {"Authorization": "GoogleLogin auth=" + desk.ask("POST", "/accounts/ClientLogin", {
                 "Email": "a", "Passwd": "b"}).text.split("Auth=")[1].strip()})
    for path, operations in DOC["paths"].items():
        for method, operation in operations.items():
            answer = ask(desk, method, path, operation)
            described = operation["responses"].get(str(answer.status))
            problems = [] if described else [f"{answer.status} is not described"]
            content = resolve(described or {}).get("content", {})
            for kind, body in content.items():
                if not answer.headers["Content-Type"].startswith(kind):
                    problems.append(answer.headers["Content-Type"])
                problems += faults(answer.json(), body["schema"])
            ok(f"{method.upper()} {path}", not problems, problems)
    nobody = desk.get("/v1/entries")
    ok("an error is as described", nobody.status == 401 and
       not faults(nobody.json(), {"$ref": "#/components/schemas/Error"}))
    routes = open(os.path.join(ROOT, "src", "server", "route.c"), encoding="utf-8").read()
    missing = [p for p in re.findall(r'METHOD_GET, "(/[\w/]*\.json)"', routes) if p not in DOC["paths"]]
    ok("every JSON of the desk is described", not missing, missing)
    desk.stop()
    finish()


main()
