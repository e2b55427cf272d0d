// GELU as its definition has it, in the place of libtorch's.
#include "encoder.h"
#include "operators.h"

#include <ATen/CPUFunctions.h>

namespace {

using at::Tensor;
using nt::kernels;

bool is_plain(const Tensor& t, c10::string_view approximate) { return t.scalar_type() == at::kFloat && t.is_contiguous() && approximate == "none"; }

constexpr int64_t kGeluGrain = 16384;

}  // namespace

namespace nt {

Tensor gelu(const Tensor& x, c10::string_view approximate) {
  if (!is_plain(x, approximate)) return at::cpu::gelu(x, approximate);
  Tensor y = at::empty_like(x);
  const float* in = x.data_ptr<float>();
  float* out = y.data_ptr<float>();
  at::parallel_for(0, x.numel(), kGeluGrain, [&](int64_t begin, int64_t end) { kernels().gelu(in + begin, out + begin, end - begin); });
  return y;
}

Tensor gelu_backward(const Tensor& d_y, const Tensor& x, c10::string_view approximate) {
  if (!is_plain(x, approximate) || !is_plain(d_y, approximate)) return at::cpu::gelu_backward(d_y, x, approximate);
  Tensor d_x = at::empty_like(x);
  const float *in = x.data_ptr<float>(), *gradient = d_y.data_ptr<float>();
  float* out = d_x.data_ptr<float>();
  at::parallel_for(0, x.numel(), kGeluGrain, [&](int64_t begin, int64_t end) { kernels().gelu_backward(in + begin, gradient + begin, out + begin, end - begin); });
  return d_x;
}

}  // namespace nt
