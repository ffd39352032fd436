// x86-64 with AVX2 and FMA (Haswell 2013, Zen 2017): sixteen registers of eight floats.
#if defined(__x86_64__)
#include <immintrin.h>

#define GRADUS_VARIANT avx2
#define GRADUS_ROWS 6
#define GRADUS_PANELS 1
#define GRADUS_LANES "LanesAVX2.h"
#define GRADUS_PICKS

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "Kernels/Table.h"
#pragma clang attribute pop
#endif
