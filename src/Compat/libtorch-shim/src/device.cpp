// Devices, threads and versions.
#include "shim.h"
#include "torch_versions.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>

NT_FUNCTION(nt_cuda_device_count, (int64_t * out), { *out = nt::cuda_device_count(); })

NT_EXPORT int32_t nt_cuda_has_cudnn() noexcept { return at::globalContext().hasCuDNN() ? 1 : 0; }

NT_FUNCTION(nt_cuda_synchronize, (int64_t index), { at::detail::getCUDAHooks().deviceSynchronize(index); })

NT_EXPORT int32_t nt_get_num_threads() noexcept { return at::get_num_threads(); }

NT_FUNCTION(nt_set_num_threads, (int32_t threads), { at::set_num_threads(threads); })

NT_EXPORT int32_t nt_get_num_interop_threads() noexcept { return at::get_num_interop_threads(); }

NT_FUNCTION(nt_set_num_interop_threads, (int32_t threads), { at::set_num_interop_threads(threads); })

NT_EXPORT const char* nt_torch_version() noexcept { return TORCH_VERSION; }

// How libtorch was built and which BLAS, threading and CPU capability it uses; for diagnosis.
NT_EXPORT const char* nt_configuration() noexcept {
  static const std::string text = at::show_config() + at::get_parallel_info();
  return text.c_str();
}
