// Attention of one head of one text, block of queries by block of queries: no more scores than those of a block are ever in memory.
//
// After Dao et al. 2022, "FlashAttention": the forward pass keeps one number a query, from which the backward pass computes the
// shares anew. Texts are short enough for a block's scores to stay in the second-level cache, so a row's softmax is taken at once.
#pragma once

#include "kernels.h"
#include "products.h"

namespace {

constexpr int64_t kBlock = 48;  // queries

// Where a head's parts lie in the working memory. Rows of values are `width` floats, rows of scores and columns of transposed keys `places`.
struct Parts {
  int64_t width, places;
  float *q, *k, *v, *scores, *mixed;
  float *d_out, *d_scores, *d_k, *d_v;
};

int64_t scratch_floats(int64_t queries, int64_t keys, int64_t size, bool backward) {
  const int64_t width = whole(size), places = whole(keys);
  const int64_t forward = queries * width + size * places + places * width + kBlock * places + kBlock * width;
  return forward + (backward ? queries * width + kBlock * places + size * places + 3 * places * width : 0) + kLanes;
}

// rows (count, size) as rows of `width`, zeros behind; scaled.
void copy_rows(const float* from, int64_t stride, int64_t count, int64_t size, int64_t width, float scale, float* to) {
  for (int64_t i = 0; i < count; i++) {
    for (int64_t d = 0; d < size; d++) to[i * width + d] = from[i * stride + d] * scale;
    for (int64_t d = size; d < width; d++) to[i * width + d] = 0;
  }
}

// The columns that the queries [first, last) see, from a multiple of the lanes on.
struct Span {
  int64_t from, to;
  int64_t width() const { return whole(to - from); }
};

Span seen(const nt::AttentionHead& h, int64_t first, int64_t last) {
  const int64_t from = first > h.before ? first - h.before : 0;
  const int64_t to = h.after < h.keys && last + h.after < h.keys ? last + h.after : h.keys;
  return {from / kLanes * kLanes, to};
}

// Scores that query i does not see become very small.
void hide(const nt::AttentionHead& h, int64_t i, Span span, float* row) {
  const int64_t from = i > h.before ? i - h.before : 0;
  const int64_t to = h.after < h.keys && i + h.after + 1 < h.keys ? i + h.after + 1 : h.keys;
  for (int64_t j = span.from; j < from; j++) row[j - span.from] = -3e38f;
  for (int64_t j = to; j < span.from + span.width(); j++) row[j - span.from] = -3e38f;
}

void attention(const nt::AttentionHead& h, float* scratch) {
  Parts p{};
  p.width = whole(h.size), p.places = whole(h.keys);
  p.q = scratch;
  p.k = p.q + h.queries * p.width;
  p.v = p.k + h.size * p.places;
  p.scores = p.v + p.places * p.width;
  p.mixed = p.scores + kBlock * p.places;
  copy_rows(h.q, h.q_stride, h.queries, h.size, p.width, h.scale, p.q);
  copy_columns(h.k, h.k_stride, h.keys, h.size, p.places, p.k);
  copy_rows(h.v, h.v_stride, h.keys, h.size, p.width, 1, p.v);
  const int64_t words = nt::kept_words(h.keys);
  const Ints lanes = lane_bits();
  for (int64_t first = 0; first < h.queries; first += kBlock) {
    const int64_t count = h.queries - first < kBlock ? h.queries - first : kBlock;
    const Span span = seen(h, first, first + count);
    const int64_t width = span.width();
    multiply<false>(count, width, h.size, {p.q + first * p.width, p.width, 1}, p.k + span.from, p.places, p.scores, p.places);
    float shares[kBlock];
    for (int64_t r = 0; r < count; r++) {
      float* row = p.scores + r * p.places;
      hide(h, first + r, span, row);
      Floats top = load(row);
      for (int64_t j = kLanes; j < width; j += kLanes) top = larger(top, load(row + j));
      const float largest_score = largest(top);
      Floats total{};
      for (int64_t j = 0; j < width; j += kLanes) {
        const Floats e = exponential(load(row + j) - largest_score);
        total += e;
        store(row + j, h.kept ? keep(e, h.kept + (first + r) * words, span.from + j, lanes) : e);
      }
      const float all_of_it = sum(total);
      shares[r] = h.gain / all_of_it;
      if (h.log_sums) h.log_sums[first + r] = largest_score + __builtin_logf(all_of_it);
    }
    multiply<false>(count, p.width, span.to - span.from, {p.scores, p.places, 1}, p.v + span.from * p.width, p.width, p.mixed, p.width);
    for (int64_t r = 0; r < count; r++)
      for (int64_t d = 0; d < h.size; d++) h.out[(first + r) * h.out_stride + d] = p.mixed[r * p.width + d] * shares[r];
  }
}

void clear(float* p, int64_t count) {
  for (int64_t i = 0; i < count; i++) p[i] = 0;
}

void attention_backward(const nt::AttentionHead& h, const nt::AttentionGradients& g, float* scratch) {
  Parts p{};
  p.width = whole(h.size), p.places = whole(h.keys);
  p.q = scratch;
  p.k = p.q + h.queries * p.width;
  p.v = p.k + h.size * p.places;                // (size, places)
  p.scores = p.v + h.size * p.places;
  p.mixed = p.scores + kBlock * p.places;
  p.d_out = p.mixed + kBlock * p.width;
  p.d_scores = p.d_out + h.queries * p.width;
  p.d_k = p.d_scores + kBlock * p.places;
  p.d_v = p.d_k + p.places * p.width;
  float* key_rows = p.d_v + p.places * p.width;  // (places, width)
  copy_rows(h.q, h.q_stride, h.queries, h.size, p.width, h.scale, p.q);
  copy_columns(h.k, h.k_stride, h.keys, h.size, p.places, p.k);
  copy_columns(h.v, h.v_stride, h.keys, h.size, p.places, p.v);
  copy_rows(h.k, h.k_stride, h.keys, h.size, p.width, 1, key_rows);
  copy_rows(g.d_out, g.d_out_stride, h.queries, h.size, p.width, 1, p.d_out);
  clear(p.d_k, 2 * p.places * p.width);
  const int64_t words = nt::kept_words(h.keys);
  const Ints lanes = lane_bits();
  for (int64_t first = 0; first < h.queries; first += kBlock) {
    const int64_t count = h.queries - first < kBlock ? h.queries - first : kBlock;
    const Span span = seen(h, first, first + count);
    const int64_t width = span.width();
    multiply<false>(count, width, h.size, {p.q + first * p.width, p.width, 1}, p.k + span.from, p.places, p.scores, p.places);
    multiply<false>(count, width, h.size, {p.d_out + first * p.width, p.width, 1}, p.v + span.from, p.places, p.d_scores, p.places);
    for (int64_t r = 0; r < count; r++) {
      float *row = p.scores + r * p.places, *d_row = p.d_scores + r * p.places;
      hide(h, first + r, span, row);
      float inner = 0;
      for (int64_t d = 0; d < h.size; d++) inner += p.d_out[(first + r) * p.width + d] * h.out[(first + r) * h.out_stride + d];
      const float log_sum = h.log_sums[first + r];
      for (int64_t j = 0; j < width; j += kLanes) {
        const Floats share = exponential(load(row + j) - log_sum);
        const Floats gain = h.kept ? keep(all(h.gain), h.kept + (first + r) * words, span.from + j, lanes) : all(1.0f);
        store(d_row + j, share * (load(d_row + j) * gain - inner));
        store(row + j, share * gain);
      }
    }
    const int64_t places = span.to - span.from;
    multiply<false>(count, p.width, places, {p.d_scores, p.places, 1}, key_rows + span.from * p.width, p.width, p.mixed, p.width);
    for (int64_t r = 0; r < count; r++)
      for (int64_t d = 0; d < h.size; d++) g.d_q[(first + r) * g.d_q_stride + d] = p.mixed[r * p.width + d] * h.scale;
    multiply<true>(places, p.width, count, {p.d_scores, 1, p.places}, p.q + first * p.width, p.width, p.d_k + span.from * p.width, p.width);
    multiply<true>(places, p.width, count, {p.scores, 1, p.places}, p.d_out + first * p.width, p.width, p.d_v + span.from * p.width, p.width);
  }
  for (int64_t j = 0; j < h.keys; j++)
    for (int64_t d = 0; d < h.size; d++) {
      g.d_k[j * g.d_k_stride + d] = p.d_k[j * p.width + d];
      g.d_v[j * g.d_v_stride + d] = p.d_v[j * p.width + d];
    }
}

}  // namespace
