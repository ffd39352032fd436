#!/bin/bash
# Measures what it costs that training can be undone step by step: a thousand steps of the digits'
# 64-128-64-10 with a past and without one, in turn, on one core. It should be a quarter at most.
#
#   Tests/Benchmarks/past.sh [ROUNDS]      25 rounds where no number is given
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
pin=()
if command -v taskset >/dev/null; then pin=(taskset -c "$(($(getconf _NPROCESSORS_ONLN) - 1))"); fi
swift build -c release --package-path Tests/Benchmarks/Past --scratch-path .build/past --product past >&2
"${pin[@]}" .build/past/release/past Lessons "${1:-25}"
