#!/bin/bash
# Times `gradus report` over the journals of 1,000 learners with 500 records each.
#
#     Tests/Benchmarks/report.sh [LEARNERS [RECORDS]]
set -eu
cd "$(dirname "$0")/../.."
learners=${1:-1000}
records=${2:-500}
gradus=${GRADUS:-.build/release/gradus}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cc -O2 -o "$folder/journals" Tests/Benchmarks/journals.c
mkdir "$folder/class"
"$folder/journals" "$folder/class" "$learners" "$records"
echo "$learners journals of $records records, $(du -sh "$folder/class" | cut -f1)"
for run in 1 2 3; do
  start=$(date +%s%N)
  "$gradus" report "$folder/class" >"$folder/report"
  echo "run $run: $((($(date +%s%N) - start) / 1000000)) ms"
done
head -n 1 "$folder/report"
