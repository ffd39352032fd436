// Losses: the sum of the element losses, and the gradient in the same pass.

typedef struct loss_and_gradient {
  vec loss, gradient;
} loss_and_gradient;

INLINE loss_and_gradient squared_error_of(vec p, vec t, float scale) {
  vec difference = p - t;
  return (loss_and_gradient){difference * difference, (2 * scale) * difference};
}

INLINE loss_and_gradient binary_cross_entropy_of(vec p, vec t, float scale) {
  vec of_zero = at_least(logarithm_of_one_plus(-p), -100);
  vec of_one = at_least(logarithm(p), -100);
  vec slope = (p - t) / at_least((1 - p) * p, 1e-12f);
  return (loss_and_gradient){(t - 1) * of_zero - t * of_one, scale * slope};
}

/// One exponential serves the loss and the gradient.
INLINE loss_and_gradient binary_cross_entropy_with_logits_of(vec z, vec t, float scale) {
  vec e = exponential(-absolute(z));
  vec loss = ((1 - t) * z + at_least(-z, 0)) + logarithm_of_one_plus(e);
  return (loss_and_gradient){loss, scale * (logistic_from(z, e) - t)};
}

/// The pass over n elements for a loss that is a function of a prediction and a target.
#define ELEMENTWISE_LOSS(name)                                                              \
  static float name(ptrdiff_t n, const float *predicted, const float *target, float scale,  \
                    float *gradient) {                                                      \
    vec total = 0;                                                                          \
    ptrdiff_t i = 0;                                                                        \
    for (; i + lanes <= n; i += lanes) {                                                    \
      loss_and_gradient at = name##_of(load(predicted + i), load(target + i), scale);       \
      total += at.loss;                                                                     \
      if (gradient) store(gradient + i, at.gradient);                                       \
    }                                                                                       \
    ptrdiff_t rest = n - i;                                                                 \
    if (rest > 0) {                                                                         \
      loss_and_gradient at =                                                                \
          name##_of(load_first(rest, predicted + i), load_first(rest, target + i), scale);  \
      total += lanes_below(rest) ? at.loss : (vec)0;                                        \
      if (gradient) store_first(rest, gradient + i, at.gradient);                           \
    }                                                                                       \
    return sum_of_lanes(total);                                                             \
  }

ELEMENTWISE_LOSS(squared_error)
ELEMENTWISE_LOSS(binary_cross_entropy)
ELEMENTWISE_LOSS(binary_cross_entropy_with_logits)

static float cross_entropy(ptrdiff_t rows, ptrdiff_t columns, const float *logits,
                           const int32_t *labels, float smoothing, float scale,
                           float *gradient) {
  vec total = 0;
  for (ptrdiff_t r = 0; r < rows; r++) {
    const float *z = logits + r * columns;
    row_of_logits row = summarize(columns, z);
    float confidence = 1 - smoothing, share = smoothing / (float)columns;
    float loss = row.log_of_sum - (z[labels[r]] - row.greatest);
    if (smoothing != 0) loss = confidence * loss + smoothing * (row.log_of_sum - row.mean);
    total[r % lanes] += loss;
    if (!gradient) continue;
    for (ptrdiff_t c = 0; c < columns; c += lanes) {
      ptrdiff_t width = smaller(columns - c, lanes);
      vec p = exponential(load_first(width, z + c) - row.greatest) * row.factor;
      vec target = (vec)((lanes_below(labels[r] - c + 1) & ~lanes_below(labels[r] - c)) &
                         (ivec)(vec)confidence) +
                   share;
      store_first(width, gradient + r * columns + c, scale * (p - target));
    }
  }
  return sum_of_lanes(total);
}
