// Elementwise functions and their derivatives.

/// u = 2√(2/π)·(z + 0.044715·z³), of which gelu's approximation takes the logistic function.
INLINE vec cubic_of_gelu(vec z) {
  return (0x1.988454p0f * z) * fma((vec)0x1.6e4e26p-5f, z * z, (vec)1.0f);
}

/// du/dz
INLINE vec slope_of_cubic(vec z) {
  return 0x1.988454p0f * fma((vec)(3 * 0x1.6e4e26p-5f), z * z, (vec)1.0f);
}

INLINE vec activation_of(gradus_activation f, float a, vec z) {
  switch (f) {
    case gradus_activation_none: return z;
    case gradus_activation_relu: return z <= 0 ? (vec)0 : z;
    case gradus_activation_sigmoid: return logistic(z);
    case gradus_activation_tanh: return hyperbolic_tangent(z);
    case gradus_activation_leaky_relu: return z > 0 ? z : a * z;
    case gradus_activation_elu: return z > 0 ? z : a * exponential_minus_one_below_zero(z);
    case gradus_activation_silu: return z * logistic(z);
    case gradus_activation_gelu: return z * normal_at(z).share_below;
    case gradus_activation_gelu_tanh: return z * logistic(cubic_of_gelu(z));
    case gradus_activation_softplus: {
      vec x = a * z;
      return (at_least(x, 0) + logarithm_of_one_plus(exponential(-absolute(x)))) / a;
    }
    case gradus_activation_step: return z >= 0 ? (vec)1 : z < 0 ? (vec)0 : z;
  }
  return z;
}

INLINE vec gradient_before_activation(gradus_activation f, float a, vec z, vec y, vec dy) {
  switch (f) {
    case gradus_activation_none: return dy;
    case gradus_activation_relu: return y <= 0 ? (vec)0 : dy;
    case gradus_activation_sigmoid: return (dy * (1 - y)) * y;
    case gradus_activation_tanh: return dy * fma(-y, y, (vec)1);
    case gradus_activation_leaky_relu: return z > 0 ? dy : dy * a;
    case gradus_activation_elu: return z > 0 ? dy : (dy * a) * exponential(z);
    case gradus_activation_silu: {
      vec s = logistic(z);
      return dy * (s * fma(z, 1 - s, (vec)1));
    }
    case gradus_activation_gelu: {
      normal at = normal_at(z);
      return dy * fma(z, at.exponential * 0x1.988454p-2f, at.share_below);
    }
    case gradus_activation_gelu_tanh: {
      vec s = logistic(cubic_of_gelu(z));
      return dy * fma((z * s) * (1 - s), slope_of_cubic(z), s);
    }
    case gradus_activation_softplus: return dy * logistic(a * z);
    case gradus_activation_step: return (vec)0;
  }
  return dy;
}

/// Calls BY(f) for each function, so that f is a constant in the loop that BY makes.
#define EACH_ACTIVATION(BY)        \
  BY(gradus_activation_none)       \
  BY(gradus_activation_relu)       \
  BY(gradus_activation_sigmoid)    \
  BY(gradus_activation_tanh)       \
  BY(gradus_activation_leaky_relu) \
  BY(gradus_activation_elu)        \
  BY(gradus_activation_silu)       \
  BY(gradus_activation_gelu)       \
  BY(gradus_activation_gelu_tanh)  \
  BY(gradus_activation_softplus)   \
  BY(gradus_activation_step)

INLINE void forward_by(gradus_activation f, float a, ptrdiff_t n, const float *z, float *y) {
  ptrdiff_t i = 0;
  for (; i + lanes <= n; i += lanes) store(y + i, activation_of(f, a, load(z + i)));
  if (i < n) store_first(n - i, y + i, activation_of(f, a, load_first(n - i, z + i)));
}

static void activation_forward(gradus_activation f, float a, ptrdiff_t n, const float *z,
                               float *y) {
#define BY(function) \
  case function: forward_by(function, a, n, z, y); break;
  switch (f) { EACH_ACTIVATION(BY) }
#undef BY
}

INLINE void backward_by(gradus_activation f, float a, ptrdiff_t n, const float *z,
                        const float *y, const float *dy, float *dz) {
  bool reads_z = reads_input(f);
  ptrdiff_t i = 0;
  for (; i + lanes <= n; i += lanes)
    store(dz + i, gradient_before_activation(f, a, reads_z ? load(z + i) : (vec)0, load(y + i),
                                             load(dy + i)));
  ptrdiff_t rest = n - i;
  if (rest > 0)
    store_first(rest, dz + i,
                gradient_before_activation(f, a, reads_z ? load_first(rest, z + i) : (vec)0,
                                           load_first(rest, y + i), load_first(rest, dy + i)));
}

static void activation_backward(gradus_activation f, float a, ptrdiff_t n, const float *z,
                                const float *y, const float *dy, float *dz) {
#define BY(function) \
  case function: backward_by(function, a, n, z, y, dy, dz); break;
  switch (f) { EACH_ACTIVATION(BY) }
#undef BY
}
