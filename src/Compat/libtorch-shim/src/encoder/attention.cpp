// Attention over texts without padding. Of the shares one number a query is kept for the backward pass, and of dropout a bit a share.
#include "encoder.h"
#include "operators.h"

#include <cmath>
#include <vector>

#include <torch/csrc/autograd/custom_function.h>

namespace {

using at::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;
using nt::kernels;
using nt::Kept;

Tensor rows_of(const Tensor& t) { return t.stride(1) == 1 || t.size(1) == 1 ? t : t.contiguous(); }

struct Texts {
  const int64_t *queries, *keys;
  int64_t count, heads, size, before, after;
  std::vector<int64_t> words;  // where a text's bits begin

  Texts(const Tensor& q, const Tensor& query_offsets, const Tensor& key_offsets, int64_t heads, int64_t before, int64_t after)
      : queries(query_offsets.data_ptr<int64_t>()), keys(key_offsets.data_ptr<int64_t>()), count(query_offsets.numel() - 1), heads(heads),
        size(q.size(1) / heads), before(before), after(after) {
    words.push_back(0);
    for (int64_t t = 0; t < count; t++) words.push_back(words.back() + heads * length(queries, t) * nt::kept_words(length(keys, t)));
  }

  static int64_t length(const int64_t* offsets, int64_t text) { return offsets[text + 1] - offsets[text]; }

  nt::AttentionHead head(int64_t i, const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& out, float* log_sums, const Kept& kept) const {
    const int64_t text = i / heads, head = i % heads, query = queries[text], key = keys[text], column = head * size;
    nt::AttentionHead h;
    h.q = q.data_ptr<float>() + query * q.stride(0) + column;
    h.k = k.data_ptr<float>() + key * k.stride(0) + column;
    h.v = v.data_ptr<float>() + key * v.stride(0) + column;
    h.q_stride = q.stride(0), h.k_stride = k.stride(0), h.v_stride = v.stride(0);
    h.out = out.data_ptr<float>() + query * out.stride(0) + column;
    h.out_stride = out.stride(0);
    h.queries = length(queries, text), h.keys = length(keys, text), h.size = size;
    h.log_sums = log_sums ? log_sums + query * heads + head * h.queries : nullptr;
    h.kept = kept.from(words[text] + head * h.queries * nt::kept_words(h.keys));
    h.before = before, h.after = after;
    h.scale = 1.0f / std::sqrt(static_cast<float>(size));
    h.gain = kept.gain;
    return h;
  }
};

void check_offsets(const char* name, const Tensor& offsets, int64_t rows) {
  TORCH_CHECK(offsets.dim() == 1 && offsets.scalar_type() == at::kLong && offsets.device().is_cpu() && offsets.is_contiguous() && offsets.numel() > 0,
              "attention: ", name, " must be contiguous int64 of one dimension on the CPU, with one entry more than there are texts");
  const int64_t* at = offsets.data_ptr<int64_t>();
  for (int64_t i = 1; i < offsets.numel(); i++) TORCH_CHECK(at[i - 1] < at[i], "attention: ", name, " must rise, but entry ", i, " is ", at[i], " after ", at[i - 1]);
  TORCH_CHECK(at[0] == 0 && at[offsets.numel() - 1] == rows, "attention: ", name, " must lead from 0 to ", rows, ", the number of rows; they lead from ", at[0], " to ", at[offsets.numel() - 1]);
}

void check(const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& query_offsets, const Tensor& key_offsets, int64_t heads) {
  for (const Tensor* t : {&q, &k, &v})
    TORCH_CHECK(t->dim() == 2 && t->scalar_type() == at::kFloat && t->device().is_cpu(), "attention: queries, keys and values must be float32 (tokens, hidden) on the CPU");
  TORCH_CHECK(k.sizes() == v.sizes() && q.size(1) == k.size(1) && heads > 0 && q.size(1) % heads == 0,
              "attention: ", heads, " heads do not divide queries ", q.sizes(), ", keys ", k.sizes(), ", values ", v.sizes());
  check_offsets("query_offsets", query_offsets, q.size(0));
  check_offsets("key_offsets", key_offsets, k.size(0));
  TORCH_CHECK(query_offsets.numel() == key_offsets.numel(), "attention: queries of ", query_offsets.numel() - 1, " texts, keys of ", key_offsets.numel() - 1);
}

Tensor attend(const Tensor& q, const Tensor& k, const Tensor& v, const Texts& texts, const Kept& kept, float* log_sums) {
  Tensor out = at::empty(q.sizes(), q.options());
  nt::share_out(texts.count * texts.heads, [&](int64_t i) {
    const auto head = texts.head(i, q, k, v, out, log_sums, kept);
    kernels().attention(head, nt::scratch(kernels().attention_scratch(head.queries, head.keys, head.size, false)));
  });
  return out;
}

struct Attention : torch::autograd::Function<Attention> {
  static Tensor forward(AutogradContext* ctx, const Tensor& q_any, const Tensor& k_any, const Tensor& v_any, const Tensor& query_offsets,
                        const Tensor& key_offsets, int64_t heads, int64_t before, int64_t after, double p) {
    at::AutoDispatchBelowADInplaceOrView below;
    const Tensor q = rows_of(q_any), k = rows_of(k_any), v = rows_of(v_any);
    const Texts texts(q, query_offsets, key_offsets, heads, before, after);
    const Kept kept(texts.words.back(), p);
    Tensor log_sums = at::empty({q.size(0) * heads}, q.options());
    Tensor out = attend(q, k, v, texts, kept, log_sums.data_ptr<float>());
    ctx->save_for_backward({q, k, v, query_offsets, key_offsets, out, log_sums, kept.words});
    ctx->saved_data["heads"] = heads;
    ctx->saved_data["before"] = before;
    ctx->saved_data["after"] = after;
    ctx->saved_data["gain"] = static_cast<double>(kept.gain);
    return out;
  }

