// The elementary functions, one float at a time and step by step. Of libm only fmaf is used, which
// is correctly rounded everywhere.
#include "NaiveSpecification.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

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
float naive_magnitude(float x) { return float_of(bits_of(x) & 0x7fffffff); }

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
  float e = naive_exp(-naive_magnitude(x));
  float share = e / (1 + e), base = x < 0 ? e : 1;
  return fmaf(-base, share, base);
}

float naive_tanh(float x) {
  float a = naive_magnitude(x), a2 = a * a, y;
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

float naive_expm1(float x) {
  if (x > 0 || x != x) return NAN;
  x = at_least(x, -30);
  float n = fmaf(x, 0x1.715476p0f, 0x1.8p23f) - 0x1.8p23f;
  float r = fmaf(n, -ln2_low, fmaf(n, -ln2_high, x)), r2 = r * r;
  float c23 = fmaf(0x1.555492p-3f, r, 0x1.fffffap-2f);
  float c45 = fmaf(0x1.123988p-7f, r, 0x1.555a26p-5f);
  float c456 = fmaf(0x1.694cd2p-10f, r2, c45);
  float scale = power_of_two((int)n);
  return fmaf(fmaf(fmaf(c456, r2, c23), r2, r), scale, scale - 1);
}

float naive_bell(float x) {
  float a = at_most(naive_magnitude(x), 15), square = a * a, lost = fmaf(a, a, -square);
  float e = naive_exp(-0.5f * square);
  return fmaf(e, -0.5f * lost, e);
}

float naive_normal(float x) {
  static const float coefficients[] = {
      -0x1.2236f6p-21f, 0x1.bfadbep-15f, 0x1.e77bb6p-14f,  -0x1.63e14p-12f,
      -0x1.01fe4ep-10f, 0x1.7cb802p-9f,  0x1.91e10ep-8f,   -0x1.7a9464p-5f,
      0x1.f8baccp-4f,   -0x1.a6b66ap-3f, 0x1.f1b89cp-4f};
  float a = at_most(naive_magnitude(x), 15), u = (a - 3) / (a + 3), ratio = coefficients[0];
  for (int i = 1; i < 11; i++) ratio = fmaf(ratio, u, coefficients[i]);
  float tail = naive_bell(x) * ratio;
  return x < 0 ? tail : 1 - tail;
}
