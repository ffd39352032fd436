// Fused multiply-add on processors without the instruction.

typedef float half __attribute__((ext_vector_type(8)));
typedef double wide __attribute__((ext_vector_type(8)));
typedef int64_t wide_bits __attribute__((ext_vector_type(8)));

/// a·b + c rounded once: the product is exact in double, the sum is rounded to odd (its last bit
/// tells whether anything was lost), so that rounding it to float is right. Boldo and Melquiond
/// 2008, "Emulation of FMA and correctly rounded sums: proved algorithms using rounding to odd".
INLINE half fma_of_half(half a, half b, half c) {
  wide product = __builtin_convertvector(a, wide) * __builtin_convertvector(b, wide);
  wide addend = __builtin_convertvector(c, wide);
  wide sum = product + addend;
  wide share = sum - product;
  wide lost = (product - (sum - share)) + (addend - share);
  wide_bits bits = (wide_bits)sum;
  wide_bits is_even_and_inexact = ((lost < 0.0) | (lost > 0.0)) & ((bits & 1) - 1);
  wide_bits is_towards_zero = ((wide_bits)lost ^ bits) >> 63;
  bits += is_even_and_inexact & (is_towards_zero | 1);
  return __builtin_convertvector((wide)bits, half);
}

/// Not inlined: it is long, and there are many calls.
static __attribute__((noinline)) void multiply_add(const vec *a, const vec *b, const vec *c,
                                                   vec *sum) {
  sum->lo = fma_of_half(a->lo, b->lo, c->lo);
  sum->hi = fma_of_half(a->hi, b->hi, c->hi);
}

/// a·b + c, rounded once.
INLINE vec fma(vec a, vec b, vec c) {
  vec sum;
  multiply_add(&a, &b, &c, &sum);
  return sum;
}
