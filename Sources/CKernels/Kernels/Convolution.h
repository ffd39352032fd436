// Convolutions as products whose right side is never made whole: what the weights see at sixteen
// or thirty-two positions is picked from the padded planes into a panel just before it is used.
//
// Forward, a row of the product is a filter and a column a position; backward to the input, a row
// is a channel, and the planes are those of the output's gradient. For the weights' gradients a
// row is a weight, a column a filter, and the depth runs over the positions. Chetlur et al. 2014,
// "cuDNN: Efficient Primitives for Deep Learning", pick tiles in the same way.

/// A convolution's room, cut up.
typedef struct places_in_room {
  float *plane, *packed, *seen, *weights;
  int32_t *terms, *positions;
  // For what has its channels last.
  float *last, *last_weights, *turned, *factors;
  int32_t *offsets, *last_positions, *filters, *ends;
} places_in_room;

INLINE places_in_room cut(const gradus_convolution *sizes, float *start) {
  room r = room_of(sizes);
  return (places_in_room){start + r.plane,
                          start + r.packed,
                          start + r.seen,
                          start + r.weights,
                          (int32_t *)(start + r.terms),
                          (int32_t *)(start + r.positions),
                          start + r.last,
                          start + r.last_weights,
                          start + r.turned,
                          start + r.factors,
                          (int32_t *)(start + r.offsets),
                          (int32_t *)(start + r.last_positions),
                          (int32_t *)(start + r.filters),
                          (int32_t *)(start + r.ends)};
}

/// What a product reads from planes: at depth k and column n, plane[terms[k] + positions[n]].
typedef struct view {
  const float *plane;
  const int32_t *terms, *positions;
} view;

// MARK: Planes with zeros

/// How the rows of one plane lie in a larger one: from one to the next it is so many steps, with
/// zeros between.
typedef struct frame {
  ptrdiff_t height, width;        // of the larger one
  ptrdiff_t row, column;          // where the first number goes; may lie outside
  ptrdiff_t row_step, column_step;
} frame;

/// Writes the numbers where they belong; what was there between and around them stays.
static void spread(ptrdiff_t planes, ptrdiff_t height, ptrdiff_t width, const float *from,
                   frame to, float *plane) {
  // Where the padding is wider than a kernel, gradients at the edge belong to no input.
  ptrdiff_t first = to.column < 0 ? (-to.column + to.column_step - 1) / to.column_step : 0;
  ptrdiff_t end = to.column < to.width ? (to.width - 1 - to.column) / to.column_step + 1 : 0;
  end = smaller(end, width);
  for (ptrdiff_t p = 0; p < planes; p++, from += height * width, plane += to.height * to.width)
    for (ptrdiff_t i = 0; i < height; i++) {
      ptrdiff_t row = to.row + i * to.row_step;
      if (row < 0 || row >= to.height) continue;
      float *out = plane + row * to.width + to.column;
      const float *in = from + i * width;
      if (to.column_step != 1)
        for (ptrdiff_t j = first; j < end; j++) out[j * to.column_step] = in[j];
      else
        for (ptrdiff_t j = first; j < end; j += lanes) {
          ptrdiff_t count = smaller(end - j, lanes);
          store_first(count, out + j, load_first(count, in + j));
        }
    }
}

INLINE void clear(ptrdiff_t n, float *x) {
  ptrdiff_t i = 0;
  for (; i + lanes <= n; i += lanes) store(x + i, (vec)0);
  if (i < n) store_first(n - i, x + i, (vec)0);
}

/// The offsets of a plane's positions, with so much from one row and one column to the next. After
/// the last one they go on, so that a whole vector can be read.
static void list_positions(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t row_step,
                           ptrdiff_t column_step, int32_t *positions) {
  for (ptrdiff_t i = 0; i < rows; i++)
    for (ptrdiff_t j = 0; j < columns; j++)
      *positions++ = (int32_t)(i * row_step + j * column_step);
  for (int i = 0; i < lanes; i++, positions++) *positions = positions[-1] + 1;
}

// MARK: Picking

/// packed[k · pitch + n] = what is seen at depth k and column n, for a whole number of vectors.
INLINE void pack_view(ptrdiff_t depth, ptrdiff_t columns, view from, float *packed,
                      ptrdiff_t pitch) {
  for (ptrdiff_t n = 0; n < columns; n += lanes, packed += lanes) {
    const int32_t *positions = from.positions + n;
    const float *plane = from.plane + positions[0];
    ptrdiff_t reach = positions[lanes - 1] - positions[0];
    if (reach == lanes - 1) {
      for (ptrdiff_t k = 0; k < depth; k++)
        store(packed + k * pitch, load(plane + from.terms[k]));
      continue;
    }
#ifdef GRADUS_PICKS
    if (reach < 2 * lanes) {
      ivec index;
      __builtin_memcpy(&index, positions, sizeof index);
      index -= positions[0];
      for (ptrdiff_t k = 0; k < depth; k++) {
        const float *here = plane + from.terms[k];
        store(packed + k * pitch, pick_of_two(load(here), load(here + lanes), index));
      }
      continue;
    }
#endif
    for (ptrdiff_t k = 0; k < depth; k++) {
      const float *here = plane + from.terms[k] - positions[0];
      ptrdiff_t count = smaller(columns - n, lanes);
      for (ptrdiff_t l = 0; l < count; l++) packed[k * pitch + l] = here[positions[l]];
    }
  }
}

