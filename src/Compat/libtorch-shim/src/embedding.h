#pragma once

namespace nt {

// Puts our look-up of rows, its gradient, and sums of looked-up rows in the place of libtorch's for the CPU.
void replace_embedding();

}  // namespace nt
