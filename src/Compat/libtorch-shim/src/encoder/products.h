// Small matrix products: a tile of the result stays in registers while the inner dimension passes.
#pragma once

#include "wide.h"

namespace {

#if NT_LANES == 16
constexpr int kTileRows = 12;  // of 32 registers 24 hold the tile
#else
constexpr int kTileRows = 6;   // of 16 registers 12 do
#endif

// a(i, k) is a[i * row + k * step].
struct Left {
  const float* a;
  int64_t row, step;
};

// What a result starts from: nothing, what is there, or a row that is the same for all (`start`, else null).
enum class From { Nothing, Itself, Row };

template <int kRows, int kVectors, From kFrom>
static void tile(int64_t inner, const float* __restrict a, int64_t row, int64_t step, const float* __restrict b, int64_t b_row, const float* start, float* __restrict c, int64_t c_row) {
  Floats sums[kRows][kVectors];
#pragma GCC unroll 16
  for (int i = 0; i < kRows; i++)
#pragma GCC unroll 2
    for (int j = 0; j < kVectors; j++) sums[i][j] = kFrom == From::Itself ? load(c + i * c_row + j * kLanes) : kFrom == From::Row ? load(start + j * kLanes) : Floats{};
  for (int64_t k = 0; k < inner; k++) {
    Floats right[kVectors];
#pragma GCC unroll 2
    for (int j = 0; j < kVectors; j++) right[j] = load(b + k * b_row + j * kLanes);
#pragma GCC unroll 16
    for (int i = 0; i < kRows; i++) {
      const Floats left = all(a[i * row + k * step]);
#pragma GCC unroll 2
      for (int j = 0; j < kVectors; j++) sums[i][j] += left * right[j];
    }
  }
#pragma GCC unroll 16
  for (int i = 0; i < kRows; i++)
#pragma GCC unroll 2
    for (int j = 0; j < kVectors; j++) store(c + i * c_row + j * kLanes, sums[i][j]);
}

using Tile = void (*)(int64_t, const float*, int64_t, int64_t, const float*, int64_t, const float*, float*, int64_t);

template <int kVectors, From kFrom>
static Tile tile_of(int64_t rows) {
  switch (rows) {
    case 1: return tile<1, kVectors, kFrom>;
    case 2: return tile<2, kVectors, kFrom>;
    case 3: return tile<3, kVectors, kFrom>;
    case 4: return tile<4, kVectors, kFrom>;
    case 5: return tile<5, kVectors, kFrom>;
#if NT_LANES == 16
    case 6: return tile<6, kVectors, kFrom>;
    case 7: return tile<7, kVectors, kFrom>;
    case 8: return tile<8, kVectors, kFrom>;
    case 9: return tile<9, kVectors, kFrom>;
    case 10: return tile<10, kVectors, kFrom>;
    case 11: return tile<11, kVectors, kFrom>;
#endif
    default: return tile<kTileRows, kVectors, kFrom>;
  }
}

// c (rows, width) = or += a (rows, inner) b (inner, width); the width is a multiple of the lanes.
template <bool kAdds>
static void multiply(int64_t rows, int64_t width, int64_t inner, Left left, const float* b, int64_t b_row, float* c, int64_t c_row) {
  constexpr From kFrom = kAdds ? From::Itself : From::Nothing;
  const int64_t rest = rows % kTileRows;
  for (int64_t j = 0; j < width;) {
    const bool two = width - j >= 2 * kLanes;
    const Tile full = two ? tile<kTileRows, 2, kFrom> : tile<kTileRows, 1, kFrom>;
    int64_t i = 0;
    for (; i + kTileRows <= rows; i += kTileRows) full(inner, left.a + i * left.row, left.row, left.step, b + j, b_row, nullptr, c + i * c_row + j, c_row);
    if (rest > 0) (two ? tile_of<2, kFrom>(rest) : tile_of<1, kFrom>(rest))(inner, left.a + i * left.row, left.row, left.step, b + j, b_row, nullptr, c + i * c_row + j, c_row);
    j += two ? 2 * kLanes : kLanes;
  }
}

}  // namespace
