// Matrix products, for a share of the columns: panel by panel of b laid out once, tile by tile of a passing by.
//
// After Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication". Rows of a need no layout of their own: a
// tile reads them where they are. Only where a is turned about (gradients of weights) a tile's rows are gathered first.
#pragma once

#include "kernels.h"
#include "products.h"

namespace {

constexpr int64_t kPanel = 2 * kLanes;
constexpr int64_t kDepth = 384;  // of the inner dimension, at a time

int64_t product_scratch(int64_t columns) { return (columns + kPanel - 1) / kPanel * kPanel * kDepth + kDepth * kLanes + (kTileRows + 1) * kPanel; }

// A tile's rows of an `a` whose columns are contiguous: step by step of the inner dimension, kLanes floats apart. `left` rows are there.
void gather_rows(const float* a, int64_t a_column, int64_t depth, int64_t left, float* rows) {
  if (left >= kLanes)
    for (int64_t k = 0; k < depth; k++) store(rows + k * kLanes, load(a + k * a_column));
  else
    for (int64_t k = 0; k < depth; k++)
      for (int64_t r = 0; r < left; r++) rows[k * kLanes + r] = a[k * a_column + r];
}

// Columns [first, last) of rows [from, from + depth) of b as panels, zeros behind.
void lay_out(const nt::Product& p, int64_t from, int64_t depth, int64_t first, int64_t last, float* panels) {
  for (int64_t j = first; j < last; j += kPanel, panels += depth * kPanel) {
    const int64_t width = last - j < kPanel ? last - j : kPanel;
    const float* b = p.b + from * p.b_row + j * p.b_column;
    if (p.b_column == 1 && width == kPanel) {
      for (int64_t k = 0; k < depth; k++) {
        store(panels + k * kPanel, load(b + k * p.b_row));
        store(panels + k * kPanel + kLanes, load(b + k * p.b_row + kLanes));
      }
    } else if (p.b_row == 1 && width == kPanel) {
      copy_columns(b, p.b_column, kPanel, depth, kPanel, panels);
    } else {
      for (int64_t k = 0; k < depth; k++)
        for (int64_t c = 0; c < kPanel; c++) panels[k * kPanel + c] = c < width ? b[k * p.b_row + c * p.b_column] : 0;
    }
  }
}

template <int kVectors>
Tile large_tile(int64_t rows, int64_t from, bool has_bias) {
  return from > 0 ? tile_of<kVectors, From::Itself>(rows) : has_bias ? tile_of<kVectors, From::Row>(rows) : tile_of<kVectors, From::Nothing>(rows);
}

void product(const nt::Product& p, int64_t first, int64_t last, float* scratch) {
  float *panels = scratch, *gathered = panels + (last - first + kPanel - 1) / kPanel * kPanel * kDepth, *edge = gathered + kDepth * kLanes, *start = edge + kTileRows * kPanel;
  for (int64_t from = 0; from < p.inner; from += kDepth) {
    const int64_t depth = p.inner - from < kDepth ? p.inner - from : kDepth;
    lay_out(p, from, depth, first, last, panels);
    for (int64_t i = 0; i < p.rows; i += kTileRows) {
      const int64_t rows = p.rows - i < kTileRows ? p.rows - i : kTileRows;
      const float* a = p.a + i * p.a_row + from * p.a_column;
      int64_t row = p.a_row, step = 1;
      if (p.a_column != 1) {
        gather_rows(a, p.a_column, depth, p.rows - i, gathered);
        a = gathered, row = 1, step = kLanes;
      }
      const Tile whole_tile = large_tile<2>(rows, from, p.bias), narrow_tile = large_tile<1>(rows, from, p.bias);
      const float* panel = panels;
      for (int64_t j = first; j < last; j += kPanel, panel += depth * kPanel) {
        const int64_t width = last - j < kPanel ? last - j : kPanel;
        float* c = p.c + i * p.columns + j;
        if (width == kPanel) {
          whole_tile(depth, a, row, step, panel, kPanel, p.bias ? p.bias + j : nullptr, c, p.columns);
          continue;
        }
        for (int64_t n = 0; n < kPanel; n++) start[n] = p.bias && n < width ? p.bias[j + n] : 0;
        if (from > 0)
          for (int64_t r = 0; r < rows; r++)
            for (int64_t n = 0; n < width; n++) edge[r * kPanel + n] = c[r * p.columns + n];
        (width <= kLanes ? narrow_tile : whole_tile)(depth, a, row, step, panel, kPanel, start, edge, kPanel);
        for (int64_t r = 0; r < rows; r++)
          for (int64_t n = 0; n < width; n++) c[r * p.columns + n] = edge[r * kPanel + n];
      }
    }
  }
}

}  // namespace
