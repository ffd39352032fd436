// Holds every variant that this processor can run against the naive specification, bit for bit.
//
//     kernels-test [step]
//
// Every step-th of the 2³² floats goes through the elementary functions; 1 takes minutes.
#include "Harness.h"

int main(int count, char **arguments) {
  uint32_t step = count > 1 ? (uint32_t)strtoul(arguments[1], NULL, 10) : 4099;
  void *scratch = aligned_alloc(64, gradus_scratch_bytes());
  if (!scratch || step == 0) return 2;
  test_specification(step);
  for (ptrdiff_t i = 0; gradus_kernels_at(i); i++) {
    const gradus_kernels *variant = gradus_kernels_at(i);
    test_products(variant, scratch);
    test_convolutions(variant);
    test_elementwise(variant);
    test_losses(variant);
    test_optimizers(variant);
    test_reductions(variant);
    test_functions(variant, step);
  }
  free(scratch);
  return finish_tests();
}
