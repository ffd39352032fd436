#include "Harness.h"

typedef struct shape {
  ptrdiff_t batch, in, out;
} shape;

// Every side of the block sizes: 12 and 6 rows, 16 and 32 columns, 256 and 512 deep.
static const shape fixed_shapes[] = {
    {0, 3, 2},    {3, 0, 2},    {3, 2, 0},   {1, 1, 1},    {4, 2, 4},    {4, 4, 1},
    {10, 2, 8},   {10, 8, 8},   {10, 8, 1},  {32, 64, 128}, {32, 64, 10}, {13, 17, 33},
    {7, 255, 15}, {5, 256, 16}, {6, 257, 31}, {12, 513, 32}, {1, 784, 64}, {11, 769, 47},
    {513, 3, 5},  {3, 5, 515},  {530, 17, 18}, {25, 300, 49}, {2, 16, 16}, {16, 16, 16},
    {3, 1000, 1}, {128, 20, 65}, {64, 9, 1}};
enum { fixed_count = sizeof fixed_shapes / sizeof *fixed_shapes, random_count = 150 };

// All the tiny ones, where short cuts are taken, then the ones above, then random ones.
enum { side = 6, tiny_count = side * side * side };
enum { shape_count = tiny_count + fixed_count + random_count };

static shape shape_number(int i) {
  if (i < tiny_count) return (shape){i % side, i / side % side, i / side / side};
  i -= tiny_count;
  if (i < fixed_count) return fixed_shapes[i];
  return (shape){random_below(i % 2 ? 40 : 20), random_below(i % 2 ? 70 : 20), random_below(70)};
}

static void test_forward(const gradus_kernels *variant, void *scratch) {
  begin_test(variant, "linear_forward");
  for (int i = 0; i < shape_count; i++)
    for (kind of = 0; of < kinds; of++) {
      shape s = shape_number(i);
      ptrdiff_t stride = s.out + (i % 7 == 0 ? 5 : 0);
      activation by = activations[random_below(activation_count)];
      bool has_bias = i % 4 != 1, wants_z = i % 5 == 0;
      float *x = array(s.batch * s.in, of), *w = array(s.out * s.in, of),
            *bias = array(s.out, of), *y = array(s.batch * stride, ordinary), *y0 = copy(y),
            *z = copy(y), *z0 = copy(y);
      variant->linear_forward(s.batch, s.in, s.out, x, w, has_bias ? bias : NULL, y,
                              wants_z ? z : NULL, stride, by.f, by.a, scratch);
      naive_specification.linear_forward(s.batch, s.in, s.out, x, w, has_bias ? bias : NULL, y0,
                                         wants_z ? z0 : NULL, stride, by.f, by.a, scratch);
      in_case("batch %td, %td → %td, stride %td, %s, %s", s.batch, s.in, s.out,
              stride, by.name, kind_names[of]);
      expect_equal_arrays(y, y0, "y");
      expect_equal_arrays(z, z0, "z");
      release(x), release(w), release(bias), release(y), release(y0), release(z), release(z0);
    }
  end_test();
}

static void test_backward_weights(const gradus_kernels *variant, void *scratch) {
  begin_test(variant, "linear_backward_weights");
  for (int i = 0; i < shape_count; i++)
    for (kind of = 0; of < kinds; of++) {
      shape s = shape_number(i);
      ptrdiff_t stride = s.out + (i % 7 == 0 ? 5 : 0);
      bool accumulates = i % 2, has_bias = i % 5 != 0;
      float *dz = array(s.batch * stride, of), *x = array(s.batch * s.in, of),
            *dw = array(s.out * s.in, of), *dw0 = copy(dw), *db = array(s.out, of),
            *db0 = copy(db);
      variant->linear_backward_weights(s.batch, s.in, s.out, dz, stride, x, dw,
                                       has_bias ? db : NULL, accumulates, scratch);
      naive_specification.linear_backward_weights(s.batch, s.in, s.out, dz, stride, x, dw0,
                                                  has_bias ? db0 : NULL, accumulates, scratch);
      in_case("batch %td, %td → %td, stride %td, %s, %s", s.batch, s.in, s.out, stride,
              accumulates ? "accumulating" : "from 0", kind_names[of]);
      expect_equal_arrays(dw, dw0, "dw");
      expect_equal_arrays(db, db0, "db");
      release(dz), release(x), release(dw), release(dw0), release(db), release(db0);
    }
  end_test();
}

static void test_backward_input(const gradus_kernels *variant, void *scratch) {
  begin_test(variant, "linear_backward_input");
  for (int i = 0; i < shape_count; i++)
    for (kind of = 0; of < kinds; of++) {
      shape s = shape_number(i);
      ptrdiff_t stride = s.in + (i % 7 == 0 ? 5 : 0);
      float *dz = array(s.batch * s.out, of), *w = array(s.out * stride, of),
            *dx = array(s.batch * stride, of), *dx0 = copy(dx);
      variant->linear_backward_input(s.batch, s.in, s.out, dz, w, dx, stride, scratch);
      naive_specification.linear_backward_input(s.batch, s.in, s.out, dz, w, dx0, stride,
                                                scratch);
      in_case("batch %td, %td → %td, stride %td, %s", s.batch, s.in, s.out, stride,
              kind_names[of]);
      expect_equal_arrays(dx, dx0, "dx");
      release(dz), release(w), release(dx), release(dx0);
    }
  end_test();
}

