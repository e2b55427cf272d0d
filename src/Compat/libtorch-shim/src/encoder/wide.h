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

// The lanes turned by a number of places, a power of two.
template <int kPlaces>
NT_INLINE Floats turned(Floats v) {
  Ints from;
  for (int l = 0; l < NT_LANES; l++) from[l] = (l + kPlaces) % NT_LANES;
  return __builtin_shuffle(v, from);
}

// Halves are combined until one lane is left: a loop over lanes would cost more than the row it ends.
template <typename Combine>
NT_INLINE float over_lanes(Floats v, const Combine& combine) {
#if NT_LANES >= 16
  v = combine(v, turned<8>(v));
#endif
#if NT_LANES >= 8
  v = combine(v, turned<4>(v));
#endif
  v = combine(v, turned<2>(v));
  v = combine(v, turned<1>(v));
  return v[0];
}

NT_INLINE float sum(Floats v) {
  return over_lanes(v, [](Floats a, Floats b) __attribute__((always_inline)) { return a + b; });
}

NT_INLINE float largest(Floats v) {
  return over_lanes(v, [](Floats a, Floats b) __attribute__((always_inline)) { return larger(a, b); });
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

// Swaps what lies on either side of a diagonal of blocks, of twice the size each time: rows become columns.
template <int kSize>
NT_INLINE void turn_blocks(Floats* rows) {
  Ints first, second;
  for (int l = 0; l < NT_LANES; l++) {
    first[l] = l & kSize ? NT_LANES + l - kSize : l;
    second[l] = l & kSize ? NT_LANES + l : l + kSize;
  }
#pragma GCC unroll 16
  for (int i = 0; i < NT_LANES; i++) {
    if (i & kSize) continue;
    const Floats a = rows[i], b = rows[i + kSize];
    rows[i] = __builtin_shuffle(a, b, first);
    rows[i + kSize] = __builtin_shuffle(a, b, second);
  }
}

// A square of as many rows as there are lanes, turned about its diagonal.
NT_INLINE void transpose(const float* from, int64_t from_row, float* to, int64_t to_row) {
  Floats rows[NT_LANES];
#pragma GCC unroll 16
  for (int i = 0; i < NT_LANES; i++) rows[i] = load(from + i * from_row);
  turn_blocks<1>(rows);
  turn_blocks<2>(rows);
#if NT_LANES >= 8
  turn_blocks<4>(rows);
#endif
#if NT_LANES >= 16
  turn_blocks<8>(rows);
#endif
#pragma GCC unroll 16
  for (int i = 0; i < NT_LANES; i++) store(to + i * to_row, rows[i]);
}

// rows (count, size) as columns (size, places), zeros up to the next whole number of lanes.
static void copy_columns(const float* from, int64_t row, int64_t count, int64_t size, int64_t places, float* to) {
  for (int64_t j = 0; j < count; j += kLanes) {
    const int64_t n = count - j < kLanes ? count - j : kLanes;
    int64_t d = 0;
    if (n == kLanes)
      for (; d + kLanes <= size; d += kLanes) transpose(from + j * row + d, row, to + d * places + j, places);
    for (; d < size; d++)
      for (int64_t l = 0; l < kLanes; l++) to[d * places + j + l] = l < n ? from[(j + l) * row + d] : 0;
  }
}

NT_INLINE int64_t whole(int64_t n) { return (n + kLanes - 1) / kLanes * kLanes; }

}  // namespace
