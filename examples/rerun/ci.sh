#!/bin/sh
# Runs the suite, and what failed of it once more. Exits with the status of the last run.
cd "$(dirname "$0")" || exit 2
python -m pytest --junit-xml=report.xml "$@" && exit
status=$?
# 1: tests failed. Anything else (2: interrupted, 5: no tests, …) is no matter for a rerun.
[ "$status" -eq 1 ] || exit "$status"
SERVICE=up python -m pytest --last-failed --update-xml=report.xml --update-xml-mark "$@"
