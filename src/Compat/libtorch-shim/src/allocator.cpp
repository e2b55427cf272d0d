// Memory of tensors on the CPU.
//
// libtorch asks glibc for aligned memory, and glibc (before 2.38) answers each such call from a block larger than was asked for, so
// that a block which has just been freed never fits the same call again: the heap fills with holes. Measured on a training step of
// MiniLM-L6 with activations computed anew: 510 MB of tensors alive at most, 1,050 MB resident. Here malloc gives a block with room to
// align in, and a freed one fits.
#include "allocator.h"
#include "torch_versions.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>

#include <c10/core/CPUAllocator.h>

namespace {

constexpr std::size_t kAlignment = 64;  // a cache line, and the widest vectors

// Where the block begins stands right before what is given out.
void release(void* data) {
  if (data != nullptr) std::free(static_cast<void**>(data)[-1]);
}

class AligningAllocator final : public at::Allocator {
 public:
  at::DataPtr allocate(std::size_t bytes) NT_ALLOCATE_CONST override {
    const at::Device cpu(at::DeviceType::CPU);
    if (bytes == 0) return {nullptr, nullptr, &release, cpu};
    void* block = std::malloc(bytes + kAlignment + sizeof(void*));
    TORCH_CHECK(block != nullptr, "not enough memory: you tried to allocate ", bytes, " bytes.");
    const auto at = (reinterpret_cast<std::uintptr_t>(block) + sizeof(void*) + kAlignment - 1) & ~(kAlignment - 1);
    void* data = reinterpret_cast<void*>(at);
    static_cast<void**>(data)[-1] = block;
    return {data, data, &release, cpu};
  }

  at::DeleterFnPtr raw_deleter() const override { return &release; }

#if NT_TORCH_AT_LEAST(2, 3)
  void copy_data(void* to, const void* from, std::size_t bytes) const override { std::memcpy(to, from, bytes); }
#endif
};

}  // namespace

namespace nt {

void install_allocator() {
  static auto* const allocator = new AligningAllocator;  // never deleted: libtorch asks it until the process ends
  c10::SetCPUAllocator(allocator, /*priority=*/1);
}

}  // namespace nt
