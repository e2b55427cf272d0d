// What a tensor handle can be asked without the dispatcher, and tensors over foreign memory.
#include "shim.h"

#include <ATen/Functions.h>

namespace {

struct Description {
  int32_t dtype;
  int32_t device_type;
  int32_t device_index;
  int32_t dimensions;
  int64_t elements;
  int32_t flags;  // 1 requires_grad, 2 leaf, 4 contiguous, 8 sparse, 16 has storage, 32 inference
  int32_t element_size;
};

int32_t flags(const at::Tensor& t) {
  return (t.requires_grad() ? 1 : 0) | (t.is_leaf() ? 2 : 0) | (t.layout() == at::kStrided && t.is_contiguous() ? 4 : 0) |
         (t.is_sparse() ? 8 : 0) | (t.has_storage() ? 16 : 0) | (t.is_inference() ? 32 : 0);
}

}  // namespace

NT_EXPORT void nt_release(void* handle) noexcept {
  using Ptr = c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>;
  Ptr::reclaim(static_cast<at::TensorImpl*>(handle));
}

// A second owned reference to the same tensor.
NT_FUNCTION(nt_share, (void* handle, void** out), { *out = nt::give(nt::borrow(handle)); })

NT_FUNCTION(nt_describe, (void* handle, Description* out), {
  auto t = nt::borrow(handle);
  *out = {static_cast<int32_t>(t.scalar_type()), static_cast<int32_t>(t.device().type()), t.device().index(),
          static_cast<int32_t>(t.dim()), t.numel(), flags(t), static_cast<int32_t>(t.element_size())};
})

NT_FUNCTION(nt_sizes, (void* handle, int64_t* out), {
  auto sizes = static_cast<at::TensorImpl*>(handle)->sizes();
  std::copy(sizes.begin(), sizes.end(), out);
})

NT_FUNCTION(nt_strides, (void* handle, int64_t* out), {
  auto t = nt::borrow(handle);
  std::copy(t.strides().begin(), t.strides().end(), out);
})

NT_FUNCTION(nt_storage_offset, (void* handle, int64_t* out), { *out = nt::borrow(handle).storage_offset(); })

NT_FUNCTION(nt_data_pointer, (void* handle, void** out), { *out = nt::borrow(handle).data_ptr(); })

NT_FUNCTION(nt_storage, (void* handle, void** pointer, int64_t* bytes), {
  const auto& storage = nt::borrow(handle).storage();
  *pointer = const_cast<void*>(static_cast<const void*>(storage.data()));
  *bytes = static_cast<int64_t>(storage.nbytes());
})

// Wraps memory that the caller owns; `release(context)` is called once when the last view of it goes.
NT_FUNCTION(nt_from_memory,
            (void* memory, const int64_t* sizes, int32_t dimensions, int32_t dtype, void (*release)(void*), void* context,
             void** out),
            {
              auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype));
              auto shape = at::IntArrayRef(sizes, dimensions);
              *out = nt::give(at::from_blob(memory, shape, [=](void*) { release(context); }, options));
            })
