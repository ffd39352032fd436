// Back through a convolution: where the gradient is mostly zero by SparseGradient.h, else by
// products as in Convolution.h. Both give the same bits, so that it is free which way a sample goes.

/// Of a sum it depends on what is left out whether it comes out as -0: none is kept.
INLINE void without_negative_zeros(ptrdiff_t n, float *x) {
  ptrdiff_t i = 0;
  for (; i + lanes <= n; i += lanes) store(x + i, load(x + i) + 0.0f);
  if (i < n) store_first(n - i, x + i, load_first(n - i, x + i) + 0.0f);
}

// MARK: To the weights

static void dense_backward_weights(ptrdiff_t batch, const gradus_convolution *s, const float *dz,
                                   ptrdiff_t sample, const float *x, float *dw, float *db,
                                   bool accumulate, places_in_room room) {
  geometry g = geometry_of(s);
  view seen = view_of_input(s, g, room);
  enum { pitch = positions_at_once + lanes };
  // [depth × filters]; a filter is a lane. Behind them the bias, which sees a one everywhere.
  ptrdiff_t rows = db ? g.depth + 1 : g.depth;
  float *sums = room.weights, *bias = sums + g.depth * s->filters;
  if (accumulate)
    turn_back(s->filters, g.depth, dw, g.depth, sums, s->filters);
  else
    clear(s->filters * rows, sums);
  if (db && accumulate) __builtin_memcpy(bias, db, (size_t)s->filters * sizeof *db);
  for (ptrdiff_t n = 0; db && n < pitch; n += lanes)
    store(room.seen + g.depth * pitch + n, (vec)0 + 1.0f);

  // Small planes share a tile, large ones have more than one.
  ptrdiff_t samples = samples_at_once(g.positions);
  for (ptrdiff_t b = 0; b < batch; b += samples) {
    ptrdiff_t samples_here = smaller(batch - b, samples);
    for (ptrdiff_t p = 0; p < g.positions; p += positions_at_once) {
      ptrdiff_t width = smaller(g.positions - p, positions_at_once);
      for (ptrdiff_t i = 0; i < samples_here; i++) {
        if (p == 0)
          spread(s->channels, s->height, s->width,
                 x + (b + i) * s->channels * s->height * s->width, g.padded, room.plane);
        // What a last vector writes beyond the width is the next sample's place.
        pack_view(g.depth, width, (view){seen.plane, seen.terms, seen.positions + p},
                  room.seen + i * width, pitch);
      }
      for (ptrdiff_t o = 0; o < s->filters; o += columns_at_once) {
        ptrdiff_t filters = smaller(s->filters - o, columns_at_once);
        ptrdiff_t filter_pitch = whole_vectors(filters);
        for (ptrdiff_t i = 0; i < samples_here; i++) {
          const float *from = dz + (b + i) * sample + o * g.positions + p;
          for (ptrdiff_t n = 0; n < filters; n += lanes)
            pack_columns(width, smaller(filters - n, lanes), from + n * g.positions, g.positions,
                         room.packed + i * width * filter_pitch + n, filter_pitch);
        }
        multiply_packed(rows, filters, samples_here * width, (operand){room.seen, pitch, 1},
                        room.packed, (result){sums + o, s->filters, start_existing, NULL});
      }
    }
  }
  turn_back(g.depth, s->filters, sums, s->filters, dw, g.depth);
  if (!db) return;
  __builtin_memcpy(db, bias, (size_t)s->filters * sizeof *db);
  // As the other sums, none is left at -0.
  without_negative_zeros(s->filters, db);
}

static void convolution_backward_weights(ptrdiff_t batch, const gradus_convolution *s,
                                         const float *dz, ptrdiff_t sample, const float *x,
                                         float *dw, float *db, bool accumulate, float *start) {
  places_in_room room = cut(s, start);
  ptrdiff_t done = 0;
  if (has_channels_last(s))
    done = sparse_backward_weights(batch, s, dz, sample, x, dw, db, accumulate, room);
  if (done == batch && done > 0) return;
  dense_backward_weights(batch - done, s, dz + done * sample, sample,
                         x + done * s->channels * s->height * s->width, dw, db,
                         accumulate || done > 0, room);
}

// MARK: To the input

/// How the planes of the output's gradient lie, with zeros between and around them, so that each
/// input sees the outputs that have read it in a window of the kernel's size.
INLINE frame dilated_frame(const gradus_convolution *s) {
  return (frame){s->height + s->kernel_height - 1, s->width + s->kernel_width - 1,
                 s->kernel_height - 1 - s->padding_height, s->kernel_width - 1 - s->padding_width,
                 s->stride_height, s->stride_width};
}

/// The planes of the output's gradient, still zero; and w[o, c, …] as [c, …, o].
static view view_of_gradient(const gradus_convolution *s, frame dilated, const float *w,
                             places_in_room room) {
  ptrdiff_t window = s->kernel_height * s->kernel_width, depth = s->filters * window;
  for (ptrdiff_t o = 0; o < s->filters; o++)
    for (ptrdiff_t c = 0; c < s->channels; c++)
      for (ptrdiff_t i = 0; i < window; i++)
        room.weights[c * depth + i * s->filters + o] = w[(o * s->channels + c) * window + i];
  // The output that reads an input by a later weight stands earlier.
  ptrdiff_t plane = dilated.height * dilated.width;
  int32_t *term = room.terms;
  for (ptrdiff_t u = s->kernel_height - 1; u >= 0; u--)
    for (ptrdiff_t v = s->kernel_width - 1; v >= 0; v--)
      for (ptrdiff_t o = 0; o < s->filters; o++)
        *term++ = (int32_t)(o * plane + u * dilated.width + v);
  list_positions(s->height, s->width, dilated.width, 1, room.positions);
  clear(s->filters * plane, room.plane);
  return (view){room.plane, room.terms, room.positions};
}

/// One sample.
static void dense_backward_input(const gradus_convolution *s, const float *dz, frame dilated,
                                 view seen, float *dx, places_in_room room) {
  geometry g = geometry_of(s);
  ptrdiff_t depth = s->filters * s->kernel_height * s->kernel_width, plane = s->height * s->width;
  spread(s->filters, g.rows, g.columns, dz, dilated, room.plane);
  multiply_view(s->channels, plane, depth, room.weights, seen, NULL, room.packed, dx);
  without_negative_zeros(s->channels * plane, dx);
}

static void convolution_backward_input(ptrdiff_t batch, const gradus_convolution *s,
                                       const float *dz, const float *w, float *dx, float *start) {
  places_in_room room = cut(s, start);
  geometry g = geometry_of(s);
  ptrdiff_t weights = s->filters * s->channels * s->kernel_height * s->kernel_width;
  bool may_be_sparse = batch > 0 && has_channels_last(s) && all_finite(weights, w);
  if (may_be_sparse) prepare_sparse_backward_input(s, w, room);
  frame dilated = dilated_frame(s);
  view seen = {NULL, NULL, NULL};
  for (ptrdiff_t b = 0; b < batch; b++) {
    if (may_be_sparse && is_sparse(s, g.positions, dz)) {
      sparse_backward_input(s, dz, dx, room);
    } else {
      if (!seen.plane) seen = view_of_gradient(s, dilated, w, room);
      dense_backward_input(s, dz, dilated, seen, dx, room);
    }
    dz += s->filters * g.positions;
    dx += s->channels * s->height * s->width;
  }
}
