// What every file of the shim shares: the tagged value that crosses the boundary, tensor handles,
// and the one macro through which every exported function returns a code and keeps its exception.
#pragma once

#include <cstdint>
#include <string>

#include <ATen/core/Tensor.h>

#define NT_EXPORT extern "C" __attribute__((visibility("default")))

// Widths are fixed because the other side is C#; the layout is mirrored in NativeValue.cs.
namespace tag {
enum : int32_t {
  None = 0,
  Tensor = 1,      // p: TensorImpl*
  Int = 2,         // i; also dtype, layout and memory format, which are ints in a schema
  Double = 3,      // d
  Bool = 4,        // i
  String = 5,      // p, count: UTF-8 bytes
  IntList = 6,     // p, count: int64_t
  DoubleList = 7,  // p, count: double
  BoolList = 8,    // p, count: uint8_t
  TensorList = 9,  // p, count: TensorImpl*
  OptionalTensorList = 10,  // p, count: TensorImpl*, null where the tensor is absent
  Device = 11,     // i: type in the low 32 bits, index in the high ones
  Generator = 12,  // p: at::Generator*
  Complex = 13,    // p: two doubles
};
}  // namespace tag

struct NtValue {
  int32_t tag;
  int32_t count;
  union {
    int64_t i;
    double d;
    void* p;
  };
};
static_assert(sizeof(NtValue) == 16, "mirrored in C#");

namespace nt {

// A handle is a TensorImpl* with one reference owned by the other side.
inline at::Tensor borrow(void* handle) {
  using Ptr = c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>;
  return handle == nullptr ? at::Tensor()
                           : at::Tensor(Ptr::reclaim_copy(static_cast<at::TensorImpl*>(handle)));
}

inline void* give(at::Tensor&& tensor) {
  return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

inline void* give(const at::Tensor& tensor) { return give(at::Tensor(tensor)); }

void set_error(const char* message);

// Runs the body; 0 when it returned, 1 when it threw (the message waits in nt_last_error).
template <typename Body>
int32_t guarded(Body&& body) noexcept {
  try {
    body();
    return 0;
  } catch (const c10::Error& e) {
    set_error(e.what_without_backtrace());
  } catch (const std::exception& e) {
    set_error(e.what());
  } catch (...) {
    set_error("unknown native exception");
  }
  return 1;
}

}  // namespace nt

// NT_FUNCTION(nt_name, (int64_t a, void** out), { *out = ...; })
#define NT_FUNCTION(name, parameters, ...) \
  NT_EXPORT int32_t name parameters noexcept { return nt::guarded([&] __VA_ARGS__); }
