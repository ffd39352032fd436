// 64-bit ARM: thirty-two registers of four floats.
#if defined(__aarch64__)
#define GRADUS_VARIANT neon
#define GRADUS_ROWS 6
#define GRADUS_PANELS 1
#include "Kernels/Table.h"
#endif
