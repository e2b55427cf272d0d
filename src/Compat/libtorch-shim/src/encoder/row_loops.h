// What passes over rows once: the norm of a sum, GELU, and the bits of dropout.
#pragma once

#include "../philox.h"
#include "kernels.h"
#include "wide.h"

namespace {

// The columns of a row in whole vectors; what is left over goes through a vector that is filled up.
template <typename Step>
NT_INLINE void columns(int64_t width, const Step& step) {
  int64_t j = 0;
  for (; j + kLanes <= width; j += kLanes) step(j, kLanes);
  if (j < width) step(j, width - j);
}

NT_INLINE Floats load(const float* p, int64_t count) {
  if (count == kLanes) return load(p);
  Floats v{};
  for (int64_t l = 0; l < count; l++) v[l] = p[l];
  return v;
}

NT_INLINE void store(float* p, Floats v, int64_t count) {
  if (count == kLanes) return store(p, v);
  for (int64_t l = 0; l < count; l++) p[l] = v[l];
}

// Lanes from `count` on become 0.
NT_INLINE Floats only(Floats v, int64_t count) { return count == kLanes ? v : (lane_numbers() < all(static_cast<int32_t>(count)) ? v : Floats{}); }

void add_norm(const nt::NormRows& n, float* y, float* normalised, float* rstd) {
  const int64_t words = nt::kept_words(n.width);
  const Ints lanes = lane_bits();
  for (int64_t row = 0; row < n.rows; row++) {
    const float *x = n.x + row * n.width, *residual = n.residual + row * n.width;
    const uint32_t* kept = n.kept ? n.kept + row * words : nullptr;
    float* out = y + row * n.width;
    Floats total{};
    columns(n.width, [&](int64_t j, int64_t count) {
      Floats value = load(x + j, count);
      if (kept) value = keep(value * n.gain, kept, j, lanes);
      value += load(residual + j, count);
      total += value;
      store(out + j, value, count);
    });
    const float mean = sum(total) / static_cast<float>(n.width);
    Floats squares{};
    columns(n.width, [&](int64_t j, int64_t count) {
      const Floats centred = only(load(out + j, count) - mean, count);
      squares += centred * centred;
    });
    const float scale = 1.0f / __builtin_sqrtf(sum(squares) / static_cast<float>(n.width) + n.epsilon);
    columns(n.width, [&](int64_t j, int64_t count) {
      const Floats value = (load(out + j, count) - mean) * scale;
      if (normalised) store(normalised + row * n.width + j, value, count);
      const Floats scaled = value * load(n.weight + j, count);
      store(out + j, n.bias ? scaled + load(n.bias + j, count) : scaled, count);
    });
    if (rstd) rstd[row] = scale;
  }
}

void add_norm_backward(const nt::NormRows& n, const float* d_y, const float* normalised, const float* rstd, float* d_x, float* d_residual,
                       float* d_weight, float* d_bias) {
  const int64_t words = nt::kept_words(n.width);
  const Ints lanes = lane_bits();
  for (int64_t row = 0; row < n.rows; row++) {
    const int64_t at = row * n.width;
    const uint32_t* kept = n.kept ? n.kept + row * words : nullptr;
    Floats total{}, inner{};
    columns(n.width, [&](int64_t j, int64_t count) {
      const Floats d = load(d_y + at + j, count), value = load(normalised + at + j, count), g = d * load(n.weight + j, count);
      store(d_weight + j, load(d_weight + j, count) + d * value, count);
      if (d_bias) store(d_bias + j, load(d_bias + j, count) + d, count);
      total += g;
      inner += g * value;
    });
    const float mean = sum(total) / static_cast<float>(n.width), slope = sum(inner) / static_cast<float>(n.width), scale = rstd[row];
    columns(n.width, [&](int64_t j, int64_t count) {
      const Floats g = load(d_y + at + j, count) * load(n.weight + j, count);
      const Floats d = (g - mean - load(normalised + at + j, count) * slope) * scale;
      store(d_residual + at + j, d, count);
      if (d_x) store(d_x + at + j, kept ? keep(d * n.gain, kept, j, lanes) : d, count);
    });
  }
}

// The normal distribution function, and its density. erfc after Abramowitz and Stegun 7.1.26, whose error is below 1.5e-7.
struct Normal {
  Floats share, density;
};

NT_INLINE Normal normal(Floats x) {
  const Floats size = x < Floats{} ? -x : x;
  const Floats e = exponential(x * x * -0.5f);
  const Floats t = 1.0f / (size * (0.3275911f * 0.70710678118654752f) + 1.0f);
  Floats p = t * 1.061405429f - 1.453152027f;
  p = p * t + 1.421413741f;
  p = p * t - 0.284496736f;
  p = p * t + 0.254829592f;
  const Floats tail = p * t * e * 0.5f;
  return {x < Floats{} ? tail : 1.0f - tail, e * 0.39894228040143268f};
}

void gelu(const float* x, float* y, int64_t count) {
  columns(count, [&](int64_t i, int64_t n) {
    const Floats v = load(x + i, n);
    store(y + i, v * normal(v).share, n);
  });
}

void gelu_backward(const float* x, const float* d_y, float* d_x, int64_t count) {
  columns(count, [&](int64_t i, int64_t n) {
    const Floats v = load(x + i, n);
    const Normal of = normal(v);
    store(d_x + i, load(d_y + i, n) * (of.share + v * of.density), n);
  });
}

// Bits of Philox, combined so that each is 1 with a given probability: where a digit of it is 1, a
// random bit is or-ed, where it is 0, and-ed, from the last of sixteen digits to the first.
void draw(uint64_t key, uint64_t first, int64_t count, uint32_t share, uint32_t* out) {
  constexpr int kCounters = 16;
  for (int64_t group = 0; group < count; group++) {
    uint32_t result[kCounters] = {};
    for (int block = 0; block < 4; block++) {
      uint32_t x0[kCounters], x1[kCounters], x2[kCounters], x3[kCounters];
      philox<kCounters>(key, ((first + group) * 4 + block) * kCounters, x0, x1, x2, x3);
      const uint32_t* words[4] = {x0, x1, x2, x3};
      for (int w = 0; w < 4; w++) {
        const uint32_t ones = (share >> (block * 4 + w)) & 1 ? ~0u : 0u;
        for (int l = 0; l < kCounters; l++) result[l] = (result[l] & words[w][l]) | (ones & (result[l] | words[w][l]));
      }
    }
    for (int l = 0; l < kCounters; l++) out[group * kCounters + l] = result[l];
  }
}

}  // namespace
