#!/usr/bin/env python3
"""Runs every test of a build folder and ends with the line `N passed, N failed`.

    run-tests.py BUILD [options for `meson test`...]

Counts the single tests that the programs report (TAP), from Meson's JUnit file; shows what failed.
"""
import glob
import os
import subprocess
import sys
import xml.etree.ElementTree


def main():
    build = sys.argv[1]
    # Under a wrapper (valgrind) the file has its name, too.
    reports = os.path.join(build, "meson-logs", "testlog*.junit.xml")
    for old in glob.glob(reports):
        os.remove(old)
    code = subprocess.call(["meson", "test", "-C", build, "--print-errorlogs"] + sys.argv[2:])
    passed = failed = skipped = 0
    for report in glob.glob(reports):
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
