#include "CKernels.h"

/// The plain loops, in the same table as the variants.
extern const gradus_kernels naive_specification;

// The elementary functions.

float naive_magnitude(float x);
float naive_exp(float x);
float naive_log(float x);
float naive_log1p(float x);
/// exp(x) - 1, for x ≤ 0.
float naive_expm1(float x);
float naive_sigmoid(float x);
float naive_tanh(float x);
/// exp(-x²/2)
float naive_bell(float x);
/// Φ(x), the distribution function of the normal distribution.
float naive_normal(float x);
