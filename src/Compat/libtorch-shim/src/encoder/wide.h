// Vectors of NT_LANES floats. A file that includes this is compiled once for each width, with the flags of that width, so it must
// not use anything of the standard library that could be shared with code for other CPUs.
#pragma once

#include <cstdint>

namespace {

typedef float Floats __attribute__((vector_size(4 * NT_LANES)));
typedef int32_t Ints __attribute__((vector_size(4 * NT_LANES)));
typedef float LooseFloats __attribute__((vector_size(4 * NT_LANES), aligned(4), may_alias));

constexpr int64_t kLanes = NT_LANES;

#define NT_INLINE static inline __attribute__((always_inline))

NT_INLINE Floats load(const float* p) { return *reinterpret_cast<const LooseFloats*>(p); }
NT_INLINE void store(float* p, Floats v) { *reinterpret_cast<LooseFloats*>(p) = v; }
NT_INLINE Floats all(float x) { return x - Floats{}; }  // folds to a broadcast, which adding zero would not
NT_INLINE Ints all(int32_t x) { return Ints{} + x; }
NT_INLINE Floats bits(Ints v) { return reinterpret_cast<Floats>(v); }
NT_INLINE Floats larger(Floats a, Floats b) { return a > b ? a : b; }

NT_INLINE Ints lane_numbers() {
  Ints v;
  for (int l = 0; l < NT_LANES; l++) v[l] = l;
  return v;
}

NT_INLINE Ints lane_bits() {
  Ints v;
  for (int l = 0; l < NT_LANES; l++) v[l] = 1 << l;
  return v;
}

NT_INLINE float sum(Floats v) {
  float s = 0;
  for (int l = 0; l < NT_LANES; l++) s += v[l];
  return s;
}

NT_INLINE float largest(Floats v) {
  float s = v[0];
  for (int l = 1; l < NT_LANES; l++) s = v[l] > s ? v[l] : s;
  return s;
}

// e^x to 2 units in the last place, for x up to 88; below -87 it is 0. Cephes' polynomial.
NT_INLINE Floats exponential(Floats x) {
  const Floats bound = x < all(-87.0f) ? all(-87.0f) : x;  // what is no number stays none
  const Floats shift = all(12582912.0f);  // 1.5 * 2^23: adding it rounds to a whole number
  const Floats n = (bound * 1.44269504088896341f + shift) - shift;
  const Floats r = (bound - n * 0.693359375f) + n * 2.12194440e-4f;
  Floats p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  const Ints power = (__builtin_convertvector(n, Ints) + 127) << 23;
  return x < all(-87.0f) ? Floats{} : p * bits(power);
}

// Lanes whose bit is 1 in the words of a row, from column `first` on, which is a multiple of the lanes.
NT_INLINE Floats keep(Floats v, const uint32_t* words, int64_t first, Ints lanes) {
  const int32_t word = static_cast<int32_t>(words[first / 32] >> (first % 32));
  return (all(word) & lanes) != 0 ? v : Floats{};
}

NT_INLINE int64_t whole(int64_t n) { return (n + kLanes - 1) / kLanes * kLanes; }

}  // namespace
