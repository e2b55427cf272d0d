// Compiled with AVX-512 and its bfloat16 instructions; runs only where the CPU has them.
#include "bfloat16.h"

#include <immintrin.h>

namespace {

constexpr int kRows = 12;  // of 32 registers 24 hold a tile

__mmask16 first_lanes(int64_t count) { return count >= 16 ? 0xFFFF : static_cast<__mmask16>((1u << count) - 1); }

__m256i rounded(const float* p, int64_t count) { return (__m256i)_mm512_cvtneps_pbh(_mm512_maskz_loadu_ps(first_lanes(count), p)); }

int pair_at(const uint16_t* p) {
  int pair;
  __builtin_memcpy(&pair, p, sizeof pair);
  return pair;
}

template <int kCount>
void tile(int64_t pairs, const uint16_t* x, int64_t stride, const uint16_t* panel, const float* bias, float* y, int64_t outputs, __mmask16 left, __mmask16 right) {
  __m512 sums[kCount][2];
  const __m512 start[2] = {bias ? _mm512_maskz_loadu_ps(left, bias) : _mm512_setzero_ps(), bias ? _mm512_maskz_loadu_ps(right, bias + 16) : _mm512_setzero_ps()};
#pragma GCC unroll 16
  for (int i = 0; i < kCount; i++) sums[i][0] = start[0], sums[i][1] = start[1];
  for (int64_t k = 0; k < pairs; k++) {
    const __m512bh w0 = (__m512bh)_mm512_loadu_si512(panel + k * 64), w1 = (__m512bh)_mm512_loadu_si512(panel + k * 64 + 32);
#pragma GCC unroll 16
    for (int i = 0; i < kCount; i++) {
      const __m512bh pair = (__m512bh)_mm512_set1_epi32(pair_at(x + i * stride + 2 * k));
      sums[i][0] = _mm512_dpbf16_ps(sums[i][0], pair, w0);
      sums[i][1] = _mm512_dpbf16_ps(sums[i][1], pair, w1);
    }
  }
#pragma GCC unroll 16
  for (int i = 0; i < kCount; i++) {
    _mm512_mask_storeu_ps(y + i * outputs, left, sums[i][0]);
    _mm512_mask_storeu_ps(y + i * outputs + 16, right, sums[i][1]);
  }
}

using Tile = void (*)(int64_t, const uint16_t*, int64_t, const uint16_t*, const float*, float*, int64_t, __mmask16, __mmask16);
constexpr Tile kTiles[kRows + 1] = {nullptr, tile<1>, tile<2>, tile<3>, tile<4>, tile<5>, tile<6>, tile<7>, tile<8>, tile<9>, tile<10>, tile<11>, tile<12>};

}  // namespace

namespace nt {

void pack_bfloat16(const float* weight, int64_t outputs, int64_t inputs, uint16_t* packed) {
  const int64_t pairs = (inputs + 1) / 2;
  for (int64_t o = 0; o < (outputs + kPanel - 1) / kPanel * kPanel; o++) {
    uint16_t* panel = packed + o / kPanel * pairs * kPanel * 2 + o % kPanel * 2;
    for (int64_t i = 0; i < 2 * pairs; i += 16) {
      alignas(32) uint16_t values[16] = {};
      if (o < outputs && i < inputs) _mm256_store_si256(reinterpret_cast<__m256i*>(values), rounded(weight + o * inputs + i, inputs - i));
      for (int64_t j = 0; j < 16 && i + j < 2 * pairs; j++) panel[(i + j) / 2 * kPanel * 2 + j % 2] = values[j];
    }
  }
}

void multiply_bfloat16(const float* x, int64_t rows, int64_t inputs, const uint16_t* packed, int64_t outputs, int64_t first, int64_t last,
                       const float* bias, float* y, uint16_t* scratch) {
  const int64_t pairs = (inputs + 1) / 2, stride = pairs * 2 + 32;
  for (int64_t r = 0; r < rows; r++)
    for (int64_t i = 0; i < 2 * pairs; i += 16) _mm256_storeu_si256(reinterpret_cast<__m256i*>(scratch + r * stride + i), rounded(x + r * inputs + i, inputs - i));
  for (int64_t p = first; p < last; p++) {
    const uint16_t* panel = packed + p * pairs * kPanel * 2;
    const int64_t column = p * kPanel;
    const __mmask16 left = first_lanes(outputs - column), right = outputs - column > 16 ? first_lanes(outputs - column - 16) : 0;
    for (int64_t r = 0; r < rows; r += kRows) {
      const int64_t count = rows - r < kRows ? rows - r : kRows;
      kTiles[count](pairs, scratch + r * stride, stride, panel, bias ? bias + column : nullptr, y + r * outputs + column, outputs, left, right);
    }
  }
}

}  // namespace nt
