// exp, log, tanh and their kin for sixteen floats: Cody and Waite's argument reduction and
// polynomials that were fitted with Sollya's fpminimax (relative error below half an ulp), every
// step written out. Tests/Kernels/FunctionTests.c measures them against double precision.

/// log 2 = ln2_high + ln2_low to 48 bits.
#define ln2_high 0x1.62e43p-1f
#define ln2_low -0x1.05c61p-29f

/// exp(r) - 1 for |r| ≤ log(2)/2.
INLINE vec exp_minus_one_near_zero(vec r) {
  vec r2 = r * r;
  vec c23 = fma((vec)0x1.555492p-3f, r, (vec)0x1.fffffap-2f);
  vec c45 = fma((vec)0x1.123988p-7f, r, (vec)0x1.555a26p-5f);
  vec c456 = fma((vec)0x1.694cd2p-10f, r2, c45);
  return fma(fma(c456, r2, c23), r2, r);
}

typedef struct reduced {
  vec rest;
  ivec exponent;
} reduced;

/// x = exponent · log 2 + rest, |rest| ≤ log(2)/2, for |x| < 2²¹.
INLINE reduced reduce_by_log2(vec x) {
  const float to_integer = 0x1.8p23f;  // Adding this leaves the integer in the low bits.
  vec shifted = fma(x, (vec)0x1.715476p0f, (vec)to_integer);
  vec n = shifted - to_integer;
  vec rest = fma(n, (vec)-ln2_low, fma(n, (vec)-ln2_high, x));
  return (reduced){rest, (ivec)shifted - 0x4b400000};
}

/// 2ⁿ for -126 ≤ n ≤ 127.
INLINE vec power_of_two(ivec n) { return (vec)((n + 127) << 23); }

/// exp(x), over- and underflowing as IEEE says; two factors, so that denormals round once.
INLINE vec exponential(vec x) {
  reduced r = reduce_by_log2(at_least(at_most(x, 89), -104));
  ivec half = r.exponent >> 1;
  vec p = exp_minus_one_near_zero(r.rest) + 1;
  return (p * power_of_two(half)) * power_of_two(r.exponent - half);
}

/// exp(x) for 0 ≤ x ≤ 80.
INLINE vec exponential_of_moderate(vec x) {
  reduced r = reduce_by_log2(x);
  return (exp_minus_one_near_zero(r.rest) + 1) * power_of_two(r.exponent);
}

/// log(2ᵉ · (1 + r)) for √½ ≤ 1 + r < √2.
INLINE vec log_of_reduced(vec r, vec e) {
  vec r2 = r * r, r4 = r2 * r2;
  vec c01 = fma((vec)-0x1.000234p-2f, r, (vec)0x1.55557p-2f);
  vec c23 = fma((vec)-0x1.5466fep-3f, r, (vec)0x1.99944ep-3f);
  vec c45 = fma((vec)-0x1.0e96ccp-3f, r, (vec)0x1.239ce2p-3f);
  vec c67 = fma((vec)-0x1.2a6f78p-4f, r, (vec)0x1.015974p-3f);
  vec p = fma(fma(c67, r2, c45), r4, fma(c23, r2, c01));
  vec second_order = fma(r, p, (vec)-0.5f);
  return fma(e, (vec)ln2_high, fma(r2, second_order, fma(e, (vec)ln2_low, r)));
}

/// The e for which x / 2ᵉ lies in [√½, √2), for normal positive x.
INLINE ivec exponent_around_one(vec x) { return ((ivec)x - 0x3f3504f3) >> 23; }

/// log(x): -∞ at ±0, NaN below.
INLINE vec logarithm(vec x) {
  ivec is_denormal = x < 0x1p-126f;
  vec scaled = is_denormal ? x * 0x1p23f : x;
  ivec e = exponent_around_one(scaled);
  vec r = (vec)((ivec)scaled - (e << 23)) - 1;
  vec y = log_of_reduced(r, __builtin_convertvector(e - (is_denormal & 23), vec));
  y = x >= 0 ? y : (vec)__builtin_nanf("");
  y = x == 0 ? (vec)-__builtin_inff() : y;
  return x == __builtin_inff() ? x : y;
}

