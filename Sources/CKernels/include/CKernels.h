/// Arithmetic kernels on float arrays: one source, compiled once per instruction set, chosen at
/// run time.
///
/// ## The promise
///
/// Every variant gives the same bits as the naive loops in `Tests/Kernels/NaiveSpecification.c`,
/// for every size and every value (one NaN counts as equal to another). Three rules make it so:
///
/// 1. A product's element is one accumulator that begins with its start value and takes its terms
///    by fused multiply-add in ascending order of k. Vectors and threads split outputs, never a
///    sum.
/// 2. A reduction has sixteen lanes: element i goes to lane i mod 16, in ascending order, each
///    lane beginning with +0; then the tree lane[l] + lane[l + 8], + 4, + 2, + 1.
/// 3. exp, log, tanh and the others are polynomials of our own in fused multiply-adds. Over all
///    floats exp is at most 1.03 ulp off, log 0.96, log1p 1.49, sigmoid 1.69, tanh 1.33. Nothing is
///    contracted or reassociated by the compiler.
///
/// ## Conventions
///
/// Matrices are row-major; weights are [out × in] as in PyTorch. A stride is the distance between
/// the starts of two rows, in floats. Pointers need the alignment of a float and no more (64 bytes
/// is a little faster). Outputs may not overlap inputs unless a comment allows it; "may be the
/// same" means exactly equal pointers. Sizes may be 0. No kernel allocates, and none keeps
/// state: any number of threads may call them on arrays of their own.
#ifndef GRADUS_CKERNELS_H
#define GRADUS_CKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// An elementwise function y = f(z), with PyTorch's name; `a` is its parameter, if it has one.
typedef enum gradus_activation {
  /// y = z
  gradus_activation_none = 0,
  /// y = z ≤ 0 ? 0 : z
  gradus_activation_relu = 1,
  /// y = 1 / (1 + exp(-z))
  gradus_activation_sigmoid = 2,
  /// y = tanh z
  gradus_activation_tanh = 3,
  /// y = z > 0 ? z : a·z; a is the negative slope.
  gradus_activation_leaky_relu = 4,
  /// y = z > 0 ? z : a·(exp(z) - 1); a is alpha.
  gradus_activation_elu = 5,
  /// y = z · sigmoid(z)
  gradus_activation_silu = 6,
  /// y = z · Φ(z), Φ the distribution function of the normal distribution.
  gradus_activation_gelu = 7,
  /// y = z · ½(1 + tanh(√(2/π)·(z + 0.044715·z³))), PyTorch's approximate="tanh".
  gradus_activation_gelu_tanh = 8,
  /// y = log(1 + exp(a·z)) / a; a is beta. (PyTorch's threshold changes no float.)
  gradus_activation_softplus = 9,
  /// y = z ≥ 0 ? 1 : 0, the perceptron's; its derivative counts as 0.
  gradus_activation_step = 10,
} gradus_activation;

/// Whether `activation_backward` reads z; for the others it works from y alone, and z may be NULL.
bool gradus_activation_reads_input(gradus_activation f);

/// What one step of stochastic gradient descent needs, as PyTorch's `SGD` (dampening 0).
typedef struct gradus_sgd {
  float learning_rate;
  /// 0: no momentum; the buffer is neither read nor written.
  float momentum;
  /// g ← g + weight_decay · p, before all else.
  float weight_decay;
  /// Step along g + momentum · buffer instead of along the buffer.
  bool nesterov;
  /// The first step copies g into the buffer instead of mixing.
  bool is_first_step;
} gradus_sgd;

/// What one step of Adam or AdamW needs. The caller computes each value in double, as PyTorch
/// does, and rounds it once:
///
///     step_size = learningRate / (1 - beta1^t)
///     bias_correction2_root = sqrt(1 - beta2^t)
typedef struct gradus_adam {
  /// 1 - beta1
  float beta1_complement;
  float beta2;
  /// 1 - beta2
  float beta2_complement;
  float epsilon;
  float step_size;
  float bias_correction2_root;
  /// Adam: g ← g + weight_decay · p. 0 for AdamW.
  float weight_decay;
  /// AdamW: p ← p · shrink, with shrink = 1 - learningRate · weightDecay. 1 for Adam.
  float shrink;
} gradus_adam;

/// The sizes of a convolution. The output's height is
/// (height + 2·padding_height + more_height - kernel_height) / stride_height + 1, rounded down, and
/// its width likewise; both must be at least 1.
typedef struct gradus_convolution {
  /// The input's planes, and the rows and columns of each.
  ptrdiff_t channels, height, width;
  /// The output's planes.
  ptrdiff_t filters;
  ptrdiff_t kernel_height, kernel_width;
  /// The steps from one output to the next, in rows and in columns.
  ptrdiff_t stride_height, stride_width;
  /// Zeros above and below, and to the left and right.
  ptrdiff_t padding_height, padding_width;
  /// Further zeros below, and to the right.
  ptrdiff_t more_height, more_width;
} gradus_convolution;

