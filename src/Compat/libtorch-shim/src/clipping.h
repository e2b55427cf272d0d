// Clipping of gradients by their common norm, for float32 on the CPU.
#pragma once

namespace nt {
void add_clipping();
}  // namespace nt
