// The functions below take the place of the C library's own in the whole process, the Swift
// runtime included: the dynamic linker looks for a name in the program first. They count, and call
// the originals by their other names.

#define _GNU_SOURCE
#include "CProbe.h"

#include <stddef.h>
#include <stdlib.h>

#if defined(__GLIBC__)

#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static atomic_ullong count;
static atomic_llong bytes, peak;

static void *counted(void *memory) {
  atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
  if (!memory) return memory;
  long long size = (long long)malloc_usable_size(memory);
  long long now = atomic_fetch_add_explicit(&bytes, size, memory_order_relaxed) + size;
  long long most = atomic_load_explicit(&peak, memory_order_relaxed);
  while (now > most && !atomic_compare_exchange_weak_explicit(
                           &peak, &most, now, memory_order_relaxed, memory_order_relaxed))
    continue;
  return memory;
}

static void given_back(void *memory) {
  if (memory)
    atomic_fetch_sub_explicit(&bytes, (long long)malloc_usable_size(memory), memory_order_relaxed);
}

void *malloc(size_t size) { return counted(__libc_malloc(size)); }

void *calloc(size_t number, size_t size) { return counted(__libc_calloc(number, size)); }

void *realloc(void *memory, size_t size) {
  given_back(memory);
  return counted(__libc_realloc(memory, size));
}

void *memalign(size_t alignment, size_t size) { return counted(__libc_memalign(alignment, size)); }

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **memory, size_t alignment, size_t size) {
  if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0) return EINVAL;
  *memory = memalign(alignment, size);
  return *memory ? 0 : ENOMEM;
}

void free(void *memory) {
  given_back(memory);
  __libc_free(memory);
}

bool probe_counts_allocations(void) { return true; }
uint64_t probe_allocations(void) { return atomic_load(&count); }
int64_t probe_bytes(void) { return atomic_load(&bytes); }
int64_t probe_peak_bytes(void) { return atomic_load(&peak); }
void probe_forget_peak(void) { atomic_store(&peak, atomic_load(&bytes)); }

#else

bool probe_counts_allocations(void) { return false; }
uint64_t probe_allocations(void) { return 0; }
int64_t probe_bytes(void) { return 0; }
int64_t probe_peak_bytes(void) { return 0; }
void probe_forget_peak(void) {}

#endif
