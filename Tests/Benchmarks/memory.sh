#!/bin/bash
# Measures how much memory a training run takes, as a ratio to what it must hold.
#
#   Tests/Benchmarks/memory.sh [options]
#
#   --gradus PATH    the program (.build/release/gradus)
#   --most RATIO     fail where a run's ratio is larger (1.2)
#
# What a run takes is the greatest resident memory of the process (VmHWM in /proc) after data were
# made, a network built and some steps trained in a fresh session, less that of a session that has
# printed one number: the program itself, its libraries and its start. What a run must hold is
#
#   parameters, gradients and the optimizer's arrays, each as long as the parameters;
#   the batch and the output of every layer for it, once;
#   inputs and targets of the data;
#
# at four bytes a number. The numbers of each network are counted by hand in this file.
#
# Beside that, undo keeps the parameters as they were before the training, which is a matter of
# the past, not of the run. The first ratio is that of what was taken less these; the last column
# is the ratio of all that was taken. Only Linux has /proc.
set -u
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
gradus=$root/.build/release/gradus
most=1.2
while [ $# -gt 0 ]; do
  case $1 in
  --gradus) gradus=$(realpath "$2") && shift ;;
  --most) most=$2 && shift ;;
  -h | --help) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" && exit 0 ;;
  *) echo "memory.sh: there is no option $1" >&2 && exit 2 ;;
  esac
  shift
done
[ -x "$gradus" ] || { echo "memory.sh: $gradus is not there: make build" >&2 && exit 2; }
[ -r /proc/self/status ] || { echo "memory.sh: this system has no /proc" >&2 && exit 2; }
work=$root/.build/bench
mkdir -p "$work"
cd "$work" || exit 1
[ -e mnist-size.csv ] || sh "$here/mnist-size.sh" "$root/Lessons/data/digits.csv" >mnist-size.csv

# peak SCRIPT: the greatest resident memory in bytes, once its last line has been done.
peak() {
  coproc session { exec "$gradus" repl --plain --threads 1 2>&1; }
  local line process=$session_PID
  printf '%s\nprint "finished", 1\n' "$1" >&"${session[1]}"
  while IFS= read -r -t 120 line <&"${session[0]}"; do
    [ "$line" != "finished 1" ] || break
    [[ ! $line =~ ^line\ [0-9]+:$ ]] || echo "memory.sh: refused at $line" >&2
  done
  awk '/^VmHWM/ { print $2 * 1024 }' "/proc/$process/status"
  exec {session[1]}>&-
  wait "$process" 2>/dev/null
}

idle=$(peak 'print 1')
failed=no
# report NAME PARAMETERS ARRAYS BATCH OUTPUTS SAMPLES WIDTH SCRIPT: how many parameters, arrays as
# long, samples in a batch, numbers of a sample's input and outputs, samples, numbers of a sample
# and its target.
report() {
  local took
  took=$(peak "$8")
  awk -v name="$1" -v most="$most" -v took="$((took - idle))" -v past="$((4 * $2))" \
    -v learned="$((4 * $2 * $3))" -v batch="$((4 * $4 * $5))" -v data="$((4 * $6 * $7))" 'BEGIN {
      all = learned + batch + data
      printf "%-24s %8.1f %8.1f %8.1f %8.1f %8.1f %8.1f %7.2f x %7.2f x\n", name,
        learned / 1048576, batch / 1048576, data / 1048576, all / 1048576, took / 1048576,
        past / 1048576, (took - past) / all, took / all
      exit (took - past) / all > most
    }' || failed=yes
}

printf 'Idle: %s MiB. In MiB:\n' "$((idle >> 20))"
printf '%-24s %8s %8s %8s %8s %8s %8s %9s %9s\n' '' learned batch data together taken past \
  run 'with past'

report "linear, Adam" 5808130 4 128 $((784 + 4 * 2048 + 2)) 1792 785 '
data bars n=1792 size=28
input 784
add linear 2048
add relu
add linear 2048
add relu
add linear 2
loss cross_entropy
optimizer adam lr=0.001
batch 128
train 20 steps'

report "two convolutions, Adam" 20490 4 64 44698 1792 785 '
data load mnist-size.csv target=label kind=classes
input 1 28 28
add conv2d 16 kernel=3 padding=1
add relu
add max_pool2d 2
add conv2d 32 kernel=3 padding=1
add relu
add max_pool2d 2
add flatten
add linear 10
loss cross_entropy
optimizer adam lr=0.001
batch 64
train 10 steps'

report "large data, SGD" 25186 2 64 $((784 + 2 * 32 + 2)) 100000 785 '
data bars n=100000 size=28
input 784
add linear 32
add relu
add linear 2
loss cross_entropy
optimizer sgd lr=0.1
batch 64
train 20 steps'

report "mnist-size, Adam" 535818 4 128 $((784 + 2 * 512 + 2 * 256 + 10)) 1792 785 "
$(sed '/^time train/d; /^print/d' "$here/workloads/mnist-size.gradus")"
[ $failed = no ]
