// What the operators of encoders share: the loops in force, bits of dropout, threads, working memory.
#pragma once

#include "kernels.h"

#include <atomic>
#include <initializer_list>

#include <ATen/Functions.h>
#include <ATen/Parallel.h>

namespace nt {

// The widest loops that the CPU has, and that libtorch is to use (ATEN_CPU_CAPABILITY).
const Kernels& kernels();

// Bits that dropout keeps: words (rows, kept_words(width)), or nothing where p is 0.
struct Kept {
  at::Tensor words;
  float gain = 1;

  Kept() = default;
  Kept(int64_t count, double p);
  Kept(const at::Tensor& words, double gain) : words(words), gain(static_cast<float>(gain)) {}

  const uint32_t* from(int64_t word) const { return words.defined() ? reinterpret_cast<const uint32_t*>(words.data_ptr<int32_t>()) + word : nullptr; }
};

// Working memory of a thread, kept from call to call.
float* scratch(int64_t floats);

// The whole product, by as many threads as it is worth.
void multiply(const Product& product);

// Whether gradients are asked for.
bool learns(std::initializer_list<at::Tensor> tensors);

// Runs work(i) for each i, the next free thread taking the next one.
template <typename Work>
void share_out(int64_t count, const Work& work, bool alone = false) {
  std::atomic<int64_t> next{0};
  const int64_t threads = alone ? 1 : std::min<int64_t>(count, at::get_num_threads());
  at::parallel_for(0, threads, 1, [&](int64_t begin, int64_t end) {
    for (int64_t t = begin; t < end; t++)
      for (int64_t i = next++; i < count; i = next++) work(i);
  });
}

}  // namespace nt
