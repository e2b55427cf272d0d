#pragma once

namespace nt {

// Puts our interpolation of whole tensors in the place of libtorch's for the CPU.
void replace_interpolation();

}  // namespace nt
