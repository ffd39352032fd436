// The first n of sixteen lanes, and lanes in any order, with AVX2.

INLINE __m256i first_of_eight(ptrdiff_t n) {
  const __m256i number = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  return _mm256_cmpgt_epi32(_mm256_set1_epi32((int)n), number);
}

INLINE vec load_first(ptrdiff_t n, const float *p) {
  if (n == lanes) return load(p);
  vec v;
  v.lo = (__m256)_mm256_maskload_ps(p, first_of_eight(n));
  v.hi = (__m256)_mm256_maskload_ps(p + 8, first_of_eight(n - 8));
  return v;
}

INLINE void store_first(ptrdiff_t n, float *p, vec v) {
  if (n == lanes) return store(p, v);
  _mm256_maskstore_ps(p, first_of_eight(n), (__m256)v.lo);
  _mm256_maskstore_ps(p + 8, first_of_eight(n - 8), (__m256)v.hi);
}

INLINE __m256 pick_eight(vec table, __m256i index) {
  __m256 low = _mm256_permutevar8x32_ps((__m256)table.lo, index);
  __m256 high = _mm256_permutevar8x32_ps((__m256)table.hi, index);
  __m256i is_high = _mm256_cmpgt_epi32(index, _mm256_set1_epi32(7));
  return _mm256_blendv_ps(low, high, (__m256)is_high);
}

/// Lane l of the result is lane index[l] of the table, 0 ≤ index[l] < 16.
INLINE vec pick(vec table, ivec index) {
  vec v;
  v.lo = pick_eight(table, (__m256i)index.lo);
  v.hi = pick_eight(table, (__m256i)index.hi);
  return v;
}

/// Lane l of the result is lane index[l] of the two tables side by side, 0 ≤ index[l] < 32.
INLINE vec pick_of_two(vec low, vec high, ivec index) {
  return index < lanes ? pick(low, index & 15) : pick(high, index & 15);
}
