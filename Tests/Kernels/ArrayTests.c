#include "Harness.h"

static void test_sgd(const gradus_kernels *variant) {
  begin_test(variant, "sgd");
  for (int i = 0; i < length_count; i++)
    for (kind of = 0; of < kinds; of++)
      for (int way = 0; way < 16; way++) {
        ptrdiff_t n = lengths[i];
        gradus_sgd with = {.learning_rate = 0.1f,
                           .momentum = way & 1 ? 0.9f : 0,
                           .weight_decay = way & 2 ? 0.01f : 0,
                           .nesterov = way & 4,
                           .is_first_step = way & 8};
        float *p = array(n, of), *g = array(n, of), *buffer = array(n, of), *p0 = copy(p),
              *buffer0 = copy(buffer);
        in_case("%td floats, way %d, %s", n, way, kind_names[of]);
        variant->sgd(n, p, g, way & 1 ? buffer : NULL, &with);
        naive_specification.sgd(n, p0, g, way & 1 ? buffer0 : NULL, &with);
        expect_equal_arrays(p, p0, "parameters");
        expect_equal_arrays(buffer, buffer0, "buffer");
        release(p), release(g), release(buffer), release(p0), release(buffer0);
      }
  end_test();
}

static void test_adam(const gradus_kernels *variant) {
  begin_test(variant, "adam");
  for (int i = 0; i < length_count; i++)
    for (kind of = 0; of < kinds; of++)
      for (int way = 0; way < 5; way++) {
        ptrdiff_t n = lengths[i];
        const float complements[] = {0.1f, 0.1f, 0.1f, 0.5f, 1};
        gradus_adam with = {.beta1_complement = complements[way],
                            .beta2 = 0.999f,
                            .beta2_complement = 0.001f,
                            .epsilon = 1e-8f,
                            .step_size = 0.01f,
                            .bias_correction2_root = 0.0316f,
                            .weight_decay = way == 1 ? 0.01f : 0,
                            .shrink = way == 2 ? 0.9999f : 1};
        float *p = array(n, of), *g = array(n, of), *m = array(n, of), *v = array(n, unit),
              *p0 = copy(p), *m0 = copy(m), *v0 = copy(v);
        in_case("%td floats, way %d, %s", n, way, kind_names[of]);
        variant->adam(n, p, g, m, v, &with);
        naive_specification.adam(n, p0, g, m0, v0, &with);
        expect_equal_arrays(p, p0, "parameters");
        expect_equal_arrays(m, m0, "first moment");
        expect_equal_arrays(v, v0, "second moment");
        release(p), release(g), release(m), release(v), release(p0), release(m0), release(v0);
      }
  end_test();
}

void test_optimizers(const gradus_kernels *variant) {
  test_sgd(variant);
  test_adam(variant);
}

// MARK: Reductions

typedef float (*reduction)(ptrdiff_t, const float *);

static void test_reduction(const gradus_kernels *variant, const char *name, reduction kernel,
                           reduction naive) {
  begin_test(variant, name);
  for (int i = 0; i < length_count; i++)
    for (kind of = 0; of < kinds; of++)
      for (int again = 0; again < 10; again++) {
        float *x = array(lengths[i], of);
        if (again % 3 == 0)
          for (ptrdiff_t j = 0; j < lengths[i]; j++) x[j] = random_below(2) ? 0 : -0.0f;
        in_case("%td floats, %s", lengths[i], kind_names[of]);
        expect_equal(kernel(lengths[i], x), naive(lengths[i], x), name);
        release(x);
      }
  end_test();
}

static void test_dot(const gradus_kernels *variant) {
  begin_test(variant, "dot");
  for (int i = 0; i < length_count; i++)
    for (kind of = 0; of < kinds; of++) {
      ptrdiff_t n = lengths[i];
      float *x = array(n, of), *y = array(n, of);
      in_case("%td floats, %s", n, kind_names[of]);
      expect_equal(variant->dot(n, x, y), naive_specification.dot(n, x, y), "dot");
      release(x), release(y);
    }
  end_test();
}

