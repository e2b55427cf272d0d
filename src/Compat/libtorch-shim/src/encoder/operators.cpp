#include "operators.h"

#include "../draw_key.h"

#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

const nt::Kernels& widest() {
#if defined(__x86_64__)
  const char* wish = std::getenv("ATEN_CPU_CAPABILITY");
  const std::string allowed = wish ? wish : "avx512";
  if (allowed == "avx512" && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
    return nt::kernels_avx512;
  if (allowed != "default" && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return nt::kernels_avx2;
#endif
  return nt::kernels_narrow;
}

}  // namespace

namespace nt {

const Kernels& kernels() {
  static const Kernels& chosen = widest();
  return chosen;
}

Kept::Kept(int64_t count, double p) {
  TORCH_CHECK(p >= 0 && p < 1, "dropout must be at least 0 and below 1, was ", p);
  if (p == 0) return;
  const uint32_t share = static_cast<uint32_t>(std::lround((1 - p) * 65536));
  const uint64_t key = draw_key(c10::nullopt);
  const int64_t groups = (count + kDrawnWords - 1) / kDrawnWords;
  words = at::empty({groups * kDrawnWords}, at::kInt);
  gain = 65536.0f / static_cast<float>(share);
  uint32_t* out = reinterpret_cast<uint32_t*>(words.data_ptr<int32_t>());
  at::parallel_for(0, groups, 64, [&](int64_t begin, int64_t end) { kernels().draw(key, begin, end - begin, share, out + begin * kDrawnWords); });
}

float* scratch(int64_t floats) {
  constexpr int64_t kLine = 16;  // floats of a cache line; a vector across two of them would be read twice
  static thread_local std::vector<float> memory;
  if (static_cast<int64_t>(memory.size()) < floats + kLine) memory.resize(floats + kLine);
  return reinterpret_cast<float*>((reinterpret_cast<uintptr_t>(memory.data()) + 63) / 64 * 64);
}

bool learns(std::initializer_list<at::Tensor> tensors) {
  if (!at::GradMode::is_enabled()) return false;
  for (const auto& t : tensors)
    if (t.defined() && t.requires_grad()) return true;
  return false;
}

}  // namespace nt
