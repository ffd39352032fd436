// The linear layer: three uses of the product, each with a short cut for networks so small that
// the time goes into everything but arithmetic.

static void linear_forward(ptrdiff_t batch, ptrdiff_t in, ptrdiff_t out, const float *x,
                           const float *w, const float *bias, float *y, float *z,
                           ptrdiff_t stride, gradus_activation f, float a, void *scratch) {
  operand left = {x, in, 1}, right = {w, 1, in};
#ifdef GRADUS_PICKS
  if (fits_vectors(batch, out, in) && stride == out) {
    place at = places(out);
    vec start = bias ? pick(load_first(out, bias), at.column) : (vec)0;
    vec sums = product_of_vectors(at, in, load_first(batch * in, x), left,
                                  load_first(out * in, w), right, start);
    if (z) store_first(batch * out, z, sums);
    return store_first(batch * out, y, activation_of(f, a, sums));
  }
#endif
  float *sums = z ? z : y;
  product(batch, out, in, left, right,
          (result){sums, stride, bias ? start_bias : start_zero, bias}, scratch);
  if (f == gradus_activation_none && !z) return;
  if (stride == out)
    activation_forward(f, a, batch * out, sums, y);
  else
    for (ptrdiff_t b = 0; b < batch; b++)
      activation_forward(f, a, out, sums + b * stride, y + b * stride);
}

/// db[o] = start + Σ_b dz[b,o].
INLINE void sum_rows(ptrdiff_t batch, ptrdiff_t out, const float *dz, ptrdiff_t stride, float *db,
                     bool accumulate) {
  for (ptrdiff_t o = 0; o < out; o += lanes) {
    ptrdiff_t width = smaller(out - o, lanes);
    vec sum = accumulate ? load_first(width, db + o) : (vec)0;
    for (ptrdiff_t b = 0; b < batch; b++) sum += load_first(width, dz + b * stride + o);
    store_first(width, db + o, sum);
  }
}

static void linear_backward_weights(ptrdiff_t batch, ptrdiff_t in, ptrdiff_t out,
                                    const float *dz, ptrdiff_t stride, const float *x, float *dw,
                                    float *db, bool accumulate, void *scratch) {
  operand left = {dz, 1, stride}, right = {x, in, 1};
#ifdef GRADUS_PICKS
  if (fits_vectors(out, in, batch) && stride == out) {
    vec gradients = load_first(batch * out, dz);
    vec start = accumulate ? load_first(out * in, dw) : (vec)0;
    vec sums = product_of_vectors(places(in), batch, gradients, left, load_first(batch * in, x),
                                  right, start);
    store_first(out * in, dw, sums);
    if (!db) return;
    ivec from = places(lanes).column;
    vec sum = accumulate ? load_first(out, db) : (vec)0;
    for (ptrdiff_t b = 0; b < batch; b++, from += (int32_t)out) sum += pick(gradients, from & 15);
    return store_first(out, db, sum);
  }
#endif
  product(out, in, batch, left, right,
          (result){dw, in, accumulate ? start_existing : start_zero, NULL}, scratch);
  if (db) sum_rows(batch, out, dz, stride, db, accumulate);
}

static void linear_backward_input(ptrdiff_t batch, ptrdiff_t in, ptrdiff_t out, const float *dz,
                                  const float *w, float *dx, ptrdiff_t stride, void *scratch) {
  operand left = {dz, out, 1}, right = {w, stride, 1};
#ifdef GRADUS_PICKS
  if (fits_vectors(batch, in, out) && stride == in) {
    vec sums = product_of_vectors(places(in), out, load_first(batch * out, dz), left,
                                  load_first(out * in, w), right, (vec)0);
    return store_first(batch * in, dx, sums);
  }
#endif
  product(batch, in, out, left, right, (result){dx, stride, start_zero, NULL}, scratch);
}
