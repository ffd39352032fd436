# The tables of run.sh, from one JSON line for each measurement: for each workload everybody's median
# steps a second, how many times as fast Gradus was (the median of the ratios within each round), and
# the loss after the first steps, with a word where it is not Gradus's.

function field(name,  text) {
  if (!match($0, "\"" name "\": (\"[^\"]*\"|[^,}]*)")) return ""
  text = substr($0, RSTART + length(name) + 4, RLENGTH - length(name) - 4)
  gsub(/"/, "", text)
  return text
}
function sorted(list, into,  n, i, j, kept) {
  n = split(list, into, " ")
  for (i = 2; i <= n; i++) {
    kept = into[i] + 0
    for (j = i - 1; j > 0 && into[j] + 0 > kept; j--) into[j + 1] = into[j]
    into[j + 1] = kept
  }
  return n
}
function median(list,  values, n) {
  n = sorted(list, values)
  if (n == 0) return 0
  return n % 2 ? values[(n + 1) / 2] + 0 : (values[n / 2] + values[n / 2 + 1]) / 2
}
function range(list,  values, n) {
  n = sorted(list, values)
  return number(values[1]) " to " number(values[n])
}
function number(x,  text, out) {
  if (x < 100) return sprintf("%.1f", x)
  text = sprintf("%.0f", x)
  while (length(text) > 3) {
    out = "," substr(text, length(text) - 2) out
    text = substr(text, 1, length(text) - 3)
  }
  return text out
}
function ratios(workload, one, other,  round, list) {
  for (round = 1; round <= rounds; round++)
    if (((workload, one, round) in rate) && ((workload, other, round) in rate))
      list = list " " rate[workload, one, round] / rate[workload, other, round]
  return median(list)
}
{
  workload = field("workload"); peer = field("peer"); round = field("round") + 0
  if (!((workload, peer) in rates)) order[workload] = order[workload] "\n" peer
  if (!(workload in seen)) { seen[workload] = 1; names[++count] = workload }
  if (round > rounds) rounds = round
  rate[workload, peer, round] = field("steps_per_second")
  rates[workload, peer] = rates[workload, peer] " " field("steps_per_second")
  loss[workload, peer] = field("check_loss")
  steps[workload] = field("check_steps")
}
END {
  line = "%-11s %-20s %11s  %-24s %8s   %s\n"
  printf "\n" line, "workload", "", "steps/s", "from slowest to fastest", "gradus", "loss"
  for (w = 1; w <= count; w++) {
    workload = names[w]
    peers = split(substr(order[workload], 2), who, "\n")
    best = ""; plain = ""
    for (p = 1; p <= peers; p++) {
      if (who[p] ~ /thread/) continue
      ratio = ratios(workload, "gradus", who[p])
      ratio = ratio == 0 || who[p] == "gradus" ? "" : sprintf("%.2f x", ratio)
      value = loss[workload, who[p]] + 0; ours = loss[workload, "gradus"] + 0
      off = ours > 0 ? (value - ours) / ours : 0
      if (loss[workload, who[p]] == "null") note = "other functions: see the source"
      else {
        note = sprintf("%.6f", value)
        if (p == 1) note = note " after " steps[workload] " steps"
        else if (off > 0.001 || off < -0.001) {
          note = note sprintf("  DIFFERS by %.1f %%", 100 * off); differs = 1
        }
      }
      printf line, p == 1 ? workload : "", who[p], number(median(rates[workload, who[p]])), \
        range(rates[workload, who[p]]), ratio, note
      if (who[p] == "gradus") continue
      speed = median(rates[workload, who[p]])
      if (best == "" || speed > median(rates[workload, best])) best = who[p]
      if (who[p] !~ /-tuned/ && (plain == "" || speed > median(rates[workload, plain])))
        plain = who[p]
    }
    if (best != "" && (workload, "gradus") in rates) {
      summary = summary sprintf("  %-11s %6.2f x %s", workload, \
        ratios(workload, "gradus", best), best)
      if (plain != best && plain != "")
        summary = summary sprintf(", %.2f x %s", ratios(workload, "gradus", plain), plain)
      summary = summary "\n"
    }
    if ((workload, "2 threads") in rates)
      cores = cores sprintf("  %-11s %6.2f x (%s steps/s)\n", workload, \
        ratios(workload, "2 threads", "1 thread"), \
        number(median(rates[workload, "2 threads"])))
  }
  if (summary != "") printf "\nGradus against the best peer:\n%s", summary
  if (cores != "") printf "\nGradus with two threads on two cores, against one on one:\n%s", cores
  if (differs) print "\nA loss differs: whoever it belongs to did other work."
}
