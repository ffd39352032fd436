// Back through a convolution whose output's gradient is mostly zero, as behind a maximum: of each
// window one number counts. What is not zero is listed, and only that is multiplied.
//
// Channels are lanes: the input, its gradient and the weights lie with the channels of one place
// side by side, so that a row of the kernel is one run of vectors in each of them. A gradient of a
// filter at a position adds, row by row of the kernel,
//
//     to the weights' gradients of the filter    the run of the input at the position;
//     to the input's gradient at the position    the run of the filter's weights.
//
// Either way a few runs stay in registers while a list goes by. Leaving out zeros changes no bit:
// the order of the others is the specification's, what they are multiplied by is finite (it is
// looked at), and a sum that comes out as -0 counts as +0. Compare Shi and Chu 2017, "Speeding up
// convolutional neural networks by exploiting the sparsity of rectifier units", who go forward.

/// Some numbers that are not zero, and an offset for each.
typedef struct list {
  ptrdiff_t count;
  float *factors;
  int32_t *offsets;
} list;

/// Whether so few of the gradients count that it pays to list them, judged by a quarter of them.
INLINE bool is_sparse(const gradus_convolution *s, ptrdiff_t positions, const float *dz) {
  ptrdiff_t n = s->filters * positions, seen = 0;
  ivec found = 0;
  for (ptrdiff_t i = 0; i < n; i += 4 * lanes, seen += lanes)
    found -= load_first(smaller(n - i, lanes), dz + i) != 0;
  ptrdiff_t count = 0;
  for (int l = 0; l < lanes; l++) count += found[l];
  // Lanes without a channel work for nothing.
  return 2 * count * whole_vectors(s->channels) <= seen * s->channels;
}

/// Appends those of n numbers that are not zero, with their offsets plus `beyond`; up to sixteen
/// places after the last one are written too.
INLINE ptrdiff_t append_nonzero(ptrdiff_t n, const float *x, const int32_t *offsets,
                                int32_t beyond, list to) {
#ifdef GRADUS_COMPRESSES
  for (ptrdiff_t i = 0; i < n; i += lanes) {
    vec here = n - i >= lanes ? load(x + i) : load_first(n - i, x + i);
    ivec offset;
    __builtin_memcpy(&offset, offsets + i, sizeof offset);
    to.count += store_nonzero(here, offset + beyond, to.factors + to.count,
                              to.offsets + to.count);
  }
#else
  for (ptrdiff_t i = 0; i < n; i++) {
    to.factors[to.count] = x[i];
    to.offsets[to.count] = offsets[i] + beyond;
    to.count += x[i] != 0;
  }
#endif
  return to.count;
}

/// The part of a list from where another one ended.
INLINE list part_of(list whole, ptrdiff_t start, ptrdiff_t end) {
  return (list){end - start, whole.factors + start, whole.offsets + start};
}

// MARK: Runs in registers

/// How rows of so many vectors are cut into blocks that fit registers.
typedef struct runs {
  ptrdiff_t rows, vectors, rows_at_once;
} runs;

enum {
  sums_at_once = GRADUS_ROWS * GRADUS_PANELS,
  longest_run = sums_at_once < 8 ? sums_at_once : 8,
  most_rows = 3
};

INLINE runs cut_runs(ptrdiff_t rows, ptrdiff_t vectors) {
  return (runs){rows, vectors, smaller(sums_at_once / smaller(vectors, longest_run), most_rows)};
}

/// sums[r, :] += Σ_e factor[e] · from[offset[e] + r · pitch, :], e ascending, for rows of so many
/// vectors; both counts are constants where this is inlined.
INLINE void add_block(int rows, int vectors, const list *by, const float *from, ptrdiff_t pitch,
                      float *sums, ptrdiff_t sums_pitch) {
  vec sum[sums_at_once];
  UNROLLED (int r = 0; r < rows; r++)
    UNROLLED (int v = 0; v < vectors; v++)
      sum[r * vectors + v] = load(sums + r * sums_pitch + v * lanes);
  const float *factor = by->factors;
  const int32_t *offset = by->offsets;
  for (ptrdiff_t e = by->count; e > 0; e--) {
    const float *run = from + *offset++;
    vec shared = (vec)*factor++;
    UNROLLED (int r = 0; r < rows; r++)
      UNROLLED (int v = 0; v < vectors; v++)
        sum[r * vectors + v] = fma(shared, load(run + r * pitch + v * lanes), sum[r * vectors + v]);
  }
  UNROLLED (int r = 0; r < rows; r++)
    UNROLLED (int v = 0; v < vectors; v++)
      store(sums + r * sums_pitch + v * lanes, sum[r * vectors + v]);
}

typedef void add_function(const list *by, const float *from, ptrdiff_t pitch, float *sums,
                          ptrdiff_t sums_pitch);

