// Everything of one variant, in the order of its needs; the variant's file gives GRADUS_VARIANT,
// GRADUS_ROWS and GRADUS_PANELS.
#include "../Variants.h"

#pragma STDC FP_CONTRACT OFF

#include "Vector.h"
#include "Functions.h"
#include "Product.h"
#include "Small.h"
#include "Reductions.h"
#include "Activations.h"
#include "Softmax.h"
#include "Linear.h"
#include "Convolution.h"
#include "SparseGradient.h"
#include "ConvolutionBackward.h"
#include "PoolingByTwo.h"
#include "Pooling.h"
#include "Losses.h"
#include "Optimizers.h"

#define SPELL_OUT(name) #name
#define SPELL(name) SPELL_OUT(name)
#define JOIN_OUT(a, b) a##b
#define JOIN(a, b) JOIN_OUT(a, b)

const gradus_kernels JOIN(gradus_kernels_, GRADUS_VARIANT) = {
    .name = SPELL(GRADUS_VARIANT),
    .linear_forward = linear_forward,
    .linear_backward_weights = linear_backward_weights,
    .linear_backward_input = linear_backward_input,
    .convolution_forward = convolution_forward,
    .convolution_backward_weights = convolution_backward_weights,
    .convolution_backward_input = convolution_backward_input,
    .max_pool_forward = max_pool_forward,
    .max_pool_backward = max_pool_backward,
    .average_pool_forward = average_pool_forward,
    .average_pool_backward = average_pool_backward,
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
