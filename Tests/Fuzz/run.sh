#!/bin/bash
# Feeds each reader of what comes from outside with anything, for so many seconds each, under
# libFuzzer and the address sanitizer, with 1 GiB of memory at most.
#
#     Tests/Fuzz/run.sh 60 lesson csv
#
# What stops a reader stays in .build-fuzz/found/TARGET: mend it, and put it into Tests/Fuzz/Corpus,
# whose files every test run reads. What was learned on the way stays in .build-fuzz/corpus.
set -u
seconds=${1:-60}
shift
targets=${*:-lesson front-matter predicate command csv arrays weights journal}
cd "$(dirname "$0")/../.." || exit 1
build=.build-fuzz
# Debian's usual linker for Swift, gold, fails on what the sanitizer makes.
linker=""
[ "$(uname -s)" = Linux ] && linker="-Xswiftc -use-ld=lld"
GRADUS_FUZZ=1 ${SWIFT:-swift} build -c release --scratch-path "$build" --product gradus-fuzz \
  --disable-index-store -Xswiftc -sanitize=fuzzer,address -Xswiftc -parse-as-library \
  -Xcc -fsanitize=fuzzer-no-link,address $linker >"$build.log" 2>&1 || {
  mkdir -p "$build"
  tail -n 20 "$build.log" >&2
  echo "The fuzzer cannot be built: it needs Swift's libFuzzer, which Linux has." >&2
  exit 1
}
program=$(find "$build" -type f -name gradus-fuzz -perm -u+x -path '*release*' | head -n 1)
status=0
for target in $targets; do
  mkdir -p "$build/corpus/$target" "$build/found/$target"
  echo "== $target, $seconds s"
  SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 GRADUS_FUZZ_TARGET=$target \
    "$program" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=1024 \
    -malloc_limit_mb=512 -max_len=8192 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix="$build/found/$target/" -dict=Tests/Fuzz/words.dict "$build/corpus/$target" \
    "Tests/Fuzz/Corpus/$target" 2>"$build/found/$target/log" || {
    status=1
    grep -E 'Fatal error|ERROR|SUMMARY|Precondition|Test unit written' "$build/found/$target/log"
  }
  grep -E 'number_of_executed_units|peak_rss_mb' "$build/found/$target/log"
done
exit $status
