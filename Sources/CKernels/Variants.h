// What the variants share with the file that chooses among them.
#ifndef GRADUS_VARIANTS_H
#define GRADUS_VARIANTS_H

#include "CKernels.h"

#define GRADUS_SCRATCH_BYTES (64 * 1024)

/// Whether the derivative of f is computed from its input and not from its output alone.
static inline bool reads_input(gradus_activation f) {
  return f >= gradus_activation_leaky_relu && f <= gradus_activation_softplus;
}

/// How many outputs a window has along one axis.
static inline ptrdiff_t outputs_along(ptrdiff_t size, ptrdiff_t kernel, ptrdiff_t stride,
                                      ptrdiff_t padding) {
  return (size + 2 * padding - kernel) / stride + 1;
}

enum { positions_at_once = 128 };

/// Where in a convolution's room everything is, in floats.
typedef struct room {
  /// The input with zeros around it, or the output's gradient with zeros around and between.
  ptrdiff_t plane;
  /// The panels of a product.
  ptrdiff_t packed;
  /// What each weight sees, for some positions.
  ptrdiff_t seen;
  /// Weights, or their gradients, in another order.
  ptrdiff_t weights;
  /// The offsets in the plane of the weights' factors, and of the outputs.
  ptrdiff_t terms, positions;
  ptrdiff_t end;
} room;

static inline room room_of(const gradus_convolution *s) {
  ptrdiff_t height = s->height + 2 * s->padding_height, width = s->width + 2 * s->padding_width;
  ptrdiff_t window = s->kernel_height * s->kernel_width;
  ptrdiff_t padded = s->channels * height * width;
  ptrdiff_t dilated =
      s->filters * (s->height + s->kernel_height - 1) * (s->width + s->kernel_width - 1);
  ptrdiff_t outputs = outputs_along(s->height, s->kernel_height, s->stride, s->padding_height) *
                      outputs_along(s->width, s->kernel_width, s->stride, s->padding_width);
  ptrdiff_t most = outputs > s->height * s->width ? outputs : s->height * s->width;
  // Vectors may read beyond the last number, and all begin at a cache line.
  enum { beyond = 64, line = 16 };
  room r = {.plane = 0};
#define AFTER(start, count) (((start) + (count) + line - 1) / line * line)
  r.packed = AFTER(r.plane, (padded > dilated ? padded : dilated) + beyond);
  r.seen = AFTER(r.packed, GRADUS_SCRATCH_BYTES / 4);
  r.weights = AFTER(r.seen, s->channels * window * (positions_at_once + line));
  r.terms = AFTER(r.weights, s->channels * window * s->filters + beyond);
  r.positions =
      AFTER(r.terms, (s->channels > s->filters ? s->channels : s->filters) * window);
  r.end = AFTER(r.positions, most + line);
#undef AFTER
  return r;
}

extern const gradus_kernels gradus_kernels_portable;
#if defined(__x86_64__)
extern const gradus_kernels gradus_kernels_avx2, gradus_kernels_avx512;
#elif defined(__aarch64__)
extern const gradus_kernels gradus_kernels_neon;
#endif

#endif
