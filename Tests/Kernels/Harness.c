#include "Harness.h"

#include <stdarg.h>

const char *const kind_names[kinds] = {"ordinary", "unit", "extreme", "denormal", "exceptional"};

enum { guards = 20 };
static const float guard = 0x1.abcdeep66f;

static uint64_t state = 0x9e3779b97f4a7c15;

uint32_t random_bits(void) {
  state ^= state << 13, state ^= state >> 7, state ^= state << 17;
  return (uint32_t)(state >> 32);
}

ptrdiff_t random_below(ptrdiff_t n) { return (ptrdiff_t)(random_bits() % (uint32_t)n); }

static float float_of(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

static float value(kind of) {
  static const float exceptions[] = {0,        -0.0f,     INFINITY, -INFINITY, NAN,     1,
                                     0x1p-149f, -0x1p-149f, 0x1p-126f, 3.4e38f,  -3.4e38f, 88.8f,
                                     -104.0f,  -1,        0x1p-127f, 100};
  uint32_t bits = random_bits();
  switch (of) {
    case ordinary: return (float)(int32_t)bits * 0x1p-30f;
    case unit: return bits % 16 < 2 ? (float)(bits % 2) : (float)(bits >> 8) * 0x1p-24f;
    case extreme: return float_of(bits % 0xff000000 & 0xff7fffff);
    case denormal: return (float)(int32_t)bits * 0x1p-100f;
    case exceptional: return bits % 64 < 2 ? exceptions[bits / 64 % 16] : value(ordinary);
  }
  return 0;
}

// The length stands before the first guard, so that an array knows its own size.
typedef struct block {
  ptrdiff_t n;
  float content[];
} block;

static block *block_of(const float *array) {
  return (block *)((char *)(array - guards) - offsetof(block, content));
}

float *array(ptrdiff_t n, kind of) {
  block *b = malloc(sizeof *b + (size_t)(n + 2 * guards) * sizeof(float));
  if (!b) abort();
  b->n = n;
  for (ptrdiff_t i = 0; i < n + 2 * guards; i++)
    b->content[i] = i < guards || i >= n + guards ? guard : value(of);
  return b->content + guards;
}

float *copy(const float *from) {
  float *to = array(block_of(from)->n, ordinary);
  memcpy(to, from, (size_t)block_of(from)->n * sizeof(float));
  return to;
}

void release(float *array) { free(block_of(array)); }

// MARK: Counting

static struct {
  const char *variant, *kernel;
  char where[200];
  long comparisons, failures;
} test;
static int passed, failed;

void begin_test(const gradus_kernels *variant, const char *kernel) {
  test.variant = variant->name;
  test.kernel = kernel;
  test.comparisons = test.failures = 0;
  test.where[0] = 0;
}

void in_case(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(test.where, sizeof test.where, format, arguments);
  va_end(arguments);
}

static void fail(const char *what, ptrdiff_t index, float actual, float expected) {
  if (test.failures++ < 3)
    printf("  %s %s, %s: %s[%td] is %.9g (%a), expected %.9g (%a)\n", test.variant, test.kernel,
           test.where, what, index, (double)actual, (double)actual, (double)expected,
           (double)expected);
}

static bool same(float a, float b) {
  return (a != a && b != b) || memcmp(&a, &b, sizeof a) == 0;
}

void expect_equal(float actual, float expected, const char *what) {
  test.comparisons++;
  if (!same(actual, expected)) fail(what, 0, actual, expected);
}

void expect_equal_counts(ptrdiff_t actual, ptrdiff_t expected, const char *what) {
  expect_equal((float)actual, (float)expected, what);
}

void expect_equal_arrays(const float *actual, const float *expected, const char *what) {
  ptrdiff_t n = block_of(expected)->n;
  for (ptrdiff_t i = -guards; i < n + guards; i++) {
    test.comparisons++;
    if (same(actual[i], expected[i])) continue;
    fail(what, i, actual[i], expected[i]);
    return;
  }
}

void end_test(void) {
  bool ok = test.failures == 0 && test.comparisons > 0;
  printf("%-8s  %-34s %9ld comparisons  %s\n", test.variant, test.kernel, test.comparisons,
         ok ? "ok" : "FAILED");
  ok ? passed++ : failed++;
}

int finish_tests(void) {
  printf("%d passed, %d failed\n", passed, failed);
  return failed > 0 || passed == 0;
}
