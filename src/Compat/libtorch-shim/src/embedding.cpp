// Sums and means of looked-up rows without gradients, replaced for float32 on the CPU.
//
// libtorch first writes out which bag each index belongs to and then adds rows one by one on one thread. Here bags are shared
// out among the threads, a bag's sum stays in registers and the first-level cache, and the rows of the next words are fetched
// ahead: in a table of 160 MB nearly every row is a cache miss.
#include "embedding.h"
#include "every_width.h"
#include "shim.h"

#include <ATen/Functions.h>
#include <ATen/NativeFunctions.h>
#include <ATen/Parallel.h>
#include <torch/library.h>

namespace {

using at::Tensor;

constexpr int64_t kAhead = 16;   // rows fetched before they are needed
constexpr int64_t kLine = 16;   // floats in a cache line

NT_EVERY_WIDTH void add_row(float* __restrict sum, const float* __restrict row, int64_t width) {
  for (int64_t j = 0; j < width; j++) sum[j] += row[j];
}

void fetch(const float* row, int64_t width) {
  for (int64_t j = 0; j < width; j += kLine) __builtin_prefetch(row + j, 0, 0);
}

// Sums the rows of one bag; returns how many there were beside padding. `following` indices can be read, those of the next bags
// too, whose rows are fetched towards the end of this one.
int64_t sum_bag(float* out, const float* table, int64_t width, const int64_t* index, int64_t count, int64_t following, int64_t padding) {
  std::fill(out, out + width, 0.0f);
  int64_t real = 0;
  for (int64_t i = 0; i < count; i++) {
    if (i + kAhead < following) fetch(table + index[i + kAhead] * width, width);
    if (index[i] == padding) continue;
    add_row(out, table + index[i] * width, width);
    real++;
  }
  return real;
}

void check(const Tensor& indices, int64_t rows) {
  const int64_t* index = indices.data_ptr<int64_t>();
  for (int64_t i = 0; i < indices.numel(); i++)
    TORCH_CHECK_INDEX(index[i] >= 0 && index[i] < rows, "embedding_bag: index ", index[i], " is out of range for a table of ", rows, " rows");
}

bool fits(const Tensor& weight, const Tensor& indices, const Tensor& offsets, int64_t mode, const c10::optional<Tensor>& weights) {
  return weight.scalar_type() == at::kFloat && weight.is_contiguous() && weight.dim() == 2 && indices.scalar_type() == at::kLong &&
         indices.is_contiguous() && indices.dim() == 1 && offsets.scalar_type() == at::kLong && offsets.is_contiguous() &&
         offsets.numel() > 0 && offsets.data_ptr<int64_t>()[0] == 0 && mode <= 1 && !(weights.has_value() && weights->defined());
}

std::tuple<Tensor, Tensor, Tensor, Tensor> bag_forward_only(const Tensor& weight, const Tensor& indices, const Tensor& offsets,
                                                            bool scale_grad_by_freq, int64_t mode, bool sparse,
                                                            const c10::optional<Tensor>& weights, bool include_last_offset,
                                                            int64_t padding) {
  if (!fits(weight, indices, offsets, mode, weights))
    return at::native::_embedding_bag_forward_only_cpu(weight, indices, offsets, scale_grad_by_freq, mode, sparse, weights, include_last_offset, padding);
  check(indices, weight.size(0));
  const int64_t bags = offsets.numel() - (include_last_offset ? 1 : 0), width = weight.size(1), all = indices.numel();
  Tensor output = at::empty({bags, width}, weight.options()), sizes = at::empty({bags}, offsets.options());
  const float* table = weight.data_ptr<float>();
  const int64_t *index = indices.data_ptr<int64_t>(), *first = offsets.data_ptr<int64_t>();
  float* out = output.data_ptr<float>();
  int64_t* size = sizes.data_ptr<int64_t>();
  at::parallel_for(0, bags, std::max<int64_t>(1, 16384 / (1 + all / std::max<int64_t>(1, bags) * width)), [&](int64_t begin, int64_t end) {
    for (int64_t b = begin; b < end; b++) {
      const int64_t last = b + 1 < offsets.numel() ? first[b + 1] : all;
      TORCH_CHECK(first[b] <= last && last <= all, "embedding_bag: offsets must rise and stay within ", all, " indices");
      size[b] = sum_bag(out + b * width, table, width, index + first[b], last - first[b], all - first[b], padding);
      if (mode == 1 && size[b] > 1)
        for (int64_t j = 0; j < width; j++) out[b * width + j] /= static_cast<float>(size[b]);
    }
  });
  return {output, at::empty({0}, offsets.options()), sizes, at::empty({0}, offsets.options())};
}

}  // namespace

namespace nt {

void replace_embedding_bag() {
  // Never freed: a library that goes takes its kernels with it.
  auto* library = new torch::Library(torch::Library::IMPL, "aten", c10::DispatchKey::CPU, __FILE__, __LINE__);
  library->impl("_embedding_bag_forward_only", TORCH_FN(bag_forward_only));
}

}  // namespace nt
