#include "encoder.h"
#include "operators.h"

#include <torch/library.h>

namespace nt {

void replace_encoder() {
  // Never freed: a library that goes takes its kernels with it.
  auto* own = new torch::Library(torch::Library::DEF, "nlptransfer", c10::nullopt, __FILE__, __LINE__);
  own->def("attention(Tensor q, Tensor k, Tensor v, Tensor query_offsets, Tensor key_offsets, int heads, int before, int after, float p) -> Tensor");
  own->def("add_norm(Tensor x, Tensor residual, Tensor weight, Tensor? bias, float epsilon, float p) -> Tensor");
  own->def("has_bfloat16() -> bool", has_bfloat16);
#if defined(NT_HAS_BFLOAT16)
  own->def("pack_bfloat16(Tensor weight) -> Tensor");
  own->def("linear_bfloat16(Tensor x, Tensor packed, Tensor? bias, int outputs) -> Tensor");
  auto* rounded = new torch::Library(torch::Library::IMPL, "nlptransfer", c10::DispatchKey::CPU, __FILE__, __LINE__);
  rounded->impl("pack_bfloat16", TORCH_FN(round_weight));
  rounded->impl("linear_bfloat16", TORCH_FN(rounded_linear));
#endif
  for (auto key : {c10::DispatchKey::CPU, c10::DispatchKey::AutogradCPU}) {
    auto* library = new torch::Library(torch::Library::IMPL, "nlptransfer", key, __FILE__, __LINE__);
    library->impl("attention", TORCH_FN(attention));
    library->impl("add_norm", TORCH_FN(add_norm));
  }
  auto* replaced = new torch::Library(torch::Library::IMPL, "aten", c10::DispatchKey::CPU, __FILE__, __LINE__);
  replaced->impl("gelu", TORCH_FN(gelu));
  replaced->impl("gelu_backward", TORCH_FN(gelu_backward));
#if defined(__x86_64__)
  // Of narrower vectors OpenBLAS makes as much as we do, but of AVX2's it wakes threads for too little.
  if (&kernels() == &kernels_narrow) return;
  replaced->impl("mm", TORCH_FN(mm));
  replaced->impl("addmm", TORCH_FN(addmm));
#endif
}

}  // namespace nt
