#!/bin/bash
# Measures how fast Gradus trains, beside its peers, on one core, and how fast its kernels are.
#
#   Tests/Benchmarks/run.sh [options] [workload ...]
#
#   --quick          2 short rounds: a first look, not a result
#   --rounds N       how often each is measured (9)
#   --seconds S      how long one measurement of a peer lasts (0.5)
#   --core N         the core that all are pinned to, where taskset is there (the last one)
#   --gradus PATH    the program (.build/release/gradus)
#   --python PATH    a Python that has the peers (python3; or the variable PYTHON)
#   --no-kernels     leave out the kernels
#
# A workload is a script in workloads/, which Gradus runs as a user would: `time train N steps`
# says how long it took. peers.py (NumPy, JAX, PyTorch) and fann.c (FANN) do the same work, from
# the same start, on the same batches in the same order; the table shows each one's loss after the
# script's first steps, and says where it differs. Whatever is not installed is left out, and the
# end of the table says why.
#
# On a machine of more than one core, Gradus alone is measured again: with --threads 1 on one core
# and with --threads 2 on two, in turn. Nothing else may run on the second core then; where the
# load is not low, the first line of the output says so.
#
# Machines are noisy, and the noise lasts longer than one measurement. So all are measured in turn,
# A B C A B C, and a ratio is the median of the ratios within each round. Peers are started once
# and wait for their turn; Gradus is started each time. Root's measurements go before whatever else
# runs. Every measurement is kept as a JSON line in .build/bench/results.jsonl.
set -u
[ "${BASH_VERSINFO[0]}" -ge 5 ] || {
  echo "run.sh: this is bash $BASH_VERSION, and it needs bash 5" >&2
  exit 2
}
export LC_ALL=C
trap '' PIPE

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$root/.build/bench
rounds=9
seconds=0.5
divide=1
core=
gradus=$root/.build/release/gradus
python=${PYTHON:-python3}
with_kernels=yes
workloads=()
while [ $# -gt 0 ]; do
  case $1 in
  --quick) rounds=2 seconds=0.2 divide=5 ;;
  --rounds) rounds=$2 && shift ;;
  --seconds) seconds=$2 && shift ;;
  --core) core=$2 && shift ;;
  --gradus) gradus=$(realpath "$2") && shift ;;
  --python) python=$2 && shift ;;
  --no-kernels) with_kernels=no ;;
  -h | --help) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" && exit 0 ;;
  -*) echo "run.sh: there is no option $1" >&2 && exit 2 ;;
  *) workloads+=("$1") ;;
  esac
  shift
