#!/usr/bin/env python3
"""Checks WARC files without any of warta's code: ISO 28500 as far as others rely on it.

    warc_check.py [--list] FILE...

Every gzip member must be exactly one record: "WARC/1.1", fields, a blank line, Content-Length bytes,
two line breaks. The fields that each type of record must have are there; ids are URIs and unique;
dates have their form; WARC-Block-Digest and WARC-Payload-Digest hold (of a response, the payload is
what stands behind the HTTP header). The first record of a file of warta's is a warcinfo that names
it.
--list prints offset, stored bytes, type and URI of each record. Plain files are read as well. Exit
status 1 where anything is wrong.
"""
import base64
import hashlib
import mmap
import os
import re
import sys
import zlib

ID = re.compile(r"<[a-z][a-z0-9+.-]*:[^<>\s]+>\Z")
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z\Z")
MUST = ["WARC-Type", "WARC-Record-ID", "WARC-Date", "Content-Length"]
ONCE = MUST + ["WARC-Target-URI", "WARC-Block-Digest", "WARC-Payload-Digest", "Content-Type"]
OURS = re.compile(r"warta-\d{5}\.warc\.gz\Z")
STEP = 1 << 16
WITH_URI = {"response", "resource", "request", "revisit", "conversion", "metadata"}


def members(data):
    """(offset, stored bytes, content) of each gzip member; the whole, where it is plain."""
    if data[:2] != b"\x1f\x8b":
        yield from plain_records(data)
        return
    at = 0
    while at < len(data):
        unpack = zlib.decompressobj(31)
        content = []
        end = at
        while not unpack.eof:
            part = data[end:end + STEP]
            if not part:
                raise ValueError(f"gzip member at {at} is cut off")
            content.append(unpack.decompress(part))
            end += len(part) - len(unpack.unused_data)
        yield at, end - at, b"".join(content)
        at = end


def plain_records(data):
    at = 0
    while at < len(data):
        end = data.find(b"\r\n\r\n", at)
        length = re.search(rb"\r\nContent-Length: *(\d+)\r\n", data[at:end + 2], re.I)
        if end < 0 or not length:
            raise ValueError(f"no record at {at}")
        stored = end + 4 + int(length.group(1)) + 4 - at
        yield at, stored, data[at:at + stored]
        at += stored


def digest_holds(digest, data):
    name, _, value = digest.partition(":")
    if name not in ("sha1", "sha256"):
        raise ValueError(f"digest algorithm '{name}'")
    made = hashlib.new(name, data)
    return value in (made.hexdigest(), base64.b32encode(made.digest()).decode(),
                     base64.b32encode(made.digest()).decode().rstrip("="))


def parse(content):
    """The fields and the block of one record."""
    head, mark, rest = content.partition(b"\r\n\r\n")
    if not mark:
        raise ValueError("no blank line behind the header")
    lines = head.decode("utf-8").split("\r\n")
    if not re.match(r"WARC/1\.[01]\Z", lines[0]):
        raise ValueError(f"it begins '{lines[0][:40]}'")
    fields = []
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if not colon or not re.match(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z", name):
            raise ValueError(f"no field: '{line[:40]}'")
        fields.append((name.lower(), value.strip()))
    return fields, rest


def check_record(content, seen, first):
    fields, rest = parse(content)
    names = [name for name, _ in fields]
    value = dict(fields)
    for name in MUST:
        if name.lower() not in names:
            raise ValueError(f"no {name}")
    for name in ONCE:
        if names.count(name.lower()) > 1:
            raise ValueError(f"more than one {name}")
    kind, record = value["warc-type"], value["warc-record-id"]
    if kind in WITH_URI and not value.get("warc-target-uri"):
        raise ValueError(f"a {kind} without WARC-Target-URI")
    if not ID.match(record) or record in seen:
        raise ValueError(f"id '{record}' is no URI or not the only one")
    seen.add(record)
    if not DATE.match(value["warc-date"]):
        raise ValueError(f"date '{value['warc-date']}'")
    length = int(value["content-length"])
    if rest[length:] != b"\r\n\r\n":
        raise ValueError(f"Content-Length {length}, but {len(rest) - 4} bytes")
    block = rest[:length]
    payload = block
    if kind == "response" and block.startswith(b"HTTP/"):
        payload = block.partition(b"\r\n\r\n")[2]
    for name, data in (("warc-block-digest", block), ("warc-payload-digest", payload)):
        if kind == "revisit" and name == "warc-payload-digest":
            continue  # that of the record it refers to
        if name in value and not digest_holds(value[name], data):
            raise ValueError(f"{name} does not hold")
    if first is not None and (kind != "warcinfo" or value.get("warc-filename") != first):
        raise ValueError("the first record is no warcinfo that names the file")
    return kind, value.get("warc-target-uri", "")


def load(path):
    with open(path, "rb") as f:
        return mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ) if os.path.getsize(path) else b""


def check_file(path, seen, show):
    faults = n = 0
    name = os.path.basename(path)
    first = name if OURS.match(name) else None
    try:
        for at, stored, content in members(load(path)):
            try:
                kind, uri = check_record(content, seen, None if n else first)
                if show:
                    print(at, stored, kind, uri)
            except ValueError as why:
                print(f"{path}: record at {at}: {why}", file=sys.stderr)
                faults += 1
            n += 1
    except (ValueError, zlib.error) as why:
        print(f"{path}: {why}", file=sys.stderr)
        faults += 1
    print(f"{path}: {n} records, {faults} faults")
    return faults


def main():
    show = "--list" in sys.argv[1:]
    paths = [a for a in sys.argv[1:] if a != "--list"]
    if not paths:
        sys.exit(__doc__)
    seen = set()
    sys.exit(1 if sum([check_file(path, seen, show) for path in paths]) else 0)


main()
