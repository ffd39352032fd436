#include "Harness.h"

enum { case_count = 400 };

// The networks of the course first, then every odd size: kernels as large as the padded input,
// strides wider than the kernel, padding wider than the kernel, planes of one row.
static const gradus_convolution fixed_sizes[] = {
    {1, 8, 8, 16, 3, 3, 1, 1, 1, 1, 0, 0}, {16, 4, 4, 32, 3, 3, 1, 1, 1, 1, 0, 0},
    {1, 28, 28, 16, 3, 3, 1, 1, 1, 1, 0, 0}, {16, 14, 14, 32, 3, 3, 1, 1, 1, 1, 0, 0},
    {1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0}, {1, 1, 20, 3, 1, 5, 2, 2, 0, 1, 0, 0},
    {3, 7, 6, 4, 5, 5, 2, 2, 2, 2, 0, 0}, {2, 3, 3, 5, 3, 3, 1, 1, 0, 0, 0, 0},
    {2, 5, 4, 3, 2, 2, 3, 3, 4, 4, 0, 0}, {33, 3, 3, 34, 3, 3, 1, 1, 1, 1, 0, 0},
    {3, 40, 37, 2, 3, 3, 2, 2, 1, 1, 0, 0}, {40, 2, 2, 13, 1, 1, 1, 1, 0, 0, 0, 0},
    {1, 1, 300, 17, 1, 9, 1, 1, 0, 4, 0, 0}, {2, 17, 1, 7, 3, 1, 1, 1, 1, 0, 0, 0},
    {5, 6, 50, 9, 3, 4, 1, 1, 0, 2, 0, 0}, {16, 14, 14, 32, 3, 3, 1, 1, 1, 1, 0, 0},
    {8, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0}, {17, 7, 2, 9, 3, 2, 1, 1, 1, 0, 0, 0},
    {32, 9, 8, 17, 3, 3, 1, 1, 1, 1, 0, 0}, {160, 2, 3, 2, 2, 3, 1, 1, 1, 1, 0, 0},
    {16, 17, 9, 7, 5, 5, 2, 2, 2, 2, 0, 0}, {48, 5, 4, 8, 7, 3, 1, 1, 3, 1, 0, 0},
    {9, 8, 7, 16, 2, 2, 3, 3, 2, 4, 0, 0}, {31, 1, 40, 3, 1, 7, 1, 1, 0, 3, 0, 0},
    {8, 9, 11, 16, 3, 5, 2, 1, 1, 2, 0, 0}, {3, 9, 11, 6, 3, 2, 1, 3, 1, 1, 0, 0},
    {9, 8, 7, 16, 2, 4, 1, 1, 0, 1, 1, 1}, {2, 6, 6, 5, 4, 2, 1, 1, 1, 0, 1, 1},
    {16, 12, 5, 9, 4, 1, 3, 1, 0, 0, 3, 0}};
enum { fixed_count = sizeof fixed_sizes / sizeof *fixed_sizes };

static gradus_convolution sizes_number(int i) {
  if (i < fixed_count) return fixed_sizes[i];
  gradus_convolution s = {1 + random_below(i % 3 ? 9 : 40),  1 + random_below(18), 1 + random_below(18),
                          1 + random_below(20), 1 + random_below(4),  1 + random_below(4),
                          1 + random_below(3),  1,                    random_below(4), random_below(4),
                          random_below(3) / 2,  random_below(3) / 2};
  s.stride_width = random_below(3) ? s.stride_height : 1 + random_below(3);
  if (s.kernel_height > s.height + 2 * s.padding_height) s.kernel_height = 1;
  if (s.kernel_width > s.width + 2 * s.padding_width) s.kernel_width = 1;
  return s;
}

static ptrdiff_t outputs(ptrdiff_t size, ptrdiff_t kernel, ptrdiff_t stride, ptrdiff_t padding) {
  return (size + 2 * padding - kernel) / stride + 1;
}

static ptrdiff_t positions_of(gradus_convolution s) {
  return outputs(s.height + s.more_height, s.kernel_height, s.stride_height, s.padding_height) *
         outputs(s.width + s.more_width, s.kernel_width, s.stride_width, s.padding_width);
}

/// How much of a gradient is zero: the ways back differ by it.
typedef enum filling { dense, mostly_zero, all_zero, sparse_then_dense, fillings } filling;
static const char *const filling_names[] = {"dense", "mostly zero", "all zero",
                                            "sparse, then dense"};

