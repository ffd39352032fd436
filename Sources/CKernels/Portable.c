#include "CKernels.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

// The plain loops: what every variant must equal.

static float apply(gradus_activation f, float z) {
  switch (f) {
  case gradus_activation_relu: return z <= 0 ? 0 : z;
  case gradus_activation_sigmoid: return 1 / (1 + expf(-z));
  case gradus_activation_tanh: return tanhf(z);
  default: return z;
  }
}

static void linear_forward(ptrdiff_t batch, ptrdiff_t in, ptrdiff_t out, const float *x,
                           const float *w, const float *bias, float *y, float *z,
                           ptrdiff_t stride, gradus_activation f, float a, void *scratch) {
  (void)a, (void)scratch;
  for (ptrdiff_t b = 0; b < batch; b++)
    for (ptrdiff_t o = 0; o < out; o++) {
      float sum = bias ? bias[o] : 0;
      for (ptrdiff_t i = 0; i < in; i++) sum = fmaf(x[b * in + i], w[o * in + i], sum);
      if (z) z[b * stride + o] = sum;
      y[b * stride + o] = apply(f, sum);
    }
}

static void linear_backward_weights(ptrdiff_t batch, ptrdiff_t in, ptrdiff_t out,
                                    const float *dz, ptrdiff_t stride, const float *x, float *dw,
                                    float *db, bool accumulate, void *scratch) {
  (void)scratch;
  for (ptrdiff_t o = 0; o < out; o++) {
    for (ptrdiff_t i = 0; i < in; i++) {
      float sum = accumulate ? dw[o * in + i] : 0;
      for (ptrdiff_t b = 0; b < batch; b++) sum = fmaf(dz[b * stride + o], x[b * in + i], sum);
      dw[o * in + i] = sum;
    }
    if (!db) continue;
    float sum = accumulate ? db[o] : 0;
    for (ptrdiff_t b = 0; b < batch; b++) sum += dz[b * stride + o];
    db[o] = sum;
  }
}

static void linear_backward_input(ptrdiff_t batch, ptrdiff_t in, ptrdiff_t out, const float *dz,
                                  const float *w, float *dx, ptrdiff_t stride, void *scratch) {
  (void)scratch;
  for (ptrdiff_t b = 0; b < batch; b++)
    for (ptrdiff_t i = 0; i < in; i++) {
      float sum = 0;
      for (ptrdiff_t o = 0; o < out; o++) sum = fmaf(dz[b * out + o], w[o * stride + i], sum);
      dx[b * stride + i] = sum;
    }
}

static void activation_forward(gradus_activation f, float a, ptrdiff_t n, const float *z,
                               float *y) {
  (void)a;
  for (ptrdiff_t i = 0; i < n; i++) y[i] = apply(f, z[i]);
}

static void activation_backward(gradus_activation f, float a, ptrdiff_t n, const float *z,
                                const float *y, const float *dy, float *dz) {
  (void)a, (void)z;
  for (ptrdiff_t i = 0; i < n; i++)
    switch (f) {
    case gradus_activation_relu: dz[i] = y[i] <= 0 ? 0 : dy[i]; break;
    case gradus_activation_sigmoid: dz[i] = (dy[i] * (1 - y[i])) * y[i]; break;
    case gradus_activation_tanh: dz[i] = dy[i] * fmaf(-y[i], y[i], 1); break;
    default: dz[i] = dy[i];
    }
}

typedef struct lanes {
  float lane[16];
} lanes;

static float tree(lanes s) {
  for (int width = 8; width; width /= 2)
    for (int l = 0; l < width; l++) s.lane[l] += s.lane[l + width];
  return s.lane[0];
}

static float maximum(ptrdiff_t n, const float *x) {
  float greatest = -INFINITY;
  for (ptrdiff_t i = 0; i < n; i++) greatest = greatest != greatest || x[i] <= greatest ? greatest : x[i];
  return greatest;
}

