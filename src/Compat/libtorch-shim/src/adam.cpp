// Adam and AdamW in one pass over each parameter.
//
// As a chain of tensor operations a step reads and writes every value about seven times; here it is
// once. The arithmetic keeps PyTorch's order of operations and is compiled without contraction, so a
// step gives the same numbers on every CPU.
#include "every_width.h"
#include "shim.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <ATen/Parallel.h>

namespace {

struct Adam {
  double learning_rate, beta1, beta2, epsilon, weight_decay;
  int64_t step;
  int32_t decoupled;  // AdamW: the decay shrinks the weight; Adam: it is added to the gradient
  int32_t maximize;
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

}  // namespace

// `done` is 0 when the tensors are not all dense, contiguous float32 on the CPU: nothing was changed then.
// It is 2 when the parameter has no gradient.
NT_FUNCTION(nt_adam_step, (void* parameter, void* mean, void* square, const Adam* options, int32_t* done), {
  auto w = nt::borrow(parameter), m = nt::borrow(mean), v = nt::borrow(square);
  const auto& g = w.grad();
  *done = g.defined() ? 0 : 2;
  const int64_t n = w.numel();
  if (*done == 2 || !fits(w, n) || !fits(g, n) || !fits(m, n) || !fits(v, n)) return;
  const Adam& o = *options;
  const double correction1 = 1 - std::pow(o.beta1, o.step), correction2 = 1 - std::pow(o.beta2, o.step);
  float *pw = w.data_ptr<float>(), *pg = g.data_ptr<float>(), *pm = m.data_ptr<float>(), *pv = v.data_ptr<float>();
  at::parallel_for(0, (n + kBlock - 1) / kBlock, 16, [&](int64_t first, int64_t last) {
    for (int64_t begin = first * kBlock; begin < std::min(n, last * kBlock); begin += kBlock) {
      const int64_t count = std::min(kBlock, n - begin);
      if (o.weight_decay == 0 && rests(pg + begin, pm + begin, pv + begin, count)) continue;
      update(pw + begin, pg + begin, pm + begin, pv + begin, count, o.maximize ? -1.0f : 1.0f,
             static_cast<float>(o.decoupled ? 0 : o.weight_decay),
             static_cast<float>(o.decoupled ? 1 - o.learning_rate * o.weight_decay : 1), static_cast<float>(o.beta1),
             static_cast<float>(o.beta2), static_cast<float>(o.learning_rate / correction1),
             static_cast<float>(std::sqrt(correction2)), static_cast<float>(o.epsilon));
    }
  });
  w.unsafeGetTensorImpl()->bump_version();
  *done = 1;
})
