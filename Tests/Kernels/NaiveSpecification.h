#include "CKernels.h"

/// The plain loops, in the same table as the variants.
extern const gradus_kernels naive_specification;

float naive_activation(gradus_activation f, float a, float z);

// NaiveConvolution.c

void naive_convolution_forward(ptrdiff_t batch, const gradus_convolution *sizes, const float *x,
                               const float *w, const float *bias, float *y, gradus_activation f,
                               float a, float *room);
void naive_convolution_backward_weights(ptrdiff_t batch, const gradus_convolution *sizes,
                                        const float *dz, ptrdiff_t sample, const float *x,
                                        float *dw, float *db, bool accumulate, float *room);
void naive_convolution_backward_input(ptrdiff_t batch, const gradus_convolution *sizes,
                                      const float *dz, const float *w, float *dx, float *room);
void naive_max_pool_forward(ptrdiff_t planes, const gradus_pooling *sizes, const float *x,
                            float *y);
void naive_max_pool_backward(ptrdiff_t planes, const gradus_pooling *sizes, const float *x,
                             const float *y, const float *dy, float *dx);
void naive_average_pool_forward(ptrdiff_t planes, const gradus_pooling *sizes, const float *x,
                                float *y);
void naive_average_pool_backward(ptrdiff_t planes, const gradus_pooling *sizes, const float *dy,
                                 float *dx);

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
