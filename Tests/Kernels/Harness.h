// What the kernels' tests share: arrays with guarded ends, values of every kind, comparison by
// bits, and the count of what passed.
#include "NaiveSpecification.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// What to fill an array with.
typedef enum kind {
  ordinary,    // -2 … 2
  unit,        // 0 … 1, both ends included
  extreme,     // any exponent, either sign
  denormal,    // so small that products underflow
  exceptional  // ordinary, with ±0, ±∞, NaN, huge and denormal values thrown in
} kind;

enum { kinds = 5 };
extern const char *const kind_names[kinds];

/// n floats, not aligned beyond a float, with guards before and after that must survive.
float *array(ptrdiff_t n, kind of);
/// A second array with the same content.
float *copy(const float *from);
void release(float *array);

uint32_t random_bits(void);
ptrdiff_t random_below(ptrdiff_t n);

/// A test compares one kernel of a variant with the naive specification.
void begin_test(const gradus_kernels *variant, const char *kernel);
/// The whole of two arrays, bit for bit, guards too; any NaN equals any other.
void expect_equal_arrays(const float *actual, const float *expected, const char *what);
void expect_equal(float actual, float expected, const char *what);
void expect_equal_counts(ptrdiff_t actual, ptrdiff_t expected, const char *what);
/// Says in which case the comparisons that follow are: printed when one fails.
void in_case(const char *format, ...) __attribute__((format(printf, 1, 2)));
void end_test(void);
/// Prints "N passed, N failed"; the exit status.
int finish_tests(void);

void test_products(const gradus_kernels *variant, void *scratch);
void test_convolutions(const gradus_kernels *variant);
void test_elementwise(const gradus_kernels *variant);
void test_losses(const gradus_kernels *variant);
void test_optimizers(const gradus_kernels *variant);
void test_reductions(const gradus_kernels *variant);
/// Every `step`-th of all 2³² floats through the elementary functions: the specification's
/// distance from double precision, and the variant's bits against the specification.
void test_specification(uint32_t step);
void test_functions(const gradus_kernels *variant, uint32_t step);

static const ptrdiff_t lengths[] = {0,  1,  2,  3,  7,  8,  9,  15, 16, 17,
                                    31, 32, 33, 47, 63, 64, 65, 100, 257, 1000};
enum { length_count = sizeof lengths / sizeof *lengths };

/// An activation as the tests call it.
typedef struct activation {
  const char *name;
  gradus_activation f;
  float a;
} activation;

static const activation activations[] = {
    {"none", gradus_activation_none, 0},
    {"relu", gradus_activation_relu, 0},
    {"sigmoid", gradus_activation_sigmoid, 0},
    {"tanh", gradus_activation_tanh, 0},
    {"leaky_relu", gradus_activation_leaky_relu, 0.01f},
    {"elu", gradus_activation_elu, 1.5f},
    {"silu", gradus_activation_silu, 0},
    {"gelu", gradus_activation_gelu, 0},
    {"gelu_tanh", gradus_activation_gelu_tanh, 0},
    {"softplus", gradus_activation_softplus, 0.7f},
    {"step", gradus_activation_step, 0},
};
enum { activation_count = sizeof activations / sizeof *activations };
