// The norm of a sum, one addend of which dropout may thin out.
#include "encoder.h"
#include "operators.h"

#include <algorithm>
#include <vector>

#include <torch/csrc/autograd/custom_function.h>

namespace {

using at::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;
using nt::kernels;
using nt::Kept;

constexpr int64_t kNormRows = 64;  // rows of which one thread adds up the weight's gradient; fixed, so that threads do not change the sum

// Runs work(first row, rows, block) over blocks of rows.
template <typename Work>
void by_rows(int64_t rows, const Work& work) {
  const int64_t blocks = (rows + kNormRows - 1) / kNormRows;
  at::parallel_for(0, blocks, 1, [&](int64_t begin, int64_t end) {
    for (int64_t b = begin; b < end; b++) work(b * kNormRows, std::min(kNormRows, rows - b * kNormRows), b);
  });
}

struct Norm {
  Tensor x, residual, weight, bias;
  Kept kept;
  double epsilon;

  nt::NormRows rows(int64_t first, int64_t count) const {
    const int64_t width = weight.numel();
    return {x.defined() ? x.data_ptr<float>() + first * width : nullptr, residual.defined() ? residual.data_ptr<float>() + first * width : nullptr,
            weight.data_ptr<float>(), bias.defined() ? bias.data_ptr<float>() : nullptr, kept.from(first * nt::kept_words(width)), count, width,
            kept.gain, static_cast<float>(epsilon)};
  }

  Tensor forward(float* normalised, float* rstd) const {
    Tensor y = at::empty(residual.sizes(), residual.options());
    const int64_t width = weight.numel();
    float* out = y.data_ptr<float>();
    by_rows(residual.numel() / width, [&](int64_t first, int64_t count, int64_t) {
      kernels().add_norm(rows(first, count), out + first * width, normalised ? normalised + first * width : nullptr, rstd ? rstd + first : nullptr);
    });
    return y;
  }
};

struct AddNorm : torch::autograd::Function<AddNorm> {
  static Tensor forward(AutogradContext* ctx, const Tensor& x, const Tensor& residual, const Tensor& weight, const Tensor& bias, double epsilon, double p) {
    at::AutoDispatchBelowADInplaceOrView below;
    const int64_t width = weight.numel(), rows = residual.numel() / width;
    const Norm norm{x.contiguous(), residual.contiguous(), weight.contiguous(), bias.defined() ? bias.contiguous() : bias, Kept(rows * nt::kept_words(width), p), epsilon};
    Tensor normalised = at::empty(residual.sizes(), residual.options()), rstd = at::empty({rows}, residual.options());
    Tensor y = norm.forward(normalised.data_ptr<float>(), rstd.data_ptr<float>());
    ctx->save_for_backward({norm.weight, normalised, rstd, norm.kept.words});
    ctx->saved_data["has_bias"] = bias.defined();
    ctx->saved_data["gain"] = static_cast<double>(norm.kept.gain);
    return y;
  }

  static variable_list backward(AutogradContext* ctx, variable_list d_outputs) {
    TORCH_CHECK(!at::GradMode::is_enabled(), "second derivatives of a norm are not implemented; set NLPTRANSFER_STOCK_KERNELS=fused for libtorch's own operations");
    at::AutoDispatchBelowADInplaceOrView below;
    const auto saved = ctx->get_saved_variables();
    const Norm norm{Tensor(), Tensor(), saved[0], Tensor(), Kept(saved[3], ctx->saved_data["gain"].toDouble()), 0};
    const Tensor d_y = d_outputs[0].contiguous(), &normalised = saved[1], &rstd = saved[2];
    const int64_t width = norm.weight.numel(), rows = rstd.numel(), blocks = (rows + kNormRows - 1) / kNormRows;
    Tensor d_residual = at::empty(d_y.sizes(), d_y.options()), d_x = norm.kept.words.defined() ? at::empty(d_y.sizes(), d_y.options()) : d_residual;
    Tensor d_weights = at::zeros({2, blocks, width}, d_y.options());
    float *at_x = norm.kept.words.defined() ? d_x.data_ptr<float>() : nullptr, *at_residual = d_residual.data_ptr<float>(), *sums = d_weights.data_ptr<float>();
    const float *at_y = d_y.data_ptr<float>(), *at_normalised = normalised.data_ptr<float>(), *at_rstd = rstd.data_ptr<float>();
    by_rows(rows, [&](int64_t first, int64_t count, int64_t block) {
      const int64_t at = first * width;
      kernels().add_norm_backward(norm.rows(first, count), at_y + at, at_normalised + at, at_rstd + first, at_x ? at_x + at : nullptr, at_residual + at,
                                  sums + block * width, sums + (blocks + block) * width);
    });
    const Tensor d_parameters = d_weights.sum(1);
    return {d_x, d_residual, d_parameters[0], ctx->saved_data["has_bias"].toBool() ? d_parameters[1] : Tensor(), Tensor(), Tensor()};
  }
};

}  // namespace

namespace nt {

Tensor add_norm(const Tensor& x, const Tensor& residual, const Tensor& weight, const c10::optional<Tensor>& bias_or_none, double epsilon, double p) {
  const Tensor bias = bias_or_none.value_or(Tensor());
  TORCH_CHECK(x.sizes() == residual.sizes() && x.dim() > 0 && weight.dim() == 1 && x.size(-1) == weight.numel() && (!bias.defined() || bias.sizes() == weight.sizes()),
              "add_norm: rows ", x.sizes(), " and ", residual.sizes(), " do not fit a norm of ", weight.sizes());
  for (const Tensor* t : {&x, &residual, &weight}) TORCH_CHECK(t->scalar_type() == at::kFloat && t->device().is_cpu(), "add_norm: expected float32 on the CPU");
  if (learns({x, residual, weight, bias})) return AddNorm::apply(x, residual, weight, bias, epsilon, p);
  at::AutoDispatchBelowADInplaceOrView below;
  const Norm norm{x.contiguous(), residual.contiguous(), weight.contiguous(), bias.defined() ? bias.contiguous() : bias, Kept(residual.numel() / weight.numel() * nt::kept_words(weight.numel()), p), epsilon};
  return norm.forward(nullptr, nullptr);
}

}  // namespace nt
