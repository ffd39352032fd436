// The first n of sixteen lanes, and lanes in any order, with AVX-512.

INLINE __mmask16 first_of_sixteen(ptrdiff_t n) { return (__mmask16)((1u << n) - 1); }

INLINE vec load_first(ptrdiff_t n, const float *p) {
  return (vec)_mm512_maskz_loadu_ps(first_of_sixteen(n), p);
}

INLINE void store_first(ptrdiff_t n, float *p, vec v) {
  _mm512_mask_storeu_ps(p, first_of_sixteen(n), (__m512)v);
}

/// Lane l of the result is lane index[l] mod 16 of the table.
INLINE vec pick(vec table, ivec index) {
  return (vec)_mm512_permutexvar_ps((__m512i)index, (__m512)table);
}

/// Lane l of the result is lane index[l] of the two tables side by side, 0 ≤ index[l] < 32.
INLINE vec pick_of_two(vec low, vec high, ivec index) {
  return (vec)_mm512_permutex2var_ps((__m512)low, (__m512i)index, (__m512)high);
}

/// Writes those lanes of x that are not zero, and the same lanes of `with`, one after the other,
/// and says how many; all sixteen places are written.
INLINE ptrdiff_t store_nonzero(vec x, ivec with, float *to, int32_t *with_to) {
  __mmask16 mask = _mm512_cmp_ps_mask((__m512)x, _mm512_setzero_ps(), _CMP_NEQ_UQ);
  store(to, (vec)_mm512_maskz_compress_ps(mask, (__m512)x));
  __m512i chosen = _mm512_maskz_compress_epi32(mask, (__m512i)with);
  __builtin_memcpy(with_to, &chosen, sizeof chosen);
  return __builtin_popcount(mask);
}
