// The gradient of the negative log-likelihood of a batch of labels, replaced for float32 on the CPU.
//
// libtorch wakes all threads for it, however small the batch; for the logits of a classifier that takes longer than the rest of the loss.
#include "losses.h"
#include "worth.h"

#include <cstring>

#include <ATen/CPUFunctions.h>
#include <ATen/Functions.h>
#include <ATen/core/Reduction.h>
#include <torch/library.h>

namespace {

using at::Tensor;

bool fits(const Tensor& gradient, const Tensor& self, const Tensor& target, const c10::optional<Tensor>& weight, int64_t reduction) {
  const bool has_weight = weight.has_value() && weight->defined();
  return reduction != at::Reduction::None && gradient.dim() == 0 && self.dim() == 2 && self.scalar_type() == at::kFloat && self.is_contiguous() &&
         gradient.scalar_type() == at::kFloat && target.dim() == 1 && target.scalar_type() == at::kLong && target.is_contiguous() && self.size(0) == target.size(0) &&
         self.numel() < nt::kFloatsAThread && (!has_weight || (weight->scalar_type() == at::kFloat && weight->is_contiguous() && weight->numel() == self.size(1)));
}

// self (B, C) holds logarithms of probabilities, target (B) labels.
Tensor nll_loss_backward(const Tensor& gradient, const Tensor& self, const Tensor& target, const c10::optional<Tensor>& weight,
                         int64_t reduction, int64_t ignored, const Tensor& total_weight) {
  if (!fits(gradient, self, target, weight, reduction)) return at::cpu::nll_loss_backward(gradient, self, target, weight, reduction, ignored, total_weight);
  const int64_t batch = self.size(0), classes = self.size(1);
  Tensor found = at::empty({batch, classes}, self.options());
  const int64_t* label = target.data_ptr<int64_t>();
  const float* weights = weight.has_value() && weight->defined() ? weight->data_ptr<float>() : nullptr;
  const float whole = *gradient.data_ptr<float>(), share = -(reduction == at::Reduction::Mean ? whole / *total_weight.data_ptr<float>() : whole);
  float* out = found.data_ptr<float>();
  std::memset(out, 0, found.numel() * sizeof(float));
  for (int64_t i = 0; i < batch; i++) {
    if (label[i] == ignored) continue;
    TORCH_CHECK_INDEX(label[i] >= 0 && label[i] < classes, "Target ", label[i], " is out of bounds.");
    out[i * classes + label[i]] = weights ? weights[label[i]] * share : share;
  }
  return found;
}

}  // namespace

namespace nt {

void replace_losses() {
  // Never freed: a library that goes takes its kernels with it.
  auto* library = new torch::Library(torch::Library::IMPL, "aten", c10::DispatchKey::CPU, __FILE__, __LINE__);
  library->impl("nll_loss_backward", TORCH_FN(nll_loss_backward));
}

}  // namespace nt