/// Two ranges of outputs and of rows, one after the other, give the bits of the whole: what
/// threads rely on.
static void test_splitting(const gradus_kernels *variant, void *scratch) {
  begin_test(variant, "linear layers split among threads");
  for (int i = 0; i < random_count; i++) {
    shape s = {1 + random_below(40), 1 + random_below(70), 1 + random_below(70)};
    ptrdiff_t o = random_below(s.out + 1), b = random_below(s.batch + 1),
              c = random_below(s.in + 1);
    float *x = array(s.batch * s.in, ordinary), *w = array(s.out * s.in, ordinary),
          *bias = array(s.out, ordinary), *dz = array(s.batch * s.out, ordinary),
          *y = array(s.batch * s.out, ordinary), *y0 = copy(y), *dw = array(s.out * s.in, ordinary),
          *dw0 = copy(dw), *dx = array(s.batch * s.in, ordinary), *dx0 = copy(dx);
    in_case("batch %td, %td → %td, cut at %td, %td, %td", s.batch, s.in, s.out, b, c, o);
    variant->linear_forward(s.batch, s.in, s.out, x, w, bias, y0, NULL, s.out,
                            gradus_activation_tanh, 0, scratch);
    variant->linear_forward(s.batch, s.in, o, x, w, bias, y, NULL, s.out, gradus_activation_tanh,
                            0, scratch);
    variant->linear_forward(s.batch, s.in, s.out - o, x, w + o * s.in, bias + o, y + o, NULL,
                            s.out, gradus_activation_tanh, 0, scratch);
    expect_equal_arrays(y, y0, "y");
    variant->linear_backward_weights(s.batch, s.in, s.out, dz, s.out, x, dw0, NULL, true, scratch);
    variant->linear_backward_weights(s.batch, s.in, o, dz, s.out, x, dw, NULL, true, scratch);
    variant->linear_backward_weights(s.batch, s.in, s.out - o, dz + o, s.out, x, dw + o * s.in,
                                     NULL, true, scratch);
    expect_equal_arrays(dw, dw0, "dw");
    variant->linear_backward_input(s.batch, s.in, s.out, dz, w, dx0, s.in, scratch);
    variant->linear_backward_input(b, c, s.out, dz, w, dx, s.in, scratch);
    variant->linear_backward_input(b, s.in - c, s.out, dz, w + c, dx + c, s.in, scratch);
    variant->linear_backward_input(s.batch - b, s.in, s.out, dz + b * s.out, w, dx + b * s.in,
                                   s.in, scratch);
    expect_equal_arrays(dx, dx0, "dx");
    release(x), release(w), release(bias), release(dz), release(y), release(y0), release(dw);
    release(dw0), release(dx), release(dx0);
  }
  end_test();
}

/// Sums a hair beside the middle of two floats, where a sum that is rounded twice goes wrong:
/// c ± 2⁻²⁴·(1 - 2⁻³⁶) in units of c, a product of two floats that no double can add to c exactly.
static void test_rounding(const gradus_kernels *variant, void *scratch) {
  begin_test(variant, "multiply-add rounded once");
  enum { count = 4 * 8 * 40 };
  float x = 0x1p-12f * (1 - 0x1p-18f);
  float *w = array(count, ordinary), *bias = array(count, ordinary), *y = array(count, ordinary),
        *y0 = copy(y);
  for (int i = 0; i < count; i++) {
    float unit = ldexpf(1, i / 32 * 6 - 120);
    w[i] = 0x1p-12f * (1 + 0x1p-18f) * unit * (i & 1 ? 1.0f : -1.0f);
    bias[i] = unit * (1 + (float)(i / 4 % 8) * 0x1p-23f) * (i & 2 ? 1.0f : -1.0f);
  }
  variant->linear_forward(1, 1, count, &x, w, bias, y, NULL, count, gradus_activation_none, 0,
                          scratch);
  naive_specification.linear_forward(1, 1, count, &x, w, bias, y0, NULL, count,
                                     gradus_activation_none, 0, scratch);
  in_case("a hair beside the middle");
  expect_equal_arrays(y, y0, "y");
  release(w), release(bias), release(y), release(y0);
  end_test();
}

void test_products(const gradus_kernels *variant, void *scratch) {
  test_forward(variant, scratch);
  test_backward_weights(variant, scratch);
  test_backward_input(variant, scratch);
  test_splitting(variant, scratch);
  test_rounding(variant, scratch);
}
