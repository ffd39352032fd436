// What the variants share with the file that chooses among them.
#ifndef GRADUS_VARIANTS_H
#define GRADUS_VARIANTS_H

#include "CKernels.h"

#define GRADUS_SCRATCH_BYTES (64 * 1024)

/// Whether the derivative of f is computed from its input and not from its output alone.
static inline bool reads_input(gradus_activation f) {
  return f >= gradus_activation_leaky_relu && f <= gradus_activation_softplus;
}

extern const gradus_kernels gradus_kernels_portable;
#if defined(__x86_64__)
extern const gradus_kernels gradus_kernels_avx2, gradus_kernels_avx512;
#elif defined(__aarch64__)
extern const gradus_kernels gradus_kernels_neon;
#endif

#endif
