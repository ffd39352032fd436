#!/bin/sh
# Compiles the kernels and their tests and runs them: every variant that the processor has,
# against the naive specification, bit for bit.
#
#   run.sh [native|aarch64|sanitize|bench] [arguments of the program]
#
# aarch64 needs a cross compiler's libraries and an emulator (Debian: gcc-aarch64-linux-gnu,
# qemu-user). CLANG names another compiler than the clang in the path.
set -eu
cd "$(dirname "$0")"
mode=${1:-native}
[ $# -gt 0 ] && shift
clang=${CLANG:-clang}
kernels=../../Sources/CKernels
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
flags="-std=gnu17 -Wall -Wextra -Werror -I$kernels/include"
tests="NaiveFunctions.c NaiveSpecification.c NaiveConvolution.c Harness.c ProductTests.c
  ConvolutionTests.c ElementTests.c ArrayTests.c
  FunctionTests.c main.c"

case $mode in
native)
  $clang $flags -O2 $kernels/*.c $tests -lm -o "$build/test"
  "$build/test" "$@"
  ;;
sanitize)
  $clang $flags -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
    $kernels/*.c $tests -lm -o "$build/test"
  "$build/test" "$@"
  ;;
aarch64)
  root=/usr/aarch64-linux-gnu
  if ! command -v qemu-aarch64 >/dev/null; then
    echo "run.sh: qemu-aarch64 is not installed (Debian: qemu-user)" >&2
    exit 2
  fi
  if [ ! -d $root/lib ] || ! command -v aarch64-linux-gnu-gcc >/dev/null; then
    echo "run.sh: no libraries for aarch64 (Debian: gcc-aarch64-linux-gnu)" >&2
    exit 2
  fi
  for source in $kernels/*.c $tests; do
    $clang --target=aarch64-linux-gnu -isystem $root/include $flags -O2 -c "$source" \
      -o "$build/$(basename "$source" .c).o"
  done
  aarch64-linux-gnu-gcc -static "$build"/*.o -lm -o "$build/test"
  qemu-aarch64 "$build/test" "$@"
  ;;
bench)
  $clang $flags -O2 $kernels/*.c bench.c -lm -o "$build/bench"
  "$build/bench" "$@"
  ;;
*)
  echo "run.sh: native, aarch64, sanitize or bench, not $mode" >&2
  exit 2
  ;;
esac