// MARK: The product

/// The rows in blocks of nearly the same size, so that none is too small to hide the latency of
/// its multiply-adds.
INLINE void multiply_evenly(ptrdiff_t rows, int panels, ptrdiff_t columns, ptrdiff_t depth,
                            operand a, const float *packed, result c) {
  ptrdiff_t blocks = (rows + GRADUS_ROWS - 1) / GRADUS_ROWS;
  for (; blocks > 0; blocks--) {
    ptrdiff_t here = (rows + blocks - 1) / blocks;
    switch (here) {
#define BLOCK(r)                                                \
  case r:                                                       \
    if (r <= GRADUS_ROWS)                                       \
      multiply_block(r, panels, columns, depth, a, packed, c);  \
    break;
      BLOCK(1) BLOCK(2) BLOCK(3) BLOCK(4) BLOCK(5) BLOCK(6)
      BLOCK(7) BLOCK(8) BLOCK(9) BLOCK(10) BLOCK(11) BLOCK(12)
#undef BLOCK
    }
    a.start += here * a.row;
    c.start += here * c.row;
    if (c.begin == start_row_bias) c.bias += here;
    rows -= here;
  }
}

static void multiply_one_evenly(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth, operand a,
                                const float *packed, result c) {
  multiply_evenly(rows, 1, columns, depth, a, packed, c);
}

/// Up to columns_at_once columns.
static void multiply_packed(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth, operand a,
                            const float *packed, result c) {
  if (columns > columns_at_once - lanes)
    multiply_evenly(rows, GRADUS_PANELS, columns - (columns_at_once - lanes), depth, a, packed, c);
  else
    multiply_one_evenly(rows, columns, depth, a, packed, c);
}

INLINE ptrdiff_t whole_vectors(ptrdiff_t n) { return (n + lanes - 1) / lanes * lanes; }

/// c[r, n] = bias[r] + Σ_k a[r, k] · seen[k, n], k ascending, all matrices without gaps.
static void multiply_view(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth, const float *a,
                          view seen, const float *bias, float *packed, float *c) {
  ptrdiff_t part = depth_of_parts(depth);
  for (ptrdiff_t n = 0; n < columns; n += columns_at_once) {
    ptrdiff_t here = smaller(columns - n, columns_at_once);
    result there = {c + n, columns, bias ? start_row_bias : start_zero, bias};
    for (ptrdiff_t k = 0; k < depth; k += part) {
      ptrdiff_t depth_here = smaller(depth - k, part);
      view from = {seen.plane, seen.terms + k, seen.positions + n};
      pack_view(depth_here, here, from, packed, whole_vectors(here));
      multiply_packed(rows, here, depth_here, (operand){a + k, depth, 1}, packed, there);
      there.begin = start_existing;
    }
  }
}

// MARK: Forward

/// The output's rows and columns, and the input with zeros around it.
typedef struct geometry {
  ptrdiff_t rows, columns, positions, depth;
  frame padded;
} geometry;

INLINE geometry geometry_of(const gradus_convolution *s) {
  ptrdiff_t rows = output_rows(s), columns = output_columns(s);
  return (geometry){rows, columns, rows * columns,
                    s->channels * s->kernel_height * s->kernel_width,
                    {padded_height(s), padded_width(s), s->padding_height, s->padding_width, 1, 1}};
}

/// The padded planes, still zero, with the offsets of what each weight sees.
static view view_of_input(const gradus_convolution *s, geometry g, places_in_room room) {
  ptrdiff_t plane = g.padded.height * g.padded.width;
  int32_t *term = room.terms;
  for (ptrdiff_t c = 0; c < s->channels; c++)
    for (ptrdiff_t u = 0; u < s->kernel_height; u++)
      for (ptrdiff_t v = 0; v < s->kernel_width; v++)
        *term++ = (int32_t)(c * plane + u * g.padded.width + v);
  list_positions(g.rows, g.columns, s->stride_height * g.padded.width, s->stride_width,
                 room.positions);
  clear(s->channels * plane, room.plane);
  return (view){room.plane, room.terms, room.positions};
}

static void convolution_forward(ptrdiff_t batch, const gradus_convolution *s, const float *x,
                                const float *w, const float *bias, float *y,
                                gradus_activation f, float a, float *start) {
  places_in_room room = cut(s, start);
  geometry g = geometry_of(s);
  view seen = view_of_input(s, g, room);
  for (ptrdiff_t b = 0; b < batch; b++) {
    spread(s->channels, s->height, s->width, x, g.padded, room.plane);
    multiply_view(s->filters, g.positions, g.depth, w, seen, bias, room.packed, y);
    // At once, while it is in the cache.
    if (f != gradus_activation_none) activation_forward(f, a, s->filters * g.positions, y, y);
    x += s->channels * s->height * s->width;
    y += s->filters * g.positions;
  }
}
