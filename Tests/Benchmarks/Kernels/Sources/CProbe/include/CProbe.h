/// What the benchmarks need to know of the machine: its peak, and every allocation.
#ifndef GRADUS_CPROBE_H
#define GRADUS_CPROBE_H

#include <stdbool.h>
#include <stdint.h>

/// The floating-point operations in one call of `probe_multiply_adds`.
double probe_operations(void);

/// Does independent chains of fused multiply-adds, as wide as the processor has them and as many
/// as hide the instruction's latency: nothing can be faster, and a product does the same.
float probe_multiply_adds(void);

/// Whether allocations are counted here: on Linux with the GNU C library.
bool probe_counts_allocations(void);

/// How many times memory was asked for since the process began: by malloc, calloc, realloc,
/// posix_memalign, aligned_alloc and memalign, in this program and every library it uses.
uint64_t probe_allocations(void);

/// The bytes that are allocated now.
int64_t probe_bytes(void);

/// The most bytes that were allocated at one time since `probe_forget_peak`.
int64_t probe_peak_bytes(void);

void probe_forget_peak(void);

#endif
