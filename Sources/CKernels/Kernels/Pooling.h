// Pooling: the greatest or the mean of windows of a plane.

/// One axis of a window, without what reaches over the edge.
typedef struct span {
  ptrdiff_t start, end;
} span;

INLINE span span_of(ptrdiff_t output, ptrdiff_t size, ptrdiff_t kernel, ptrdiff_t stride,
                    ptrdiff_t padding) {
  ptrdiff_t start = output * stride - padding, end = smaller(start + kernel, size);
  return (span){start < 0 ? 0 : start, end};
}

INLINE ptrdiff_t pooled_height(const gradus_pooling *s) {
  return outputs_along(s->height, s->kernel_height, s->stride, s->padding);
}

INLINE ptrdiff_t pooled_width(const gradus_pooling *s) {
  return outputs_along(s->width, s->kernel_width, s->stride, s->padding);
}

/// Calls EACH(rows, columns) for each window of each plane of x, y moving on by one, and x, dx by
/// a plane at a time.
#define FOR_EACH_WINDOW(s, planes)                                                            \
  for (ptrdiff_t p = 0, height = pooled_height(s), width = pooled_width(s); p < planes; p++)  \
    for (ptrdiff_t i = 0; i < height; i++)                                                    \
      for (ptrdiff_t j = 0; j < width; j++)

#define WINDOW(s)                                                                    \
  span rows = span_of(i, s->height, s->kernel_height, s->stride, s->padding);        \
  span columns = span_of(j, s->width, s->kernel_width, s->stride, s->padding);       \
  ptrdiff_t plane = p * s->height * s->width, here = (p * height + i) * width + j

// MARK: The maximum

static void max_pool_forward(ptrdiff_t planes, const gradus_pooling *s, const float *x,
                             float *y) {
  if (is_by_two(s)) return max_pool_forward_by_two(planes, s, x, y);
  FOR_EACH_WINDOW(s, planes) {
    WINDOW(s);
    float greatest = x[plane + rows.start * s->width + columns.start];
    for (ptrdiff_t u = rows.start; u < rows.end; u++)
      for (ptrdiff_t v = columns.start; v < columns.end; v++) {
        float value = x[plane + u * s->width + v];
        greatest = value > greatest || value != value ? value : greatest;
      }
    y[here] = greatest;
  }
}

static void max_pool_backward(ptrdiff_t planes, const gradus_pooling *s, const float *x,
                              const float *y, const float *dy, float *dx) {
  (void)y;
  if (is_by_two(s)) return max_pool_backward_by_two(planes, s, x, dy, dx);
  clear(planes * s->height * s->width, dx);
  FOR_EACH_WINDOW(s, planes) {
    WINDOW(s);
    ptrdiff_t at = plane + rows.start * s->width + columns.start;
    float greatest = x[at];
    for (ptrdiff_t u = rows.start; u < rows.end; u++)
      for (ptrdiff_t v = columns.start; v < columns.end; v++) {
        float value = x[plane + u * s->width + v];
        bool wins = value > greatest || value != value;
        greatest = wins ? value : greatest;
        at = wins ? plane + u * s->width + v : at;
      }
    dx[at] += dy[here];
  }
}

// MARK: The mean

static void average_pool_forward(ptrdiff_t planes, const gradus_pooling *s, const float *x,
                                 float *y) {
  if (is_by_two(s)) return average_pool_forward_by_two(planes, s, x, y);
  float area = (float)(s->kernel_height * s->kernel_width);
  FOR_EACH_WINDOW(s, planes) {
    WINDOW(s);
    float sum = 0;
    for (ptrdiff_t u = rows.start; u < rows.end; u++)
      for (ptrdiff_t v = columns.start; v < columns.end; v++)
        sum += x[plane + u * s->width + v];
    y[here] = sum / area;
  }
}

static void average_pool_backward(ptrdiff_t planes, const gradus_pooling *s, const float *dy,
                                  float *dx) {
  if (is_by_two(s)) return average_pool_backward_by_two(planes, s, dy, dx);
  float area = (float)(s->kernel_height * s->kernel_width);
  clear(planes * s->height * s->width, dx);
  FOR_EACH_WINDOW(s, planes) {
    WINDOW(s);
    float share = dy[here] / area;
    for (ptrdiff_t u = rows.start; u < rows.end; u++)
      for (ptrdiff_t v = columns.start; v < columns.end; v++)
        dx[plane + u * s->width + v] += share;
  }
}
