// Plain C for any processor: what the compiler may assume by default, and nothing more.
#if !defined(__FMA__) && !defined(__aarch64__)
#define GRADUS_EMULATED_FMA
#endif
#define GRADUS_VARIANT portable
#define GRADUS_ROWS 4
#define GRADUS_PANELS 1
#define GRADUS_LANES "LanesPlain.h"
#include "Kernels/Table.h"
