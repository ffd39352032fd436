// What every kernel computes, as plain loops over single floats: the truth that the variants are
// held to, bit for bit. It is written to be read, and knows nothing of vectors.
#include "NaiveSpecification.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

static float at_least(float x, float least) { return x < least ? least : x; }

// MARK: Activations

/// 2√(2/π)·(z + 0.044715·z³)
static float cubic(float z) { return (0x1.988454p0f * z) * fmaf(0x1.6e4e26p-5f, z * z, 1); }

float naive_activation(gradus_activation f, float a, float z) {
  switch (f) {
    case gradus_activation_none: return z;
    case gradus_activation_relu: return z <= 0 ? 0 : z;
    case gradus_activation_sigmoid: return naive_sigmoid(z);
    case gradus_activation_tanh: return naive_tanh(z);
    case gradus_activation_leaky_relu: return z > 0 ? z : a * z;
    case gradus_activation_elu: return z > 0 ? z : a * naive_expm1(z);
    case gradus_activation_silu: return z * naive_sigmoid(z);
    case gradus_activation_gelu: return z * naive_normal(z);
    case gradus_activation_gelu_tanh: return z * naive_sigmoid(cubic(z));
    case gradus_activation_softplus:
      return (at_least(a * z, 0) + naive_log1p(naive_exp(-naive_magnitude(a * z)))) / a;
    case gradus_activation_step: return z >= 0 ? 1 : z < 0 ? 0 : z;
  }
  return z;
}

static float gradient(gradus_activation f, float a, float z, float y, float dy) {
  switch (f) {
    case gradus_activation_none: return dy;
    case gradus_activation_relu: return y <= 0 ? 0 : dy;
    case gradus_activation_sigmoid: return (dy * (1 - y)) * y;
    case gradus_activation_tanh: return dy * fmaf(-y, y, 1);
    case gradus_activation_leaky_relu: return z > 0 ? dy : dy * a;
    case gradus_activation_elu: return z > 0 ? dy : (dy * a) * naive_exp(z);
    case gradus_activation_silu: {
      float s = naive_sigmoid(z);
      return dy * (s * fmaf(z, 1 - s, 1));
    }
    case gradus_activation_gelu:
      return dy * fmaf(z, naive_bell(z) * 0x1.988454p-2f, naive_normal(z));
    case gradus_activation_gelu_tanh: {
      float s = naive_sigmoid(cubic(z));
      float slope = 0x1.988454p0f * fmaf(3 * 0x1.6e4e26p-5f, z * z, 1);
      return dy * fmaf((z * s) * (1 - s), slope, s);
    }
    case gradus_activation_softplus: return dy * naive_sigmoid(a * z);
    case gradus_activation_step: return 0;
  }
  return dy;
}

// MARK: Linear layers

