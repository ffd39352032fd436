# Two short tables from the long ones that `swift package benchmark --grouping metric` prints: the
# median (p50) of each measurement.

$2 ~ /KernelBenchmarks:/ {
  name = $2
  gsub(/.*KernelBenchmarks:| *\*? *$/, "", name)
  gsub(/,/, "", $5)
  if (!(name in seen)) { seen[name] = 1; names[++count] = name }
  middle[name, metric] = $5 + 0
  next
}
NF == 1 && /[a-z]/ { metric = $0; sub(/ +$/, "", metric) }
END {
  # Letters of several bytes count as one.
  printf "\n%-52s %8s %10s %6s\n", "kernel, batch x in x out", "GFLOP/s", "peak here", "part"
  for (n = 1; n <= count; n++) {
    name = names[n]
    if ((name, "MFLOP/s") in middle) {
      wide = name; gsub(/[\200-\277]/, "", wide)
      printf "%s%*s %8.1f %10.1f %4d %%\n", name, 52 - length(wide), "", \
        middle[name, "MFLOP/s"] / 1000, middle[name, "Peak MFLOP/s"] / 1000, \
        middle[name, "% of the peak"]
    }
  }
  printf "\n%-20s %22s %22s %14s %18s\n", "", "allocations of a run", "of as many steps more", \
    "most kB", "of what must be"
  for (n = 1; n <= count; n++) {
    name = names[n]
    if ((name, "Allocations of a run") in middle)
      printf "%-20s %22d %22d %14d %16d %%\n", name, middle[name, "Allocations of a run"], \
        middle[name, "Allocations of a run twice as long, less those"], \
        middle[name, "Most kB at one time"], middle[name, "% of what must be there"]
  }
}
