#include "CProbe.h"

enum { chains = 12, links = 20000 };

#define MULTIPLY_ADDS(width, instructions)                                                  \
  instructions static float multiply_adds_##width(void) {                                   \
    typedef float vector __attribute__((ext_vector_type(width)));                           \
    vector sum[chains], factor = 0.5f, addend = 1;                                          \
    for (int c = 0; c < chains; c++) sum[c] = (vector)(float)c;                             \
    for (int l = 0; l < links; l++) {                                                       \
      _Pragma("clang loop unroll(full)") for (int c = 0; c < chains; c++) sum[c] =          \
          __builtin_elementwise_fma(sum[c], factor, addend);                                \
      __asm__ volatile("");                                                                 \
    }                                                                                       \
    for (int c = 1; c < chains; c++) sum[0] += sum[c];                                      \
    return sum[0][0];                                                                       \
  }

#if defined(__x86_64__)
MULTIPLY_ADDS(16, __attribute__((target("avx512f"))))
MULTIPLY_ADDS(8, __attribute__((target("avx2,fma"))))
static int width(void) {
  if (__builtin_cpu_supports("avx512f")) return 16;
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? 8 : 4;
}
#else
static int width(void) { return 4; }
#endif
MULTIPLY_ADDS(4, )

double probe_operations(void) { return 2.0 * chains * links * width(); }

float probe_multiply_adds(void) {
  switch (width()) {
#if defined(__x86_64__)
    case 16: return multiply_adds_16();
    case 8: return multiply_adds_8();
#endif
    default: return multiply_adds_4();
  }
}
