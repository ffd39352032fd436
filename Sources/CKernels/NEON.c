// 64-bit ARM: thirty-two registers of four floats.
#if defined(__aarch64__)
#include <arm_neon.h>

#define GRADUS_VARIANT neon
#define GRADUS_ROWS 6
#define GRADUS_PANELS 1
#define GRADUS_LANES "LanesNEON.h"
#define GRADUS_PICKS
#include "Kernels/Table.h"
#endif
