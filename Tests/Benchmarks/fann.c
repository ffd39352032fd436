// The benchmark's small workloads in FANN (Debian: libfann-dev), for comparison with Gradus.
//
//   cc -O2 -march=native fann.c -lfloatfann -lm -o fann
//   fann xor|spiral|digits SECONDS Lessons/data/digits.csv
//
// The program trains the workload's first steps, then waits: for each line on standard input it
// trains for about so many seconds and prints one JSON line with the steps a second, as peers.py
// does.
//
// The same work: the start is that of torch.manual_seed(42), the batches come in the order of
// torch.randperm, floats, one thread. FANN has neither batches smaller than the data nor
// cross-entropy; so its own functions are called in the order of its fann_train_epoch_batch, one
// batch at a time, and the error of the outputs is set to that of the cross-entropy (target minus
// output) in place of the mean square's.
//
// Where it differs: FANN holds tanh at ±0.98 before it takes the slope, so that its loss parts from
// the others' once neurons saturate; XOR is compared before that. In `digits`, FANN 2.2 has no
// relu: its nearest, and no slower, is the linear piece from 0 to 1, whose slope is 1 everywhere;
// so that its loss cannot be compared. It has no Adam either: ten lines below update its array of
// weights from its array of slopes.

#include <floatfann.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// MARK: torch.manual_seed: Matsumoto and Nishimura, "Mersenne Twister", 1998

static uint32_t words[624];
static int position;

static void seed(uint32_t value) {
  words[0] = value;
  for (uint32_t i = 1; i < 624; i++)
    words[i] = 1812433253u * (words[i - 1] ^ (words[i - 1] >> 30)) + i;
  position = 624;
}

static uint32_t draw(void) {
  if (position == 624) {
    for (int i = 0; i < 624; i++) {
      uint32_t joined = (words[i] & 0x80000000u) | (words[(i + 1) % 624] & 0x7fffffffu);
      words[i] = words[(i + 397) % 624] ^ (joined >> 1) ^ (joined & 1 ? 0x9908b0dfu : 0);
    }
    position = 0;
  }
  uint32_t word = words[position++];
  word ^= word >> 11;
  word ^= (word << 7) & 0x9d2c5680u;
  word ^= (word << 15) & 0xefc60000u;
  return word ^ (word >> 18);
}

static float uniform(float bound) {
  return (float)((draw() & 0xffffff) * 0x1p-24 * (double)(bound + bound) - (double)bound);
}

// MARK: Workloads

enum { orders = 64, most_samples = 1797, most_inputs = 64 };

typedef struct workload {
  const char *name;
  unsigned layers, sizes[4];
  int samples, batch, check_steps;
  float learning_rate;
} workload;

static const workload workloads[] = {
    {"xor", 3, {2, 4, 1}, 4, 4, 50, 0.5f},
    {"spiral", 4, {2, 8, 8, 1}, 200, 10, 1000, 0.1f},
    {"digits", 4, {64, 128, 64, 10}, most_samples, 32, 114, 0.001f},
};

static float inputs[most_samples][most_inputs];
static float targets[most_samples];
static int order[orders][most_samples];

static bool load(const workload *work, const char *digits) {
  if (strcmp(work->name, "xor") == 0) {
    for (int i = 0; i < 4; i++) {
      inputs[i][0] = (float)(i / 2);
      inputs[i][1] = (float)(i % 2);
      targets[i] = (float)(i / 2 != i % 2);
    }
    return true;
  }
  if (strcmp(work->name, "spiral") == 0) {
    for (int i = 0; i < work->samples; i++) {
      double part = (i / 2 + 1) / 100.0;
      double angle = 1.75 * 2 * M_PI * part + (i % 2) * M_PI;
      inputs[i][0] = (float)(part * sin(angle));
      inputs[i][1] = (float)(part * cos(angle));
      targets[i] = (float)(1 - i % 2);
    }
    return true;
  }
  FILE *file = fopen(digits, "r");
  if (!file) return false;
  int c;
  while ((c = getc(file)) != '\n' && c != EOF) continue;
  for (int i = 0; i < work->samples; i++) {
    for (int k = 0; k < 64; k++) {
      if (fscanf(file, "%f,", &inputs[i][k]) != 1) return false;
      inputs[i][k] /= 16;
    }
    if (fscanf(file, "%f", &targets[i]) != 1) return false;
  }
  fclose(file);
  return true;
}

// MARK: Training

static struct fann *ann;
static float *mean, *square;
static int adam_steps, batches_done;

static void start(const workload *work) {
  ann = fann_create_standard_array(work->layers, work->sizes);
  seed(42);
  for (struct fann_layer *layer = ann->first_layer + 1; layer != ann->last_layer; layer++) {
    // Each layer ends with a bias neuron, which reads nothing.
    unsigned in = layer[0].first_neuron->last_con - layer[0].first_neuron->first_con - 1;
    float bound = (float)(1 / sqrt(in));
    struct fann_neuron *last = layer->last_neuron - 1;
    for (struct fann_neuron *neuron = layer->first_neuron; neuron != last; neuron++)
      for (unsigned i = 0; i < in; i++) ann->weights[neuron->first_con + i] = uniform(bound);
    for (struct fann_neuron *neuron = layer->first_neuron; neuron != last; neuron++)
      ann->weights[neuron->first_con + in] = uniform(bound);
  }
  fann_set_learning_rate(ann, work->learning_rate);
  bool classes = work->sizes[work->layers - 1] > 1;
  fann_set_activation_function_hidden(ann, classes ? FANN_LINEAR_PIECE : FANN_SIGMOID_SYMMETRIC);
  fann_set_activation_steepness_hidden(ann, 1);
  fann_set_activation_function_output(ann, classes ? FANN_LINEAR : FANN_SIGMOID);
  fann_set_activation_steepness_output(ann, classes ? 1 : 0.5f);
  if (work->batch < work->samples)
    for (int k = 0; k < orders; k++) {
      for (int i = 0; i < work->samples; i++) order[k][i] = i;
      for (int i = 0; i < work->samples - 1; i++) {
        int other = i + (int)(draw() % (uint32_t)(work->samples - i));
        int kept = order[k][i];
        order[k][i] = order[k][other];
        order[k][other] = kept;
      }
    }
  else
    for (int k = 0; k < orders; k++)
      for (int i = 0; i < work->samples; i++) order[k][i] = i;
  ann->train_errors = calloc(ann->total_neurons, sizeof(fann_type));
  mean = calloc(ann->total_connections, sizeof(float));
  square = calloc(ann->total_connections, sizeof(float));
}

