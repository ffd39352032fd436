// Sums, dot products and maxima in sixteen lanes and a fixed tree; counts and checks.

static float sum(ptrdiff_t n, const float *x) {
  vec total = 0;
  ptrdiff_t i = 0;
  for (; i + lanes <= n; i += lanes) total += load(x + i);
  if (i < n) total += load_first(n - i, x + i);
  return sum_of_lanes(total);
}

static float dot(ptrdiff_t n, const float *x, const float *y) {
  vec total = 0;
  ptrdiff_t i = 0;
  for (; i + lanes <= n; i += lanes) total = fma(load(x + i), load(y + i), total);
  if (i < n) total = fma(load_first(n - i, x + i), load_first(n - i, y + i), total);
  return sum_of_lanes(total);
}

static float maximum(ptrdiff_t n, const float *x) {
  vec greatest = -__builtin_inff();
  ptrdiff_t i = 0;
  for (; i + lanes <= n; i += lanes) greatest = greater(greatest, load(x + i));
  if (i < n) {
    vec last = load_first(n - i, x + i);
    greatest = greater(greatest, lanes_below(n - i) ? last : (vec)-__builtin_inff());
  }
  return greatest_of_lanes(greatest);
}

/// A number minus itself is 0 unless it is infinite or NaN.
static bool all_finite(ptrdiff_t n, const float *x) {
  ivec wrong = 0;
  ptrdiff_t i = 0;
  for (; i + lanes <= n; i += lanes) wrong |= ~(absolute(load(x + i)) < __builtin_inff());
  if (i < n) wrong |= ~(absolute(load_first(n - i, x + i)) < __builtin_inff());
  return sum_of_lanes(__builtin_convertvector(wrong, vec)) == 0;
}

static ptrdiff_t count_arg_max_hits(ptrdiff_t rows, ptrdiff_t columns, const float *scores,
                                    const int32_t *labels) {
  ptrdiff_t hits = 0;
  for (ptrdiff_t r = 0; r < rows; r++, scores += columns) {
    ptrdiff_t label = labels[r];
    float score = scores[label];
    bool is_nan = score != score, is_beaten = false;
    for (ptrdiff_t c = 0; c < label; c++)
      is_beaten |= is_nan ? scores[c] != scores[c] : !(scores[c] < score);
    for (ptrdiff_t c = label + 1; c < columns; c++)
      is_beaten |= !is_nan && !(scores[c] <= score);
    hits += !is_beaten;
  }
  return hits;
}

// MARK: Moving data

static void fill(ptrdiff_t n, float value, float *x) {
  ptrdiff_t i = 0;
  for (; i + lanes <= n; i += lanes) store(x + i, (vec)value);
  if (i < n) store_first(n - i, x + i, (vec)value);
}

static void gather_rows(ptrdiff_t rows, ptrdiff_t width, const float *from,
                        const ptrdiff_t *indices, float *to) {
  for (ptrdiff_t r = 0; r < rows; r++, to += width) {
    const float *row = from + indices[r] * width;
    ptrdiff_t i = 0;
    for (; i + lanes <= width; i += lanes) store(to + i, load(row + i));
    if (width - i >= 4)
      store_first(width - i, to + i, load_first(width - i, row + i));
    else
      for (; i < width; i++) to[i] = row[i];
  }
}

static void gather_labels(ptrdiff_t rows, const int32_t *from, const ptrdiff_t *indices,
                          int32_t *to) {
  for (ptrdiff_t r = 0; r < rows; r++) to[r] = from[indices[r]];
}
