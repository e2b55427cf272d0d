// The loops of encoders, compiled once for each vector width; operators.cpp takes the widest that the CPU has.
#pragma once

#include <cstdint>

namespace nt {

// One head of one text. Rows are `..._stride` floats apart.
struct AttentionHead {
  const float *q, *k, *v;
  int64_t q_stride, k_stride, v_stride;
  float* out;
  int64_t out_stride;
  float* log_sums;          // of each query: the logarithm of the sum of its exponentiated scores
  const uint32_t* kept;     // bits (queries, kept_words(keys)): which shares dropout keeps; null without dropout
  int64_t queries, keys, size;
  int64_t before, after;    // how far a query sees
  float scale, gain;        // of the scores; of the shares that dropout keeps
};

struct AttentionGradients {
  const float* d_out;
  int64_t d_out_stride;
  float *d_q, *d_k, *d_v;
  int64_t d_q_stride, d_k_stride, d_v_stride;
};

// Rows (rows, width), contiguous.
struct NormRows {
  const float *x, *residual, *weight, *bias;  // bias null for none
  const uint32_t* kept;                       // bits (rows, kept_words(width)); null without dropout
  int64_t rows, width;
  float gain, epsilon;
};

// c (rows, columns) = a (rows, inner) b (inner, columns) + bias; a(i, k) is a[i * a_row + k * a_column], b(k, j) is b[k * b_row + j * b_column].
struct Product {
  const float *a, *b, *bias;  // bias null for none
  int64_t a_row, a_column, b_row, b_column;  // of each side one is 1
  float* c;                   // rows of `columns`
  int64_t rows, columns, inner;
};

inline int64_t kept_words(int64_t width) { return (width + 31) / 32; }

constexpr int64_t kDrawnWords = 16;  // words of bits that are drawn together

struct Kernels {
  // Floats of working memory that a head needs.
  int64_t (*attention_scratch)(int64_t queries, int64_t keys, int64_t size, bool backward);
  void (*attention)(const AttentionHead& head, float* scratch);
  void (*attention_backward)(const AttentionHead& head, const AttentionGradients& gradients, float* scratch);
  // The columns of a panel, of which a thread takes some at a time; and the columns [first, last) of a product, from a multiple of them on.
  int64_t panel;
  int64_t (*product_scratch)(int64_t columns);
  void (*product)(const Product& product, int64_t first, int64_t last, float* scratch);
  // Writes y and, where asked for, the normalised values and the reciprocal of the deviation.
  void (*add_norm)(const NormRows& rows, float* y, float* normalised, float* rstd);
  // Gradients of x (null where it is that of the residual) and the residual; adds to those of weight and bias.
  void (*add_norm_backward)(const NormRows& rows, const float* d_y, const float* normalised, const float* rstd, float* d_x,
                            float* d_residual, float* d_weight, float* d_bias);
  void (*gelu)(const float* x, float* y, int64_t count);
  void (*gelu_backward)(const float* x, const float* d_y, float* d_x, int64_t count);
  // Groups [first, first + count) of kDrawnWords words, whose bits are 1 with a probability of `share` / 65536.
  void (*draw)(uint64_t key, uint64_t first, int64_t count, uint32_t share, uint32_t* out);
};

extern const Kernels kernels_avx512, kernels_avx2, kernels_narrow;

}  // namespace nt
