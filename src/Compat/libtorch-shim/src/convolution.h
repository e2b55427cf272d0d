#pragma once

#include <ATen/core/Tensor.h>

namespace nt {

// Puts our convolutions over words and maxima over time, and gradients of convolutions over pictures, in the place of libtorch's for
// the CPU.
void replace_convolution();

// Whether `gradient_by_turning` gives the gradient of a convolution's input.
bool turns_round(const at::Tensor& gradient, const at::Tensor& weight, at::IntArrayRef stride, at::IntArrayRef padding,
                 at::IntArrayRef dilation, bool transposed, int64_t groups);

// (B, F, H', W') to (B, C, H, W), both with channels beside one another; filters (F, C, K, K).
at::Tensor gradient_by_turning(const at::Tensor& gradient, const at::Tensor& weight, at::IntArrayRef padding);

}  // namespace nt
