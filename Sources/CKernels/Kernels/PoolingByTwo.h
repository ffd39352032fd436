// The maximum and the mean of windows of 2 × 2 that lie side by side, the usual ones: sixteen
// windows at a time, a lane each.

/// The four numbers of sixteen windows, in the order in which a window is read.
typedef struct windows {
  vec first, second, third, fourth;
} windows;

INLINE bool is_by_two(const gradus_pooling *s) {
  return s->kernel_height == 2 && s->kernel_width == 2 && s->stride == 2 && s->padding == 0;
}

INLINE vec even_lanes(vec a, vec b) {
  return __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
}

INLINE vec odd_lanes(vec a, vec b) {
  return __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
}

/// The first and the second half of even[0], odd[0], even[1], …
INLINE vec first_in_turn(vec even, vec odd) {
  return __builtin_shufflevector(even, odd, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

INLINE vec second_in_turn(vec even, vec odd) {
  return __builtin_shufflevector(even, odd, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30,
                                 15, 31);
}

/// `count` windows, whose rows begin at x and x + width.
INLINE windows read_windows(ptrdiff_t count, const float *x, ptrdiff_t width) {
  vec left = load_first(smaller(2 * count, lanes), x), right = 0;
  vec left_below = load_first(smaller(2 * count, lanes), x + width), right_below = 0;
  if (2 * count > lanes) {
    right = load_first(2 * count - lanes, x + lanes);
    right_below = load_first(2 * count - lanes, x + width + lanes);
  }
  return (windows){even_lanes(left, right), odd_lanes(left, right),
                   even_lanes(left_below, right_below), odd_lanes(left_below, right_below)};
}

INLINE void write_windows(ptrdiff_t count, windows from, float *x, ptrdiff_t width) {
  store_first(smaller(2 * count, lanes), x, first_in_turn(from.first, from.second));
  store_first(smaller(2 * count, lanes), x + width, first_in_turn(from.third, from.fourth));
  if (2 * count <= lanes) return;
  store_first(2 * count - lanes, x + lanes, second_in_turn(from.first, from.second));
  store_first(2 * count - lanes, x + width + lanes, second_in_turn(from.third, from.fourth));
}

/// Whether b, which is read later, takes the place of a: it is greater, or no number.
INLINE ivec wins(vec b, vec a) { return (b > a) | (b != b); }

INLINE vec greatest_of(windows x) {
  vec greatest = wins(x.second, x.first) ? x.second : x.first;
  greatest = wins(x.third, greatest) ? x.third : greatest;
  return wins(x.fourth, greatest) ? x.fourth : greatest;
}

/// dy where the greatest is, and 0 elsewhere.
INLINE windows gradient_of_greatest(windows x, vec dy) {
  ivec second = wins(x.second, x.first);
  vec greatest = second ? x.second : x.first;
  ivec third = wins(x.third, greatest);
  greatest = third ? x.third : greatest;
  ivec fourth = wins(x.fourth, greatest);
  // What is added to a first zero is no negative one.
  dy += 0.0f;
  const vec none = 0;
  return (windows){second | third | fourth ? none : dy, second & ~(third | fourth) ? dy : none,
                   third & ~fourth ? dy : none, fourth ? dy : none};
}

INLINE vec mean_of(windows x) {
  // From 0, which a first -0 is added to.
  return ((((vec)0 + x.first) + x.second) + x.third + x.fourth) * 0.25f;
}

INLINE windows gradient_of_mean(vec dy) {
  vec share = (vec)0 + dy * 0.25f;
  return (windows){share, share, share, share};
}

// MARK: Planes so narrow that sixteen windows are several rows

#ifdef GRADUS_PICKS
/// Which lanes of the 32 even columns of 64 numbers are in the upper rows of sixteen windows and
/// which in the lower ones, and where the 32 come from on the way back; odd columns likewise.
typedef struct order {
  ivec upper, lower, first_back, second_back;
} order;

/// Whether the windows of whole rows fill vectors, and nothing lies between the planes.
INLINE bool fills_vectors(const gradus_pooling *s) {
  return (s->width == 2 || s->width == 4 || s->width == 8 || s->width == 16) && s->height % 2 == 0;
}

/// The order of rows of so many windows, a divisor of sixteen.
INLINE order order_of(ptrdiff_t width) {
  place at = places(width);
  ivec upper = at.row * (int32_t)(2 * width) + at.column, next = at.row + (int32_t)(lanes / width);
  return (order){upper, upper + (int32_t)width,
                 (at.row >> 1) * (int32_t)width + at.column + (at.row & 1) * lanes,
                 (next >> 1) * (int32_t)width + at.column + (next & 1) * lanes};
}

INLINE windows read_rows(order by, const float *x) {
  vec a = load(x), b = load(x + lanes), c = load(x + 2 * lanes), d = load(x + 3 * lanes);
  vec even = even_lanes(a, b), more_even = even_lanes(c, d);
  vec odd = odd_lanes(a, b), more_odd = odd_lanes(c, d);
  return (windows){pick_of_two(even, more_even, by.upper), pick_of_two(odd, more_odd, by.upper),
                   pick_of_two(even, more_even, by.lower), pick_of_two(odd, more_odd, by.lower)};
}

INLINE void write_rows(order by, windows from, float *x) {
  vec even = pick_of_two(from.first, from.third, by.first_back);
  vec odd = pick_of_two(from.second, from.fourth, by.first_back);
  store(x, first_in_turn(even, odd));
  store(x + lanes, second_in_turn(even, odd));
  even = pick_of_two(from.first, from.third, by.second_back);
  odd = pick_of_two(from.second, from.fourth, by.second_back);
  store(x + 2 * lanes, first_in_turn(even, odd));
  store(x + 3 * lanes, second_in_turn(even, odd));
}
#endif

// MARK: Forward and backward

typedef enum choice { the_greatest, the_mean } choice;

INLINE vec choose(choice of, windows x) { return of == the_mean ? mean_of(x) : greatest_of(x); }

/// The gradient of the numbers that x begins with; of the mean it does not depend on them.
INLINE windows gradient_of(choice of, windows x, vec dy) {
  return of == the_mean ? gradient_of_mean(dy) : gradient_of_greatest(x, dy);
}

INLINE void pool_by_two(choice of, ptrdiff_t planes, const gradus_pooling *s, const float *x,
                        float *y) {
  ptrdiff_t height = s->height / 2, width = s->width / 2;
#ifdef GRADUS_PICKS
  if (fills_vectors(s)) {
    order by = order_of(width);
    ptrdiff_t rest = planes * height * width;
    for (; rest >= lanes; rest -= lanes, x += 4 * lanes, y += lanes)
      store(y, choose(of, read_rows(by, x)));
    planes = 1, height = rest / width;
  }
#endif
  for (; planes > 0; planes--, x += s->height * s->width)
    for (ptrdiff_t i = 0; i < height; i++, y += width)
      for (ptrdiff_t j = 0; j < width; j += lanes) {
        ptrdiff_t count = smaller(width - j, lanes);
        const float *row = x + 2 * (i * s->width + j);
        store_first(count, y + j, choose(of, read_windows(count, row, s->width)));
      }
}

/// For the mean, x may be any array as large as dx, and is not used.
INLINE void pool_back_by_two(choice of, ptrdiff_t planes, const gradus_pooling *s, const float *x,
                             const float *dy, float *dx) {
  ptrdiff_t height = s->height / 2, width = s->width / 2;
  // A last row or column may be in no window.
  if (s->height % 2 || s->width % 2) clear(planes * s->height * s->width, dx);
#ifdef GRADUS_PICKS
  if (fills_vectors(s)) {
    order by = order_of(width);
    ptrdiff_t rest = planes * height * width;
    for (; rest >= lanes; rest -= lanes, x += 4 * lanes, dx += 4 * lanes, dy += lanes)
      write_rows(by, gradient_of(of, read_rows(by, x), load(dy)), dx);
    planes = 1, height = rest / width;
  }
#endif
  // Each is written when the next ones have been read: where dx is x, that reads what lies behind a
  // part of a vector that is on its way to the memory, and would wait for it.
  windows last = {0};
  ptrdiff_t last_count = 0;
  float *last_dx = dx;
  for (; planes > 0; planes--, x += s->height * s->width, dx += s->height * s->width)
    for (ptrdiff_t i = 0; i < height; i++, dy += width)
      for (ptrdiff_t j = 0; j < width; j += lanes) {
        ptrdiff_t count = smaller(width - j, lanes), row = 2 * (i * s->width + j);
        windows gradient = gradient_of(of, read_windows(count, x + row, s->width),
                                       load_first(count, dy + j));
        if (last_count > 0) write_windows(last_count, last, last_dx, s->width);
        last = gradient, last_count = count, last_dx = dx + row;
      }
  if (last_count > 0) write_windows(last_count, last, last_dx, s->width);
}

static void max_pool_forward_by_two(ptrdiff_t planes, const gradus_pooling *s, const float *x,
                                    float *y) {
  pool_by_two(the_greatest, planes, s, x, y);
}

static void max_pool_backward_by_two(ptrdiff_t planes, const gradus_pooling *s, const float *x,
                                     const float *dy, float *dx) {
  pool_back_by_two(the_greatest, planes, s, x, dy, dx);
}

static void average_pool_forward_by_two(ptrdiff_t planes, const gradus_pooling *s, const float *x,
                                        float *y) {
  pool_by_two(the_mean, planes, s, x, y);
}

static void average_pool_backward_by_two(ptrdiff_t planes, const gradus_pooling *s,
                                         const float *dy, float *dx) {
  pool_back_by_two(the_mean, planes, s, dx, dy, dx);
}
