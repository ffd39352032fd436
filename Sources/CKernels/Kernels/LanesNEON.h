// The first n of sixteen lanes, and lanes in any order, with NEON.
#include "LanesPlain.h"

/// Lane l of the result is lane index[l] of the table, 0 ≤ index[l] < 16: by bytes, of which a
/// lane has four.
INLINE vec pick(vec table, ivec index) {
  uint8x16x4_t bytes;
  __builtin_memcpy(&bytes, &table, sizeof bytes);
  ivec first_byte = index * 0x04040404 + 0x03020100;
  vec v;
  for (int quarter = 0; quarter < 4; quarter++) {
    uint8x16_t wanted;
    __builtin_memcpy(&wanted, (const char *)&first_byte + 16 * quarter, sizeof wanted);
    uint8x16_t got = vqtbl4q_u8(bytes, wanted);
    __builtin_memcpy((char *)&v + 16 * quarter, &got, sizeof got);
  }
  return v;
}

/// Lane l of the result is lane index[l] of the two tables side by side, 0 ≤ index[l] < 32.
INLINE vec pick_of_two(vec low, vec high, ivec index) {
  return index < lanes ? pick(low, index & 15) : pick(high, index & 15);
}
