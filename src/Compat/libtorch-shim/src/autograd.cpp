// Backward passes and grad modes: what autograd has beyond operators.
#include "shim.h"

#include <vector>

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/anomaly_mode.h>

namespace {

std::vector<at::Tensor> tensors(void* const* handles, int32_t count) {
  std::vector<at::Tensor> result(count);
  for (int32_t i = 0; i < count; i++) result[i] = nt::borrow(handles[i]);
  return result;
}

}  // namespace

NT_FUNCTION(nt_backward,
            (void* const* roots, int32_t root_count, void* const* gradients, int32_t gradient_count, int32_t retain_graph,
             int32_t create_graph, void* const* inputs, int32_t input_count),
            {
              torch::autograd::backward(tensors(roots, root_count), tensors(gradients, gradient_count),
                                        retain_graph != 0, create_graph != 0, tensors(inputs, input_count));
            })

// `results` has room for `input_count` handles; null where an input took no part (allow_unused).
NT_FUNCTION(nt_grad,
            (void* const* outputs, int32_t output_count, void* const* inputs, int32_t input_count, void* const* gradients,
             int32_t gradient_count, int32_t retain_graph, int32_t create_graph, int32_t allow_unused, void** results),
            {
              auto found = torch::autograd::grad(tensors(outputs, output_count), tensors(inputs, input_count),
                                                 tensors(gradients, gradient_count), retain_graph != 0,
                                                 create_graph != 0, allow_unused != 0);
              for (size_t i = 0; i < found.size(); i++) results[i] = nt::give(std::move(found[i]));
            })

NT_FUNCTION(nt_get_gradient, (void* handle, void** out), { *out = nt::give(nt::borrow(handle).grad()); })

NT_FUNCTION(nt_set_gradient, (void* handle, void* gradient), { nt::borrow(handle).mutable_grad() = nt::borrow(gradient); })

NT_FUNCTION(nt_set_requires_grad, (void* handle, int32_t required), { nt::borrow(handle).requires_grad_(required != 0); })

// Replaces what the tensor holds by another tensor's storage and shape, without recording it.
NT_FUNCTION(nt_set_data, (void* handle, void* data), { nt::borrow(handle).set_data(nt::borrow(data)); })

NT_EXPORT int32_t nt_is_grad_enabled() noexcept { return c10::GradMode::is_enabled() ? 1 : 0; }

NT_EXPORT void nt_set_grad_enabled(int32_t enabled) noexcept { c10::GradMode::set_enabled(enabled != 0); }

NT_EXPORT int32_t nt_is_inference_mode() noexcept { return c10::InferenceMode::is_enabled() ? 1 : 0; }

NT_FUNCTION(nt_enter_inference_mode, (int32_t enabled, void** out), { *out = new c10::InferenceMode(enabled != 0); })

NT_EXPORT void nt_leave_inference_mode(void* guard) noexcept { delete static_cast<c10::InferenceMode*>(guard); }

NT_FUNCTION(nt_set_anomaly_mode, (int32_t enabled, int32_t check_nan), {
  torch::autograd::AnomalyMode::set_enabled(enabled != 0, check_nan != 0);
})

NT_EXPORT int32_t nt_is_anomaly_mode() noexcept { return torch::autograd::AnomalyMode::is_enabled() ? 1 : 0; }

NT_EXPORT int32_t nt_anomaly_checks_nan() noexcept { return torch::autograd::AnomalyMode::should_check_nan() ? 1 : 0; }
