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

/// Rows and columns of a convolution's input with the zeros around it, and of its output.
static inline ptrdiff_t padded_height(const gradus_convolution *s) {
  return s->height + 2 * s->padding_height + s->more_height;
}
static inline ptrdiff_t padded_width(const gradus_convolution *s) {
  return s->width + 2 * s->padding_width + s->more_width;
}
static inline ptrdiff_t output_rows(const gradus_convolution *s) {
  return outputs_along(padded_height(s), s->kernel_height, s->stride_height, 0);
}
static inline ptrdiff_t output_columns(const gradus_convolution *s) {
  return outputs_along(padded_width(s), s->kernel_width, s->stride_width, 0);
}

enum { positions_at_once = 128 };

/// How many samples share a tile of positions: small planes do.
static inline ptrdiff_t samples_at_once(ptrdiff_t positions) {
  return positions < positions_at_once ? positions_at_once / positions : 1;
}

enum { line = 16 };

static inline ptrdiff_t whole_lines(ptrdiff_t n) { return (n + line - 1) / line * line; }

/// Where in a convolution's room everything is, in floats.
typedef struct room {
  /// The input with zeros around it, or the output's gradient with zeros around and between.
  ptrdiff_t plane;
  /// The panels of a product.
  ptrdiff_t packed;
  /// What each weight sees, and ones for the bias, for some positions.
  ptrdiff_t seen;
  /// Weights, or their gradients, in another order, and the bias's.
  ptrdiff_t weights;
  /// The offsets in the plane of the weights' factors, and of the outputs.
  ptrdiff_t terms, positions;
  /// With the channels last: padded inputs or their gradient, weights or theirs, the output's
  /// gradient; what of it is not zero, and where it belongs; the offsets of positions and filters;
  /// where their parts of the list end.
  ptrdiff_t last, last_weights, turned, factors, offsets, last_positions, filters, ends;
  ptrdiff_t end;
} room;

/// The sizes of what has its channels last.
typedef struct last_sizes {
  ptrdiff_t plane, weights, turned, listed, table;
} last_sizes;

static inline last_sizes last_sizes_of(const gradus_convolution *s) {
  ptrdiff_t height = padded_height(s), width = padded_width(s);
  ptrdiff_t channels = whole_lines(s->channels), filters = whole_lines(s->filters);
  ptrdiff_t outputs = output_rows(s) * output_columns(s);
  ptrdiff_t samples = samples_at_once(outputs);
  return (last_sizes){samples * channels * height * width,
                      s->filters * channels * s->kernel_height * s->kernel_width,
                      outputs * filters, samples * outputs * filters + line,
                      (outputs > filters ? outputs : filters) + line};
}

/// Whether there is room for channels that come last: few would leave most lanes idle, and many
/// large planes no longer fit a cache.
static inline bool has_channels_last(const gradus_convolution *s) {
  enum { few = 8, large = 1 << 21 };
  if (s->channels < few) return false;
  last_sizes sizes = last_sizes_of(s);
  return sizes.plane <= large && sizes.weights <= large && sizes.listed <= large;
}

static inline room room_of(const gradus_convolution *s) {
  ptrdiff_t height = padded_height(s), width = padded_width(s);
  ptrdiff_t window = s->kernel_height * s->kernel_width;
  ptrdiff_t padded = s->channels * height * width;
  ptrdiff_t dilated =
      s->filters * (s->height + s->kernel_height - 1) * (s->width + s->kernel_width - 1);
  ptrdiff_t outputs = output_rows(s) * output_columns(s);
  ptrdiff_t most = outputs > s->height * s->width ? outputs : s->height * s->width;
  last_sizes sizes = has_channels_last(s) ? last_sizes_of(s) : (last_sizes){0, 0, 0, 0, 0};
  // Vectors may read beyond the last number, and all begin at a cache line.
  enum { beyond = 64 };
  room r = {.plane = 0};
#define AFTER(start, count) whole_lines((start) + (count))
  r.packed = AFTER(r.plane, (padded > dilated ? padded : dilated) + beyond);
  r.seen = AFTER(r.packed, GRADUS_SCRATCH_BYTES / 4);
  ptrdiff_t depth = s->channels * window;
  r.weights = AFTER(r.seen, (depth + 1) * (positions_at_once + line));
  r.terms = AFTER(r.weights, (depth + 1) * s->filters + beyond);
  r.positions =
      AFTER(r.terms, (s->channels > s->filters ? s->channels : s->filters) * window);
  r.last = AFTER(r.positions, most + line);
  r.last_weights = AFTER(r.last, sizes.plane);
  r.turned = AFTER(r.last_weights, sizes.weights);
  r.factors = AFTER(r.turned, sizes.turned);
  r.offsets = AFTER(r.factors, sizes.listed);
  r.last_positions = AFTER(r.offsets, sizes.listed);
  r.filters = AFTER(r.last_positions, sizes.table);
  r.ends = AFTER(r.filters, sizes.table);
  r.end = AFTER(r.ends, sizes.table);
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
