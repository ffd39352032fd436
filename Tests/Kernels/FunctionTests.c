// How far the elementary functions are from the truth, and whether the variants compute them with
// the bits of the naive specification. The truth is libm's double, good to 2⁻⁵².
#include "Harness.h"

typedef struct function {
  const char *name;
  float (*naive)(float);
  double (*truth)(double);
  bool (*domain)(float);
} function;

static bool everywhere(float x) { return x == x; }
static double sigmoid(double x) { return x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x)); }

static const function functions[] = {
    {"exp", naive_exp, exp, everywhere},
    {"log", naive_log, log, everywhere},
    {"log1p", naive_log1p, log1p, everywhere},
    {"sigmoid", naive_sigmoid, sigmoid, everywhere},
    {"tanh", naive_tanh, tanh, everywhere},
};
enum { function_count = sizeof functions / sizeof *functions };

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
    if (!f->domain(x)) continue;
    double d = distance(f->naive(x), f->truth((double)x));
    if (d > worst) worst = d, where = x;
  }
  printf("naive     %-8s at most %.3f ulp off, at %.9g\n", f->name, worst, (double)where);
  in_case("largest error");
  expect_equal(worst <= 2, 1, f->name);
}

void test_specification(uint32_t step) {
  begin_test(&naive_specification, "at most 2 ulp");
  for (int i = 0; i < function_count; i++) test_accuracy(&functions[i], step);
  end_test();
}

/// The activations are where a variant shows its elementary functions.
static void test_bits(const gradus_kernels *variant, gradus_activation f, const char *name,
                      uint32_t step) {
  enum { at_once = 4096 };
  static float x[at_once], y[at_once], y0[at_once];
  begin_test(variant, name);
  for (uint64_t bits = 0; bits <= UINT32_MAX; bits += (uint64_t)step * at_once) {
    for (int i = 0; i < at_once; i++) {
      uint32_t pattern = (uint32_t)(bits + (uint64_t)i * step);
      memcpy(&x[i], &pattern, sizeof x[i]);
    }
    variant->activation_forward(f, 0, at_once, x, y);
    naive_specification.activation_forward(f, 0, at_once, x, y0);
    for (int i = 0; i < at_once; i++) {
      if (memcmp(&y[i], &y0[i], sizeof y[i]) != 0) in_case("x = %a", (double)x[i]);
      expect_equal(y[i], y0[i], name);
    }
  }
  end_test();
}

void test_functions(const gradus_kernels *variant, uint32_t step) {
  test_bits(variant, gradus_activation_sigmoid, "sigmoid over all exponents", step);
  test_bits(variant, gradus_activation_tanh, "tanh over all exponents", step);
}
