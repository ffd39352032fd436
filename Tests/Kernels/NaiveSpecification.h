#include "CKernels.h"

/// The plain loops, in the same table as the variants.
extern const gradus_kernels naive_specification;

/// The elementary functions, one float at a time.
float naive_exp(float x), naive_log(float x), naive_log1p(float x), naive_sigmoid(float x),
    naive_tanh(float x);
