// Zeros, written by a loop that stays one (CMakeLists.txt keeps the compiler from calling memset): the C library's passes large blocks
// by the caches, where they are needed next.
#pragma once

#include "every_width.h"

#include <cstdint>

namespace {

NT_EVERY_WIDTH void clear(float* out, int64_t count) {
  for (int64_t i = 0; i < count; i++) out[i] = 0;
}

}  // namespace