  static variable_list backward(AutogradContext* ctx, variable_list d_outputs) {
    TORCH_CHECK(!at::GradMode::is_enabled(), "second derivatives of attention are not implemented; set NLPTRANSFER_STOCK_KERNELS=fused for libtorch's own operations");
    at::AutoDispatchBelowADInplaceOrView below;
    const auto saved = ctx->get_saved_variables();
    const Tensor &q = saved[0], &k = saved[1], &v = saved[2], &out = saved[5];
    float* log_sums = saved[6].data_ptr<float>();
    const Kept kept(saved[7], ctx->saved_data["gain"].toDouble());
    const Texts texts(q, saved[3], saved[4], ctx->saved_data["heads"].toInt(), ctx->saved_data["before"].toInt(), ctx->saved_data["after"].toInt());
    const Tensor d_out = rows_of(d_outputs[0]);
    Tensor d_q = at::empty(q.sizes(), q.options()), d_k = at::empty(k.sizes(), k.options()), d_v = at::empty(v.sizes(), v.options());
    nt::share_out(texts.count * texts.heads, [&](int64_t i) {
      const auto head = texts.head(i, q, k, v, out, log_sums, kept);
      const int64_t text = i / texts.heads, column = i % texts.heads * texts.size, query = texts.queries[text], key = texts.keys[text];
      nt::AttentionGradients g;
      g.d_out = d_out.data_ptr<float>() + query * d_out.stride(0) + column;
      g.d_out_stride = d_out.stride(0);
      g.d_q = d_q.data_ptr<float>() + query * d_q.stride(0) + column;
      g.d_k = d_k.data_ptr<float>() + key * d_k.stride(0) + column;
      g.d_v = d_v.data_ptr<float>() + key * d_v.stride(0) + column;
      g.d_q_stride = d_q.stride(0), g.d_k_stride = d_k.stride(0), g.d_v_stride = d_v.stride(0);
      kernels().attention_backward(head, g, nt::scratch(kernels().attention_scratch(head.queries, head.keys, head.size, true)));
    });
    return {d_q, d_k, d_v, Tensor(), Tensor(), Tensor(), Tensor(), Tensor(), Tensor()};
  }
};

}  // namespace

namespace nt {

Tensor attention(const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& query_offsets, const Tensor& key_offsets, int64_t heads,
                 int64_t before, int64_t after, double p) {
  check(q, k, v, query_offsets, key_offsets, heads);
  if (learns({q, k, v})) return Attention::apply(q, k, v, query_offsets, key_offsets, heads, before, after, p);
  at::AutoDispatchBelowADInplaceOrView below;
  const Tensor rows = rows_of(q);
  const Texts texts(rows, query_offsets, key_offsets, heads, before, after);
  return attend(rows, rows_of(k), rows_of(v), texts, Kept(texts.words.back(), p), nullptr);
}

}  // namespace nt
