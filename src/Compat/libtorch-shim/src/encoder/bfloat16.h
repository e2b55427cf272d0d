// Products with weights that were rounded to bfloat16 and laid out once, for CPUs with AVX-512 and its bfloat16 instructions.
#pragma once

#include <cstdint>

namespace nt {

constexpr int64_t kPanel = 32;  // outputs that are computed together

// 16-bit words of a packed weight: panels of 32 outputs, in each pair of inputs after pair.
inline int64_t packed_words(int64_t outputs, int64_t inputs) { return (outputs + kPanel - 1) / kPanel * ((inputs + 1) / 2) * kPanel * 2; }

// weight (outputs, inputs).
void pack_bfloat16(const float* weight, int64_t outputs, int64_t inputs, uint16_t* packed);

// 16-bit words of working memory for so many rows.
inline int64_t rounded_words(int64_t rows, int64_t inputs) { return rows * ((inputs + 1) / 2 * 2 + 32); }

// y (rows, outputs) = x (rows, inputs) weight^T + bias, of the panels [first, last); bias null for none.
void multiply_bfloat16(const float* x, int64_t rows, int64_t inputs, const uint16_t* packed, int64_t outputs, int64_t first, int64_t last,
                       const float* bias, float* y, uint16_t* scratch);

}  // namespace nt
