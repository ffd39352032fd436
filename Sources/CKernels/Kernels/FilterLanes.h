// Forward with the filters as lanes: where they fill vectors, nothing of the input need be packed.
// A factor is read where it lies in the padded planes, and the weights are packed once for a batch.

/// Whether few lanes would be idle, and the sums are long enough to pay for turning them round.
INLINE bool fills_filter_lanes(const gradus_convolution *s, ptrdiff_t depth) {
  return s->filters % lanes == 0 && depth >= 4 * lanes && has_channels_last(s) &&
         s->filters * depth <= GRADUS_SCRATCH_BYTES / (ptrdiff_t)sizeof(float);
}

/// sums[r, :] = bias + Σ_k seen[k, r] · w[k, :], k ascending, for positions r a stride apart.
INLINE void filter_block(int positions, int panels, ptrdiff_t depth, const int32_t *terms,
                         const float *start, ptrdiff_t stride, const float *w, const float *bias,
                         ptrdiff_t filters, float *sums) {
  vec sum[GRADUS_ROWS][GRADUS_PANELS];
  UNROLLED (int p = 0; p < panels; p++) {
    vec first = bias ? load(bias + p * lanes) : (vec)0;
    UNROLLED (int r = 0; r < positions; r++) sum[r][p] = first;
  }
  for (ptrdiff_t k = 0; k < depth; k++, w += filters) {
    const float *here = start + terms[k];
    vec b[GRADUS_PANELS];
    UNROLLED (int p = 0; p < panels; p++) b[p] = load(w + p * lanes);
    UNROLLED (int r = 0; r < positions; r++) {
      vec factor = (vec)here[r * stride];
      UNROLLED (int p = 0; p < panels; p++) sum[r][p] = fma(factor, b[p], sum[r][p]);
    }
  }
  UNROLLED (int p = 0; p < panels; p++)
    UNROLLED (int r = 0; r < positions; r++) store(sums + r * filters + p * lanes, sum[r][p]);
}

/// A row of the output in blocks of nearly the same size.
INLINE void filter_row(int panels, ptrdiff_t columns, ptrdiff_t depth, const int32_t *terms,
                       const float *start, ptrdiff_t stride, const float *w, const float *bias,
                       ptrdiff_t filters, float *sums) {
  for (ptrdiff_t blocks = (columns + GRADUS_ROWS - 1) / GRADUS_ROWS; blocks > 0; blocks--) {
    ptrdiff_t here = (columns + blocks - 1) / blocks;
    switch (here) {
#define BLOCK(r)                                                                              \
  case r:                                                                                     \
    if (r <= GRADUS_ROWS)                                                                     \
      filter_block(r, panels, depth, terms, start, stride, w, bias, filters, sums);           \
    break;
      BLOCK(1) BLOCK(2) BLOCK(3) BLOCK(4) BLOCK(5) BLOCK(6)
      BLOCK(7) BLOCK(8) BLOCK(9) BLOCK(10) BLOCK(11) BLOCK(12)
#undef BLOCK
    }
    start += here * stride, sums += here * filters, columns -= here;
  }
}

/// Before activation, one sample: y [filters × positions].
static void filter_planes(const gradus_convolution *s, geometry g, view seen, const float *w,
                          const float *bias, float *sums, float *y) {
  for (ptrdiff_t i = 0; i < g.rows; i++) {
    const float *start = seen.plane + i * s->stride * g.padded.width;
    float *row = sums + i * g.columns * s->filters;
    for (ptrdiff_t o = 0; o < s->filters; o += columns_at_once) {
      const float *first = bias ? bias + o : NULL;
      if (s->filters - o >= columns_at_once)
        filter_row(GRADUS_PANELS, g.columns, g.depth, seen.terms, start, s->stride, w + o, first,
                   s->filters, row + o);
      else
        filter_row(1, g.columns, g.depth, seen.terms, start, s->stride, w + o, first, s->filters,
                   row + o);
    }
  }
  turn_back(g.positions, s->filters, sums, s->filters, -0.0f, y, g.positions);
}
