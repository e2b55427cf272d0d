#pragma once

namespace nt {

// Registers the operators of encoders, and puts our GELU in the place of libtorch's for the CPU.
void replace_encoder();

}  // namespace nt