/// log(1 + x), exact to the last bits also where 1 + x has lost them: -∞ at -1, NaN below.
INLINE vec logarithm_of_one_plus(vec x) {
  vec sum = 1 + x;
  vec lost = x < 1 ? x - (sum - 1) : 1 - (sum - x);
  ivec e = exponent_around_one(sum);
  vec scaled = (vec)((ivec)sum - (e << 23));
  ivec inverse = 127 - e;
  vec r = fma(lost, (vec)((inverse & ~(inverse >> 31)) << 23), scaled - 1);
  vec y = log_of_reduced(r, __builtin_convertvector(e, vec));
  y = x >= -1 ? y : (vec)__builtin_nanf("");
  y = x == -1 ? (vec)-__builtin_inff() : y;
  return x == __builtin_inff() ? x : y;
}

/// 1 / (1 + exp(-x)) from e = exp(-|x|), which cannot overflow: with s = e / (1 + e) it is 1 - s
/// for x ≥ 0 and e - e·s below, so that the rounding of 1 + e weighs little where e is small.
INLINE vec logistic_from(vec x, vec e) {
  vec share = e / (1 + e), base = x < 0 ? e : (vec)1.0f;
  return fma(-base, share, base);
}

INLINE vec logistic(vec x) { return logistic_from(x, exponential(-absolute(x))); }

/// tanh(x): a polynomial near 0, 1 - 2 / (exp(2|x|) + 1) elsewhere.
INLINE vec hyperbolic_tangent(vec x) {
  vec a = absolute(x), a2 = a * a;
  vec p = fma((vec)-0x1.758facp-8f, a2, (vec)0x1.5211c4p-6f);
  p = fma(p, a2, (vec)-0x1.b838ap-5f);
  p = fma(p, a2, (vec)0x1.110704p-3f);
  p = fma(p, a2, (vec)-0x1.555532p-2f);
  vec near = fma(p * a2, a, a);
  vec far = 1 - 2 / (exponential_of_moderate(2 * at_most(a, 10)) + 1);
  vec y = a < 0.625f ? near : far;
  return (vec)((ivec)y | ((ivec)x & (int32_t)0x80000000));
}

/// exp(x) - 1 for x ≤ 0.
INLINE vec exponential_minus_one_below_zero(vec x) {
  reduced r = reduce_by_log2(at_least(x, -30));
  vec scale = power_of_two(r.exponent);
  return fma(exp_minus_one_near_zero(r.rest), scale, scale - 1);
}

/// The normal distribution: Φ(x), the share below x, and exp(-x²/2), which its density has.
typedef struct normal {
  vec share_below, exponential;
} normal;

/// Φ(-|x|) = exp(-x²/2) · R, R a smooth ratio of Mills: a polynomial in (|x| - 3) / (|x| + 3).
/// What x² lost in rounding returns as a factor of the exponential.
INLINE normal normal_at(vec x) {
  vec a = at_most(absolute(x), 15), square = a * a, lost = fma(a, a, -square);
  vec e = exponential(-0.5f * square);
  e = fma(e, -0.5f * lost, e);
  vec u = (a - 3) / (a + 3);
  const float coefficients[] = {-0x1.2236f6p-21f, 0x1.bfadbep-15f,  0x1.e77bb6p-14f,
                                -0x1.63e14p-12f,  -0x1.01fe4ep-10f, 0x1.7cb802p-9f,
                                0x1.91e10ep-8f,   -0x1.7a9464p-5f,  0x1.f8baccp-4f,
                                -0x1.a6b66ap-3f,  0x1.f1b89cp-4f};
  vec ratio = coefficients[0];
  for (int i = 1; i < 11; i++) ratio = fma(ratio, u, (vec)coefficients[i]);
  vec tail = e * ratio;
  return (normal){x < 0 ? tail : 1 - tail, e};
}
