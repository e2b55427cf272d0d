// Convolutions over the words of a text and their maximum over time, replaced for float32 on the CPU.
//
// Word vectors lie word by word, so a window of words is one run of memory, and the windows of all texts are the rows of a matrix that
// overlap: one product takes the place of libtorch's rearrangement of every text into columns. Above such a convolution stands the maximum over
// time (Kim 2014), which lets a gradient through to one window a filter: where most of the gradient is zero, the backward pass
// visits only what is not. Everything else goes to libtorch's own implementation.
#include "clear.h"
#include "convolution.h"
#include "encoder/operators.h"
#include "every_width.h"
#include "shim.h"
#include "worth.h"

#include <cstring>
#include <vector>

#include <ATen/Functions.h>
#include <ATen/NativeFunctions.h>
#include <ATen/Parallel.h>
#include <torch/library.h>

namespace {

using at::Tensor;

constexpr int64_t kSparse = 4;  // the backward pass visits single gradients where at most one in so many is not zero
constexpr int64_t kBlock = 64;  // gradients looked at together

NT_EVERY_WIDTH void add_scaled(float* __restrict sum, const float* __restrict row, float factor, int64_t n) {
  for (int64_t j = 0; j < n; j++) sum[j] += factor * row[j];
}

// Texts (B, D, S) that lie as (B, S, D), filters (F, D, width).
struct Shape {
  int64_t batch, length, dimension, filters, width;

  Shape(const Tensor& input, const Tensor& weight)
      : batch(input.size(0)), length(input.size(2)), dimension(input.size(1)), filters(weight.size(0)), width(weight.size(2)) {}

