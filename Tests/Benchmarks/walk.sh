#!/bin/bash
# How long one step of a walk takes: the digits' convolutional network, forward and back, every
# neuron of it, and operation by operation through a neuron of each layer.
#
#   Tests/Benchmarks/walk.sh [BATCH]       BATCH samples a pass, 32 if nothing is said
#
# Prints the median and the worst time of a command. The worst are those that begin a pass; of large
# batches (1797 is all of them), those that need the loss or the gradients of all samples.
set -euo pipefail
cd "$(dirname "$0")/../.."
gradus=${GRADUS:-.build/release/gradus}
batch=${1:-32}

network() {
  sed '/^train/q' Tests/Benchmarks/workloads/cnn8.gradus | grep -v '^train'
  echo "batch $batch"
}

# Values that the layers give, the loss as one more.
neurons=(1024 1024 256 512 512 128 128 10 1)

# Neuron by neuron there and back.
by_neuron() {
  network
  for direction in forward backward; do
    echo "time $direction neuron"
    total=-1
    for count in "${neurons[@]}"; do total=$((total + count)); done
    for _ in $(seq $total); do echo "time neuron"; done
  done
}

# Operation by operation through the first neurons of each layer, then the rest of it.
by_operation() {
  network
  for direction in forward backward; do
    echo "time $direction op"
    # The loss and the layers of few values are done within their neighbours' round.
    for _ in {1..7}; do
      for _ in {1..150}; do echo "time op"; done
      echo "finish"
    done
    # Behind the last round there is the loss.
    [ $direction = backward ] || echo "forward"
  done
}

times() {
  "$gradus" repl --plain | awk '
    /^it took/ {
      time = $3
      if ($4 == "microseconds") time /= 1000
      else if ($4 == "s") time *= 1000
      print time
    }'
}

# Of each step the least of three times, so that what else the machine does is left out.
report() {
  for run in 1 2 3; do "$2" | times > "$folder/$run"; done
  paste "$folder"/[123] | awk '{ least = $1; for (i = 2; i <= 3; i++) if ($i < least) least = $i; print least }' |
    sort -g > "$folder/sorted"
  count=$(wc -l < "$folder/sorted")
  printf '%-22s %6d steps   median %7.3f ms   worst %7.3f ms\n' "$1" "$count" \
    "$(sed -n "$(((count + 1) / 2))p" "$folder/sorted")" "$(tail -n 1 "$folder/sorted")"
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
report "neuron by neuron" by_neuron
report "operation by operation" by_operation