static void test_all_finite(const gradus_kernels *variant) {
  begin_test(variant, "all_finite");
  for (int i = 0; i < length_count; i++)
    for (ptrdiff_t at = -1; at < lengths[i]; at += 1 + lengths[i] / 40)
      for (int which = 0; which < 3; which++) {
        float *x = array(lengths[i], extreme);
        if (at >= 0) x[at] = which == 0 ? NAN : which == 1 ? INFINITY : -INFINITY;
        in_case("%td floats, wrong at %td", lengths[i], at);
        expect_equal_counts(variant->all_finite(lengths[i], x), at < 0, "all finite");
        release(x);
      }
  end_test();
}

static void test_arg_max(const gradus_kernels *variant) {
  begin_test(variant, "count_arg_max_hits");
  for (int i = 1; i < length_count; i++)
    for (kind of = 0; of < kinds; of++)
      for (int again = 0; again < 10; again++) {
        ptrdiff_t columns = lengths[i], rows = random_below(40);
        float *scores = array(rows * columns, of);
        int32_t labels[40];
        for (ptrdiff_t r = 0; r < rows; r++) {
          labels[r] = (int32_t)random_below(columns);
          if (r % 2 == 0) scores[r * columns + labels[r]] = r % 4 ? 3 : (float)INFINITY;
          if (r % 8 == 0) scores[r * columns + random_below(columns)] = INFINITY;
          if (r % 7 == 0) scores[r * columns + labels[r]] = NAN;
        }
        in_case("%td × %td, %s", rows, columns, kind_names[of]);
        expect_equal_counts(
            variant->count_arg_max_hits(rows, columns, scores, labels),
            naive_specification.count_arg_max_hits(rows, columns, scores, labels), "hits");
        release(scores);
      }
  end_test();
}

// MARK: Moving data

static void test_fill(const gradus_kernels *variant) {
  begin_test(variant, "fill");
  for (int i = 0; i < length_count; i++) {
    float *x = array(lengths[i], ordinary), *x0 = copy(x);
    in_case("%td floats", lengths[i]);
    variant->fill(lengths[i], 1.5f, x);
    naive_specification.fill(lengths[i], 1.5f, x0);
    expect_equal_arrays(x, x0, "x");
    release(x), release(x0);
  }
  end_test();
}

static void test_gather(const gradus_kernels *variant) {
  begin_test(variant, "gather_rows and gather_labels");
  for (int i = 0; i < length_count; i++)
    for (ptrdiff_t rows = 0; rows < 12; rows++) {
      ptrdiff_t width = lengths[i], indices[12];
      int32_t labels[20], to[12], to0[12];
      for (int l = 0; l < 20; l++) labels[l] = (int32_t)random_bits();
      for (ptrdiff_t r = 0; r < rows; r++) indices[r] = random_below(20);
      float *from = array(20 * width, exceptional), *x = array(rows * width, ordinary),
            *x0 = copy(x);
      in_case("%td × %td", rows, width);
      variant->gather_rows(rows, width, from, indices, x);
      naive_specification.gather_rows(rows, width, from, indices, x0);
      expect_equal_arrays(x, x0, "rows");
      variant->gather_labels(rows, labels, indices, to);
      naive_specification.gather_labels(rows, labels, indices, to0);
      expect_equal_counts(memcmp(to, to0, (size_t)rows * sizeof *to), 0, "labels differ");
      release(from), release(x), release(x0);
    }
  end_test();
}

void test_reductions(const gradus_kernels *variant) {
  test_reduction(variant, "sum", variant->sum, naive_specification.sum);
  test_reduction(variant, "maximum", variant->maximum, naive_specification.maximum);
  test_dot(variant);
  test_all_finite(variant);
  test_arg_max(variant);
  test_fill(variant);
  test_gather(variant);
}
