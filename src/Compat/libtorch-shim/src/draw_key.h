#pragma once

#include <cstdint>

#include <ATen/core/Generator.h>

namespace nt {

// One number from the generator, the process's own when there is none: what a counter-based generator then starts from.
uint64_t draw_key(const c10::optional<at::Generator>& generator);

}  // namespace nt
