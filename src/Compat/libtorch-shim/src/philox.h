// Philox4x32-7 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"; seven rounds pass BigCrush there): counters go in, random bits come out, whatever the
// order they are asked for in. Part of files that are compiled for several vector widths, so it is always inlined.
#pragma once

#include <cstdint>

namespace {

// Four random words of each of the counters `first` to `first + kCounters - 1`.
template <int kCounters>
static inline __attribute__((always_inline)) void philox(uint64_t key, uint64_t first, uint32_t* x0, uint32_t* x1, uint32_t* x2, uint32_t* x3) {
  for (int l = 0; l < kCounters; l++) {
    x0[l] = static_cast<uint32_t>(first + l);
    x1[l] = static_cast<uint32_t>((first + l) >> 32);
    x2[l] = 0;
    x3[l] = 0;
  }
  uint32_t k0 = static_cast<uint32_t>(key), k1 = static_cast<uint32_t>(key >> 32);
  for (int round = 0; round < 7; round++) {
    for (int l = 0; l < kCounters; l++) {
      const uint64_t p0 = static_cast<uint64_t>(0xD2511F53u) * x0[l];
      const uint64_t p1 = static_cast<uint64_t>(0xCD9E8D57u) * x2[l];
      x0[l] = static_cast<uint32_t>(p1 >> 32) ^ x1[l] ^ k0;
      x1[l] = static_cast<uint32_t>(p1);
      x2[l] = static_cast<uint32_t>(p0 >> 32) ^ x3[l] ^ k1;
      x3[l] = static_cast<uint32_t>(p0);
    }
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
}

}  // namespace