static void softmax_forward(ptrdiff_t rows, ptrdiff_t columns, const float *z, float *y) {
  for (ptrdiff_t r = 0; r < rows; r++, z += columns, y += columns) {
    float greatest = maximum(columns, z);
    lanes s = {{0}};
    for (ptrdiff_t c = 0; c < columns; c++) s.lane[c % 16] += y[c] = expf(z[c] - greatest);
    float factor = 1 / tree(s);
    for (ptrdiff_t c = 0; c < columns; c++) y[c] *= factor;
  }
}

static float dot(ptrdiff_t n, const float *x, const float *y) {
  lanes s = {{0}};
  for (ptrdiff_t i = 0; i < n; i++) s.lane[i % 16] = fmaf(x[i], y[i], s.lane[i % 16]);
  return tree(s);
}

static void softmax_backward(ptrdiff_t rows, ptrdiff_t columns, const float *y, const float *dy,
                             float *dz) {
  for (ptrdiff_t r = 0; r < rows; r++, y += columns, dy += columns, dz += columns) {
    float mean = dot(columns, y, dy);
    for (ptrdiff_t c = 0; c < columns; c++) dz[c] = y[c] * (dy[c] - mean);
  }
}

static float squared_error(ptrdiff_t n, const float *p, const float *t, float scale,
                           float *gradient) {
  lanes s = {{0}};
  for (ptrdiff_t i = 0; i < n; i++) {
    float d = p[i] - t[i];
    s.lane[i % 16] += d * d;
    if (gradient) gradient[i] = (2 * scale) * d;
  }
  return tree(s);
}

static float at_least(float x, float least) { return x < least ? least : x; }

static float binary_cross_entropy(ptrdiff_t n, const float *p, const float *t, float scale,
                                  float *gradient) {
  lanes s = {{0}};
  for (ptrdiff_t i = 0; i < n; i++) {
    float q = p[i], y = t[i];
    s.lane[i % 16] += (y - 1) * at_least(log1pf(-q), -100) - y * at_least(logf(q), -100);
    if (gradient) gradient[i] = scale * ((q - y) / at_least((1 - q) * q, 1e-12f));
  }
  return tree(s);
}

static float binary_cross_entropy_with_logits(ptrdiff_t n, const float *z, const float *t,
                                              float scale, float *gradient) {
  lanes s = {{0}};
  for (ptrdiff_t i = 0; i < n; i++) {
    float x = z[i], y = t[i];
    s.lane[i % 16] += (at_least(x, 0) - x * y) + log1pf(expf(-fabsf(x)));
    if (gradient) gradient[i] = scale * (apply(gradus_activation_sigmoid, x) - y);
  }
  return tree(s);
}

static float cross_entropy(ptrdiff_t rows, ptrdiff_t columns, const float *z,
                           const int32_t *labels, float smoothing, float scale,
                           float *gradient) {
  lanes losses = {{0}};
  for (ptrdiff_t r = 0; r < rows; r++, z += columns) {
    float greatest = maximum(columns, z);
    lanes s = {{0}}, logits = {{0}};
    for (ptrdiff_t c = 0; c < columns; c++) {
      s.lane[c % 16] += expf(z[c] - greatest);
      logits.lane[c % 16] += z[c] - greatest;
    }
    float sum = tree(s), lse = logf(sum), mean = tree(logits) / (float)columns;
    float label = z[labels[r]] - greatest;
    float loss = smoothing ? (1 - smoothing) * (lse - label) + smoothing * (lse - mean) : lse - label;
    losses.lane[r % 16] += loss;
    if (!gradient) continue;
    float factor = 1 / sum;
    for (ptrdiff_t c = 0; c < columns; c++) {
      float target = (c == labels[r] ? 1 - smoothing : 0) + smoothing / (float)columns;
      gradient[r * columns + c] = scale * (expf(z[c] - greatest) * factor - target);
    }
  }
  return tree(losses);
}