static void linear_forward(ptrdiff_t batch, ptrdiff_t in, ptrdiff_t out, const float *x,
                           const float *w, const float *bias, float *y, float *z,
                           ptrdiff_t stride, gradus_activation f, float a, void *scratch) {
  (void)scratch;
  for (ptrdiff_t b = 0; b < batch; b++)
    for (ptrdiff_t o = 0; o < out; o++) {
      float sum = bias ? bias[o] : 0;
      for (ptrdiff_t i = 0; i < in; i++) sum = fmaf(x[b * in + i], w[o * in + i], sum);
      if (z) z[b * stride + o] = sum;
      y[b * stride + o] = naive_activation(f, a, sum);
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

// MARK: Elementwise functions

static void activation_forward(gradus_activation f, float a, ptrdiff_t n, const float *z,
                               float *y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = naive_activation(f, a, z[i]);
}

static void activation_backward(gradus_activation f, float a, ptrdiff_t n, const float *z,
                                const float *y, const float *dy, float *dz) {
  for (ptrdiff_t i = 0; i < n; i++)
    dz[i] = gradient(f, a, gradus_activation_reads_input(f) ? z[i] : 0, y[i], dy[i]);
}

// MARK: Reductions

enum { lanes = 16 };

typedef struct partial {
  float lane[lanes];
} partial;

static float tree(partial s) {
  for (int width = lanes / 2; width > 0; width /= 2)
    for (int l = 0; l < width; l++) s.lane[l] += s.lane[l + width];
  return s.lane[0];
}

/// a before b among equals (which matters for +0 and -0), NaN if either is.
static float greater(float a, float b) { return a >= b || a != a ? a : b; }

static float maximum(ptrdiff_t n, const float *x) {
  partial s;
  for (int l = 0; l < lanes; l++) s.lane[l] = -INFINITY;
  for (ptrdiff_t i = 0; i < n; i++) s.lane[i % lanes] = greater(s.lane[i % lanes], x[i]);
  for (int width = lanes / 2; width > 0; width /= 2)
    for (int l = 0; l < width; l++) s.lane[l] = greater(s.lane[l], s.lane[l + width]);
  return s.lane[0];
}

static void softmax_forward(ptrdiff_t rows, ptrdiff_t columns, const float *z, float *y) {
  for (ptrdiff_t r = 0; r < rows; r++, z += columns, y += columns) {
    float greatest = maximum(columns, z);
    partial s = {{0}};
    for (ptrdiff_t c = 0; c < columns; c++)
      s.lane[c % lanes] += y[c] = naive_exp(z[c] - greatest);
    float factor = 1 / tree(s);
    for (ptrdiff_t c = 0; c < columns; c++) y[c] *= factor;
  }
}

static float dot(ptrdiff_t n, const float *x, const float *y) {
  partial s = {{0}};
  for (ptrdiff_t i = 0; i < n; i++) s.lane[i % lanes] = fmaf(x[i], y[i], s.lane[i % lanes]);
  return tree(s);
}

static void softmax_backward(ptrdiff_t rows, ptrdiff_t columns, const float *y, const float *dy,
                             float *dz) {
  for (ptrdiff_t r = 0; r < rows; r++, y += columns, dy += columns, dz += columns) {
    float mean = dot(columns, y, dy);
    for (ptrdiff_t c = 0; c < columns; c++) dz[c] = y[c] * (dy[c] - mean);
  }
}

static void log_softmax_forward(ptrdiff_t rows, ptrdiff_t columns, const float *z, float *y) {
  for (ptrdiff_t r = 0; r < rows; r++, z += columns, y += columns) {
    float greatest = maximum(columns, z);
    partial s = {{0}};
    for (ptrdiff_t c = 0; c < columns; c++) s.lane[c % lanes] += naive_exp(z[c] - greatest);
    float log_of_sum = naive_log(tree(s));
    for (ptrdiff_t c = 0; c < columns; c++) y[c] = (z[c] - greatest) - log_of_sum;
  }
}

static float sum(ptrdiff_t n, const float *x) {
  partial s = {{0}};
  for (ptrdiff_t i = 0; i < n; i++) s.lane[i % lanes] += x[i];
  return tree(s);
}

static void log_softmax_backward(ptrdiff_t rows, ptrdiff_t columns, const float *y,
                                 const float *dy, float *dz) {
  for (ptrdiff_t r = 0; r < rows; r++, y += columns, dy += columns, dz += columns) {
    float total = sum(columns, dy);
    for (ptrdiff_t c = 0; c < columns; c++) dz[c] = dy[c] - naive_exp(y[c]) * total;
  }
}

// MARK: Losses

static float squared_error(ptrdiff_t n, const float *p, const float *t, float scale,
                           float *gradient) {
  partial s = {{0}};
  for (ptrdiff_t i = 0; i < n; i++) {
    float d = p[i] - t[i];
    s.lane[i % lanes] += d * d;
    if (gradient) gradient[i] = (2 * scale) * d;
  }
  return tree(s);
}

static float binary_cross_entropy(ptrdiff_t n, const float *p, const float *t, float scale,
                                  float *gradient) {
  partial s = {{0}};
  for (ptrdiff_t i = 0; i < n; i++) {
    float q = p[i], y = t[i];
    float of_zero = at_least(naive_log1p(-q), -100), of_one = at_least(naive_log(q), -100);
    s.lane[i % lanes] += (y - 1) * of_zero - y * of_one;
    if (gradient) gradient[i] = scale * ((q - y) / at_least((1 - q) * q, 1e-12f));
  }
  return tree(s);
}

static float binary_cross_entropy_with_logits(ptrdiff_t n, const float *z, const float *t,
                                              float scale, float *gradient) {
  partial s = {{0}};
  for (ptrdiff_t i = 0; i < n; i++) {
    float x = z[i], y = t[i];
    s.lane[i % lanes] += ((1 - y) * x + at_least(-x, 0)) + naive_log1p(naive_exp(-naive_magnitude(x)));
    if (gradient) gradient[i] = scale * (naive_sigmoid(x) - y);
  }
  return tree(s);
}

static float cross_entropy(ptrdiff_t rows, ptrdiff_t columns, const float *z,
                           const int32_t *labels, float smoothing, float scale,
                           float *gradient) {
  partial losses = {{0}};
  for (ptrdiff_t r = 0; r < rows; r++, z += columns) {
    float greatest = maximum(columns, z);
    partial s = {{0}}, logits = {{0}};
    for (ptrdiff_t c = 0; c < columns; c++) {
      s.lane[c % lanes] += naive_exp(z[c] - greatest);
      logits.lane[c % lanes] += z[c] - greatest;
    }
    float sum = tree(s), lse = naive_log(sum), mean = tree(logits) / (float)columns;
    float label = z[labels[r]] - greatest;
    float loss = lse - label;
    if (smoothing != 0) loss = (1 - smoothing) * loss + smoothing * (lse - mean);
    losses.lane[r % lanes] += loss;
    if (!gradient) continue;
    float factor = 1 / sum;
    for (ptrdiff_t c = 0; c < columns; c++) {
      float target = (c == labels[r] ? 1 - smoothing : 0) + smoothing / (float)columns;
      gradient[r * columns + c] = scale * (naive_exp(z[c] - greatest) * factor - target);
    }
  }
  return tree(losses);
}

// MARK: Optimizers

static void sgd(ptrdiff_t n, float *p, const float *gradients, float *buffer,
                const gradus_sgd *with) {
  for (ptrdiff_t i = 0; i < n; i++) {
    float g = with->weight_decay != 0 ? fmaf(with->weight_decay, p[i], gradients[i]) : gradients[i];
    if (with->momentum != 0) {
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
    float g = with->weight_decay != 0 ? fmaf(with->weight_decay, p[i], gradients[i]) : gradients[i];
    m[i] = with->beta1_complement < 0.5f ? fmaf(with->beta1_complement, g - m[i], m[i])
                                         : fmaf(with->beta1_complement - 1, g - m[i], g);
    v[i] = fmaf(with->beta2_complement * g, g, with->beta2 * v[i]);
    float denominator = sqrtf(v[i]) / with->bias_correction2_root + with->epsilon;
    p[i] -= (with->step_size * m[i]) / denominator;
  }
}

// MARK: Moving data

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

static bool all_finite(ptrdiff_t n, const float *x) {
  for (ptrdiff_t i = 0; i < n; i++)
    if (!(naive_magnitude(x[i]) < INFINITY)) return false;
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

const gradus_kernels naive_specification = {
    .name = "naive",
    .linear_forward = linear_forward,
    .linear_backward_weights = linear_backward_weights,
    .linear_backward_input = linear_backward_input,
    .convolution_forward = naive_convolution_forward,
    .convolution_backward_weights = naive_convolution_backward_weights,
    .convolution_backward_input = naive_convolution_backward_input,
    .max_pool_forward = naive_max_pool_forward,
    .max_pool_backward = naive_max_pool_backward,
    .average_pool_forward = naive_average_pool_forward,
    .average_pool_backward = naive_average_pool_backward,
    .activation_forward = activation_forward,
    .activation_backward = activation_backward,
    .softmax_forward = softmax_forward,
    .softmax_backward = softmax_backward,
    .log_softmax_forward = log_softmax_forward,
    .log_softmax_backward = log_softmax_backward,
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
