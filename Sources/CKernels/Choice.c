#include "Variants.h"

#include <string.h>

const gradus_kernels *gradus_kernels_at(ptrdiff_t index) {
  const gradus_kernels *able[3] = {&gradus_kernels_portable};
  ptrdiff_t count = 1;
#if defined(__x86_64__)
  __builtin_cpu_init();
  bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  bool has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                    __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
  if (has_avx2) able[count++] = &gradus_kernels_avx2;
  if (has_avx2 && has_avx512) able[count++] = &gradus_kernels_avx512;
#elif defined(__aarch64__)
  able[count++] = &gradus_kernels_neon;
#endif
  return index >= 0 && index < count ? able[index] : NULL;
}

const gradus_kernels *gradus_kernels_best(void) {
  const gradus_kernels *best = &gradus_kernels_portable;
  for (ptrdiff_t i = 1; gradus_kernels_at(i); i++) best = gradus_kernels_at(i);
  return best;
}

const gradus_kernels *gradus_kernels_named(const char *name) {
  for (ptrdiff_t i = 0; gradus_kernels_at(i); i++)
    if (strcmp(gradus_kernels_at(i)->name, name) == 0) return gradus_kernels_at(i);
  return NULL;
}

bool gradus_activation_reads_input(gradus_activation f) {
  return reads_input(f);
}

size_t gradus_scratch_bytes(void) { return GRADUS_SCRATCH_BYTES; }

ptrdiff_t gradus_convolution_room(const gradus_convolution *sizes) {
  return room_of(sizes).end;
}
