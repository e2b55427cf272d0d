// Single tensors in PyTorch's own file format.
#include "shim.h"

#include <torch/serialize.h>

NT_FUNCTION(nt_save_tensor, (void* handle, const char* path), { torch::save(nt::borrow(handle), std::string(path)); })

NT_FUNCTION(nt_load_tensor, (const char* path, void** out), {
  at::Tensor loaded;
  torch::load(loaded, std::string(path));
  *out = nt::give(std::move(loaded));
})
