#!/bin/bash
# Measures what it costs that training can be undone step by step: a thousand steps of the digits'
# 64-128-64-10 with a past and without one, in turn, on one core.
#
#   Tests/Benchmarks/past.sh [ROUNDS]      25 rounds where no number is given
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
pin=()
if command -v taskset >/dev/null; then pin=(taskset -c "$(($(getconf _NPROCESSORS_ONLN) - 1))"); fi
swift build -c release --build-tests --scratch-path .build-test || exit 1
GRADUS_ROUNDS=${1:-25} "${pin[@]}" swift test -c release --scratch-path .build-test --skip-build \
  --filter 'The.cost.of.the.past' | grep -E 'ratio|failed|passed'