/// Zeros of either sign, in every sample or in all but the last one.
static void thin_out(filling to, ptrdiff_t batch, ptrdiff_t n, float *dz) {
  if (to == dense) return;
  ptrdiff_t samples = to == sparse_then_dense ? batch - 1 : batch;
  for (ptrdiff_t i = 0; i < samples * n; i++)
    if (to == all_zero || random_below(5) > 0) dz[i] = random_below(2) ? 0.0f : -0.0f;
}

static void describe(ptrdiff_t batch, gradus_convolution s, kind of, filling with) {
  in_case("%td of %td×%td×%td → %td, kernel %td×%td, stride %td×%td, padding %td×%td, "
          "and %td×%td, %s, %s", batch, s.channels, s.height, s.width, s.filters, s.kernel_height,
          s.kernel_width, s.stride_height, s.stride_width, s.padding_height, s.padding_width,
          s.more_height, s.more_width, kind_names[of], filling_names[with]);
}

/// All weights' gradients at once, or as threads share them: by filters, or by samples, where one goes
/// on with the sums of the other.
static void backward_weights(const gradus_kernels *variant, int split, ptrdiff_t batch,
                             gradus_convolution s, ptrdiff_t positions, const float *dz,
                             const float *x, float *dw, float *db, bool accumulates,
                             float *room) {
  ptrdiff_t sample = s.filters * positions, first = split == 1 ? random_below(s.filters) : 0;
  ptrdiff_t depth = s.channels * s.kernel_height * s.kernel_width;
  gradus_convolution rest = s;
  if (split == 2 && batch > 1) {
    ptrdiff_t half = random_below(batch);
    if (half > 0)
      variant->convolution_backward_weights(half, &s, dz, sample, x, dw, db, accumulates, room);
    dz += half * sample, x += half * s.channels * s.height * s.width;
    batch -= half, accumulates |= half > 0;
  }
  s.filters = first, rest.filters -= first;
  if (first > 0)
    variant->convolution_backward_weights(batch, &s, dz, sample, x, dw, db, accumulates, room);
  variant->convolution_backward_weights(batch, &rest, dz + first * positions, sample, x,
                                        dw + first * depth, db ? db + first : NULL, accumulates,
                                        room);
}

static void test_convolution(const gradus_kernels *variant, int direction) {
  static const char *const names[] = {"convolution_forward", "convolution_backward_weights",
                                      "convolution_backward_input"};
  begin_test(variant, names[direction]);
  for (int i = 0; i < case_count; i++) {
    gradus_convolution s = sizes_number(i);
    ptrdiff_t batch = i % 20 == 19 ? 0 : 1 + random_below(i % 3 ? 3 : 12);
    kind of = (kind)(i % kinds);
    filling with = (filling)(direction == 0 ? dense : random_below(fillings));
    ptrdiff_t inputs = batch * s.channels * s.height * s.width,
              weights = s.filters * s.channels * s.kernel_height * s.kernel_width,
              positions = positions_of(s), results = batch * s.filters * positions;
    // An infinity behind samples that are finite, too.
    kind of_input = of == exceptional && i % 4 ? ordinary : of;
    float *x = array(inputs, of_input), *w = array(weights, of), *bias = array(s.filters, of),
          *y = array(results, of), *w0 = copy(w), *bias0 = copy(bias),
          *y0 = copy(y);
    if (of_input != of && inputs > 0) x[inputs - 1 - random_below(s.width)] = INFINITY;
    float *x0 = copy(x);
    thin_out(with, batch, s.filters * positions, y);
    // Filled with what must not matter; its end is guarded by the sanitizer.
    size_t bytes = ((size_t)gradus_convolution_room(&s) * sizeof(float) + 63) / 64 * 64;
    float *room = aligned_alloc(64, bytes);
    if (!room) abort();
    memset(room, 0xff, bytes);
    bool has_bias = i % 4 != 1, accumulates = i % 2;
    describe(batch, s, of, with);
    const gradus_kernels *naive = &naive_specification;
    if (direction == 0) {
      activation by = activations[random_below(activation_count)];
      variant->convolution_forward(batch, &s, x, w, has_bias ? bias : NULL, y, by.f, by.a, room);
      naive->convolution_forward(batch, &s, x, w, has_bias ? bias : NULL, y0, by.f, by.a, room);
      expect_equal_arrays(y, y0, "y");
    } else if (direction == 1) {
      backward_weights(variant, i % 3, batch, s, positions, y, x, w, has_bias ? bias : NULL,
                       accumulates, room);
      naive->convolution_backward_weights(batch, &s, y, s.filters * positions, x, w0,
                                          has_bias ? bias0 : NULL, accumulates, room);
      expect_equal_arrays(w, w0, "dw");
      expect_equal_arrays(bias, bias0, "db");
    } else {
      variant->convolution_backward_input(batch, &s, y, w, x, room);
      naive->convolution_backward_input(batch, &s, y, w, x0, room);
      expect_equal_arrays(x, x0, "dx");
    }
    free(room);
    release(x), release(w), release(bias), release(y);
    release(x0), release(w0), release(bias0), release(y0);
  }
  end_test();
}