  int64_t windows() const { return length - width + 1; }
  int64_t rows() const { return batch * length - width + 1; }  // windows over all texts in a row, those across a border too
  int64_t run() const { return width * dimension; }
};

// (F, D, width) as (F, width, D), or the other way round: what lies over a window's run.
Tensor turned(const Tensor& filters) {
  const Tensor from = filters.contiguous();
  const int64_t all = from.size(0), rows = from.size(1), columns = from.size(2);
  Tensor found = at::empty({all, columns, rows}, from.options());
  const float* in = from.data_ptr<float>();
  float* out = found.data_ptr<float>();
  for (int64_t f = 0; f < all; f++, in += rows * columns, out += rows * columns)
    for (int64_t c = 0; c < columns; c++)
      for (int64_t r = 0; r < rows; r++) out[c * rows + r] = in[r * columns + c];
  return found;
}

bool fits(const Tensor& input, const Tensor& weight, at::IntArrayRef stride, at::IntArrayRef padding, at::IntArrayRef dilation,
          bool transposed, int64_t groups) {
  if (input.dim() != 3 || weight.dim() != 3 || transposed || groups != 1) return false;
  if (stride[0] != 1 || padding[0] != 0 || dilation[0] != 1) return false;
  if (input.scalar_type() != at::kFloat || weight.scalar_type() != at::kFloat || !weight.device().is_cpu()) return false;
  if (input.size(1) != weight.size(1) || input.size(2) < weight.size(2) || input.numel() == 0 || weight.numel() == 0) return false;
  return input.transpose(1, 2).is_contiguous();
}

Tensor convolution(const Tensor& input, const Tensor& weight, const c10::optional<Tensor>& bias, at::IntArrayRef stride,
                   at::IntArrayRef padding, at::IntArrayRef dilation, bool transposed, at::IntArrayRef output_padding, int64_t groups) {
  const bool has_bias = bias.has_value() && bias->defined();
  if (!fits(input, weight, stride, padding, dilation, transposed, groups) || (has_bias && bias->scalar_type() != at::kFloat))
    return at::native::convolution(input, weight, bias, stride, padding, dilation, transposed, output_padding, groups);
  const Shape shape(input, weight);
  const Tensor words = input.transpose(1, 2), filters = turned(weight), responses = at::empty({shape.batch * shape.length, shape.filters}, input.options());
  nt::Product p;
  p.a = words.data_ptr<float>(), p.a_row = shape.dimension, p.a_column = 1;
  p.b = filters.data_ptr<float>(), p.b_row = 1, p.b_column = shape.run();
  const Tensor row = has_bias ? bias->contiguous() : Tensor();
  p.bias = has_bias ? row.data_ptr<float>() : nullptr;
  p.c = responses.data_ptr<float>();
  p.rows = shape.rows(), p.columns = shape.filters, p.inner = shape.run();
  nt::multiply(p);
  return responses.view({shape.batch, shape.length, shape.filters}).narrow(1, 0, shape.windows()).transpose(1, 2);
}

// A window that has a gradient, and the gradient.
struct Hit {
  int64_t text, filter, window;
  float gradient;
};

// Whether all of a block are zero, of either sign.
NT_EVERY_WIDTH bool is_zero(const float* block) {
  uint32_t bits = 0;
  for (int64_t i = 0; i < kBlock; i++) {
    uint32_t value;
    std::memcpy(&value, block + i, sizeof value);
    bits |= value;
  }
  return (bits & 0x7fffffffu) == 0;
}

// Text by text, filter by filter; empty and `dense` where it is not worth it.
std::vector<Hit> hits_of(const Tensor& gradient, bool& dense) {
  const float* g = gradient.data_ptr<float>();
  const int64_t filters = gradient.size(1), windows = gradient.size(2), all = gradient.numel();
  std::vector<Hit> hits;
  for (int64_t begin = 0; begin < all; begin += kBlock) {
    if (begin + kBlock <= all && is_zero(g + begin)) continue;
    for (int64_t i = begin; i < std::min(begin + kBlock, all); i++)
      if (g[i] != 0) hits.push_back({i / (filters * windows), i / windows % filters, i % windows, g[i]});
    if (static_cast<int64_t>(hits.size()) <= all / kSparse) continue;
    dense = true;
    return {};
  }
  return hits;
}

// Adds to `out`, (F, width, D), what belongs to some of the filters.
void add_to_filters(const std::vector<Hit>& hits, const Shape& shape, const float* words, int64_t begin, int64_t end, float* out) {
  clear(out + begin * shape.run(), (end - begin) * shape.run());
  for (const Hit& hit : hits)
    if (hit.filter >= begin && hit.filter < end)
      add_scaled(out + hit.filter * shape.run(), words + (hit.text * shape.length + hit.window) * shape.dimension, hit.gradient, shape.run());
}

// Adds to `out`, (B, S, D), what belongs to some of the texts.
void add_to_texts(const std::vector<Hit>& hits, const Shape& shape, const float* filters, int64_t begin, int64_t end, float* out) {
  clear(out + begin * shape.length * shape.dimension, (end - begin) * shape.length * shape.dimension);
  for (const Hit& hit : hits)
    if (hit.text >= begin && hit.text < end)
      add_scaled(out + (hit.text * shape.length + hit.window) * shape.dimension, filters + hit.filter * shape.run(), hit.gradient, shape.run());
}

// Gradients of the texts and of the filters, in one parallel region.
std::pair<Tensor, Tensor> gradients(const std::vector<Hit>& hits, const Shape& shape, const Tensor& words, const Tensor& weight, bool of_texts, bool of_filters) {
  const Tensor filters = of_texts ? turned(weight) : Tensor();
  Tensor texts = of_texts ? at::empty({shape.batch, shape.length, shape.dimension}, weight.options()) : Tensor();
  Tensor found = of_filters ? at::empty({shape.filters, shape.width, shape.dimension}, weight.options()) : Tensor();
  const int64_t work = static_cast<int64_t>(hits.size()) * shape.run() * (of_texts + of_filters) + (of_texts ? texts.numel() : 0);
  const int64_t shares = work < 2 * nt::kFloatsAThread ? 1 : at::get_num_threads();
  at::parallel_for(0, shares, 1, [&](int64_t begin, int64_t end) {
    if (of_texts) add_to_texts(hits, shape, filters.data_ptr<float>(), shape.batch * begin / shares, shape.batch * end / shares, texts.data_ptr<float>());
    if (of_filters) add_to_filters(hits, shape, words.data_ptr<float>(), shape.filters * begin / shares, shape.filters * end / shares, found.data_ptr<float>());
  });
  return {of_texts ? texts.transpose(1, 2) : texts, of_filters ? turned(found) : found};
}

Tensor gradient_of_bias(const std::vector<Hit>& hits, const Shape& shape, const at::TensorOptions& options) {
  Tensor found = at::zeros({shape.filters}, options);
  float* out = found.data_ptr<float>();
  for (const Hit& hit : hits) out[hit.filter] += hit.gradient;
  return found;
}

std::tuple<Tensor, Tensor, Tensor> backward(const Tensor& gradient, const Tensor& input, const Tensor& weight,
                                            at::OptionalIntArrayRef bias_sizes, at::IntArrayRef stride, at::IntArrayRef padding,
                                            at::IntArrayRef dilation, bool transposed, at::IntArrayRef output_padding,
                                            int64_t groups, std::array<bool, 3> wanted) {
  bool dense = !fits(input, weight, stride, padding, dilation, transposed, groups) || gradient.scalar_type() != at::kFloat;
  std::vector<Hit> hits;
  if (!dense) hits = hits_of(gradient.contiguous(), dense);
  if (dense) {
    const bool turned = wanted[0] && nt::turns_round(gradient, weight, stride, padding, dilation, transposed, groups);
    auto found = at::native::convolution_backward(gradient, input, weight, bias_sizes, stride, padding, dilation, transposed, output_padding,
                                                  groups, {wanted[0] && !turned, wanted[1], wanted[2]});
    if (turned) std::get<0>(found) = nt::gradient_by_turning(gradient, weight, padding);
    return found;
  }
  const Shape shape(input, weight);
  auto [texts, filters] = gradients(hits, shape, input.transpose(1, 2), weight, wanted[0], wanted[1]);
  return {texts, filters, wanted[2] ? gradient_of_bias(hits, shape, weight.options()) : Tensor()};
}

// The largest of each filter over time and where it is first, with steps one after the other so that filters fill a register.
NT_EVERY_WIDTH void strongest(const float* __restrict steps, int64_t count, int64_t filters, float* __restrict value, int32_t* __restrict where) {
  for (int64_t f = 0; f < filters; f++) value[f] = steps[f], where[f] = 0;
  for (int32_t t = 1; t < count; t++)
    for (int64_t f = 0; f < filters; f++) {
      const float found = steps[t * filters + f];
      const bool better = found > value[f] || (found != found && value[f] == value[f]);  // not-a-number wins, as in libtorch
      value[f] = better ? found : value[f];
      where[f] = better ? t : where[f];
    }
}

// Over the last dimension of (B, F, T), where it lies as (B, T, F): what the convolution above gives.
std::tuple<Tensor, Tensor> max_over_time(const Tensor& self, int64_t dim, bool keepdim) {
  if (self.dim() != 3 || (dim != 2 && dim != -1) || self.scalar_type() != at::kFloat || self.numel() == 0 || self.stride(1) != 1 || self.stride(2) != self.size(1)) {
    Tensor values = at::empty({0}, self.options()), indices = at::empty({0}, self.options().dtype(at::kLong));
    at::max_out(values, indices, self, dim, keepdim);
    return {values, indices};
  }
  const int64_t filters = self.size(1), count = self.size(2), apart = self.stride(0);
  Tensor values = at::empty({self.size(0), filters}, self.options()), where = at::empty({self.size(0), filters}, self.options().dtype(at::kInt));
  const float* from = self.data_ptr<float>();
  at::parallel_for(0, self.size(0), nt::kScatteredAThread / (filters * count) + 1, [&](int64_t begin, int64_t end) {
    for (int64_t b = begin; b < end; b++)
      strongest(from + b * apart, count, filters, values.data_ptr<float>() + b * filters, where.data_ptr<int32_t>() + b * filters);
  });
  Tensor indices = where.to(at::kLong);
  return keepdim ? std::make_tuple(values.unsqueeze(-1), indices.unsqueeze(-1)) : std::make_tuple(values, indices);
}

}  // namespace

namespace nt {

void replace_convolution() {
  // Never freed: a library that goes takes its kernels with it.
  auto* library = new torch::Library(torch::Library::IMPL, "aten", c10::DispatchKey::CPU, __FILE__, __LINE__);
  library->impl("convolution", TORCH_FN(convolution));
  library->impl("convolution_backward", TORCH_FN(backward));
  library->impl("max.dim", TORCH_FN(max_over_time));
}

}  // namespace nt
