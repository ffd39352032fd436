// Products of matrices so small that each fits one vector: a lane is an element of the result, and
// picks its factors by their place. No memory is touched but to load and to store.

#ifdef GRADUS_PICKS

/// lane / n for n = 1 … 16.
static const int8_t quotients[lanes + 1][lanes] = {
    {0},
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7},
    {0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5},
    {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3},
    {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3},
    {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2},
    {0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2},
    {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}};

/// Whether a [rows × depth], b [depth × columns] and c [rows × columns], packed without gaps, fit
/// a vector each.
INLINE bool fits_vectors(ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t depth) {
  return rows <= lanes && columns <= lanes && depth <= lanes && rows * columns <= lanes &&
         rows * depth <= lanes && columns * depth <= lanes && columns > 0;
}

/// Row and column of each lane of a result of so many columns.
typedef struct place {
  ivec row, column;
} place;

INLINE place places(ptrdiff_t columns) {
  typedef int8_t bytes __attribute__((ext_vector_type(16)));
  bytes quotient;
  __builtin_memcpy(&quotient, quotients[columns], sizeof quotient);
  const ivec lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  ivec row = __builtin_convertvector(quotient, ivec);
  return (place){row, lane - row * (int32_t)columns};
}

/// start + Σ_k a[row, k] · b[k, column], the operands' strides counting lanes.
INLINE vec product_of_vectors(place at, ptrdiff_t depth, vec a, operand a_shape, vec b,
                              operand b_shape, vec start) {
  ivec from_a = at.row * (int32_t)a_shape.row, from_b = at.column * (int32_t)b_shape.column;
  for (ptrdiff_t k = 0; k < depth; k++) {
    start = fma(pick(a, from_a & 15), pick(b, from_b & 15), start);
    from_a += (int32_t)a_shape.column;
    from_b += (int32_t)b_shape.row;
  }
  return start;
}

#endif
