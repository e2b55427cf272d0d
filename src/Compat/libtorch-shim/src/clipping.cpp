// Clipping of gradients by their common norm, for float32 on the CPU.
//
// libtorch takes the norm of one gradient after another on one thread, and scales them in the same way. Here all threads share blocks
// of all of them, and a block without any gradient (words that no text of the batch has) is read once and never written.
#include "clipping.h"
#include "every_width.h"
#include "shim.h"
#include "worth.h"

#include <cmath>
#include <vector>

#include <ATen/Parallel.h>
#include <torch/library.h>

namespace {

constexpr int64_t kBlock = 1024, kLanes = 16;

struct Block {
  float* at;
  int64_t count;
  double squares;
};

// The order of the sum is the same on every CPU.
NT_EVERY_WIDTH double squares(const float* x, int64_t count) {
  float sums[kLanes] = {};
  int64_t i = 0;
  for (; i + kLanes <= count; i += kLanes)
    for (int64_t l = 0; l < kLanes; l++) sums[l] += x[i + l] * x[i + l];
  double all = 0;
  for (; i < count; i++) all += static_cast<double>(x[i]) * x[i];
  for (float sum : sums) all += sum;
  return all;
}

NT_EVERY_WIDTH void scale(float* x, int64_t count, float factor) {
  for (int64_t i = 0; i < count; i++) x[i] *= factor;
}

bool fits(const at::Tensor& t) {
  return t.device().is_cpu() && t.scalar_type() == at::kFloat && t.layout() == at::kStrided && t.is_non_overlapping_and_dense();
}

// The norm before scaling; -1 when not all gradients are dense float32 on the CPU: nothing was changed then.
double clip(at::TensorList gradients, double most) {
  std::vector<Block> blocks;
  for (const auto& g : gradients) {
    if (!fits(g)) return -1;
    float* at = g.data_ptr<float>();
    for (int64_t i = 0; i < g.numel(); i += kBlock) blocks.push_back({at + i, std::min(kBlock, g.numel() - i), 0});
  }
  const auto each = [&](const auto& work) {
    at::parallel_for(0, static_cast<int64_t>(blocks.size()), nt::kFloatsAThread / kBlock, [&](int64_t begin, int64_t end) {
      for (int64_t b = begin; b < end; b++) work(blocks[b]);
    });
  };
  each([](Block& b) { b.squares = squares(b.at, b.count); });
  double all = 0;
  for (const auto& b : blocks) all += b.squares;
  const double norm = std::sqrt(all), factor = most / (norm + 1e-6);
  if (!(factor < 1)) return norm;
  each([&](Block& b) {
    if (b.squares != 0) scale(b.at, b.count, static_cast<float>(factor));
  });
  for (const auto& g : gradients) g.unsafeGetTensorImpl()->bump_version();
  return norm;
}

}  // namespace

namespace nt {

void add_clipping() {
  // Never freed: a library that goes takes its kernels with it.
  auto* own = new torch::Library(torch::Library::FRAGMENT, "nlptransfer", c10::nullopt, __FILE__, __LINE__);
  own->def("clip_norm_(Tensor[] gradients, float most) -> float");
  auto* library = new torch::Library(torch::Library::IMPL, "nlptransfer", c10::DispatchKey::CPU, __FILE__, __LINE__);
  library->impl("clip_norm_", TORCH_FN(clip));
}

}  // namespace nt