#define BLOCK(r, v)                                                                         \
  static void add_##r##_##v(const list *by, const float *from, ptrdiff_t pitch, float *sums, \
                            ptrdiff_t sums_pitch) {                                         \
    if (r * v <= sums_at_once) add_block(r, v, by, from, pitch, sums, sums_pitch);          \
  }
#define BLOCKS(v) BLOCK(1, v) BLOCK(2, v) BLOCK(3, v)
BLOCKS(1) BLOCKS(2) BLOCKS(3) BLOCKS(4) BLOCKS(5) BLOCKS(6) BLOCKS(7) BLOCKS(8)
#undef BLOCKS
#undef BLOCK

/// By vectors and rows.
static add_function *const add_functions[9][most_rows + 1] = {
#define BLOCKS(v) [v] = {NULL, add_1_##v, add_2_##v, add_3_##v},
    BLOCKS(1) BLOCKS(2) BLOCKS(3) BLOCKS(4) BLOCKS(5) BLOCKS(6) BLOCKS(7) BLOCKS(8)
#undef BLOCKS
};

/// The same for any number of rows and vectors.
INLINE void add_runs(runs of, const list *by, const float *from, ptrdiff_t pitch, float *sums,
                     ptrdiff_t sums_pitch) {
  if (by->count == 0) return;
  for (ptrdiff_t v = 0; v < of.vectors; v += longest_run)
    for (ptrdiff_t r = 0; r < of.rows; r += of.rows_at_once)
      add_functions[smaller(of.vectors - v, longest_run)][smaller(of.rows - r, of.rows_at_once)](
          by, from + r * pitch + v * lanes, pitch, sums + r * sums_pitch + v * lanes, sums_pitch);
}

// MARK: Channels side by side

/// The padded input, or its gradient, and the weights, or theirs, with the channels innermost.
typedef struct channels_last {
  ptrdiff_t channels;           // filled up to whole vectors
  ptrdiff_t pitch, plane;       // from row to row, and of a whole sample
  ptrdiff_t run, filter;        // a row of the kernel, and a filter
} channels_last;

INLINE channels_last channels_last_of(const gradus_convolution *s, geometry g) {
  ptrdiff_t channels = whole_vectors(s->channels), pitch = g.padded.width * channels;
  return (channels_last){channels, pitch, g.padded.height * pitch, s->kernel_width * channels,
                         s->kernel_height * s->kernel_width * channels};
}

/// to[n · to_pitch + m] = from[m · pitch + n] for rows m and columns n, -0 becoming +0.
static void turn_back(ptrdiff_t rows, ptrdiff_t columns, const float *from, ptrdiff_t pitch,
                      float *to, ptrdiff_t to_pitch) {
  for (ptrdiff_t n = 0; n < columns; n += lanes)
    for (ptrdiff_t m = 0; m < rows; m += lanes) {
      ptrdiff_t width = smaller(columns - n, lanes), height = smaller(rows - m, lanes);
      vec block[lanes];
      for (int i = 0; i < lanes; i++)
        block[i] = i < height ? load_first(width, from + (m + i) * pitch + n) + 0.0f : (vec)0;
      transpose(block);
      for (int i = 0; i < width; i++) store_first(height, to + (n + i) * to_pitch + m, block[i]);
    }
}

/// The channels of n places, `distance` apart before, come to lie side by side.
INLINE void put_channels_last(ptrdiff_t channels, ptrdiff_t n, const float *from,
                              ptrdiff_t distance, float *to) {
  ptrdiff_t pitch = whole_vectors(channels);
  for (ptrdiff_t c = 0; c < channels; c += lanes)
    pack_columns(n, smaller(channels - c, lanes), from + c * distance, distance, to + c, pitch);
}

INLINE void put_weights_last(const gradus_convolution *s, channels_last at, const float *w,
                             float *to) {
  ptrdiff_t window = s->kernel_height * s->kernel_width;
  for (ptrdiff_t o = 0; o < s->filters; o++)
    put_channels_last(s->channels, window, w + o * s->channels * window, window,
                      to + o * at.filter);
}

// MARK: Backward

/// Where each position begins in the padded input.
INLINE void list_last_positions(const gradus_convolution *s, geometry g, channels_last at,
                                places_in_room room) {
  list_positions(g.rows, g.columns, s->stride_height * at.channels * g.padded.width,
                 s->stride_width * at.channels, room.last_positions);
}

/// Puts the first samples side by side, as long as they are sparse and finite, and says how many.
static ptrdiff_t place_samples(ptrdiff_t most, const gradus_convolution *s, geometry g,
                               channels_last at, const float *dz, ptrdiff_t sample,
                               const float *x, float *last) {
  ptrdiff_t plane = s->height * s->width, inputs = s->channels * plane;
  last += s->padding_height * at.pitch + s->padding_width * at.channels;
  ptrdiff_t count = 0;
  for (; count < most; count++, dz += sample, x += inputs, last += at.plane) {
    if (!is_sparse(s, g.positions, dz) || !all_finite(inputs, x)) break;
    for (ptrdiff_t i = 0; i < s->height; i++)
      put_channels_last(s->channels, s->width, x + i * s->width, plane, last + i * at.pitch);
  }
  return count;
}

