// c[m,n] = start + Σ_k a[m,k] · b[k,n], k ascending, by fused multiply-add: the one matrix
// product behind every layer.
//
// The b side is packed into panels of sixteen columns, a few hundred k deep, that stay in the
// first-level cache while the rows of a pass by. A block of rows × panels of c is kept in
// registers; between two depths it is stored and loaded again, which loses no bit. Goto and van de
// Geijn 2008, "Anatomy of high-performance matrix multiplication".

enum {
  depth_at_once = 256,
  rows_at_once = 512,
  columns_at_once = lanes * GRADUS_PANELS,
};
_Static_assert(depth_at_once * columns_at_once * sizeof(float) <= GRADUS_SCRATCH_BYTES, "");
_Static_assert(GRADUS_ROWS <= 12, "multiply_stripe has a case for each rest of rows");

/// A matrix as the product reads it: element (r, c) stands at start[r · row + c · column].
typedef struct operand {
  const float *start;
  ptrdiff_t row, column;
} operand;

/// What an accumulator begins with.
typedef enum start_value { start_zero, start_existing, start_bias, start_row_bias } start_value;

typedef struct result {
  float *start;
  ptrdiff_t row;
  start_value begin;
  const float *bias;  // one for each column, for start_bias; for each row, for start_row_bias
} result;

// MARK: Packing

/// Sixteen rows of sixteen floats become columns.
INLINE void transpose(vec x[lanes]) {
  vec y[lanes];
  // Each round exchanges, for pairs of rows, the half of each group that sits across the diagonal.
  for (int i = 0; i < 8; i++) {
    y[i] = __builtin_shufflevector(x[2 * i], x[2 * i + 1], 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10,
                                   26, 12, 28, 14, 30);
    y[i + 8] = __builtin_shufflevector(x[2 * i], x[2 * i + 1], 1, 17, 3, 19, 5, 21, 7, 23, 9, 25,
                                       11, 27, 13, 29, 15, 31);
  }
  // y[i]: rows 2i, 2i+1, even columns; y[i + 8]: odd columns.
  for (int h = 0; h < 16; h += 8)
    for (int i = 0; i < 4; i++) {
      vec p = y[h + 2 * i], q = y[h + 2 * i + 1];
      x[h + i] = __builtin_shufflevector(p, q, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13,
                                         28, 29);
      x[h + i + 4] = __builtin_shufflevector(p, q, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14,
                                             15, 30, 31);
    }
  // x[h + 4g + i]: rows 4i … 4i+3, columns ≡ h/8 + 2g (mod 4).
  for (int h = 0; h < 16; h += 4)
    for (int i = 0; i < 2; i++) {
      vec p = x[h + 2 * i], q = x[h + 2 * i + 1];
      y[h + i] = __builtin_shufflevector(p, q, 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25,
                                         26, 27);
      y[h + i + 2] = __builtin_shufflevector(p, q, 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28,
                                             29, 30, 31);
    }
  // y[h + 2g + i]: rows 8i … 8i+7, columns (h/8 + 2·(h/4 mod 2)) + 4g (mod 8).
  for (int h = 0; h < 16; h += 2) {
    int column = h / 8 + 2 * (h / 4 % 2) + 4 * (h / 2 % 2);
    x[column] = __builtin_shufflevector(y[h], y[h + 1], 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19,
                                        20, 21, 22, 23);
    x[column + 8] = __builtin_shufflevector(y[h], y[h + 1], 8, 9, 10, 11, 12, 13, 14, 15, 24, 25,
                                            26, 27, 28, 29, 30, 31);
  }
}

/// panel[k][0..<16] = b[k, 0..<columns], zeros after them, where a row of b is contiguous; `pitch`
/// floats lie between two k of the panel.
INLINE void pack_rows(ptrdiff_t depth, ptrdiff_t columns, const float *b, ptrdiff_t row,
                      float *panel, ptrdiff_t pitch) {
  if (columns == lanes)
    for (ptrdiff_t k = 0; k < depth; k++) store(panel + k * pitch, load(b + k * row));
  else
    for (ptrdiff_t k = 0; k < depth; k++)
      store(panel + k * pitch, load_first(columns, b + k * row));
}

/// The same where a column of b is contiguous: `column` floats lie between two columns.
static void pack_columns(ptrdiff_t depth, ptrdiff_t columns, const float *b, ptrdiff_t column,
                         float *panel, ptrdiff_t pitch) {
  for (ptrdiff_t k = 0; k < depth; k += lanes) {
    ptrdiff_t here = depth - k < lanes ? depth - k : lanes;
    vec block[lanes];
    if (here == lanes && columns == lanes)
      for (int c = 0; c < lanes; c++) block[c] = load(b + c * column + k);
    else
      for (int c = 0; c < lanes; c++)
        block[c] = c < columns ? load_first(here, b + c * column + k) : (vec)0;
    transpose(block);
    for (int i = 0; i < here; i++) store(panel + (k + i) * pitch, block[i]);
  }
}

// MARK: A block in registers

/// A loop over the rows or panels of a block: unrolled, so that its sums live in registers.
#define UNROLLED _Pragma("clang loop unroll(full)") for

