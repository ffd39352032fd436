// x86-64 with AVX-512 (Skylake-X 2017, Zen 4 2022): thirty-two registers of sixteen floats.
#if defined(__x86_64__)
#include <immintrin.h>

#define GRADUS_VARIANT avx512
#define GRADUS_ROWS 12
#define GRADUS_PANELS 2
#define GRADUS_LANES "LanesAVX512.h"
#define GRADUS_PICKS
#define GRADUS_COMPRESSES

#define GRADUS_TARGET __attribute__((target("avx512f,avx512vl,avx512bw,avx512dq,avx2,fma")))

#pragma clang attribute push(GRADUS_TARGET, apply_to = function)
#include "Kernels/Table.h"
#pragma clang attribute pop
#endif
