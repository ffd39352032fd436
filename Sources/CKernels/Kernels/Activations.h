// Elementwise functions and their derivatives, and soft-max, which goes by rows.

INLINE vec activation_of(gradus_activation f, float a, vec z) {
  (void)a;
  switch (f) {
    case gradus_activation_none: return z;
    case gradus_activation_relu: return z <= 0 ? (vec)0 : z;
    case gradus_activation_sigmoid: return logistic(z);
    case gradus_activation_tanh: return hyperbolic_tangent(z);
  }
  return z;
}

INLINE vec gradient_before_activation(gradus_activation f, float a, vec z, vec y, vec dy) {
  (void)a, (void)z;
  switch (f) {
    case gradus_activation_none: return dy;
    case gradus_activation_relu: return y <= 0 ? (vec)0 : dy;
    case gradus_activation_sigmoid: return (dy * (1 - y)) * y;
    case gradus_activation_tanh: return dy * fma(-y, y, (vec)1);
  }
  return dy;
}

/// One loop for each function: f is a constant where this is inlined.
INLINE void forward_by(gradus_activation f, float a, ptrdiff_t n, const float *z, float *y) {
  ptrdiff_t i = 0;
  for (; i + lanes <= n; i += lanes) store(y + i, activation_of(f, a, load(z + i)));
  if (i < n) store_first(n - i, y + i, activation_of(f, a, load_first(n - i, z + i)));
}

static void activation_forward(gradus_activation f, float a, ptrdiff_t n, const float *z,
                               float *y) {
#define BY(function) \
  case function: forward_by(function, a, n, z, y); break;
  switch (f) {
    BY(gradus_activation_none)
    BY(gradus_activation_relu)
    BY(gradus_activation_sigmoid)
    BY(gradus_activation_tanh)
  }
#undef BY
}

/// Whether f's derivative is computed from z and not from y alone.
INLINE bool needs_input(gradus_activation f) {
  (void)f;
  return false;
}

INLINE void backward_by(gradus_activation f, float a, ptrdiff_t n, const float *z,
                        const float *y, const float *dy, float *dz) {
  bool reads_z = needs_input(f);
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
  switch (f) {
    BY(gradus_activation_none)
    BY(gradus_activation_relu)
    BY(gradus_activation_sigmoid)
    BY(gradus_activation_tanh)
  }
#undef BY
}

// MARK: Soft-max

/// y = exp(z - greatest); the sum of y in lanes.
INLINE float exponentials(ptrdiff_t n, const float *z, float greatest, float *y) {
  vec sum = 0;
  ptrdiff_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    vec e = exponential(load(z + i) - greatest);
    store(y + i, e);
    sum += e;
  }
  ptrdiff_t rest = n - i;
  if (rest > 0) {
    vec e = exponential(load_first(rest, z + i) - greatest);
    store_first(rest, y + i, e);
    sum += lanes_below(rest) ? e : (vec)0;
  }
  return sum_of_lanes(sum);
}

static void softmax_forward(ptrdiff_t rows, ptrdiff_t columns, const float *z, float *y) {
  for (ptrdiff_t r = 0; r < rows; r++, z += columns, y += columns) {
    float factor = 1 / exponentials(columns, z, maximum(columns, z), y);
    for (ptrdiff_t c = 0; c < columns; c += lanes) {
      ptrdiff_t width = smaller(columns - c, lanes);
      store_first(width, y + c, load_first(width, y + c) * factor);
    }
  }
}

static void softmax_backward(ptrdiff_t rows, ptrdiff_t columns, const float *y, const float *dy,
                             float *dz) {
  for (ptrdiff_t r = 0; r < rows; r++, y += columns, dy += columns, dz += columns) {
    float mean = dot(columns, y, dy);
    for (ptrdiff_t c = 0; c < columns; c += lanes) {
      ptrdiff_t width = smaller(columns - c, lanes);
      store_first(width, dz + c,
                  load_first(width, y + c) * (load_first(width, dy + c) - mean));
    }
  }
}
