// Loads and stores of the first n of sixteen floats with AVX-512's mask registers.

INLINE __mmask16 first_of_sixteen(ptrdiff_t n) { return (__mmask16)((1u << n) - 1); }

INLINE vec load_first(ptrdiff_t n, const float *p) {
  return (vec)_mm512_maskz_loadu_ps(first_of_sixteen(n), p);
}

INLINE void store_first(ptrdiff_t n, float *p, vec v) {
  _mm512_mask_storeu_ps(p, first_of_sixteen(n), (__m512)v);
}
