// A loop marked NT_EVERY_WIDTH is compiled for each vector width; the loader takes the widest that the CPU has.
#pragma once

#if defined(__x86_64__)
#define NT_EVERY_WIDTH __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define NT_EVERY_WIDTH
#endif