static void sgd(ptrdiff_t n, float *p, const float *gradients, float *buffer,
                const gradus_sgd *with) {
  for (ptrdiff_t i = 0; i < n; i++) {
    float g = with->weight_decay ? fmaf(with->weight_decay, p[i], gradients[i]) : gradients[i];
    if (with->momentum) {
      buffer[i] = with->is_first_step ? g : with->momentum * buffer[i] + g;
      g = with->nesterov ? fmaf(with->momentum, buffer[i], g) : buffer[i];
    }
    p[i] = fmaf(-with->learning_rate, g, p[i]);
  }
}

static void adam(ptrdiff_t n, float *p, const float *gradients, float *m, float *v,
                 const gradus_adam *with) {
  for (ptrdiff_t i = 0; i < n; i++) {
    p[i] *= with->shrink;
    float g = with->weight_decay ? fmaf(with->weight_decay, p[i], gradients[i]) : gradients[i];
    m[i] = fmaf(with->beta1_complement, g - m[i], m[i]);
    v[i] = fmaf(with->beta2_complement * g, g, with->beta2 * v[i]);
    float denominator = sqrtf(v[i]) / with->bias_correction2_root + with->epsilon;
    p[i] -= (with->step_size * m[i]) / denominator;
  }
}

static void fill(ptrdiff_t n, float value, float *x) {
  for (ptrdiff_t i = 0; i < n; i++) x[i] = value;
}

static void gather_rows(ptrdiff_t rows, ptrdiff_t width, const float *from,
                        const ptrdiff_t *indices, float *to) {
  for (ptrdiff_t r = 0; r < rows; r++)
    memcpy(to + r * width, from + indices[r] * width, (size_t)width * sizeof(float));
}

static void gather_labels(ptrdiff_t rows, const int32_t *from, const ptrdiff_t *indices,
                          int32_t *to) {
  for (ptrdiff_t r = 0; r < rows; r++) to[r] = from[indices[r]];
}

static float sum(ptrdiff_t n, const float *x) {
  lanes s = {{0}};
  for (ptrdiff_t i = 0; i < n; i++) s.lane[i % 16] += x[i];
  return tree(s);
}

static bool all_finite(ptrdiff_t n, const float *x) {
  for (ptrdiff_t i = 0; i < n; i++)
    if (!(fabsf(x[i]) < INFINITY)) return false;
  return true;
}

static ptrdiff_t count_arg_max_hits(ptrdiff_t rows, ptrdiff_t columns, const float *scores,
                                    const int32_t *labels) {
  ptrdiff_t hits = 0;
  for (ptrdiff_t r = 0; r < rows; r++, scores += columns) {
    ptrdiff_t best = 0;
    for (ptrdiff_t c = 1; c < columns; c++)
      if (scores[best] == scores[best] && !(scores[c] <= scores[best])) best = c;
    hits += best == labels[r];
  }
  return hits;
}

static const gradus_kernels portable = {
    .name = "portable",
    .linear_forward = linear_forward,
    .linear_backward_weights = linear_backward_weights,
    .linear_backward_input = linear_backward_input,
    .activation_forward = activation_forward,
    .activation_backward = activation_backward,
    .softmax_forward = softmax_forward,
    .softmax_backward = softmax_backward,
    .squared_error = squared_error,
    .binary_cross_entropy = binary_cross_entropy,
    .binary_cross_entropy_with_logits = binary_cross_entropy_with_logits,
    .cross_entropy = cross_entropy,
    .sgd = sgd,
    .adam = adam,
    .fill = fill,
    .gather_rows = gather_rows,
    .gather_labels = gather_labels,
    .sum = sum,
    .dot = dot,
    .maximum = maximum,
    .all_finite = all_finite,
    .count_arg_max_hits = count_arg_max_hits,
};

const gradus_kernels *gradus_kernels_best(void) { return &portable; }

const gradus_kernels *gradus_kernels_named(const char *name) {
  return strcmp(name, portable.name) == 0 ? &portable : NULL;
}

const gradus_kernels *gradus_kernels_at(ptrdiff_t index) { return index == 0 ? &portable : NULL; }

size_t gradus_scratch_bytes(void) { return 1 << 20; }