/// rows × panels of c, both being constants where this is inlined. Of one k, the panels lie side
/// by side; the last one has `columns` columns, the others sixteen.
INLINE void multiply_block(int rows, int panels, ptrdiff_t columns, ptrdiff_t depth, operand a,
                           const float *packed, result c) {
  vec sum[GRADUS_ROWS][GRADUS_PANELS];
  UNROLLED (int p = 0; p < panels; p++) {
    ptrdiff_t width = p < panels - 1 ? lanes : columns;
    vec shared = c.begin == start_bias ? load_first(width, c.bias + p * lanes) : (vec)0;
    UNROLLED (int r = 0; r < rows; r++) {
      const float *existing = c.start + r * c.row + p * lanes;
      sum[r][p] = c.begin == start_existing   ? load_first(width, existing)
                  : c.begin == start_row_bias ? (vec)c.bias[r]
                                              : shared;
    }
  }
  for (ptrdiff_t k = 0; k < depth; k++) {
    vec b[GRADUS_PANELS];
    UNROLLED (int p = 0; p < panels; p++) b[p] = load(packed + (k * panels + p) * lanes);
    UNROLLED (int r = 0; r < rows; r++) {
      vec factor = (vec)a.start[r * a.row + k * a.column];
      UNROLLED (int p = 0; p < panels; p++) sum[r][p] = fma(factor, b[p], sum[r][p]);
    }
  }
  UNROLLED (int p = 0; p < panels; p++) {
    ptrdiff_t width = p < panels - 1 ? lanes : columns;
    UNROLLED (int r = 0; r < rows; r++)
      store_first(width, c.start + r * c.row + p * lanes, sum[r][p]);
  }
}

/// All the rows of a stripe of panels, whole blocks first.
INLINE void multiply_stripe(ptrdiff_t rows, int panels, ptrdiff_t columns, ptrdiff_t depth,
                            operand a, const float *packed, result c) {
  for (; rows >= GRADUS_ROWS; rows -= GRADUS_ROWS) {
    multiply_block(GRADUS_ROWS, panels, columns, depth, a, packed, c);
    a.start += GRADUS_ROWS * a.row;
    c.start += GRADUS_ROWS * c.row;
  }
  switch (rows) {
#define REST(r)                                                   \
  case r:                                                         \
    if (r < GRADUS_ROWS)                                          \
      multiply_block(r, panels, columns, depth, a, packed, c);    \
    break;
    REST(1) REST(2) REST(3) REST(4) REST(5) REST(6) REST(7) REST(8) REST(9) REST(10) REST(11)
#undef REST
  }
}

static void multiply_one_panel(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth, operand a,
                               const float *packed, result c) {
  multiply_stripe(rows, 1, columns, depth, a, packed, c);
}

static void multiply_all_panels(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth, operand a,
                                const float *packed, result c) {
  multiply_stripe(rows, GRADUS_PANELS, columns, depth, a, packed, c);
}

// MARK: The product

INLINE ptrdiff_t smaller(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }

/// The depth cut into equal parts of at most depth_at_once, so that no part is a sliver.
INLINE ptrdiff_t depth_of_parts(ptrdiff_t depth) {
  ptrdiff_t parts = (depth + depth_at_once - 1) / depth_at_once;
  return parts <= 1 ? depth : ((depth + parts - 1) / parts + lanes - 1) / lanes * lanes;
}

/// `columns` columns of b side by side, in one panel or more.
INLINE void pack(ptrdiff_t depth, ptrdiff_t columns, operand b, float *packed) {
  ptrdiff_t pitch = (columns + lanes - 1) / lanes * lanes;
  for (ptrdiff_t n = 0; n < columns; n += lanes) {
    const float *from = b.start + n * b.column;
    if (b.column == 1)
      pack_rows(depth, smaller(columns - n, lanes), from, b.row, packed + n, pitch);
    else
      pack_columns(depth, smaller(columns - n, lanes), from, b.column, packed + n, pitch);
  }
}

/// c [rows × columns] from a [rows × depth] and b [depth × columns], one of whose strides is 1.
static void product(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth, operand a, operand b,
                    result c, float *packed) {
  ptrdiff_t part = depth_of_parts(depth);
  for (ptrdiff_t m = 0; m < rows; m += rows_at_once)
    for (ptrdiff_t n = 0; n < columns; n += columns_at_once) {
      ptrdiff_t rows_here = smaller(rows - m, rows_at_once);
      ptrdiff_t columns_here = smaller(columns - n, columns_at_once);
      result there = {c.start + m * c.row + n, c.row, c.begin, c.bias ? c.bias + n : NULL};
      ptrdiff_t k = 0;
      do {
        ptrdiff_t depth_here = smaller(depth - k, part);
        operand left = {a.start + m * a.row + k * a.column, a.row, a.column};
        operand right = {b.start + k * b.row + n * b.column, b.row, b.column};
        pack(depth_here, columns_here, right, packed);
        if (columns_here > columns_at_once - lanes)
          multiply_all_panels(rows_here, columns_here - (columns_at_once - lanes), depth_here,
                              left, packed, there);
        else
          multiply_one_panel(rows_here, columns_here, depth_here, left, packed, there);
        there.begin = start_existing;
        k += depth_here;
      } while (k < depth);
    }
}
