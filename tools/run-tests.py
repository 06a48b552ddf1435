#!/usr/bin/env python3
"""Runs every test of a build folder and ends with the line `N passed, N failed`.

    run-tests.py BUILD [options for `meson test`...]

Counts the single tests that the programs report (TAP), from Meson's JUnit file; shows what failed.
"""
import os
import subprocess
import sys
import xml.etree.ElementTree


def main():
    build = sys.argv[1]
    report = os.path.join(build, "meson-logs", "testlog.junit.xml")
    if os.path.exists(report):
        os.remove(report)
    code = subprocess.call(["meson", "test", "-C", build, "--print-errorlogs"] + sys.argv[2:])
    passed = failed = skipped = 0
    if os.path.exists(report):
        for case in xml.etree.ElementTree.parse(report).iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                failed += 1
                print(f"failed: {case.get('classname')} {case.get('name')}")
            elif case.find("skipped") is not None:
                skipped += 1
            else:
                passed += 1
    if code and not failed:
        failed = 1
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    sys.exit(1 if code or failed or not passed else 0)


main()