static const gradus_pooling fixed_pools[] = {
    {8, 8, 2, 2, 2, 0},   {4, 4, 2, 2, 2, 0},   {28, 28, 2, 2, 2, 0}, {14, 14, 2, 2, 2, 0},
    {7, 7, 3, 3, 2, 0},   {6, 7, 2, 2, 2, 0},   {1, 1, 1, 1, 1, 0},   {5, 9, 5, 9, 1, 0},
    {70, 66, 2, 2, 2, 0}, {33, 35, 3, 3, 2, 1}, {2, 2, 2, 2, 2, 0},   {2, 64, 2, 2, 2, 0},
    {64, 2, 2, 2, 2, 0},  {16, 16, 2, 2, 2, 0}, {10, 12, 2, 2, 2, 1}, {9, 33, 2, 2, 2, 0}};
enum { pool_count = sizeof fixed_pools / sizeof *fixed_pools };

static gradus_pooling pool_number(int i) {
  if (i < pool_count * kinds) return fixed_pools[i % pool_count];
  gradus_pooling s = {1 + random_below(20), 1 + random_below(40), 1 + random_below(4),
                      1 + random_below(4),  1 + random_below(4),  0};
  ptrdiff_t side = s.kernel_height < s.kernel_width ? s.kernel_height : s.kernel_width;
  s.padding = random_below(side / 2 + 1);
  if (s.height + 2 * s.padding < s.kernel_height) s.height = s.kernel_height;
  if (s.width + 2 * s.padding < s.kernel_width) s.width = s.kernel_width;
  return s;
}

static void test_pooling(const gradus_kernels *variant, bool is_maximum) {
  begin_test(variant, is_maximum ? "max_pool" : "average_pool");
  for (int i = 0; i < 2 * case_count; i++) {
    gradus_pooling s = pool_number(i);
    kind of = (kind)(i / pool_count % kinds);
    ptrdiff_t planes = random_below(8);
    ptrdiff_t results = planes * outputs(s.height, s.kernel_height, s.stride, s.padding) *
                        outputs(s.width, s.kernel_width, s.stride, s.padding);
    float *x = array(planes * s.height * s.width, of), *dx = copy(x), *dx0 = copy(x),
          *y = array(results, ordinary), *y0 = copy(y), *dy = array(results, of);
    // Few values, so that there are equals, of either sign of zero.
    if (i % 2)
      for (ptrdiff_t n = 0; n < planes * s.height * s.width; n++)
        if (x[n] == x[n]) x[n] = x[n] < -1 ? -1.0f : x[n] < 0 ? -0.0f : 0.0f;
    in_case("%td of %td×%td, kernel %td×%td, stride %td, padding %td, %s", planes, s.height,
            s.width, s.kernel_height, s.kernel_width, s.stride, s.padding, kind_names[of]);
    const gradus_kernels *naive = &naive_specification;
    if (is_maximum) {
      variant->max_pool_forward(planes, &s, x, y);
      naive->max_pool_forward(planes, &s, x, y0);
      variant->max_pool_backward(planes, &s, x, y, dy, dx);
      naive->max_pool_backward(planes, &s, x, y0, dy, dx0);
    } else {
      variant->average_pool_forward(planes, &s, x, y);
      naive->average_pool_forward(planes, &s, x, y0);
      variant->average_pool_backward(planes, &s, dy, dx);
      naive->average_pool_backward(planes, &s, dy, dx0);
    }
    expect_equal_arrays(y, y0, "y");
    expect_equal_arrays(dx, dx0, "dx");
    if (is_maximum && s.kernel_height == 2 && s.kernel_width == 2 && s.stride == 2 &&
        s.padding == 0 && s.height % 2 == 0 && s.width % 2 == 0) {
      variant->max_pool_backward(planes, &s, x, y, dy, x);
      expect_equal_arrays(x, dx0, "dx in the place of x");
    }
    release(x), release(dx), release(dx0), release(y), release(y0), release(dy);
  }
  end_test();
}

void test_convolutions(const gradus_kernels *variant) {
  for (int direction = 0; direction < 3; direction++) test_convolution(variant, direction);
  test_pooling(variant, true);
  test_pooling(variant, false);
}
