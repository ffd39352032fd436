// The first n of sixteen lanes in plain C.

/// The first n floats (0 ≤ n ≤ 16), then zeros; nothing beyond them is touched.
INLINE vec load_first(ptrdiff_t n, const float *p) {
  if (n == lanes) return load(p);
  vec v = 0;
  float *to = (float *)&v;
  if (n & 8) __builtin_memcpy(to, p, 8 * sizeof *p), to += 8, p += 8;
  if (n & 4) __builtin_memcpy(to, p, 4 * sizeof *p), to += 4, p += 4;
  if (n & 2) __builtin_memcpy(to, p, 2 * sizeof *p), to += 2, p += 2;
  if (n & 1) *to = *p;
  return v;
}

/// Writes the first n lanes (0 ≤ n ≤ 16) and nothing beyond them.
INLINE void store_first(ptrdiff_t n, float *p, vec v) {
  if (n == lanes) return store(p, v);
  const float *from = (const float *)&v;
  if (n & 8) __builtin_memcpy(p, from, 8 * sizeof *p), p += 8, from += 8;
  if (n & 4) __builtin_memcpy(p, from, 4 * sizeof *p), p += 4, from += 4;
  if (n & 2) __builtin_memcpy(p, from, 2 * sizeof *p), p += 2, from += 2;
  if (n & 1) *p = *from;
}
