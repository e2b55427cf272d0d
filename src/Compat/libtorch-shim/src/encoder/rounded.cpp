// Linear layers in bfloat16, where the CPU has the instructions.
#include "encoder.h"
#include "bfloat16.h"
#include "operators.h"

namespace nt {

using at::Tensor;

bool has_bfloat16() {
#if defined(NT_HAS_BFLOAT16)
  return __builtin_cpu_supports("avx512bf16") && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
#else
  return false;
#endif
}

#if defined(NT_HAS_BFLOAT16)
namespace {

void check_bfloat16(const char* name, const Tensor& t) {
  TORCH_CHECK(has_bfloat16(), name, ": this CPU has no bfloat16 instructions");
  TORCH_CHECK(t.scalar_type() == at::kFloat && t.device().is_cpu(), name, ": expected float32 on the CPU");
}

constexpr int64_t kRoundedRows = 48, kColumnShares = 4;

}  // namespace

Tensor round_weight(const Tensor& weight) {
  check_bfloat16("pack_bfloat16", weight);
  TORCH_CHECK(weight.dim() == 2, "pack_bfloat16: expected a weight (outputs, inputs), got ", weight.sizes());
  const Tensor rows = weight.detach().contiguous();
  Tensor packed = at::empty({packed_words(rows.size(0), rows.size(1))}, at::kShort);
  pack_bfloat16(rows.data_ptr<float>(), rows.size(0), rows.size(1), reinterpret_cast<uint16_t*>(packed.data_ptr<int16_t>()));
  return packed;
}

// What a thread takes: a block of rows, and a share of the columns, so that few rows keep all threads busy, too.
Tensor rounded_linear(const Tensor& any, const Tensor& packed, const c10::optional<Tensor>& bias, int64_t outputs) {
  check_bfloat16("linear_bfloat16", any);
  const Tensor x = any.contiguous(), shift = bias.has_value() && bias->defined() ? bias->contiguous() : Tensor();
  const int64_t inputs = x.size(-1), rows = x.numel() / inputs, blocks = (rows + kRoundedRows - 1) / kRoundedRows, panels = (outputs + kPanel - 1) / kPanel;
  TORCH_CHECK(packed.scalar_type() == at::kShort && packed.numel() == packed_words(outputs, inputs), "linear_bfloat16: the packed weight is not one of (", outputs, ", ", inputs, ")");
  auto sizes = x.sizes().vec();
  sizes.back() = outputs;
  Tensor y = at::empty(sizes, x.options());
  const float *in = x.data_ptr<float>(), *add = shift.defined() ? shift.data_ptr<float>() : nullptr;
  const auto* weight = reinterpret_cast<const uint16_t*>(packed.data_ptr<int16_t>());
  float* out = y.data_ptr<float>();
  const int64_t shares = blocks >= 4 * at::get_num_threads() ? 1 : std::min(panels, kColumnShares);
  share_out(blocks * shares, [&](int64_t i) {
    const int64_t first = i / shares * kRoundedRows, count = std::min(kRoundedRows, rows - first), share = i % shares;
    auto* rounded = reinterpret_cast<uint16_t*>(scratch(rounded_words(count, inputs) / 2 + 1));
    multiply_bfloat16(in + first * inputs, count, inputs, weight, outputs, panels * share / shares, panels * (share + 1) / shares, add, out + first * outputs, rounded);
  });
  return y;
}
#endif

}  // namespace nt
