// Products of float32 matrices, in the place of libtorch's: all of them on CPUs with AVX-512, elsewhere those that one thread should do.
//
// OpenBLAS starts from a result that something else has filled (with a bias, or with zeros), and lays out both sides of every product,
// weights as well as activations; and which of its kernels runs depends on OPENBLAS_CORETYPE. Here the first step of a product writes
// the bias, and only one side is laid out (for gradients of weights, sums over rows, a tile of the other one, too). A row of the result does not depend on how many rows there are, nor on the threads.
#include "encoder.h"
#include "operators.h"
#include "../worth.h"

#include <algorithm>

#include <ATen/CPUFunctions.h>

namespace {

using at::Tensor;
using nt::kernels;

constexpr int64_t kLeastColumns = 16, kLeastInner = 16, kWidePanel = 32;  // of AVX-512's vectors
constexpr double kLeastWork = 1 << 18;  // multiplications; below, laying out costs more than it gives

double work(const Tensor& a, const Tensor& b) { return static_cast<double>(a.numel()) * static_cast<double>(b.size(1)); }

bool fits(const Tensor& a, const Tensor& b) {
  return a.dim() == 2 && b.dim() == 2 && a.size(1) == b.size(0) && a.scalar_type() == at::kFloat && b.scalar_type() == at::kFloat &&
         a.layout() == at::kStrided && b.layout() == at::kStrided && (a.stride(0) == 1 || a.stride(1) == 1) && (b.stride(0) == 1 || b.stride(1) == 1) && b.size(1) >= kLeastColumns && a.size(1) >= kLeastInner &&
         work(a, b) >= kLeastWork && (work(a, b) < nt::kProductsAThread || kernels().panel >= kWidePanel);
}

// What a thread takes at a time: few enough that all threads have some, and that they end together. Whole columns where rows of `a` are
// read where they lie; where they have to be gathered, more columns at once and some of the rows.
struct Share {
  int64_t columns, rows;
};

constexpr int64_t kGatheredPanels = 12, kRowBlock = 48;

Share share(const nt::Product& p, int64_t panel) {
  const int64_t panels = (p.columns + panel - 1) / panel, threads = at::get_num_threads();
  if (p.a_column == 1) return {std::max<int64_t>(1, std::min<int64_t>(4, panels / (2 * threads))) * panel, p.rows};
  const int64_t columns = std::min(panels, kGatheredPanels), wanted = (4 * threads * columns + panels - 1) / panels;
  return {columns * panel, std::max(kRowBlock, (p.rows / wanted + kRowBlock - 1) / kRowBlock * kRowBlock)};
}

Tensor product(const Tensor& a, const Tensor& b, const Tensor& bias) {
  Tensor c = at::empty({a.size(0), b.size(1)}, a.options());
  nt::Product p;
  p.a = a.data_ptr<float>(), p.b = b.data_ptr<float>(), p.bias = bias.defined() ? bias.data_ptr<float>() : nullptr;
  p.a_row = a.stride(0), p.a_column = a.stride(1), p.b_row = b.stride(0), p.b_column = b.stride(1);
  p.c = c.data_ptr<float>();
  p.rows = a.size(0), p.columns = b.size(1), p.inner = a.size(1);
  nt::multiply(p);
  return c;
}

}  // namespace

namespace nt {

void multiply(const Product& p) {
  const Share part = share(p, kernels().panel);
  const int64_t across = (p.columns + part.columns - 1) / part.columns, down = (p.rows + part.rows - 1) / part.rows;
  share_out(across * down, [&](int64_t i) {
    const int64_t column = i % across * part.columns, row = i / across * part.rows;
    Product some = p;
    some.a += row * p.a_row, some.c += row * p.columns, some.rows = std::min(part.rows, p.rows - row);
    kernels().product(some, column, std::min(p.columns, column + part.columns), scratch(kernels().product_scratch(part.columns)));
  }, static_cast<double>(p.rows) * static_cast<double>(p.columns) * static_cast<double>(p.inner) < kProductsAThread);
}

Tensor mm(const Tensor& a, const Tensor& b) { return fits(a, b) ? product(a, b, Tensor()) : at::cpu::mm(a, b); }

Tensor addmm(const Tensor& bias, const Tensor& a, const Tensor& b, const at::Scalar& beta, const at::Scalar& alpha) {
  const bool is_row = bias.scalar_type() == at::kFloat && bias.dim() == 1 && bias.is_contiguous();
  if (!is_row || !fits(a, b) || bias.size(0) != b.size(1) || beta.toDouble() != 1 || alpha.toDouble() != 1) return at::cpu::addmm(bias, a, b, beta, alpha);
  return product(a, b, bias);
}

}  // namespace nt
