// How much work a thread must have so that waking it pays.
//
// Threads sleep between parallel regions (OMP_WAIT_POLICY=PASSIVE; spinning ones are ten times slower as soon as anything else runs),
// and to wake one and to wait for it costs 50 to 100 us on a virtual machine.
#pragma once

#include <cstdint>

namespace nt {

constexpr int64_t kFloatsAThread = 1 << 20;            // read in a row, and perhaps written
constexpr int64_t kScatteredAThread = 1 << 18;         // read here and there, drawn, or compared
constexpr int64_t kProductsAThread = 4 * 1024 * 1024;  // multiplied and added

}  // namespace nt
