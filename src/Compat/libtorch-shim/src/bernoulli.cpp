// Bernoulli draws, replaced for the CPU.
//
// libtorch's own kernel draws from one Mersenne Twister on one thread, 5 to 8 ns an element, which
// made dropout 15 to 30 % of a training step. Here one 64-bit number is drawn from the generator as
// a key, and element i gets output i of Philox (philox.h). A counter-based generator makes the
// mask a function of (generator state, index): the same at any thread count and any vector width.
#include "allocator.h"
#include "averaging.h"
#include "clipping.h"
#include "convolution.h"
#include "draw_key.h"
#include "embedding.h"
#include "encoder/encoder.h"
#include "every_width.h"
#include "losses.h"
#include "philox.h"
#include "recurrent.h"
#include "shim.h"
#include "torch_versions.h"
#include "worth.h"

#include <mutex>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Dispatch.h>
#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <c10/util/Exception.h>
#include <torch/library.h>

namespace {

constexpr int kLanes = 16;            // counters in flight: what the compiler turns into vectors
constexpr int64_t kBlock = 4 * kLanes;  // outputs of one round of all lanes

// Writes 1 where output i of the generator is below `threshold`, for i in [kBlock * first, + kBlock * blocks).
NT_EVERY_WIDTH void draw(uint64_t key, uint64_t first, int64_t blocks, uint64_t threshold, uint8_t* out) {
  for (int64_t b = 0; b < blocks; b++) {
    uint32_t x0[kLanes], x1[kLanes], x2[kLanes], x3[kLanes];
    philox<kLanes>(key, (first + b) * kLanes, x0, x1, x2, x3);
    uint8_t* o = out + b * kBlock;
    for (int l = 0; l < kLanes; l++) {
      o[l] = x0[l] < threshold;
      o[kLanes + l] = x1[l] < threshold;
      o[2 * kLanes + l] = x2[l] < threshold;
      o[3 * kLanes + l] = x3[l] < threshold;
    }
  }
}

template <typename T>
void fill(T* out, int64_t count, uint64_t key, uint64_t threshold) {
  constexpr int64_t kChunk = 32;  // blocks drawn at a time: 2 KB, inside the first-level cache
  const int64_t all_blocks = (count + kBlock - 1) / kBlock;
  at::parallel_for(0, all_blocks, nt::kScatteredAThread / kBlock, [&](int64_t begin, int64_t end) {
    uint8_t drawn[kChunk * kBlock];
    for (int64_t b = begin; b < end; b += kChunk) {
      const int64_t blocks = std::min(kChunk, end - b);
      draw(key, b, blocks, threshold, drawn);
      const int64_t start = b * kBlock;
      const int64_t n = std::min(blocks * kBlock, count - start);
      for (int64_t i = 0; i < n; i++) out[start + i] = static_cast<T>(drawn[i]);
    }
  });
}

at::Tensor& bernoulli(at::Tensor& self, double p, c10::optional<at::Generator> generator) {
  TORCH_CHECK(p >= 0 && p <= 1, "bernoulli_ expects p to be in [0, 1], but got p=", p);
  const uint64_t key = nt::draw_key(generator);
  const uint64_t threshold = static_cast<uint64_t>(p * 4294967296.0);  // p = 1 lies above every 32-bit draw
  at::Tensor target = self.is_contiguous() ? self : at::empty(self.sizes(), self.options());
  AT_DISPATCH_ALL_TYPES_AND3(at::kBool, at::kHalf, at::kBFloat16, self.scalar_type(), "bernoulli_", [&] {
    fill(target.data_ptr<scalar_t>(), target.numel(), key, threshold);
  });
  if (!target.is_same(self)) self.copy_(target);
  return self;
}

}  // namespace

uint64_t nt::draw_key(const c10::optional<at::Generator>& generator) {
  auto* source = at::get_generator_or_default<at::CPUGeneratorImpl>(generator, at::detail::getDefaultCPUGenerator());
  std::lock_guard<std::mutex> lock(source->mutex_);
  return source->random64();
}

// Registered on request and not by a static initialiser: a diagnosis can then compare both kernels.
// Told twice, the second call does nothing. `fused` also replaces what libtorch computes as a chain of operations.
NT_FUNCTION(nt_replace_kernels, (int32_t fused), {
  static std::once_flag once;
  std::call_once(once, [fused] {
    nt::install_allocator();
    nt::Silence silence;  // libtorch warns that a kernel is overridden, which is what this does on purpose
    static torch::Library library(torch::Library::IMPL, "aten", c10::DispatchKey::CPU, __FILE__, __LINE__);
    library.impl("bernoulli_.float", TORCH_FN(bernoulli));
    if (!fused) return;
    nt::add_clipping();
    nt::replace_convolution();
    nt::replace_embedding();
    nt::replace_interpolation();
    nt::replace_losses();
    nt::replace_recurrent();
    nt::replace_encoder();
  });
})
