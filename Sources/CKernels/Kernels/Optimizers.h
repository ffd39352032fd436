// Optimizers: one pass over the flat arrays of parameters, gradients and state.

INLINE void sgd_at(ptrdiff_t i, ptrdiff_t width, float *parameters, const float *gradients,
                   float *buffer, gradus_sgd with) {
  vec p = load_first(width, parameters + i), g = load_first(width, gradients + i);
  if (with.weight_decay != 0) g = fma((vec)with.weight_decay, p, g);
  if (with.momentum != 0) {
    vec mixed = with.is_first_step ? g : with.momentum * load_first(width, buffer + i) + g;
    store_first(width, buffer + i, mixed);
    g = with.nesterov ? fma((vec)with.momentum, mixed, g) : mixed;
  }
  store_first(width, parameters + i, fma((vec)-with.learning_rate, g, p));
}

static void sgd(ptrdiff_t n, float *parameters, const float *gradients, float *buffer,
                const gradus_sgd *settings) {
  const gradus_sgd with = *settings;
  ptrdiff_t i = 0;
  for (; i + lanes <= n; i += lanes) sgd_at(i, lanes, parameters, gradients, buffer, with);
  if (i < n) sgd_at(i, n - i, parameters, gradients, buffer, with);
}

INLINE void adam_at(ptrdiff_t i, ptrdiff_t width, float *parameters, const float *gradients,
                    float *first_moment, float *second_moment, gradus_adam with,
                    int is_near) {
  vec p = load_first(width, parameters + i) * with.shrink;
  vec g = load_first(width, gradients + i);
  vec m = load_first(width, first_moment + i), v = load_first(width, second_moment + i);
  if (with.weight_decay != 0) g = fma((vec)with.weight_decay, p, g);
  // From the end that is nearer, as PyTorch's lerp: where the mean is to be the gradient, it is.
  m = is_near ? fma((vec)with.beta1_complement, g - m, m)
              : fma((vec)(with.beta1_complement - 1), g - m, g);
  v = fma(with.beta2_complement * g, g, with.beta2 * v);
  vec denominator = square_root(v) / with.bias_correction2_root + with.epsilon;
  store_first(width, first_moment + i, m);
  store_first(width, second_moment + i, v);
  store_first(width, parameters + i, p - (with.step_size * m) / denominator);
}

INLINE void adam_over(ptrdiff_t n, float *parameters, const float *gradients, float *first_moment,
                      float *second_moment, gradus_adam with, int is_near) {
  ptrdiff_t i = 0;
  for (; i + lanes <= n; i += lanes)
    adam_at(i, lanes, parameters, gradients, first_moment, second_moment, with, is_near);
  if (i < n)
    adam_at(i, n - i, parameters, gradients, first_moment, second_moment, with, is_near);
}

static void adam(ptrdiff_t n, float *parameters, const float *gradients, float *first_moment,
                 float *second_moment, const gradus_adam *settings) {
  // Asked once, and not at each number.
  if (settings->beta1_complement < 0.5f)
    adam_over(n, parameters, gradients, first_moment, second_moment, *settings, 1);
  else
    adam_over(n, parameters, gradients, first_moment, second_moment, *settings, 0);
}
