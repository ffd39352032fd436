// Sixteen floats at a time, whatever the instruction set; the compiler cuts them into registers.
//
// A variant includes this once, inside its own target attribute, after naming in GRADUS_LANES its
// file of what plain C cannot say well: the first n lanes, and lanes in any order.

// Every function that takes or gives a vector is inlined, so no calling convention is at stake.
#pragma clang diagnostic ignored "-Wpsabi"

typedef float vec __attribute__((ext_vector_type(16)));
typedef int32_t ivec __attribute__((ext_vector_type(16)));

enum { lanes = 16 };

#define INLINE static inline __attribute__((always_inline))

INLINE vec load(const float *p) {
  vec v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}

INLINE void store(float *p, vec v) { __builtin_memcpy(p, &v, sizeof v); }

/// Which lanes are below n: -1 in those, 0 in the others.
INLINE ivec lanes_below(ptrdiff_t n) {
  const ivec number = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  return number < (int32_t)n;
}

#include GRADUS_LANES

#ifdef GRADUS_EMULATED_FMA
#include "Emulated.h"
#else
/// a·b + c, rounded once.
INLINE vec fma(vec a, vec b, vec c) { return __builtin_elementwise_fma(a, b, c); }
#endif

INLINE vec square_root(vec x) { return __builtin_elementwise_sqrt(x); }
INLINE vec absolute(vec x) { return (vec)((ivec)x & 0x7fffffff); }

/// x, or `least` where x is less; NaN stays.
INLINE vec at_least(vec x, float least) { return x < least ? (vec)least : x; }
/// x, or `most` where x is more; NaN stays.
INLINE vec at_most(vec x, float most) { return x > most ? (vec)most : x; }

/// Lane by lane the greater, a before b among equals, NaN if either is.
INLINE vec greater(vec a, vec b) { return ((a >= b) | (a != a)) ? a : b; }

/// The fixed tree over the lanes: l + 8, + 4, + 2, + 1.
INLINE float sum_of_lanes(vec v) {
  __auto_type eight = v.lo + v.hi;
  __auto_type four = eight.lo + eight.hi;
  __auto_type two = four.lo + four.hi;
  return two.x + two.y;
}

INLINE float greatest_of_lanes(vec v) {
  for (int width = lanes / 2; width > 0; width /= 2) {
    vec upper = v;
    for (int l = 0; l < width; l++) upper[l] = v[l + width];
    v = greater(v, upper);
  }
  return v[0];
}
