// The linear layer: three uses of the product.

static void linear_forward(ptrdiff_t batch, ptrdiff_t in, ptrdiff_t out, const float *x,
                           const float *w, const float *bias, float *y, float *z,
                           ptrdiff_t stride, gradus_activation f, float a, void *scratch) {
  float *sums = z ? z : y;
  product(batch, out, in, (operand){x, in, 1}, (operand){w, 1, in},
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
  product(out, in, batch, (operand){dz, 1, stride}, (operand){x, in, 1},
          (result){dw, in, accumulate ? start_existing : start_zero, NULL}, scratch);
  if (db) sum_rows(batch, out, dz, stride, db, accumulate);
}

static void linear_backward_input(ptrdiff_t batch, ptrdiff_t in, ptrdiff_t out, const float *dz,
                                  const float *w, float *dx, ptrdiff_t stride, void *scratch) {
  product(batch, in, out, (operand){dz, out, 1}, (operand){w, stride, 1},
          (result){dx, stride, start_zero, NULL}, scratch);
}
