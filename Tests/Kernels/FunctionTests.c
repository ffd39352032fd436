// How far the elementary functions are from the truth, and whether the variants compute them with
// the bits of the naive specification. The truth is libm's double, good to 2⁻⁵².
#include "Harness.h"

typedef struct function {
  const char *name;
  double (*truth)(double);
  /// One of the specification's elementary functions, or, when that is NULL, an activation.
  float (*elementary)(float);
  gradus_activation activation;
  /// The floats that it is asked for, and the allowed distance in units of the last place.
  float from, to;
  double limit;
} function;

static double sigmoid(double x) { return x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x)); }
static double normal(double x) { return erfc(-x * 0.70710678118654752440) / 2; }
static double silu(double x) { return x * sigmoid(x); }
static double gelu(double x) { return x * normal(x); }
static double gelu_tanh(double x) {
  return x * sigmoid(1.5957691216057307117 * (x + 0.044715 * x * x * x));
}
static double softplus(double x) { return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)); }

#define ANY -INFINITY, INFINITY

// What exp, log, tanh and sigmoid keep, products of several rounded values cannot: they are held to
// 4 and 6 ulp, and only where the result is not negligible.
static const function functions[] = {
    {"exp", exp, naive_exp, 0, ANY, 2},
    {"log", log, naive_log, 0, ANY, 2},
    {"log1p", log1p, naive_log1p, 0, ANY, 2},
    {"expm1", expm1, naive_expm1, 0, -INFINITY, 0, 2},
    {"sigmoid", sigmoid, naive_sigmoid, 0, ANY, 2},
    {"tanh", tanh, naive_tanh, 0, ANY, 2},
    {"normal", normal, naive_normal, 0, -10, INFINITY, 6},
    {"silu", silu, NULL, gradus_activation_silu, -87, 3.4e38f, 4},
    {"gelu", gelu, NULL, gradus_activation_gelu, -10, 3.4e38f, 6},
    {"gelu_tanh", gelu_tanh, NULL, gradus_activation_gelu_tanh, -1, 1e10f, 4},
    {"softplus", softplus, NULL, gradus_activation_softplus, ANY, 2},
};
enum { function_count = sizeof functions / sizeof *functions };

static float value_of(const function *f, float x) {
  if (f->elementary) return f->elementary(x);
  naive_specification.activation_forward(f->activation, 1, 1, &x, &x);
  return x;
}

/// The distance of a float from the truth, in units of the last place of the truth as a float.
static double distance(float x, double truth) {
  if (truth != truth) return x != x ? 0 : INFINITY;
  if (fabs(truth) >= 0x1.ffffffp127) return x == (truth > 0 ? INFINITY : -INFINITY) ? 0 : INFINITY;
  int exponent;
  frexp(truth, &exponent);
  double last_place = ldexp(1, exponent - 24 < -149 ? -149 : exponent - 24);
  return fabs((double)x - truth) / last_place;
}

static void test_accuracy(const function *f, uint32_t step) {
  double worst = 0;
  float where = 0;
  for (uint64_t bits = 0; bits <= UINT32_MAX; bits += step) {
    uint32_t pattern = (uint32_t)bits;
    float x;
    memcpy(&x, &pattern, sizeof x);
    if (!(x >= f->from && x <= f->to)) continue;
    double d = distance(value_of(f, x), f->truth((double)x));
    if (d > worst) worst = d, where = x;
  }
  char found[64];
  snprintf(found, sizeof found, "%s: %.3f ulp at %.6g", f->name, worst, (double)where);
  begin_test(&naive_specification, found);
  expect_equal(worst <= f->limit, 1, "within the limit");
  end_test();
}

void test_specification(uint32_t step) {
  for (int i = 0; i < function_count; i++) test_accuracy(&functions[i], step);
}

/// The activations are where a variant shows its elementary functions: every step-th float, and
/// the neighbours of every place where a function changes its formula.
static void test_bits(const gradus_kernels *variant, activation by, uint32_t step) {
  static const float borders[] = {0.625f, 10,    88.72284f, 89,     -104, -103.97208f, 15,
                                  3,      -30,   0x1p-126f, 0.7071068f, 1.4142135f, 0x1p-149f, 0};
  enum { at_once = 4096, around = 64 };
  static float x[at_once], y[at_once], y0[at_once];
  char name[64];
  snprintf(name, sizeof name, "%s of all exponents", by.name);
  begin_test(variant, name);
  uint64_t blocks = 1 + ((uint64_t)UINT32_MAX / step) / at_once;
  for (uint64_t block = 0; block <= blocks; block++) {
    for (uint32_t i = 0; i < at_once; i++) {
      uint32_t pattern = (uint32_t)((block * at_once + i) * step), border = i / around / 2;
      if (block == blocks && border < sizeof borders / sizeof *borders) {
        memcpy(&pattern, &borders[border], sizeof pattern);
        pattern = (pattern + i % around - around / 2) ^ (i / around % 2 ? 0x80000000 : 0);
      }
      memcpy(&x[i], &pattern, sizeof x[i]);
    }
    variant->activation_forward(by.f, by.a, at_once, x, y);
    naive_specification.activation_forward(by.f, by.a, at_once, x, y0);
    for (int i = 0; i < at_once; i++) {
      if (memcmp(&y[i], &y0[i], sizeof y[i]) != 0) in_case("x = %a", (double)x[i]);
      expect_equal(y[i], y0[i], name);
    }
  }
  end_test();
}

void test_functions(const gradus_kernels *variant, uint32_t step) {
  for (int f = 0; f < activation_count; f++)
    if (activations[f].f != gradus_activation_none) test_bits(variant, activations[f], step);
}
