#pragma once

namespace nt {

// Puts our convolutions over words and maxima over time in the place of libtorch's for the CPU.
void replace_convolution();

}  // namespace nt
