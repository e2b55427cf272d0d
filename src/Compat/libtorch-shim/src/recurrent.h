#pragma once

namespace nt {

// Puts our LSTM and GRU in the place of libtorch's for the CPU.
void replace_recurrent();

}  // namespace nt
