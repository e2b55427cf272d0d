// The elementwise half of LSTM and GRU cells, forward and backward, one pass each.
//
// Rows are sequences, columns hidden units. `gates` holds the sums on entry of forward() and the activations after it;
// backward() writes the gradients of the sums to `d_gates`. What backward needs beside the gates is kept in `kept`, kKept blocks of
// (rows, hidden) that lie `kept_stride` values apart.
#pragma once

#include "every_width.h"

#include <cmath>
#include <cstdint>
#include <cstring>

namespace nt {

// exp in float32: Cody and Waite's reduction and a polynomial of degree 6 (Cephes), relative error about 1e-7; a loop
// over it becomes vector code, which one over the C library's does not.
inline float fast_exp(float x) {
  x = x < -87.0f ? -87.0f : (x > 88.0f ? 88.0f : x);
  const float shifted = x * 1.44269504f + 12582912.0f;  // rounds to the nearest whole number, kept in the low bits
  const float whole = shifted - 12582912.0f;
  const float r = (x - whole * 0.693359375f) + whole * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  int32_t bits, exponent;
  std::memcpy(&bits, &shifted, sizeof bits);
  exponent = (bits - 0x4B400000 + 127) << 23;
  float scale;
  std::memcpy(&scale, &exponent, sizeof scale);
  return p * scale;
}

inline float sigmoid(float x) { return 1.0f / (1.0f + fast_exp(-x)); }
inline float tanh_of(float x) { return 2.0f / (1.0f + fast_exp(-2.0f * x)) - 1.0f; }

// Gates i, f, g, o; kept: the cell before the step, and the tanh of the cell after it.
struct Lstm {
  static constexpr int kGates = 4;
  static constexpr int kKept = 2;
  static constexpr bool kHasCell = true;

  // `hidden_sums` is not used: the product with the last state is added to the gates beforehand.
  NT_EVERY_WIDTH static void forward(float* gates, const float*, float* state, float* cell, float* out, int64_t out_stride,
                                     float* kept, int64_t kept_stride, int64_t rows, int64_t hidden) {
    for (int64_t r = 0; r < rows; r++) {
      float* g = gates + r * 4 * hidden;
      float *c = cell + r * hidden, *h = state + r * hidden, *o = out + r * out_stride;
      float *before = kept + r * hidden, *after = kept + kept_stride + r * hidden;
#pragma GCC ivdep
      for (int64_t j = 0; j < hidden; j++) {
        const float in = sigmoid(g[j]), forget = sigmoid(g[hidden + j]), fresh = tanh_of(g[2 * hidden + j]),
                    open = sigmoid(g[3 * hidden + j]);
        const float next = forget * c[j] + in * fresh;
        const float squashed = tanh_of(next);
        before[j] = c[j];
        after[j] = squashed;
        c[j] = next;
        h[j] = o[j] = open * squashed;
        g[j] = in;
        g[hidden + j] = forget;
        g[2 * hidden + j] = fresh;
        g[3 * hidden + j] = open;
      }
    }
  }

  // On entry d_state and d_cell hold what flows back from the next step; d_cell then holds what flows on to the one before.
  // d_state is overwritten by the caller's product with the gates.
  NT_EVERY_WIDTH static void backward(const float* gates, float* d_gates, float*, const float* d_out, int64_t d_out_stride,
                                      float* d_state, float* d_cell, const float* kept, int64_t kept_stride, const float*,
                                      int64_t rows, int64_t hidden) {
    for (int64_t r = 0; r < rows; r++) {
      const float* g = gates + r * 4 * hidden;
      float* d = d_gates + r * 4 * hidden;
      float *dc = d_cell + r * hidden, *dh = d_state + r * hidden;
      const float *before = kept + r * hidden, *after = kept + kept_stride + r * hidden, *from_above = d_out + r * d_out_stride;
#pragma GCC ivdep
      for (int64_t j = 0; j < hidden; j++) {
        const float in = g[j], forget = g[hidden + j], fresh = g[2 * hidden + j], open = g[3 * hidden + j];
        const float d_h = dh[j] + from_above[j];
        const float d_c = dc[j] + d_h * open * (1.0f - after[j] * after[j]);
        d[j] = d_c * fresh * in * (1.0f - in);
        d[hidden + j] = d_c * before[j] * forget * (1.0f - forget);
        d[2 * hidden + j] = d_c * in * (1.0f - fresh * fresh);
        d[3 * hidden + j] = d_h * after[j] * open * (1.0f - open);
        dc[j] = d_c * forget;
        dh[j] = 0.0f;
      }
    }
  }
};

// Gates r, z, n; the product with the last state stays apart, because r multiplies only its part of n. Kept: that part.
struct Gru {
  static constexpr int kGates = 3;
  static constexpr int kKept = 1;
  static constexpr bool kHasCell = false;

  NT_EVERY_WIDTH static void forward(float* gates, const float* hidden_sums, float* state, float*, float* out,
                                     int64_t out_stride, float* kept, int64_t, int64_t rows, int64_t hidden) {
    for (int64_t r = 0; r < rows; r++) {
      float* g = gates + r * 3 * hidden;
      const float* s = hidden_sums + r * 3 * hidden;
      float *h = state + r * hidden, *o = out + r * out_stride, *product = kept + r * hidden;
#pragma GCC ivdep
      for (int64_t j = 0; j < hidden; j++) {
        const float reset = sigmoid(g[j] + s[j]), update = sigmoid(g[hidden + j] + s[hidden + j]);
        const float fresh = tanh_of(g[2 * hidden + j] + reset * s[2 * hidden + j]);
        product[j] = s[2 * hidden + j];
        h[j] = o[j] = fresh + update * (h[j] - fresh);
        g[j] = reset;
        g[hidden + j] = update;
        g[2 * hidden + j] = fresh;
      }
    }
  }

  // `d_hidden_sums` gets the gradients of the product with the last state.
  NT_EVERY_WIDTH static void backward(const float* gates, float* d_gates, float* d_hidden_sums, const float* d_out,
                                      int64_t d_out_stride, float* d_state, float*, const float* kept, int64_t,
                                      const float* before, int64_t rows, int64_t hidden) {
    for (int64_t r = 0; r < rows; r++) {
      const float* g = gates + r * 3 * hidden;
      float *d = d_gates + r * 3 * hidden, *s = d_hidden_sums + r * 3 * hidden, *dh = d_state + r * hidden;
      const float *product = kept + r * hidden, *last = before + r * hidden, *from_above = d_out + r * d_out_stride;
#pragma GCC ivdep
      for (int64_t j = 0; j < hidden; j++) {
        const float reset = g[j], update = g[hidden + j], fresh = g[2 * hidden + j];
        const float d_h = dh[j] + from_above[j];
        const float d_fresh = d_h * (1.0f - update) * (1.0f - fresh * fresh);
        const float d_reset = d_fresh * product[j] * reset * (1.0f - reset);
        const float d_update = d_h * (last[j] - fresh) * update * (1.0f - update);
        d[j] = s[j] = d_reset;
        d[hidden + j] = s[hidden + j] = d_update;
        d[2 * hidden + j] = d_fresh;
        s[2 * hidden + j] = d_fresh * reset;
        dh[j] = d_h * update;
      }
    }
  }
};

}  // namespace nt
