// The operators of encoders for float32 on the CPU. Their definition in plain operations is PlainKernels.cs.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Scalar.h>

namespace nt {

// Registers them, and puts our GELU and, on CPUs with AVX-512, our products in the place of libtorch's.
void replace_encoder();

at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, const at::Tensor& query_offsets, const at::Tensor& key_offsets,
                     int64_t heads, int64_t before, int64_t after, double p);
at::Tensor add_norm(const at::Tensor& x, const at::Tensor& residual, const at::Tensor& weight, const c10::optional<at::Tensor>& bias, double epsilon, double p);
at::Tensor gelu(const at::Tensor& x, c10::string_view approximate);
at::Tensor gelu_backward(const at::Tensor& d_y, const at::Tensor& x, c10::string_view approximate);

at::Tensor mm(const at::Tensor& a, const at::Tensor& b);
at::Tensor addmm(const at::Tensor& bias, const at::Tensor& a, const at::Tensor& b, const at::Scalar& beta, const at::Scalar& alpha);

// Whether this build and this CPU have bfloat16 products; where they lack, the two below do, too.
bool has_bfloat16();
at::Tensor round_weight(const at::Tensor& weight);
at::Tensor rounded_linear(const at::Tensor& x, const at::Tensor& packed, const c10::optional<at::Tensor>& bias, int64_t outputs);

}  // namespace nt
