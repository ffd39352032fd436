// What every kernel computes, as plain loops over single floats: the truth that the variants are
// held to, bit for bit. It is written to be read, and knows nothing of vectors.
#include "NaiveSpecification.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

// MARK: Elementary functions (fmaf is correctly rounded everywhere; nothing else of libm is used)

static uint32_t bits_of(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

static float float_of(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

static float at_least(float x, float least) { return x < least ? least : x; }
static float at_most(float x, float most) { return x > most ? most : x; }
static float magnitude(float x) { return float_of(bits_of(x) & 0x7fffffff); }

static const float ln2_high = 0x1.62e43p-1f, ln2_low = -0x1.05c61p-29f;

/// 2ⁿ for -126 ≤ n ≤ 127.
static float power_of_two(int n) { return float_of((uint32_t)(n + 127) << 23); }

float naive_exp(float x) {
  x = at_least(at_most(x, 89), -104);
  float shifted = fmaf(x, 0x1.715476p0f, 0x1.8p23f), n = shifted - 0x1.8p23f;
  float r = fmaf(n, -ln2_low, fmaf(n, -ln2_high, x)), r2 = r * r;
  float c23 = fmaf(0x1.555492p-3f, r, 0x1.fffffap-2f);
  float c45 = fmaf(0x1.123988p-7f, r, 0x1.555a26p-5f);
  float c456 = fmaf(0x1.694cd2p-10f, r2, c45);
  float p = fmaf(fmaf(c456, r2, c23), r2, r) + 1;
  if (p != p) return p;
  int e = (int)n, half = e >> 1;
  return (p * power_of_two(half)) * power_of_two(e - half);
}

/// log(2ᵉ · (1 + r))
static float log_of_reduced(float r, int e) {
  float r2 = r * r, r4 = r2 * r2;
  float c01 = fmaf(-0x1.000234p-2f, r, 0x1.55557p-2f);
  float c23 = fmaf(-0x1.5466fep-3f, r, 0x1.99944ep-3f);
  float c45 = fmaf(-0x1.0e96ccp-3f, r, 0x1.239ce2p-3f);
  float c67 = fmaf(-0x1.2a6f78p-4f, r, 0x1.015974p-3f);
  float p = fmaf(fmaf(c67, r2, c45), r4, fmaf(c23, r2, c01));
  return fmaf((float)e, ln2_high, fmaf(r2, fmaf(r, p, -0.5f), fmaf((float)e, ln2_low, r)));
}

/// The e for which x / 2ᵉ lies in [√½, √2), for normal positive x.
static int exponent_around_one(float x) { return (int32_t)(bits_of(x) - 0x3f3504f3) >> 23; }

/// x / 2ᵉ
static float without_exponent(float x, int e) { return float_of(bits_of(x) - ((uint32_t)e << 23)); }

float naive_log(float x) {
  if (x == 0) return -INFINITY;
  if (!(x > 0)) return NAN;
  if (x == INFINITY) return x;
  int shift = x < 0x1p-126f ? 23 : 0;
  if (shift) x *= 0x1p23f;
  int e = exponent_around_one(x);
  return log_of_reduced(without_exponent(x, e) - 1, e - shift);
}

float naive_log1p(float x) {
  if (x == -1) return -INFINITY;
  if (!(x > -1)) return NAN;
  if (x == INFINITY) return x;
  float sum = 1 + x, lost = x < 1 ? x - (sum - 1) : 1 - (sum - x);
  int e = exponent_around_one(sum), inverse = 127 - e < 0 ? 0 : 127 - e;
  float r = fmaf(lost, float_of((uint32_t)inverse << 23), without_exponent(sum, e) - 1);
  return log_of_reduced(r, e);
}

float naive_sigmoid(float x) {
  float e = naive_exp(-magnitude(x));
  float share = e / (1 + e), base = x < 0 ? e : 1;
  return fmaf(-base, share, base);
}

float naive_tanh(float x) {
  float a = magnitude(x), a2 = a * a, y;
  if (a < 0.625f) {
    float p = fmaf(-0x1.758facp-8f, a2, 0x1.5211c4p-6f);
    p = fmaf(p, a2, -0x1.b838ap-5f);
    p = fmaf(p, a2, 0x1.110704p-3f);
    p = fmaf(p, a2, -0x1.555532p-2f);
    y = fmaf(p * a2, a, a);
  } else {
    y = 1 - 2 / (naive_exp(2 * at_most(a, 10)) + 1);
  }
  return float_of(bits_of(y) | (bits_of(x) & 0x80000000));
}

static float apply(gradus_activation f, float z) {
  switch (f) {
    case gradus_activation_none: return z;
    case gradus_activation_relu: return z <= 0 ? 0 : z;
    case gradus_activation_sigmoid: return naive_sigmoid(z);
    case gradus_activation_tanh: return naive_tanh(z);
  }
  return z;
}

// MARK: Linear layers

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

// MARK: Elementwise functions

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
    for (ptrdiff_t c = 0; c < columns; c++) s.lane[c % lanes] += y[c] = naive_exp(z[c] - greatest);
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
    s.lane[i % lanes] += (y - 1) * at_least(naive_log1p(-q), -100) - y * at_least(naive_log(q), -100);
    if (gradient) gradient[i] = scale * ((q - y) / at_least((1 - q) * q, 1e-12f));
  }
  return tree(s);
}

static float binary_cross_entropy_with_logits(ptrdiff_t n, const float *z, const float *t,
                                              float scale, float *gradient) {
  partial s = {{0}};
  for (ptrdiff_t i = 0; i < n; i++) {
    float x = z[i], y = t[i];
    s.lane[i % lanes] += (at_least(x, 0) - x * y) + naive_log1p(naive_exp(-magnitude(x)));
    if (gradient) gradient[i] = scale * (apply(gradus_activation_sigmoid, x) - y);
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
    m[i] = fmaf(with->beta1_complement, g - m[i], m[i]);
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

static float sum(ptrdiff_t n, const float *x) {
  partial s = {{0}};
  for (ptrdiff_t i = 0; i < n; i++) s.lane[i % lanes] += x[i];
  return tree(s);
}

static bool all_finite(ptrdiff_t n, const float *x) {
  for (ptrdiff_t i = 0; i < n; i++)
    if (!(magnitude(x[i]) < INFINITY)) return false;
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