/// The sizes of a pooling, with an output as large as a convolution's. Windows reach over the edge
/// by the padding, which is at most half of the kernel, and see nothing there.
typedef struct gradus_pooling {
  ptrdiff_t height, width;
  ptrdiff_t kernel_height, kernel_width;
  ptrdiff_t stride;
  ptrdiff_t padding;
} gradus_pooling;

/// One variant: the same functions, compiled for one instruction set.
typedef struct gradus_kernels {
  /// "portable", "avx2", "avx512" or "neon".
  const char *name;

  // MARK: Linear layers

  /// y[b,o] = f(z[b,o]) with z[b,o] = bias[o] + Σ_i x[b,i] · w[o,i], i ascending.
  ///
  /// x [batch × in], w [out × in], bias [out] (NULL: start from 0), y [batch × out] with
  /// `stride` ≥ out between its rows; z, laid out as y, is written when not NULL. `a` is the
  /// activation's parameter. To split among threads, give each a range of outputs (w + o₀·in,
  /// bias + o₀, y + o₀, and the whole width as stride) or of rows (x + b₀·in, y + b₀·stride).
  void (*linear_forward)(ptrdiff_t batch, ptrdiff_t in, ptrdiff_t out, const float *x,
                         const float *w, const float *_Nullable bias, float *y,
                         float *_Nullable z, ptrdiff_t stride, gradus_activation f, float a,
                         void *_Nullable scratch);

  /// dw[o,i] = start + Σ_b dz[b,o] · x[b,i] and db[o] = start + Σ_b dz[b,o], b ascending, the
  /// start being 0 or, when `accumulate`, what is there already. db may be NULL.
  ///
  /// dz [batch × out] with `stride` ≥ out between its rows, x [batch × in], dw [out × in],
  /// db [out]. To split among threads, give each a range of outputs (dz + o₀, dw + o₀·in, db + o₀).
  void (*linear_backward_weights)(ptrdiff_t batch, ptrdiff_t in, ptrdiff_t out, const float *dz,
                                  ptrdiff_t stride, const float *x, float *dw,
                                  float *_Nullable db, bool accumulate, void *_Nullable scratch);

  /// dx[b,i] = Σ_o dz[b,o] · w[o,i], o ascending, from 0.
  ///
  /// dz [batch × out], w [out × in], dx [batch × in]; w and dx both with `stride` ≥ in between
  /// their rows. To split among threads, give each a range of rows (dz + b₀·out, dx + b₀·stride)
  /// or of inputs (w + i₀, dx + i₀, and the whole width as stride).
  void (*linear_backward_input)(ptrdiff_t batch, ptrdiff_t in, ptrdiff_t out, const float *dz,
                                const float *w, float *dx, ptrdiff_t stride,
                                void *_Nullable scratch);

  // MARK: Convolutions
  //
  // P[b,c,i,j] is the input surrounded by zeros, which take part in the arithmetic as other
  // numbers do: ∞ · 0 is NaN. x [batch × channels × height × width], w [filters × channels ×
  // kernel_height × kernel_width], y [batch × filters × rows × columns]. `room` has
  // `gradus_convolution_room` floats, aligned to 64 bytes, and is written; each thread needs its
  // own. To split among threads, give each a range of samples, and for the weights' gradients a
  // range of filters.

  /// y[b,o,i,j] = f(bias[o] + Σ_c Σ_u Σ_v P[b, c, i·stride_height + u, j·stride_width + v] · w[o,c,u,v]), the
  /// terms in ascending order of (c, u, v); bias [filters] may be NULL: start from 0.
  void (*convolution_forward)(ptrdiff_t batch, const gradus_convolution *sizes, const float *x,
                              const float *w, const float *_Nullable bias, float *y,
                              gradus_activation f, float a, float *room);

  /// dw[o,c,u,v] = start + Σ_b Σ_i Σ_j dz[b,o,i,j] · P[b, c, i·stride_height + u, j·stride_width + v] and
  /// db[o] = start + Σ_b Σ_i Σ_j dz[b,o,i,j], in ascending order of (b, i, j), the start being 0
  /// or, when `accumulate`, what is there already. db may be NULL.
  ///
  /// `sample` ≥ filters · rows · columns floats lie between the samples of dz. To split among
  /// threads, give each a range of filters (that many in its `sizes`, dz + o₀ · rows · columns and
  /// the whole `sample`, dw + o₀ · channels · kernel_height · kernel_width, db + o₀).
  ///
  /// Here and in `convolution_backward_input` a sum that comes out as -0 is +0. So a gradient that
  /// is 0 may be left out where all that it is multiplied by is finite, and is where many are.
  void (*convolution_backward_weights)(ptrdiff_t batch, const gradus_convolution *sizes,
                                       const float *dz, ptrdiff_t sample, const float *x,
                                       float *dw, float *_Nullable db, bool accumulate,
                                       float *room);

  /// dx[b,c,i,j] = Σ_u Σ_v Σ_o D[b,o,i,j,u,v] · w[o,c,u,v] from 0, in ascending order of (u, v, o),
  /// where D is the gradient dz of the output that reads P[i + padding, j + padding] by w[u,v], and
  /// 0, which takes part, where there is no such output.
  void (*convolution_backward_input)(ptrdiff_t batch, const gradus_convolution *sizes,
                                     const float *dz, const float *w, float *dx, float *room);

  // MARK: Pooling, each plane of height × width for itself; planes = batch · channels

  /// The greatest of each window. A NaN counts as greatest, as in PyTorch.
  void (*max_pool_forward)(ptrdiff_t planes, const gradus_pooling *sizes, const float *x,
                           float *y);

  /// dx = 0, then dx[m] += dy of each window in order, m being where its maximum is: the first of
  /// equals, the last NaN, as in PyTorch. x and y are what `max_pool_forward` read and wrote.
  /// Where each place lies in one of windows of 2 × 2, dx may be x.
  void (*max_pool_backward)(ptrdiff_t planes, const gradus_pooling *sizes, const float *x,
                            const float *y, const float *dy, float *dx);

  /// The sum of each window, from 0, row by row, divided by kernel_height · kernel_width: the
  /// padding counts, as in PyTorch.
  void (*average_pool_forward)(ptrdiff_t planes, const gradus_pooling *sizes, const float *x,
                               float *y);

  /// dx = 0, then dx += dy / (kernel_height · kernel_width) at each place of each window in order.
  void (*average_pool_backward)(ptrdiff_t planes, const gradus_pooling *sizes, const float *dy,
                                float *dx);

  // MARK: Elementwise functions

  /// y = f(z). y and z may be the same.
  void (*activation_forward)(gradus_activation f, float a, ptrdiff_t n, const float *z, float *y);

  /// dz = dy · f'(z), from the output y alone where that is possible, from z where
  /// `gradus_activation_reads_input` says so. dz and dy may be the same.
  ///
  ///     relu        y ≤ 0 ? 0 : dy
  ///     sigmoid     (dy · (1 - y)) · y
  ///     tanh        dy · (1 - y²)
  ///     leaky_relu  z > 0 ? dy : dy · a
  ///     elu         z > 0 ? dy : (dy · a) · exp(z)
  ///     silu        dy · (s · (1 + z·(1 - s))), s = sigmoid(z)
  ///     gelu        dy · (Φ(z) + z·φ(z))
  ///     gelu_tanh   dy · (s + (z·s·(1 - s)) · u'), s = sigmoid(u), u = 2√(2/π)·(z + 0.044715·z³)
  ///     softplus    dy · sigmoid(a·z)
  ///     step        0
  void (*activation_backward)(gradus_activation f, float a, ptrdiff_t n,
                              const float *_Nullable z, const float *y, const float *dy,
                              float *dz);

  /// Each row: y = exp(z - max z) / Σ exp(z - max z), as a multiplication by 1 / Σ.
  /// [rows × columns]; y and z may be the same.
  void (*softmax_forward)(ptrdiff_t rows, ptrdiff_t columns, const float *z, float *y);

  /// Each row: dz = y · (dy - Σ y · dy). [rows × columns]; dz and dy may be the same.
  void (*softmax_backward)(ptrdiff_t rows, ptrdiff_t columns, const float *y, const float *dy,
                           float *dz);

  /// Each row: y = (z - max z) - log Σ exp(z - max z). [rows × columns]; y and z may be the same.
  void (*log_softmax_forward)(ptrdiff_t rows, ptrdiff_t columns, const float *z, float *y);

  /// Each row: dz = dy - exp(y) · Σ dy. [rows × columns]; dz and dy may be the same.
  void (*log_softmax_backward)(ptrdiff_t rows, ptrdiff_t columns, const float *y, const float *dy,
                               float *dz);

  // MARK: Losses
  //
  // Each returns the sum of the element losses (rows, for cross-entropy) in sixteen lanes and
  // writes scale · ∂(element loss)/∂(prediction) to `gradient` when that is not NULL. For the
  // mean, pass scale = 1/n and divide what is returned by n. The gradient may be the same array
  // as the prediction.

  /// (p - t)²; gradient (2 · scale) · (p - t).
  float (*squared_error)(ptrdiff_t n, const float *predicted, const float *target, float scale,
                         float *_Nullable gradient);

  /// -(t · log p + (1 - t) · log(1 - p)), each logarithm at least -100;
  /// gradient scale · ((p - t) / max((1 - p) · p, 1e-12)).
  float (*binary_cross_entropy)(ptrdiff_t n, const float *predicted, const float *target,
                                float scale, float *_Nullable gradient);

  /// (1 - t) · z + max(-z, 0) + log(1 + exp(-|z|)); gradient scale · (sigmoid(z) - t).
  float (*binary_cross_entropy_with_logits)(ptrdiff_t n, const float *logits,
                                            const float *target, float scale,
                                            float *_Nullable gradient);

  /// Each row: (1 - ε) · (lse - z[label]) + ε · (lse - mean z), lse = max z + log Σ exp(z - max z);
  /// gradient scale · (softmax(z) - (1 - ε) · [c = label] - ε / columns).
  ///
  /// logits [rows × columns]; labels [rows], each in 0..<columns (the caller has checked);
  /// ε is the label smoothing, 0 for none.
  float (*cross_entropy)(ptrdiff_t rows, ptrdiff_t columns, const float *logits,
                         const int32_t *labels, float smoothing, float scale,
                         float *_Nullable gradient);

  // MARK: Optimizers, in place, one pass over the flat arrays
  //
  // Every update is PyTorch's formula in PyTorch's order: `add_(x, alpha)` is one fused
  // multiply-add, the others are rounded one by one.

  /// g ← g + wd·p; with momentum m: buffer ← m·buffer + g (first step: g), then
  /// g ← nesterov ? g + m·buffer : buffer; p ← p - learning_rate·g.
  void (*sgd)(ptrdiff_t n, float *parameters, const float *gradients, float *_Nullable buffer,
              const gradus_sgd *settings);

  /// p ← shrink·p; g ← g + wd·p; m ← m + (1-β₁)·(g - m); v ← β₂·v + ((1-β₂)·g)·g;
  /// p ← p - (step_size·m) / (√v / bias_correction2_root + ε).
  void (*adam)(ptrdiff_t n, float *parameters, const float *gradients, float *first_moment,
               float *second_moment, const gradus_adam *settings);

  // MARK: Moving data

  /// x[i] = value
  void (*fill)(ptrdiff_t n, float value, float *x);

  /// to[r, :] = from[indices[r], :], each row `width` floats.
  void (*gather_rows)(ptrdiff_t rows, ptrdiff_t width, const float *from,
                      const ptrdiff_t *indices, float *to);

  /// to[r] = from[indices[r]]
  void (*gather_labels)(ptrdiff_t rows, const int32_t *from, const ptrdiff_t *indices,
                        int32_t *to);

  // MARK: Reductions

  /// Σ x[i] in sixteen lanes.
  float (*sum)(ptrdiff_t n, const float *x);
  /// Σ x[i] · y[i] in sixteen lanes of fused multiply-adds.
  float (*dot)(ptrdiff_t n, const float *x, const float *y);
  /// The greatest element, NaN if there is one, -∞ if n is 0. Of +0 and -0, either.
  float (*maximum)(ptrdiff_t n, const float *x);
  /// Whether no element is infinite or NaN.
  bool (*all_finite)(ptrdiff_t n, const float *x);
  /// How many rows have their greatest score at their label. The first of equals wins; a NaN
  /// counts as greatest, as in PyTorch.
  ptrdiff_t (*count_arg_max_hits)(ptrdiff_t rows, ptrdiff_t columns, const float *scores,
                                  const int32_t *labels);
} gradus_kernels;

/// The fastest variant that this processor runs.
const gradus_kernels *gradus_kernels_best(void);

/// The variant of this name, or NULL if there is none or this processor cannot run it.
const gradus_kernels *_Nullable gradus_kernels_named(const char *name);

/// The variants that this processor runs, slowest first: 0, 1, … until NULL.
const gradus_kernels *_Nullable gradus_kernels_at(ptrdiff_t index);

/// How many bytes of scratch memory, aligned to 64 bytes, every call that takes `scratch` may use:
/// one constant for all shapes and variants. Each thread needs its own.
size_t gradus_scratch_bytes(void);

/// How many floats of memory the kernels of this convolution write for themselves: one number for
/// all batches, variants and directions. At most 2³¹ - 1, or the sizes are too large to compute.
ptrdiff_t gradus_convolution_room(const gradus_convolution *sizes);

#pragma clang assume_nonnull end
#endif