/// Goes through as many samples as are sparse and finite, from the first, and says how many; if
/// none is, nothing is written.
static ptrdiff_t sparse_backward_weights(ptrdiff_t batch, const gradus_convolution *s,
                                         const float *dz, ptrdiff_t sample, const float *x,
                                         float *dw, float *db, bool accumulate,
                                         places_in_room room) {
  geometry g = geometry_of(s);
  channels_last at = channels_last_of(s, g);
  ptrdiff_t inputs = s->channels * s->height * s->width;
  ptrdiff_t window = s->kernel_height * s->kernel_width, depth = s->channels * window;
  ptrdiff_t at_once = samples_at_once(g.positions);
  clear(at_once * at.plane, room.last);
  ptrdiff_t done = 0, here = place_samples(smaller(batch, at_once), s, g, at, dz, sample, x,
                                           room.last);
  if (here == 0) return 0;

  list_last_positions(s, g, at, room);
  float *sums = room.last_weights;
  if (accumulate)
    put_weights_last(s, at, dw, sums);
  else
    clear(s->filters * at.filter, sums);
  if (db && !accumulate) clear(s->filters, db);
  runs by_row = cut_runs(s->kernel_height, at.run / lanes);
  while (here > 0) {
    // All lists first: that goes on where the loops over them, of many lengths, come to a halt.
    list all = {0, room.factors, room.offsets};
    for (ptrdiff_t o = 0; o < s->filters; o++) {
      for (ptrdiff_t i = 0; i < here; i++)
        all.count = append_nonzero(g.positions, dz + i * sample + o * g.positions,
                                   room.last_positions, (int32_t)(i * at.plane), all);
      room.ends[o] = (int32_t)all.count;
    }
    ptrdiff_t start = 0;
    for (ptrdiff_t o = 0; o < s->filters; o++) {
      list by = part_of(all, start, room.ends[o]);
      start = room.ends[o];
      add_runs(by_row, &by, room.last, at.pitch, sums + o * at.filter, at.run);
      if (!db) continue;
      float sum = db[o];
      for (ptrdiff_t e = 0; e < by.count; e++) sum += by.factors[e];
      db[o] = sum;
    }
    done += here, dz += here * sample, x += here * inputs;
    here = place_samples(smaller(batch - done, at_once), s, g, at, dz, sample, x, room.last);
  }
  for (ptrdiff_t o = 0; o < s->filters; o++) {
    turn_back(window, s->channels, sums + o * at.filter, at.channels, dw + o * depth, window);
    if (db) db[o] += 0.0f;
  }
  return done;
}

/// What all samples share on the way back to the input.
INLINE void prepare_sparse_backward_input(const gradus_convolution *s, const float *w,
                                          places_in_room room) {
  geometry g = geometry_of(s);
  channels_last at = channels_last_of(s, g);
  put_weights_last(s, at, w, room.last_weights);
  list_last_positions(s, g, at, room);
  for (ptrdiff_t o = 0; o < whole_vectors(s->filters); o++)
    room.filters[o] = (int32_t)(o * at.filter);
}

/// One sample.
static void sparse_backward_input(const gradus_convolution *s, const float *dz, float *dx,
                                  places_in_room room) {
  geometry g = geometry_of(s);
  channels_last at = channels_last_of(s, g);
  ptrdiff_t filters = whole_vectors(s->filters);
  put_channels_last(s->filters, g.positions, dz, g.positions, room.turned);
  clear(at.plane, room.last);
  runs by_row = cut_runs(s->kernel_height, at.run / lanes);
  // The last position first: so the weights reach each input in ascending order.
  list all = {0, room.factors, room.offsets};
  for (ptrdiff_t p = g.positions - 1; p >= 0; p--) {
    all.count = append_nonzero(filters, room.turned + p * filters, room.filters, 0, all);
    room.ends[p] = (int32_t)all.count;
  }
  ptrdiff_t start = 0;
  for (ptrdiff_t p = g.positions - 1; p >= 0; p--) {
    list by = part_of(all, start, room.ends[p]);
    start = room.ends[p];
    add_runs(by_row, &by, room.last_weights, at.run, room.last + room.last_positions[p], at.pitch);
  }
  const float *inside =
      room.last + s->padding_height * at.pitch + s->padding_width * at.channels;
  for (ptrdiff_t i = 0; i < s->height; i++)
    turn_back(s->width, s->channels, inside + i * at.pitch, at.channels, dx + i * s->width,
              s->height * s->width);
}