/// Softmax of the outputs into `share`; the surprise at the true class.
static float softmax(const fann_type *outputs, unsigned count, int label, float *share) {
  float most = outputs[0], total = 0;
  for (unsigned i = 1; i < count; i++) most = fmaxf(most, outputs[i]);
  for (unsigned i = 0; i < count; i++) total += share[i] = expf(outputs[i] - most);
  for (unsigned i = 0; i < count; i++) share[i] /= total;
  return logf(total) - (outputs[label] - most);
}

static void adam(int samples, float rate) {
  adam_steps++;
  float step = (float)(rate / (1 - pow(0.9, adam_steps)));
  float root = (float)sqrt(1 - pow(0.999, adam_steps));
  float *restrict m = mean, *restrict v = square, *restrict w = ann->weights;
  float *restrict slopes = ann->train_slopes;
  for (unsigned i = 0; i < ann->total_connections; i++) {
    float g = -slopes[i] / (float)samples;
    m[i] += 0.1f * (g - m[i]);
    v[i] = 0.999f * v[i] + 0.001f * g * g;
    w[i] -= step * m[i] / (sqrtf(v[i]) / root + 1e-8f);
    slopes[i] = 0;
  }
}

static void train(const workload *work, long steps) {
  unsigned count = ann->num_output;
  int batches = (work->samples + work->batch - 1) / work->batch;
  for (long step = 0; step < steps; step++, batches_done++) {
    const int *now = order[batches_done / batches % orders];
    int first = batches_done % batches * work->batch;
    int samples = work->samples - first < work->batch ? work->samples - first : work->batch;
    for (int i = first; i < first + samples; i++) {
      fann_type *outputs = fann_run(ann, inputs[now[i]]);
      memset(ann->train_errors, 0, ann->total_neurons * sizeof(fann_type));
      fann_type *errors =
          ann->train_errors + ((ann->last_layer - 1)->first_neuron - ann->first_layer->first_neuron);
      if (count == 1) {
        errors[0] = targets[now[i]] - outputs[0];
      } else {
        softmax(outputs, count, (int)targets[now[i]], errors);
        for (unsigned k = 0; k < count; k++) errors[k] = -errors[k];
        errors[(int)targets[now[i]]] += 1;
      }
      fann_backpropagate_MSE(ann);
      fann_update_slopes_batch(ann, ann->first_layer + 1, ann->last_layer - 1);
    }
    if (count == 1)
      fann_update_weights_batch(ann, (unsigned)samples, 0, ann->total_connections);
    else
      adam(samples, work->learning_rate);
  }
}

static double mean_loss(const workload *work) {
  double total = 0;
  float share[16];
  for (int i = 0; i < work->samples; i++) {
    fann_type *outputs = fann_run(ann, inputs[i]);
    if (ann->num_output == 1)
      total -= log(targets[i] > 0 ? outputs[0] : 1 - outputs[0]);
    else
      total += softmax(outputs, ann->num_output, (int)targets[i], share);
  }
  return total / work->samples;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

int main(int count, char **arguments) {
  const workload *work = NULL;
  for (size_t i = 0; count > 1 && i < sizeof workloads / sizeof *workloads; i++)
    if (strcmp(arguments[1], workloads[i].name) == 0) work = &workloads[i];
  if (!work) {
    fprintf(stderr, "FANN has no convolution, and is far behind in large networks\n");
    return 4;
  }
  double wanted = count > 2 ? atof(arguments[2]) : 0.5;
  if (!load(work, count > 3 ? arguments[3] : "Lessons/data/digits.csv")) {
    fprintf(stderr, "the digits cannot be read\n");
    return 1;
  }
  start(work);
  train(work, work->check_steps);
  double check_loss = mean_loss(work);
  long steps = work->check_steps;
  char line[64];
  while (fgets(line, sizeof line, stdin)) {
    double took;
    for (;;) {
      double begin = now();
      train(work, steps);
      took = now() - begin;
      if (took >= 0.5 * wanted) break;
      steps = (long)((double)steps * fmin(10, 1 + wanted / fmax(took, 1e-6)));
    }
    printf("{\"peer\": \"fann 2.2\", \"workload\": \"%s\", \"steps_per_second\": %.1f, "
           "\"steps\": %ld, \"seconds\": %.3f, \"check_steps\": %d, \"check_loss\": ",
           work->name, (double)steps / took, steps, took, work->check_steps);
    printf(ann->num_output == 1 ? "%.8f}\n" : "null}\n", check_loss);
    fflush(stdout);
    steps = (long)((double)steps * wanted / took) + 1;
  }
  fann_destroy(ann);
  free(mean);
  free(square);
  return 0;
}
