#include "Harness.h"

static const gradus_activation activations[] = {gradus_activation_none, gradus_activation_relu,
                                                gradus_activation_sigmoid,
                                                gradus_activation_tanh};
enum { activation_count = sizeof activations / sizeof *activations };

static void test_activation_forward(const gradus_kernels *variant) {
  begin_test(variant, "activation_forward");
  for (int i = 0; i < length_count; i++)
    for (kind of = 0; of < kinds; of++)
      for (int f = 0; f < activation_count; f++) {
        ptrdiff_t n = lengths[i];
        float *z = array(n, of), *y = array(n, ordinary), *y0 = copy(y);
        in_case("activation %d, %td floats, %s", f, n, kind_names[of]);
        naive_specification.activation_forward(activations[f], 0, n, z, y0);
        variant->activation_forward(activations[f], 0, n, z, y);
        expect_equal_arrays(y, y0, "y");
        variant->activation_forward(activations[f], 0, n, z, z);
        expect_equal_arrays(z, y0, "y in place");
        release(z), release(y), release(y0);
      }
  end_test();
}

static void test_activation_backward(const gradus_kernels *variant) {
  begin_test(variant, "activation_backward");
  for (int i = 0; i < length_count; i++)
    for (kind of = 0; of < kinds; of++)
      for (int f = 0; f < activation_count; f++) {
        ptrdiff_t n = lengths[i];
        float *y = array(n, of), *dy = array(n, of), *dz = array(n, ordinary), *dz0 = copy(dz);
        in_case("activation %d, %td floats, %s", f, n, kind_names[of]);
        naive_specification.activation_backward(activations[f], 0, n, NULL, y, dy, dz0);
        variant->activation_backward(activations[f], 0, n, NULL, y, dy, dz);
        expect_equal_arrays(dz, dz0, "dz");
        variant->activation_backward(activations[f], 0, n, NULL, y, dy, dy);
        expect_equal_arrays(dy, dz0, "dz in place");
        release(y), release(dy), release(dz), release(dz0);
      }
  end_test();
}

static void test_softmax(const gradus_kernels *variant, bool is_forward) {
  begin_test(variant, is_forward ? "softmax_forward" : "softmax_backward");
  for (int i = 0; i < length_count; i++)
    for (kind of = 0; of < kinds; of++)
      for (ptrdiff_t rows = 0; rows < 4; rows++) {
        ptrdiff_t columns = lengths[i];
        float *y = array(rows * columns, of), *dy = array(rows * columns, of),
              *to = array(rows * columns, ordinary), *to0 = copy(to);
        in_case("%td × %td, %s", rows, columns, kind_names[of]);
        if (is_forward) {
          naive_specification.softmax_forward(rows, columns, dy, to0);
          variant->softmax_forward(rows, columns, dy, to);
          expect_equal_arrays(to, to0, "y");
          variant->softmax_forward(rows, columns, dy, dy);
        } else {
          naive_specification.softmax_backward(rows, columns, y, dy, to0);
          variant->softmax_backward(rows, columns, y, dy, to);
          expect_equal_arrays(to, to0, "dz");
          variant->softmax_backward(rows, columns, y, dy, dy);
        }
        expect_equal_arrays(dy, to0, "in place");
        release(y), release(dy), release(to), release(to0);
      }
  end_test();
}

void test_elementwise(const gradus_kernels *variant) {
  test_activation_forward(variant);
  test_activation_backward(variant);
  test_softmax(variant, true);
  test_softmax(variant, false);
}

// MARK: Losses

typedef float (*elementwise_loss)(ptrdiff_t, const float *, const float *, float, float *);

static void test_loss(const gradus_kernels *variant, const char *name, elementwise_loss kernel,
                      elementwise_loss naive) {
  begin_test(variant, name);
  for (int i = 0; i < length_count; i++)
    for (kind of = 0; of < kinds; of++) {
      ptrdiff_t n = lengths[i];
      float *p = array(n, of), *t = array(n, of == ordinary ? unit : of),
            *g = array(n, ordinary), *g0 = copy(g), scale = 1 / ((float)n + 1);
      in_case("%td floats, %s", n, kind_names[of]);
      float expected = naive(n, p, t, scale, g0);
      expect_equal(kernel(n, p, t, scale, NULL), expected, "loss without gradient");
      expect_equal(kernel(n, p, t, scale, g), expected, "loss");
      expect_equal_arrays(g, g0, "gradient");
      kernel(n, p, t, scale, p);
      expect_equal_arrays(p, g0, "gradient in place");
      release(p), release(t), release(g), release(g0);
    }
  end_test();
}

static void test_cross_entropy(const gradus_kernels *variant) {
  begin_test(variant, "cross_entropy");
  for (int i = 1; i < length_count; i++)
    for (kind of = 0; of < kinds; of++)
      for (ptrdiff_t rows = 0; rows < 20; rows = rows * 2 + 1) {
        ptrdiff_t columns = lengths[i];
        float *z = array(rows * columns, of), *g = array(rows * columns, ordinary), *g0 = copy(g);
        int32_t labels[40];
        for (ptrdiff_t r = 0; r < rows; r++) labels[r] = (int32_t)random_below(columns);
        float smoothing = i % 2 ? 0.1f : 0, scale = 1 / ((float)rows + 1);
        in_case("%td × %td, smoothing %g, %s", rows, columns, (double)smoothing, kind_names[of]);
        float expected =
            naive_specification.cross_entropy(rows, columns, z, labels, smoothing, scale, g0);
        float alone = variant->cross_entropy(rows, columns, z, labels, smoothing, scale, NULL);
        expect_equal(alone, expected, "loss without gradient");
        float loss = variant->cross_entropy(rows, columns, z, labels, smoothing, scale, g);
        expect_equal(loss, expected, "loss");
        expect_equal_arrays(g, g0, "gradient");
        variant->cross_entropy(rows, columns, z, labels, smoothing, scale, z);
        expect_equal_arrays(z, g0, "gradient in place");
        release(z), release(g), release(g0);
      }
  end_test();
}

void test_losses(const gradus_kernels *variant) {
  const gradus_kernels *naive = &naive_specification;
  test_loss(variant, "squared_error", variant->squared_error, naive->squared_error);
  test_loss(variant, "binary_cross_entropy", variant->binary_cross_entropy,
            naive->binary_cross_entropy);
  test_loss(variant, "binary_cross_entropy_with_logits",
            variant->binary_cross_entropy_with_logits, naive->binary_cross_entropy_with_logits);
  test_cross_entropy(variant);
}
