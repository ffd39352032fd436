// How fast each variant is beside the processor's peak of fused multiply-adds, which is measured
// first; then whole training steps of the networks that the project is judged by.
//
//     kernels-bench [variant]
//
// Every number is the best of many runs: on a machine that others share, the least disturbed.
#include "CKernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/// The best time in seconds of one execution of `work`, over about a quarter of a second.
#define BEST_TIME(best, work)                                                       \
  double best = 1e9;                                                                \
  for (double begin = now(), repeats = 1; now() - begin < 0.25;) {                  \
    double start = now();                                                           \
    for (double done = 0; done < repeats; done++) work;                             \
    double each = (now() - start) / repeats;                                        \
    if (each < best) best = each;                                                   \
    if (each * repeats < 1e-4) repeats *= 2;                                        \
  }

// MARK: The peak

enum { chains = 12, links = 4000 };

/// Independent chains of multiply-adds, as many as hide the latency of the instruction.
#define PEAK(width, instructions)                                                        \
  instructions static float peak##width(void) {                                          \
    typedef float vec __attribute__((ext_vector_type(width)));                           \
    vec sum[chains], factor = 0.5f, addend = 1;                                          \
    for (int c = 0; c < chains; c++) sum[c] = (vec)(float)c;                             \
    for (int l = 0; l < links; l++) {                                                    \
      _Pragma("clang loop unroll(full)") for (int c = 0; c < chains; c++) sum[c] =       \
          __builtin_elementwise_fma(sum[c], factor, addend);                             \
      __asm__ volatile("");                                                              \
    }                                                                                    \
    for (int c = 1; c < chains; c++) sum[0] += sum[c];                                   \
    return sum[0][0];                                                                    \
  }

static volatile float sink;

