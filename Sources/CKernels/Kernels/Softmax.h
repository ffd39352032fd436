// Soft-max and its logarithm, row by row.

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

/// What the logarithm of soft-max and cross-entropy need of a row: log Σ exp(z - greatest), 1 / Σ,
/// and the mean of z - greatest, which only label smoothing asks for.
typedef struct row_of_logits {
  float greatest, log_of_sum, factor, mean;
} row_of_logits;

INLINE row_of_logits summarize(ptrdiff_t columns, const float *z) {
  float greatest = maximum(columns, z);
  vec sum = 0, shifted = 0;
  for (ptrdiff_t c = 0; c < columns; c += lanes) {
    ptrdiff_t width = smaller(columns - c, lanes);
    vec x = load_first(width, z + c) - greatest;
    ivec inside = lanes_below(width);
    sum += inside ? exponential(x) : (vec)0;
    shifted += inside ? x : (vec)0;
  }
  float total = sum_of_lanes(sum);
  return (row_of_logits){greatest, logarithm((vec)total)[0], 1 / total,
                         sum_of_lanes(shifted) / (float)columns};
}

static void log_softmax_forward(ptrdiff_t rows, ptrdiff_t columns, const float *z, float *y) {
  for (ptrdiff_t r = 0; r < rows; r++, z += columns, y += columns) {
    row_of_logits row = summarize(columns, z);
    for (ptrdiff_t c = 0; c < columns; c += lanes) {
      ptrdiff_t width = smaller(columns - c, lanes);
      store_first(width, y + c, (load_first(width, z + c) - row.greatest) - row.log_of_sum);
    }
  }
}

static void log_softmax_backward(ptrdiff_t rows, ptrdiff_t columns, const float *y,
                                 const float *dy, float *dz) {
  for (ptrdiff_t r = 0; r < rows; r++, y += columns, dy += columns, dz += columns) {
    float total = sum(columns, dy);
    for (ptrdiff_t c = 0; c < columns; c += lanes) {
      ptrdiff_t width = smaller(columns - c, lanes);
      vec gradient = load_first(width, dy + c);
      store_first(width, dz + c, gradient - exponential(load_first(width, y + c)) * total);
    }
  }
}
