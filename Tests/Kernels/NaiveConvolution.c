// Convolutions and pooling as plain loops.
#include "NaiveSpecification.h"

#include <math.h>

#pragma STDC FP_CONTRACT OFF

static ptrdiff_t outputs(ptrdiff_t size, ptrdiff_t kernel, ptrdiff_t stride, ptrdiff_t padding) {
  return (size + 2 * padding - kernel) / stride + 1;
}

static ptrdiff_t rows_of(const gradus_convolution *s) {
  return outputs(s->height + s->more_height, s->kernel_height, s->stride_height,
                 s->padding_height);
}

static ptrdiff_t columns_of(const gradus_convolution *s) {
  return outputs(s->width + s->more_width, s->kernel_width, s->stride_width, s->padding_width);
}

/// x[b, c, i, j], zero outside.
static float input(const gradus_convolution *s, const float *x, ptrdiff_t b, ptrdiff_t c,
                   ptrdiff_t i, ptrdiff_t j) {
  bool is_inside = i >= 0 && i < s->height && j >= 0 && j < s->width;
  return is_inside ? x[((b * s->channels + c) * s->height + i) * s->width + j] : 0;
}

/// dz[b, o, i / stride_height, j / stride_width], zero where there is no such output.
static float gradient(const gradus_convolution *s, const float *dz, ptrdiff_t b, ptrdiff_t o,
                      ptrdiff_t i, ptrdiff_t j) {
  if (i < 0 || j < 0 || i % s->stride_height || j % s->stride_width) return 0;
  i /= s->stride_height, j /= s->stride_width;
  if (i >= rows_of(s) || j >= columns_of(s)) return 0;
  return dz[((b * s->filters + o) * rows_of(s) + i) * columns_of(s) + j];
}

void naive_convolution_forward(ptrdiff_t batch, const gradus_convolution *s, const float *x,
                               const float *w, const float *bias, float *y, gradus_activation f,
                               float a, float *room) {
  (void)room;
  for (ptrdiff_t b = 0; b < batch; b++)
    for (ptrdiff_t o = 0; o < s->filters; o++)
      for (ptrdiff_t i = 0; i < rows_of(s); i++)
        for (ptrdiff_t j = 0; j < columns_of(s); j++) {
          float sum = bias ? bias[o] : 0;
          const float *weight = w + o * s->channels * s->kernel_height * s->kernel_width;
          for (ptrdiff_t c = 0; c < s->channels; c++)
            for (ptrdiff_t u = 0; u < s->kernel_height; u++)
              for (ptrdiff_t v = 0; v < s->kernel_width; v++)
                sum = fmaf(*weight++,
                           input(s, x, b, c, i * s->stride_height + u - s->padding_height,
                                 j * s->stride_width + v - s->padding_width),
                           sum);
          *y++ = naive_activation(f, a, sum);
        }
}

void naive_convolution_backward_weights(ptrdiff_t batch, const gradus_convolution *s,
                                        const float *dz, ptrdiff_t sample, const float *x,
                                        float *dw, float *db, bool accumulate, float *room) {
  (void)room;
  ptrdiff_t rows = rows_of(s), columns = columns_of(s);
  for (ptrdiff_t o = 0; o < s->filters; o++) {
    for (ptrdiff_t c = 0; c < s->channels; c++)
      for (ptrdiff_t u = 0; u < s->kernel_height; u++)
        for (ptrdiff_t v = 0; v < s->kernel_width; v++, dw++) {
          float sum = accumulate ? *dw : 0;
          for (ptrdiff_t b = 0; b < batch; b++)
            for (ptrdiff_t i = 0; i < rows; i++)
              for (ptrdiff_t j = 0; j < columns; j++)
                sum = fmaf(dz[b * sample + (o * rows + i) * columns + j],
                           input(s, x, b, c, i * s->stride_height + u - s->padding_height,
                                 j * s->stride_width + v - s->padding_width),
                           sum);
          *dw = sum + 0.0f;
        }
    if (!db) continue;
    float sum = accumulate ? db[o] : 0;
    for (ptrdiff_t b = 0; b < batch; b++)
      for (ptrdiff_t p = 0; p < rows * columns; p++)
        sum += dz[b * sample + o * rows * columns + p];
    db[o] = sum + 0.0f;
  }
}

