#include "Harness.h"

static void test_activation(const gradus_kernels *variant, activation by) {
  char name[64];
  snprintf(name, sizeof name, "%s, forward and backward", by.name);
  begin_test(variant, name);
  for (int i = 0; i < length_count; i++)
    for (kind of = 0; of < kinds; of++) {
      ptrdiff_t n = lengths[i];
      float *z = array(n, of), *y = array(n, ordinary), *y0 = copy(y), *dy = array(n, of),
            *dz = array(n, ordinary), *dz0 = copy(dz);
      in_case("%td floats, %s", n, kind_names[of]);
      naive_specification.activation_forward(by.f, by.a, n, z, y0);
      variant->activation_forward(by.f, by.a, n, z, y);
      expect_equal_arrays(y, y0, "y");
      const float *input = gradus_activation_reads_input(by.f) ? z : NULL;
      naive_specification.activation_backward(by.f, by.a, n, input, y, dy, dz0);
      variant->activation_backward(by.f, by.a, n, input, y, dy, dz);
      expect_equal_arrays(dz, dz0, "dz");
      variant->activation_backward(by.f, by.a, n, input, y, dy, dy);
      expect_equal_arrays(dy, dz0, "dz in place");
      variant->activation_forward(by.f, by.a, n, z, z);
      expect_equal_arrays(z, y0, "y in place");
      release(z), release(y), release(y0), release(dy), release(dz), release(dz0);
    }
  end_test();
}

typedef void (*row_forward)(ptrdiff_t, ptrdiff_t, const float *, float *);
typedef void (*row_backward)(ptrdiff_t, ptrdiff_t, const float *, const float *, float *);

static void test_rows_forward(const gradus_kernels *variant, const char *name, row_forward kernel,
                              row_forward naive) {
  begin_test(variant, name);
  for (int i = 0; i < length_count; i++)
    for (kind of = 0; of < kinds; of++)
      for (ptrdiff_t rows = 0; rows < 4; rows++) {
        ptrdiff_t columns = lengths[i];
        float *z = array(rows * columns, of), *y = array(rows * columns, ordinary), *y0 = copy(y);
        in_case("%td × %td, %s", rows, columns, kind_names[of]);
        naive(rows, columns, z, y0);
        kernel(rows, columns, z, y);
        expect_equal_arrays(y, y0, "y");
        kernel(rows, columns, z, z);
        expect_equal_arrays(z, y0, "y in place");
        release(z), release(y), release(y0);
      }
  end_test();
}

static void test_rows_backward(const gradus_kernels *variant, const char *name,
                               row_backward kernel, row_backward naive) {
  begin_test(variant, name);
  for (int i = 0; i < length_count; i++)
    for (kind of = 0; of < kinds; of++)
      for (ptrdiff_t rows = 0; rows < 4; rows++) {
        ptrdiff_t columns = lengths[i];
        float *y = array(rows * columns, of), *dy = array(rows * columns, of),
              *dz = array(rows * columns, ordinary), *dz0 = copy(dz);
        in_case("%td × %td, %s", rows, columns, kind_names[of]);
        naive(rows, columns, y, dy, dz0);
        kernel(rows, columns, y, dy, dz);
        expect_equal_arrays(dz, dz0, "dz");
        kernel(rows, columns, y, dy, dy);
        expect_equal_arrays(dy, dz0, "dz in place");
        release(y), release(dy), release(dz), release(dz0);
      }
  end_test();
}

void test_elementwise(const gradus_kernels *variant) {
  const gradus_kernels *naive = &naive_specification;
  for (int f = 0; f < activation_count; f++) test_activation(variant, activations[f]);
  test_rows_forward(variant, "softmax_forward", variant->softmax_forward, naive->softmax_forward);
  test_rows_backward(variant, "softmax_backward", variant->softmax_backward,
                     naive->softmax_backward);
  test_rows_forward(variant, "log_softmax_forward", variant->log_softmax_forward,
                    naive->log_softmax_forward);
  test_rows_backward(variant, "log_softmax_backward", variant->log_softmax_backward,
                     naive->log_softmax_backward);
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
            *g = array(n, ordinary), *g0 = copy(g), scale = 1 / ((float)n + 1.7f);
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
        float smoothing = i % 2 ? 0.1f : 0, scale = 1 / ((float)rows + 1.7f);
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
