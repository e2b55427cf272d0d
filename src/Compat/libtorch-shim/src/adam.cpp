// Adam and AdamW in one pass over all parameters.
//
// As a chain of tensor operations a step reads and writes every value about seven times; here it is
// once, and threads are woken once for all parameters. The arithmetic keeps PyTorch's order of operations and is compiled without contraction, so a
// step gives the same numbers on every CPU.
#include "every_width.h"
#include "shim.h"
#include "worth.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include <ATen/Parallel.h>

namespace {

struct Adam {
  double learning_rate, beta1, beta2, epsilon, weight_decay;
  int32_t decoupled;  // AdamW: the decay shrinks the weight; Adam: it is added to the gradient
  int32_t maximize;
};

// A parameter, its running means, and the number of the step that it takes.
struct Part {
  void *parameter, *mean, *square;
  int64_t step;
  int64_t done;  // 1 when it was moved; 2 without a gradient; 0 when it is not all dense, contiguous float32 on the CPU, and nothing was changed
};

// The memory of a part that fits.
struct Memory {
  float *weight, *gradient, *mean, *square;
  int64_t count, blocks_before;
  float step_size, root_correction;
};

NT_EVERY_WIDTH void update(float* __restrict w, const float* __restrict g, float* __restrict m, float* __restrict v,
                           int64_t n, float sign, float added_decay, float shrink, float beta1, float beta2,
                           float step_size, float root_correction, float epsilon) {
  const float rest1 = 1.0f - beta1, rest2 = 1.0f - beta2;
  for (int64_t i = 0; i < n; i++) {
    float weight = w[i] * shrink;
    const float gradient = sign * g[i] + added_decay * weight;
    const float mean = beta1 * m[i] + rest1 * gradient;
    const float square = beta2 * v[i] + rest2 * (gradient * gradient);
    m[i] = mean;
    v[i] = square;
    w[i] = weight - step_size * (mean / (std::sqrt(square) / root_correction + epsilon));
  }
}

// Whether a gradient of nothing moves nothing: no decay, no mean that still carries the weight on. So it is for words that no text has
// had yet, which are most rows of an embedding table; they are read, and not written.
NT_EVERY_WIDTH bool are_zero(const float* x, int64_t n) {
  uint32_t any = 0;
  for (int64_t i = 0; i < n; i++) {
    uint32_t bits;
    std::memcpy(&bits, x + i, sizeof bits);
    any |= bits << 1;  // without the sign
  }
  return any == 0;
}

bool rests(const float* g, const float* m, const float* v, int64_t n) { return are_zero(g, n) && are_zero(m, n) && are_zero(v, n); }

constexpr int64_t kBlock = 1024;

bool fits(const at::Tensor& t, int64_t n) {
  return t.defined() && t.device().is_cpu() && t.scalar_type() == at::kFloat && t.layout() == at::kStrided &&
         t.is_contiguous() && t.numel() == n;
}

int64_t blocks_of(int64_t count) { return (count + kBlock - 1) / kBlock; }

// Where a part lies; what it may do is left in `done`.
void open(Part& part, const Adam& o, std::vector<Memory>& all) {
  const auto w = nt::borrow(part.parameter), m = nt::borrow(part.mean), v = nt::borrow(part.square);
  if (!w.defined()) return;
  const auto& g = w.grad();
  const int64_t n = w.numel();
  part.done = !g.defined() ? 2 : fits(w, n) && fits(g, n) && fits(m, n) && fits(v, n) ? 1 : 0;
  if (part.done != 1) return;
  const double correction1 = 1 - std::pow(o.beta1, part.step), correction2 = 1 - std::pow(o.beta2, part.step);
  const int64_t before = all.empty() ? 0 : all.back().blocks_before + blocks_of(all.back().count);
  all.push_back({w.data_ptr<float>(), g.data_ptr<float>(), m.data_ptr<float>(), v.data_ptr<float>(), n, before,
                 static_cast<float>(o.learning_rate / correction1), static_cast<float>(std::sqrt(correction2))});
  w.unsafeGetTensorImpl()->bump_version();
}

void move(const Memory& part, int64_t begin, const Adam& o) {
  const int64_t count = std::min(kBlock, part.count - begin);
  float *w = part.weight + begin, *g = part.gradient + begin, *m = part.mean + begin, *v = part.square + begin;
  if (o.weight_decay == 0 && rests(g, m, v, count)) return;
  update(w, g, m, v, count, o.maximize ? -1.0f : 1.0f, static_cast<float>(o.decoupled ? 0 : o.weight_decay),
         static_cast<float>(o.decoupled ? 1 - o.learning_rate * o.weight_decay : 1), static_cast<float>(o.beta1),
         static_cast<float>(o.beta2), part.step_size, part.root_correction, static_cast<float>(o.epsilon));
}

}  // namespace

NT_FUNCTION(nt_adam_step, (Part* parts, int64_t count, const Adam* options), {
  std::vector<Memory> all;
  all.reserve(count);
  for (int64_t i = 0; i < count; i++) open(parts[i], *options, all);
  if (all.empty()) return;
  const int64_t blocks = all.back().blocks_before + blocks_of(all.back().count);
  at::parallel_for(0, blocks, nt::kFloatsAThread / kBlock, [&](int64_t first, int64_t last) {
    size_t i = 0;
    for (int64_t b = first; b < last; b++) {
      while (i + 1 < all.size() && all[i + 1].blocks_before <= b) i++;
      if (all[i].count > 0) move(all[i], (b - all[i].blocks_before) * kBlock, *options);
    }
  });
})