void naive_convolution_backward_input(ptrdiff_t batch, const gradus_convolution *s,
                                      const float *dz, const float *w, float *dx, float *room) {
  (void)room;
  ptrdiff_t window = s->kernel_height * s->kernel_width;
  for (ptrdiff_t b = 0; b < batch; b++)
    for (ptrdiff_t c = 0; c < s->channels; c++)
      for (ptrdiff_t i = 0; i < s->height; i++)
        for (ptrdiff_t j = 0; j < s->width; j++) {
          float sum = 0;
          for (ptrdiff_t u = 0; u < s->kernel_height; u++)
            for (ptrdiff_t v = 0; v < s->kernel_width; v++)
              for (ptrdiff_t o = 0; o < s->filters; o++)
                sum = fmaf(w[(o * s->channels + c) * window + u * s->kernel_width + v],
                           gradient(s, dz, b, o, i + s->padding_height - u,
                                    j + s->padding_width - v),
                           sum);
          // -0 becomes +0.
          *dx++ = sum + 0.0f;
        }
}

// MARK: Pooling

/// Calls BODY for each place (u, v) of the window of output (i, j) that lies inside.
#define EACH_PLACE(s, i, j, BODY)                                                      \
  for (ptrdiff_t u = i * s->stride - s->padding, n = 0; n < s->kernel_height; u++, n++) \
    for (ptrdiff_t v = j * s->stride - s->padding, m = 0; m < s->kernel_width; v++, m++) \
      if (u >= 0 && u < s->height && v >= 0 && v < s->width) BODY

#define EACH_WINDOW(s, planes)                                                             \
  for (ptrdiff_t p = 0; p < planes; p++, x += s->height * s->width)                        \
    for (ptrdiff_t i = 0; i < outputs(s->height, s->kernel_height, s->stride, s->padding); i++) \
      for (ptrdiff_t j = 0; j < outputs(s->width, s->kernel_width, s->stride, s->padding); j++)

void naive_max_pool_forward(ptrdiff_t planes, const gradus_pooling *s, const float *x,
                            float *y) {
  EACH_WINDOW(s, planes) {
    bool is_first = true;
    EACH_PLACE(s, i, j, {
      float value = x[u * s->width + v];
      if (is_first || value > *y || isnan(value)) *y = value;
      is_first = false;
    })
    y++;
  }
}

void naive_max_pool_backward(ptrdiff_t planes, const gradus_pooling *s, const float *x,
                             const float *y, const float *dy, float *dx) {
  (void)y;
  for (ptrdiff_t i = 0; i < planes * s->height * s->width; i++) dx[i] = 0;
  const float *start = x;
  EACH_WINDOW(s, planes) {
    ptrdiff_t at = -1;
    EACH_PLACE(s, i, j, {
      float value = x[u * s->width + v];
      if (at < 0 || value > x[at] || isnan(value)) at = u * s->width + v;
    })
    dx[x - start + at] += *dy++;
  }
}

void naive_average_pool_forward(ptrdiff_t planes, const gradus_pooling *s, const float *x,
                                float *y) {
  EACH_WINDOW(s, planes) {
    float sum = 0;
    EACH_PLACE(s, i, j, sum += x[u * s->width + v];)
    *y++ = sum / (float)(s->kernel_height * s->kernel_width);
  }
}

void naive_average_pool_backward(ptrdiff_t planes, const gradus_pooling *s, const float *dy,
                                 float *dx) {
  for (ptrdiff_t i = 0; i < planes * s->height * s->width; i++) dx[i] = 0;
  float *x = dx;
  EACH_WINDOW(s, planes) {
    float share = *dy++ / (float)(s->kernel_height * s->kernel_width);
    EACH_PLACE(s, i, j, x[u * s->width + v] += share;)
  }
}