done
[ ${#workloads[@]} -gt 0 ] || workloads=(xor spiral digits mnist-size cnn8 cnn28)
for workload in "${workloads[@]}"; do
  [ -e "$here/workloads/$workload.gradus" ] || {
    echo "run.sh: there is no workload $workload" >&2
    exit 2
  }
done
[ -x "$gradus" ] || {
  echo "run.sh: $gradus is not there: make build" >&2
  exit 2
}

rm -rf "$work"
mkdir -p "$work"
cd "$work" || exit 1
results=$work/results.jsonl
skipped=$work/skipped
: >"$results"
: >"$skipped"
skip() { grep -qxF "  $1: $2" "$skipped" || echo "  $1: $2" >>"$skipped"; }

# MARK: The machine

cores=$(getconf _NPROCESSORS_ONLN)
[ -n "$core" ] || core=$((cores - 1))
priority=()
pin=()
pinned="not pinned to a core, as there is no taskset"
if [ "$(nice -n -15 nice 2>/dev/null)" = -15 ]; then
  priority=(nice -n -15)
fi
if command -v taskset >/dev/null && taskset -c "$core" true 2>/dev/null; then
  pin=(taskset -c "$core")
  pinned="pinned to core $core"
fi
pin=("${priority[@]}" "${pin[@]}")
[ ${#priority[@]} = 0 ] || pinned="$pinned, at high priority"
model=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -1)
[ -n "$model" ] || model=$(sysctl -n machdep.cpu.brand_string 2>/dev/null || uname -m)
instructions=$(
  grep -m1 '^flags' /proc/cpuinfo 2>/dev/null | tr ' ' '\n' | grep -xE 'avx2|fma|avx512f' | xargs)
echo "Machine: $model, $cores cores${instructions:+ ($instructions)}, $(uname -sr)"
load=$(uptime | sed 's/.*average[s]*: //')
echo "One core, $pinned; $rounds rounds; load before: $load"
awk -v load="${load%%[, ]*}" 'BEGIN {
  if (load > 0.7) print "Something else is running: only the ratios say anything, and not much."
}'
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1

# MARK: Who is there

sh "$here/mnist-size.sh" "$root/Lessons/data/digits.csv" >mnist-size.csv

peers=()
if ! command -v "$python" >/dev/null; then
  skip "NumPy, JAX, PyTorch" "$python is not installed"
else
  for peer in numpy jax torch; do
    if "$python" -c "import numpy, $peer" 2>/dev/null; then
      peers+=("$peer")
      [ $peer = numpy ] || peers+=("$peer-tuned")
    else
      skip "$peer" "not installed for $python (pip install numpy 'jax[cpu]' torch)"
    fi
  done
fi
if cc -O2 -march=native "$here/fann.c" -lfloatfann -lm -o fann 2>fann.log; then
  peers+=(fann)
elif grep -q 'floatfann' fann.log; then
  skip FANN "not installed (Debian: libfann-dev)"
else
  skip FANN "$(head -1 fann.log)"
fi

threads=no
if "$gradus" repl --help | grep -q -- --threads; then
  threads=yes
else
  skip "two threads" "this gradus computes with one"
fi

# MARK: Measuring

declare -A to from pid
# start NAME WORKLOAD: starts a peer that waits for its turn, and has it measure once for nothing.
start() {
  local in=$work/$1.in out=$work/$1.out command line
  rm -f "$in" "$out"
  mkfifo "$in" "$out"
  if [ "$1" = fann ]; then
    command=("$work/fann" "$2" "$seconds" "$root/Lessons/data/digits.csv")
  else
    command=("$python" "$here/peers.py" "$1" "$2" --seconds "$seconds"
      --digits "$root/Lessons/data/digits.csv" --mnist-size "$work/mnist-size.csv")
  fi
  "${pin[@]}" "${command[@]}" <"$in" >"$out" 2>"$work/$1.log" &
  pid[$1]=$!
  # shellcheck disable=SC1083,SC2086,SC2093 # it knows no descriptors in arrays
  exec {to[$1]}>"$in" {from[$1]}<"$out"
  measure "$1" line || {
    stop "$1"
    line=$(tail -1 "$work/$1.log")
    skip "$1" "${line:-gave no answer in $2 for two minutes}"
    return 1
  }
}

# measure NAME VARIABLE: its JSON line.
measure() {
  { echo >&"${to[$1]}"; } 2>/dev/null
  IFS= read -r -t 120 "$2" <&"${from[$1]}"
}

# A peer would end at the end of its input; but the peers started after it hold that open too.
stop() {
  local input=${to[$1]} output=${from[$1]}
  exec {input}>&- {output}<&-
  kill "${pid[$1]}" 2>/dev/null
  wait "${pid[$1]}" 2>/dev/null
  unset "pid[$1]"
}
trap 'for peer in "${!pid[@]}"; do kill "${pid[$peer]}" 2>/dev/null; done' EXIT

# measure_gradus NAME WORKLOAD THREADS VARIABLE: runs the script, and says what it said as a JSON
# line; 1 and the reason in the variable where it was refused.
measure_gradus() {
  local name=$1 workload=$2 script steps text took check first
  local -n answer=$4
  script=$here/workloads/$workload.gradus
  steps=$(sed -n 's/^time train \([0-9]*\) steps$/\1/p' "$script")
  steps=$((steps / divide))
  first=$(sed -n 's/^train \([0-9]*\) steps$/\1/p' "$script")
  if ! text=$(sed "s/^time train .*/time train $steps steps/" "$script" |
    GRADUS_THREADS=$3 "${alone[@]}" "$gradus" repl --plain 2>&1); then
    # The reason stands behind the marks below the command.
    answer=$(sed -n 's/^ *^^* *//p' <<<"$text" | head -1)
    answer="refused: ${answer:-$(tail -1 <<<"$text")}"
    return 1
  fi
  took=$(awk '
    /it took/ {
      for (i = 1; i < NF; i++) if ($i == "took") { value = $(i + 1); unit = $(i + 2) }
      print value * (unit ~ /^ms/ ? 1e-3 : unit ~ /^micro/ ? 1e-6 : 1)
    }' <<<"$text")
  # The script prints a thousand times the loss, for more digits.
  check=$(sed -n 's/^check \([0-9.e+-]*\)$/\1/p' <<<"$text")
  if [ -z "$took" ] || [ -z "$check" ]; then
    answer="its answer could not be read: $(tail -1 <<<"$text")"
    return 1
  fi
  answer=$(awk -v name="$name" -v workload="$workload" -v steps="$steps" -v took="$took" \
    -v first="$first" -v check="$check" 'BEGIN {
      printf "{\"peer\": \"%s\", \"workload\": \"%s\", \"steps_per_second\": %.1f, ", name,
        workload, steps / took
      printf "\"steps\": %d, \"seconds\": %s, \"check_steps\": %d, \"check_loss\": %.9f}\n", steps,
        took, first, check / 1000
    }')
}

keep() { echo "{\"round\": $1, ${2#\{}" >>"$results"; }

for workload in "${workloads[@]}"; do
  alone=("${pin[@]}")
  there=()
  learns=yes
  # What Gradus refuses is measured for the peers alone.
  measure_gradus gradus "$workload" 1 line || {
    learns=no
    skip "gradus in $workload" "$line"
  }
  for peer in ${peers[@]+"${peers[@]}"}; do
    [[ $peer = *-tuned && $workload != cnn* ]] && continue
    start "$peer" "$workload" && there+=("$peer")
  done
  for ((round = 1; round <= rounds; round++)); do
    [ ! -t 2 ] || printf '\r\033[K%s, round %d of %d ' "$workload" "$round" "$rounds" >&2
    [ $learns = no ] || {
      measure_gradus gradus "$workload" 1 line && keep "$round" "$line"
    }
    answering=()
    for peer in ${there[@]+"${there[@]}"}; do
      if measure "$peer" line; then
        keep "$round" "$line"
        answering+=("$peer")
      else
        stop "$peer"
        skip "$peer" "stopped answering in $workload: $(tail -1 "$work/$peer.log")"
      fi
    done
    there=("${answering[@]}")
  done
  for peer in ${there[@]+"${there[@]}"}; do stop "$peer"; done
  # Two threads on two cores against one on one, in turn.
  if [ "$cores" -gt 1 ] && [ $learns = yes ] && [ $threads = yes ]; then
    for ((round = 1; round <= (rounds + 1) / 2; round++)); do
      alone=("${pin[@]}")
      measure_gradus "1 thread" "$workload" 1 line && keep "$round" "$line"
      alone=("${priority[@]}")
      ! command -v taskset >/dev/null || alone+=(taskset -c "$((core == 0 ? 1 : core - 1)),$core")
      measure_gradus "2 threads" "$workload" 2 line && keep "$round" "$line"
    done
  fi
done
[ ! -t 2 ] || printf '\r\033[K' >&2

# MARK: The tables

awk -f "$here/table.awk" "$results"

# MARK: From start to a trained XOR, as a whole process

sed 's/^time train .*/train 1000 steps/' "$here/workloads/xor.gradus" >first.gradus
starts=()
alone=("${pin[@]}")
for ((round = 0; round < 5 + 2 * rounds; round++)); do
  before=${EPOCHREALTIME/./}
  "${alone[@]}" "$gradus" repl --plain <first.gradus >/dev/null 2>&1
  starts+=("$((${EPOCHREALTIME/./} - before))")
done
printf '%s\n' "${starts[@]}" | sort -n | awk '
  { took[NR] = $1 / 1000 }
  END {
    printf "\nFrom the start of the program to a trained XOR (1,000 steps): median %.1f ms, ",
      took[int((NR + 1) / 2)]
    printf "best %.1f ms\n", took[1]
  }'

# MARK: The kernels

# The middle of many measurements, from the tables that `swift package benchmark` prints.
kernels() {
  local package=(swift package --package-path "$here/Kernels"
    --scratch-path "$root/.build/kernels" benchmark)
  "${package[@]}" list >kernels.log 2>&1 || return 1
  "${pin[@]}" "${package[@]}" --no-progress --grouping metric >kernels.txt 2>>kernels.log ||
    return 1
  awk -F '│' -f "$here/kernels.awk" kernels.txt
}

if [ $with_kernels = no ]; then
  skip kernels "--no-kernels"
else
  kernels || skip kernels "$(grep -m1 error kernels.log || tail -1 kernels.log)"
fi

[ ! -s "$skipped" ] || {
  echo
  echo "Skipped:"
  cat "$skipped"
}
