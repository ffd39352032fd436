#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "CThreads.h"

#include <sched.h>
#include <stdio.h>
#include <unistd.h>

/// What `nproc` says.
static long online(void) {
#if defined(__linux__)
  cpu_set_t mine;
  if (sched_getaffinity(0, sizeof mine, &mine) == 0) return CPU_COUNT(&mine);
#endif
  return sysconf(_SC_NPROCESSORS_ONLN);
}

/// The quota of the control group that is mounted at the root, as containers see theirs: rounded
/// up; 0 where there is none.
static long quota(void) {
  FILE *file = fopen("/sys/fs/cgroup/cpu.max", "re");
  if (!file) return 0;
  long allowed = 0, period = 0;
  int found = fscanf(file, "%ld %ld", &allowed, &period);
  fclose(file);
  return found == 2 && allowed > 0 && period > 0 ? (allowed + period - 1) / period : 0;
}

ptrdiff_t gradus_available_threads(void) {
  long count = online(), limit = quota();
  if (limit > 0 && limit < count) count = limit;
  if (count > gradus_most_threads) count = gradus_most_threads;
  return count < 1 ? 1 : count;
}
