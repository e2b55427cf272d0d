// The one place that knows how libtorch 1.13 and current releases differ.
#pragma once

#include <ATen/Context.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/util/Exception.h>
#include <torch/version.h>

#define NT_TORCH_AT_LEAST(major, minor) \
  (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

// Allocators' allocate is const in old releases.
#if NT_TORCH_AT_LEAST(2, 3)
#define NT_ALLOCATE_CONST
#else
#define NT_ALLOCATE_CONST const
#endif

namespace nt {

inline int64_t cuda_device_count() {
#if NT_TORCH_AT_LEAST(2, 6)
  return at::globalContext().hasCUDA() ? at::detail::getCUDAHooks().deviceCount() : 0;
#else
  return at::globalContext().hasCUDA() ? at::detail::getCUDAHooks().getNumGPUs() : 0;
#endif
}

// Swallows warnings while it lives.
#if NT_TORCH_AT_LEAST(2, 0)
struct SilentHandler : c10::WarningHandler {
  void process(const c10::Warning&) override {}
};
struct Silence {
  SilentHandler handler;
  c10::WarningUtils::WarningHandlerGuard guard{&handler};
};
#else
struct SilentHandler : c10::WarningHandler {
  void process(const c10::SourceLocation&, const std::string&, bool) override {}
};
struct Silence {
  SilentHandler handler;
  c10::Warning::WarningHandlerGuard guard{&handler};
};
#endif

}  // namespace nt
