"""A strict reader of the _bulk API's body and of an index template, as OpenSearch and Elasticsearch
describe them; and a small server that takes both. Whoever reads here takes nothing on trust: what an
engine might refuse or guess is a fault."""
import http.server
import json
import re
import threading

DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?\Z")
TYPES = {"text", "keyword", "date", "integer", "boolean", "nested"}
ANALYZERS = {None, "indonesian", "english"}
MAX_KEYWORD = 32766  # bytes of a term of Lucene


def once(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def load(text):
    return json.loads(text, object_pairs_hook=once)


class Mapping:
    """The fields of a template; what is not among them is a fault."""

    def __init__(self, template):
        template = load(template)
        assert set(template) == {"index_patterns", "template"}, set(template)
        self.patterns = template["index_patterns"]
        mappings = template["template"]["mappings"]
        assert set(mappings) == {"dynamic", "properties"} and mappings["dynamic"] is False
        self.fields = mappings["properties"]
        self.check(self.fields)

    def check(self, fields):
        for name, f in fields.items():
            assert re.fullmatch("[a-z_]+", name), name
            known = {"type", "fields", "analyzer", "properties", "ignore_above", "format",
                     "ignore_malformed", "index", "doc_values"}
            assert set(f) <= known, (name, f)
            assert f.get("type", "nested") in TYPES, (name, f)
            assert f.get("analyzer") in ANALYZERS, (name, f)
            if f.get("type") == "keyword" and f.get("index", True):
                assert f["ignore_above"] * 4 <= MAX_KEYWORD, name
            self.check(f.get("fields", {}))
            self.check(f.get("properties", {}))

    def faults(self, document, fields=None, where=""):
        fields = self.fields if fields is None else fields
        found = []
        for key, value in document.items():
            if key not in fields:
                found.append(f"{where}{key} is not in the template")
            elif value is not None:
                for one in value if isinstance(value, list) else [value]:
                    found += self.value(one, fields[key], where + key)
        return found

    def value(self, value, field, where):
        if "properties" in field:
            if not isinstance(value, dict):
                return [f"{where} is no object"]
            return self.faults(value, field["properties"], where + ".")
        if isinstance(value, list):  # numbers in pairs
            return [fault for v in value for fault in self.value(v, field, where)]
        kind = field["type"]
        good = {"integer": type(value) is int and abs(value) < 1 << 31 if kind == "integer" else 0,
                "boolean": isinstance(value, bool),
                "date": isinstance(value, str) and bool(DATE.match(value))}.get(
                    kind, isinstance(value, str) and value != "")
        if kind == "text":
            good = isinstance(value, str)
        return [] if good else [f"{where} is {value!r:.80}, not {kind}"]


def actions(body):
    """[(what, index, id, document or None)] of a body in bytes; ValueError where it is none."""
    if body and not body.endswith(b"\n"):
        raise ValueError("the last line does not end")
    lines = body.split(b"\n")[:-1]
    found, at = [], 0
    while at < len(lines):
        action = load(lines[at].decode("utf-8"))
        at += 1
        if not isinstance(action, dict) or len(action) != 1:
            raise ValueError(f"line {at} is no action")
        (what, meta), = action.items()
        if what not in ("index", "delete") or set(meta) != {"_index", "_id"}:
            raise ValueError(f"line {at}: {what} of {sorted(meta)}")
        if not 0 < len(meta["_id"].encode()) <= 512:
            raise ValueError(f"line {at}: an id has 1 to 512 bytes")
        document = None
        if what == "index":
            if at == len(lines):
                raise ValueError("the last action has no document")
            document = load(lines[at].decode("utf-8"))
            at += 1
            if not isinstance(document, dict):
                raise ValueError(f"line {at} is no document")
        found.append((what, meta["_index"], meta["_id"], document))
    return found


class Engine:
    """What an engine holds after what it was handed."""

    def __init__(self):
        self.held = {}
        self.deleted = 0

    def take(self, body):
        items = []
        for what, index, id_, document in actions(body):
            held = self.held.setdefault(index, {})
            there = id_ in held
            if what == "index":
                held[id_] = document
            elif there:
                del held[id_]
                self.deleted += 1
            status = (200 if there else 201) if what == "index" else (200 if there else 404)
            items.append({what: {"_index": index, "_id": id_, "status": status}})
        return items


class Server:
    """POST /_bulk on loopback. `refuse`: so many requests from now on are answered 503."""

    def __init__(self, engine, bad_ids=()):
        self.engine, self.refuse, self.bad_ids, self.asked = engine, 0, set(bad_ids), []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_POST(self):
                outer.answer(self)

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, request):
        body = request.rfile.read(int(request.headers["Content-Length"]))
        path = request.path.partition("?")[0]
        kind = request.headers["Content-Type"].partition(";")[0]
        status, said = 200, {}
        if self.refuse:
            self.refuse -= 1
            status, said = 503, {"error": "not now"}
        elif path != "/_bulk" or not kind.endswith("x-ndjson"):
            status, said = 400, {"error": f"{path} {kind}"}
        else:
            try:
                items = self.engine.take(body)
                bad = [i for i in items for m in i.values() if m["_id"] in self.bad_ids]
                for item in bad:
                    item["index"].update(status=400, error={"type": "mapper_parsing_exception"})
                said = {"errors": bool(bad), "items": items}
                if "filter_path=errors" in request.path:
                    said["items"] = bad
                    said = said if bad else {"errors": False}
            except ValueError as why:
                status, said = 400, {"error": str(why)}
        self.asked.append((status, len(body)))
        answer = json.dumps(said, separators=(",", ":")).encode()
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(answer)))
        request.end_headers()
        request.wfile.write(answer)

    def close(self):
        self.server.shutdown()
        self.server.server_close()
