// Looked-up rows, their gradient, and sums and means of them, replaced for float32 on the CPU.
//
// libtorch wakes its threads for every look-up of more than a few words, and twice for the gradient: to fill a table with zeros, and to
// add to it. Here each thread fills the rows that it then adds to, and all of it is done by one thread where that is faster.
//
// For sums libtorch first writes out which bag each index belongs to and then adds rows one by one on one thread. Here bags are shared
// out among the threads, a bag's sum stays in registers and the first-level cache, and the rows of the next words are fetched
// ahead: in a table of 160 MB nearly every row is a cache miss.
#include "clear.h"
#include "embedding.h"
#include "every_width.h"
#include "shim.h"
#include "worth.h"

#include <cstring>

#include <ATen/Functions.h>
#include <ATen/NativeFunctions.h>
#include <ATen/Parallel.h>
#include <ATen/TensorUtils.h>
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
  at::parallel_for(0, bags, std::max<int64_t>(1, nt::kScatteredAThread / (1 + all / std::max<int64_t>(1, bags) * width)), [&](int64_t begin, int64_t end) {
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

bool fits(const Tensor& weight, const Tensor& indices) {
  return weight.scalar_type() == at::kFloat && weight.is_contiguous() && weight.numel() > 0 &&
         indices.scalar_type() == at::kLong && indices.is_contiguous();
}

Tensor look_up(const Tensor& weight, const Tensor& indices, int64_t padding, bool scale_grad_by_freq, bool sparse) {
  TORCH_CHECK(weight.dim() == 2, "'weight' must be 2-D");
  at::checkScalarTypes("embedding", {indices, "indices", 1}, {at::kLong, at::kInt});
  const int64_t rows = weight.size(0), width = weight.size(1), count = indices.numel();
  auto sizes = indices.sizes().vec();
  sizes.push_back(width);
  if (!fits(weight, indices)) return weight.index_select(0, indices.reshape(-1)).view(sizes);
  Tensor found = at::empty(sizes, weight.options());
  const float* table = weight.data_ptr<float>();
  const int64_t* index = indices.data_ptr<int64_t>();
  float* out = found.data_ptr<float>();
  for (int64_t i = 0; i < count; i++) TORCH_CHECK_INDEX(index[i] >= 0 && index[i] < rows, "index out of range in self");
  at::parallel_for(0, count, nt::kScatteredAThread / width + 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; i++) {
      if (i + kAhead < end) fetch(table + index[i + kAhead] * width, width);
      std::memcpy(out + i * width, table + index[i] * width, width * sizeof(float));
    }
  });
  return found;
}

// Rows are added to in the order of the indices, whatever the number of threads.
Tensor look_up_backward(const Tensor& gradient, const Tensor& indices, int64_t rows, int64_t padding, bool scale_grad_by_freq) {
  const Tensor from = gradient.contiguous();
  if (scale_grad_by_freq || from.scalar_type() != at::kFloat || indices.scalar_type() != at::kLong || !indices.is_contiguous() || from.dim() == 0)
    return at::native::embedding_dense_backward_cpu(gradient, indices, rows, padding, scale_grad_by_freq);
  const int64_t width = from.size(-1), count = indices.numel();
  Tensor found = at::empty({rows, width}, from.options());
  const float* g = from.data_ptr<float>();
  const int64_t* index = indices.data_ptr<int64_t>();
  float* out = found.data_ptr<float>();
  at::parallel_for(0, rows, nt::kFloatsAThread / std::max<int64_t>(1, width) + 1, [&](int64_t begin, int64_t end) {
    clear(out + begin * width, (end - begin) * width);
    for (int64_t i = 0; i < count; i++)
      if (index[i] != padding && index[i] >= begin && index[i] < end) add_row(out + index[i] * width, g + i * width, width);
  });
  return found;
}

}  // namespace

namespace nt {

void replace_embedding() {
  // Never freed: a library that goes takes its kernels with it.
  auto* library = new torch::Library(torch::Library::IMPL, "aten", c10::DispatchKey::CPU, __FILE__, __LINE__);
  library->impl("_embedding_bag_forward_only", TORCH_FN(bag_forward_only));
  library->impl("embedding", TORCH_FN(look_up));
  library->impl("embedding_dense_backward", TORCH_FN(look_up_backward));
}

}  // namespace nt