#define PRINT_PEAK(width)                                                                 \
  do {                                                                                   \
    BEST_TIME(seconds, sink = peak##width());                                            \
    printf("peak of fused multiply-adds, %2d floats at a time: %.1f GFLOP/s\n", width,    \
           2.0 * chains * width * links / seconds * 1e-9);                               \
  } while (0)

#if defined(__x86_64__)
PEAK(16, __attribute__((target("avx512f"))))
PEAK(8, __attribute__((target("avx2,fma"))))
static void print_peaks(void) {
  if (gradus_kernels_named("avx2")) PRINT_PEAK(8);
  if (gradus_kernels_named("avx512")) PRINT_PEAK(16);
}
#else
PEAK(4, )
static void print_peaks(void) { PRINT_PEAK(4); }
#endif

// MARK: Products

static float *random_array(ptrdiff_t n) {
  float *x = aligned_alloc(64, ((size_t)n * sizeof(float) + 127) / 64 * 64);
  if (!x) abort();
  for (ptrdiff_t i = 0; i < n; i++) x[i] = (float)rand() / (float)RAND_MAX - 0.5f;
  return x;
}

static void *scratch;

static void measure_linear(const gradus_kernels *k, ptrdiff_t batch, ptrdiff_t in, ptrdiff_t out) {
  float *x = random_array(batch * in), *w = random_array(in * out), *bias = random_array(out),
        *y = random_array(batch * out), *dz = random_array(batch * out),
        *dw = random_array(in * out), *db = random_array(out), *dx = random_array(batch * in);
  BEST_TIME(forward, k->linear_forward(batch, in, out, x, w, bias, y, NULL, out,
                                       gradus_activation_none, 0, scratch));
  BEST_TIME(weights, k->linear_backward_weights(batch, in, out, dz, out, x, dw, db, false,
                                                scratch));
  BEST_TIME(input, k->linear_backward_input(batch, in, out, dz, w, dx, in, scratch));
  double work = 2.0 * (double)batch * (double)in * (double)out;
  printf("%-8s  batch %3td  %3td → %3td  ", k->name, batch, in, out);
  if (work < 1e5)
    printf("forward %7.1f ns   weights %7.1f ns   input %7.1f ns\n", forward * 1e9, weights * 1e9,
           input * 1e9);
  else
    printf("forward %6.1f      weights %6.1f      input %6.1f GFLOP/s\n", work / forward * 1e-9,
           work / weights * 1e-9, work / input * 1e-9);
  free(x), free(w), free(bias), free(y), free(dz), free(dw), free(db), free(dx);
}

static void measure_functions(const gradus_kernels *k) {
  enum { n = 4096 };
  float *z = random_array(n), *y = random_array(n), *dy = random_array(n), *v = random_array(n);
  for (int i = 0; i < n; i++) v[i] = 0.1f;
  BEST_TIME(relu, k->activation_forward(gradus_activation_relu, 0, n, z, y));
  BEST_TIME(sigmoid, k->activation_forward(gradus_activation_sigmoid, 0, n, z, y));
  BEST_TIME(tanh, k->activation_forward(gradus_activation_tanh, 0, n, z, y));
  BEST_TIME(tanh16, k->activation_forward(gradus_activation_tanh, 0, 16, z, y));
  gradus_adam with = {0.1f, 0.999f, 0.001f, 1e-8f, 1e-3f, 0.9f, 0, 1};
  BEST_TIME(adam, k->adam(n, z, y, dy, v, &with));
  printf("%-8s  a float of 4096: relu %.2f, sigmoid %.2f, tanh %.2f, adam %.2f ns; "
         "tanh of 16: %.1f ns\n",
         k->name, relu / n * 1e9, sigmoid / n * 1e9, tanh / n * 1e9, adam / n * 1e9,
         tanh16 * 1e9);
  free(z), free(y), free(dy), free(v);
}

// MARK: Training steps

typedef enum loss { cross_entropy, binary_cross_entropy } loss;

typedef struct network {
  const char *name;
  ptrdiff_t batch;
  int layers;
  ptrdiff_t widths[5];
  gradus_activation hidden, last;
  loss loss;
  bool uses_adam;
} network;

static const network networks[] = {
    {"xor", 4, 2, {2, 4, 1}, gradus_activation_tanh, gradus_activation_sigmoid,
     binary_cross_entropy, false},
    {"spiral", 10, 3, {2, 8, 8, 1}, gradus_activation_tanh, gradus_activation_sigmoid,
     binary_cross_entropy, false},
    {"digits", 32, 3, {64, 128, 64, 10}, gradus_activation_relu, gradus_activation_none,
     cross_entropy, true},
    {"mnist", 128, 3, {784, 512, 256, 10}, gradus_activation_relu, gradus_activation_none,
     cross_entropy, true},
};

typedef struct state {
  float *parameters, *gradients, *first, *second, *values[5], *slopes[5], *target;
  int32_t *labels;
  ptrdiff_t count;
} state;

static void step(const gradus_kernels *k, const network *n, state *s) {
  const ptrdiff_t *width = n->widths, batch = n->batch;
  float *w = s->parameters;
  for (int l = 0; l < n->layers; l++) {
    gradus_activation f = l + 1 < n->layers ? n->hidden : n->last;
    ptrdiff_t in = width[l], out = width[l + 1];
    k->linear_forward(batch, in, out, s->values[l], w, w + in * out, s->values[l + 1], NULL, out,
                      f, 0, scratch);
    w += (in + 1) * out;
  }
  float *y = s->values[n->layers], *dy = s->slopes[n->layers];
  ptrdiff_t last = width[n->layers];
  if (n->loss == cross_entropy)
    sink = k->cross_entropy(batch, last, y, s->labels, 0, 1 / (float)batch, dy);
  else
    sink = k->binary_cross_entropy(batch * last, y, s->target, 1 / (float)batch, dy);
  float *dw = s->gradients + s->count;
  for (int l = n->layers - 1; l >= 0; l--) {
    gradus_activation f = l + 1 < n->layers ? n->hidden : n->last;
    ptrdiff_t in = width[l], out = width[l + 1];
    float *dz = s->slopes[l + 1];
    w -= (in + 1) * out, dw -= (in + 1) * out;
    if (f != gradus_activation_none)
      k->activation_backward(f, 0, batch * out, NULL, s->values[l + 1], dz, dz);
    k->linear_backward_weights(batch, in, out, dz, out, s->values[l], dw, dw + in * out, false,
                               scratch);
    if (l > 0) k->linear_backward_input(batch, in, out, dz, w, s->slopes[l], in, scratch);
  }
  if (n->uses_adam) {
    gradus_adam with = {0.1f, 0.999f, 0.001f, 1e-8f, 1e-5f, 0.9f, 0, 1};
    k->adam(s->count, s->parameters, s->gradients, s->first, s->second, &with);
  } else {
    gradus_sgd with = {.learning_rate = 0.1f};
    k->sgd(s->count, s->parameters, s->gradients, NULL, &with);
  }
}

static void measure_step(const gradus_kernels *k, const network *n) {
  state s = {.count = 0};
  for (int l = 0; l < n->layers; l++) s.count += (n->widths[l] + 1) * n->widths[l + 1];
  s.parameters = random_array(s.count), s.gradients = random_array(s.count);
  s.first = random_array(s.count), s.second = random_array(s.count);
  for (ptrdiff_t i = 0; i < s.count; i++) s.parameters[i] *= 0.1f, s.second[i] = 0.1f;
  for (int l = 0; l <= n->layers; l++)
    s.values[l] = random_array(n->batch * n->widths[l]),
    s.slopes[l] = random_array(n->batch * n->widths[l]);
  ptrdiff_t last = n->widths[n->layers];
  s.target = random_array(n->batch * last);
  s.labels = calloc((size_t)n->batch, sizeof *s.labels);
  if (!s.labels) abort();
  for (ptrdiff_t i = 0; i < n->batch * last; i++) s.target[i] = (float)(i % 2);
  for (ptrdiff_t i = 0; i < n->batch; i++) s.labels[i] = (int32_t)(i % last);
  BEST_TIME(seconds, step(k, n, &s));
  printf("%-8s  %-7s %9.3f µs a step, %9.0f steps a second\n", k->name, n->name, seconds * 1e6,
         1 / seconds);
  free(s.parameters), free(s.gradients), free(s.first), free(s.second);
  for (int l = 0; l <= n->layers; l++) free(s.values[l]), free(s.slopes[l]);
  free(s.target), free(s.labels);
}

int main(int count, char **arguments) {
  scratch = aligned_alloc(64, gradus_scratch_bytes());
  if (!scratch) return 2;
  print_peaks();
  static const ptrdiff_t shapes[][3] = {{4, 2, 4},     {4, 4, 1},     {10, 2, 8},
                                        {10, 8, 8},    {10, 8, 1},    {32, 64, 128},
                                        {32, 128, 64}, {32, 64, 10},  {128, 784, 512},
                                        {128, 512, 256}, {128, 256, 10}, {1, 784, 512}};
  for (ptrdiff_t i = 0; gradus_kernels_at(i); i++) {
    const gradus_kernels *k = gradus_kernels_at(i);
    if (count > 1 && strcmp(arguments[1], k->name) != 0) continue;
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++)
      measure_linear(k, shapes[s][0], shapes[s][1], shapes[s][2]);
    measure_functions(k);
    for (size_t n = 0; n < sizeof networks / sizeof *networks; n++)
      measure_step(k, &networks[n]);
  }
  free(scratch);
  return 0;
}
