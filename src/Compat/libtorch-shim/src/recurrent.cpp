// LSTM and GRU over packed sequences, replaced for float32 on the CPU.
//
// libtorch runs a cell as a dozen operations a step, each recorded by autograd, and the directions one after the other. Here
// a direction is one recorded operation: one product for all inputs, a product and one elementwise pass a step, and in the
// backward pass one product for each weight over all steps. The two directions run beside each other. Anything else (other
// types, devices, projections) goes to libtorch's own implementation.
#include "cells.h"
#include "recurrent.h"
#include "shim.h"

#include <vector>

#include <ATen/Functions.h>
#include <ATen/NativeFunctions.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

namespace {

using at::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// Rows of a packed batch: step t has sizes[t] sequences, from row first[t].
struct Steps {
  std::vector<int64_t> sizes, first;

  explicit Steps(const Tensor& batch_sizes) {
    const int64_t* sizes_of = batch_sizes.data_ptr<int64_t>();
    int64_t row = 0;
    for (int64_t t = 0; t < batch_sizes.numel(); t++) {
      sizes.push_back(sizes_of[t]);
      first.push_back(row);
      row += sizes_of[t];
    }
  }

  int64_t count() const { return static_cast<int64_t>(sizes.size()); }
};

// One direction of one layer. Tensors are contiguous float32.
template <typename Cell>
struct Direction {
  Tensor input, w_ih, w_hh, b_ih, b_hh;       // (N, I), (G H, I), (G H, H), (G H); biases undefined without
  Tensor state, cell;                         // (B, H), running; cell undefined in a GRU
  Tensor gates, hidden_sums, kept, before;    // (N, G H), (N, G H) or (B, G H), (K, N, H), (N, H)
  bool reverse = false;

  int64_t hidden() const { return w_hh.size(1); }

  void forward(const Steps& steps, float* out, int64_t out_stride) {
    const int64_t h = hidden(), width = Cell::kGates * h, rows = input.size(0);
    const auto options = input.options();
    gates = b_ih.defined() ? at::addmm(Cell::kHasCell ? at::add(b_ih, b_hh) : b_ih, input, w_ih.t()) : at::mm(input, w_ih.t());
    kept = at::empty({Cell::kKept, rows, h}, options);
    before = at::empty({rows, h}, options);
    if (!Cell::kHasCell) hidden_sums = at::empty({rows, width}, options);
    const Tensor w = w_hh.t();
    for (int64_t i = 0; i < steps.count(); i++) {
      const int64_t t = reverse ? steps.count() - 1 - i : i, b = steps.sizes[t], row = steps.first[t];
      const Tensor last = state.narrow(0, 0, b);
      Tensor sums = (Cell::kHasCell ? gates : hidden_sums).narrow(0, row, b);
      std::memcpy(before.data_ptr<float>() + row * h, last.data_ptr<float>(), sizeof(float) * b * h);
      if (Cell::kHasCell) sums.addmm_(last, w);
      else if (b_hh.defined()) at::addmm_out(sums, b_hh, last, w);
      else at::mm_out(sums, last, w);
      Cell::forward(gates.data_ptr<float>() + row * width, Cell::kHasCell ? nullptr : hidden_sums.data_ptr<float>() + row * width,
                    state.data_ptr<float>(), Cell::kHasCell ? cell.data_ptr<float>() : nullptr, out + row * out_stride, out_stride,
                    kept.data_ptr<float>() + row * h, rows * h, b, h);
    }
  }

  // State and cell hold the gradients of the end on entry and those of the start afterwards.
  void backward(const Steps& steps, const float* d_out, int64_t d_out_stride, bool needs_input, variable_list& gradients) {
    const int64_t h = hidden(), width = Cell::kGates * h, rows = input.size(0);
    const Tensor d_gates = at::empty_like(gates), d_hidden_sums = Cell::kHasCell ? d_gates : at::empty_like(gates);
    for (int64_t i = 0; i < steps.count(); i++) {
      const int64_t t = reverse ? i : steps.count() - 1 - i, b = steps.sizes[t], row = steps.first[t];
      Cell::backward(gates.data_ptr<float>() + row * width, d_gates.data_ptr<float>() + row * width, d_hidden_sums.data_ptr<float>() + row * width,
                     d_out + row * d_out_stride, d_out_stride, state.data_ptr<float>(),
                     Cell::kHasCell ? cell.data_ptr<float>() : nullptr, kept.data_ptr<float>() + row * h, rows * h,
                     before.data_ptr<float>() + row * h, b, h);
      state.narrow(0, 0, b).addmm_(d_hidden_sums.narrow(0, row, b), w_hh);
    }
    gradients = {needs_input ? at::mm(d_gates, w_ih) : Tensor(), at::mm(d_gates.t(), input), at::mm(d_hidden_sums.t(), before)};
    if (!b_ih.defined()) return;
    gradients.push_back(d_gates.sum(0));
    gradients.push_back(d_hidden_sums.sum(0));
  }
};

// Runs work(0) and work(1) beside each other, or work(0) alone.
template <typename Work>
void in_each(int64_t directions, const Work& work) {
  at::parallel_for(0, directions, 1, [&](int64_t begin, int64_t end) {
    at::AutoDispatchBelowADInplaceOrView guard;
    for (int64_t d = begin; d < end; d++) work(d);
  });
}

// A layer: forward(input, batch_sizes, h0, c0, weights of each direction ...) -> output (N, D H), state (D, B, H), cell (D, B, H).
template <typename Cell>
struct Layer : torch::autograd::Function<Layer<Cell>> {
  static variable_list forward(AutogradContext* ctx, const Tensor& input, const Tensor& batch_sizes, const Tensor& h0, const Tensor& c0,
                               at::TensorList weights, int64_t directions, bool keeps) {
    at::AutoDispatchBelowADInplaceOrView below;
    const Steps steps(batch_sizes);
    const int64_t each = static_cast<int64_t>(weights.size()) / directions, h = weights[1].size(1);
    Tensor output = at::empty({input.size(0), directions * h}, input.options());
    Tensor state = h0.clone(at::MemoryFormat::Contiguous), cell = Cell::kHasCell ? c0.clone(at::MemoryFormat::Contiguous) : Tensor();
    std::vector<Direction<Cell>> runs(directions);
    float* out = output.data_ptr<float>();
    in_each(directions, [&](int64_t d) {
      Direction<Cell>& run = runs[d];
      run = make(input, weights, d, each);
      run.state = state[d];
      if (Cell::kHasCell) run.cell = cell[d];
      run.forward(steps, out + d * h, directions * h);
    });
    if (keeps) keep(ctx, runs, input, batch_sizes, weights, directions);
    return Cell::kHasCell ? variable_list{output, state, cell} : variable_list{output, state};
  }

  static variable_list backward(AutogradContext* ctx, variable_list d_outputs) {
    TORCH_CHECK(!at::GradMode::is_enabled(), "second derivatives of a recurrent layer are not implemented; set NLPTRANSFER_STOCK_KERNELS=fused for libtorch's own layer");
    at::AutoDispatchBelowADInplaceOrView below;
    const auto saved = ctx->get_saved_variables();
    const int64_t directions = ctx->saved_data["directions"].toInt();
    const Tensor input = saved[0], batch_sizes = saved[1];
    const variable_list weights(saved.begin() + 2, saved.end());
    const auto buffers = ctx->saved_data["buffers"].toTensorVector();
    const Steps steps(batch_sizes);
    const int64_t each = static_cast<int64_t>(weights.size()) / directions, h = weights[1].size(1), batch = steps.sizes[0];
    const Tensor d_out = d_outputs[0].defined() ? d_outputs[0].contiguous() : at::zeros({input.size(0), directions * h}, input.options());
    Tensor d_state = start(d_outputs[1], directions, batch, h, input), d_cell = Cell::kHasCell ? start(d_outputs[2], directions, batch, h, input) : Tensor();
    std::vector<variable_list> found(directions);
    const bool needs_input = ctx->saved_data["needs_input"].toBool();
    in_each(directions, [&](int64_t d) {
      Direction<Cell> run = make(input, weights, d, each);
      run.gates = buffers[d * 3];
      run.kept = buffers[d * 3 + 1];
      run.before = buffers[d * 3 + 2];
      run.state = d_state[d];
      if (Cell::kHasCell) run.cell = d_cell[d];
      run.backward(steps, d_out.data_ptr<float>() + d * h, directions * h, needs_input, found[d]);
    });
    variable_list gradients{needs_input && directions == 2 ? found[0][0].add_(found[1][0]) : found[0][0], Tensor(), d_state, d_cell};
    for (const auto& of_direction : found) gradients.insert(gradients.end(), of_direction.begin() + 1, of_direction.end());
    gradients.insert(gradients.end(), 2, Tensor());
    return gradients;
  }

 private:
  static Direction<Cell> make(const Tensor& input, at::TensorList weights, int64_t d, int64_t each) {
    Direction<Cell> run;
    run.input = input;
    run.w_ih = weights[d * each];
    run.w_hh = weights[d * each + 1];
    if (each == 4) {
      run.b_ih = weights[d * each + 2];
      run.b_hh = weights[d * each + 3];
    }
    run.reverse = d == 1;
    return run;
  }

  static void keep(AutogradContext* ctx, const std::vector<Direction<Cell>>& runs, const Tensor& input, const Tensor& batch_sizes,
                   at::TensorList weights, int64_t directions) {
    variable_list saved{input, batch_sizes};
    saved.insert(saved.end(), weights.begin(), weights.end());
    ctx->save_for_backward(saved);
    std::vector<Tensor> buffers;
    for (const auto& run : runs) buffers.insert(buffers.end(), {run.gates, run.kept, run.before});
    ctx->saved_data["buffers"] = buffers;
    ctx->saved_data["directions"] = directions;
    ctx->saved_data["needs_input"] = input.requires_grad();
  }

  static Tensor start(const Tensor& gradient, int64_t directions, int64_t batch, int64_t hidden, const Tensor& like) {
    return gradient.defined() ? gradient.clone(at::MemoryFormat::Contiguous) : at::zeros({directions, batch, hidden}, like.options());
  }
};

bool fits(const Tensor& t) { return t.device().is_cpu() && t.scalar_type() == at::kFloat && t.layout() == at::kStrided; }

template <typename Cell>
bool fits(const Tensor& data, at::TensorList start, at::TensorList params, bool has_biases, int64_t layers, bool bidirectional) {
  if (!fits(data) || data.dim() != 2 || data.size(0) == 0) return false;
  for (const auto& t : start)
    if (!fits(t) || t.dim() != 3 || t.size(0) != layers * (bidirectional ? 2 : 1) || t.size(2) != start[0].size(2)) return false;
  for (const auto& t : params)
    if (!fits(t)) return false;
  const int64_t hidden = start[0].size(2), directions = bidirectional ? 2 : 1, each = has_biases ? 4 : 2;
  if (params.size() != static_cast<size_t>(layers * directions * each)) return false;
  for (size_t i = 0; i < params.size(); i += each)
    if (params[i].dim() != 2 || params[i].size(0) != Cell::kGates * hidden || params[i].size(1) != (i < static_cast<size_t>(directions * each) ? data.size(1) : directions * hidden) ||
        params[i + 1].dim() != 2 || params[i + 1].size(0) != Cell::kGates * hidden || params[i + 1].size(1) != hidden)
      return false;
  return true;
}

// All layers over packed rows. `start` has h0 and, for an LSTM, c0.
template <typename Cell>
variable_list run(Tensor data, const Tensor& batch_sizes, at::TensorList start, at::TensorList params, bool has_biases,
                  int64_t layers, double dropout, bool train, bool bidirectional) {
  const int64_t directions = bidirectional ? 2 : 1, each = (has_biases ? 4 : 2) * directions;
  std::vector<Tensor> states, cells;
  for (int64_t layer = 0; layer < layers; layer++) {
    variable_list weights;
    for (int64_t i = 0; i < each; i++) weights.push_back(params[layer * each + i].contiguous());
    const Tensor h0 = start[0].narrow(0, layer * directions, directions), c0 = Cell::kHasCell ? start[1].narrow(0, layer * directions, directions) : at::empty({0}, h0.options());
    bool keeps = data.requires_grad() || h0.requires_grad() || c0.requires_grad();
    for (const auto& w : weights) keeps = keeps || w.requires_grad();
    auto result = Layer<Cell>::apply(data.contiguous(), batch_sizes, h0, c0, at::TensorList(weights), directions, keeps && at::GradMode::is_enabled());
    data = result[0];
    states.push_back(result[1]);
    if (Cell::kHasCell) cells.push_back(result[2]);
    if (dropout > 0 && train && layer + 1 < layers) data = at::dropout(data, dropout, true);
  }
  variable_list all{data, layers == 1 ? states[0] : at::cat(states)};
  if (Cell::kHasCell) all.push_back(layers == 1 ? cells[0] : at::cat(cells));
  return all;
}

// A rectangle (T, B, I) or (B, T, I) as packed rows, and back.
template <typename Cell>
variable_list run_rectangle(const Tensor& input, at::TensorList start, at::TensorList params, bool has_biases, int64_t layers,
                            double dropout, bool train, bool bidirectional, bool batch_first) {
  const Tensor by_time = batch_first ? input.transpose(0, 1) : input;
  const int64_t steps = by_time.size(0), batch = by_time.size(1);
  auto result = run<Cell>(by_time.reshape({steps * batch, by_time.size(2)}), at::full({steps}, batch, at::kLong), start, params,
                          has_biases, layers, dropout, train, bidirectional);
  const Tensor output = result[0].view({steps, batch, -1});
  result[0] = batch_first ? output.transpose(0, 1) : output;
  return result;
}

bool is_rectangle(const Tensor& input) { return input.dim() == 3 && input.numel() > 0; }

std::tuple<Tensor, Tensor, Tensor> lstm_data(const Tensor& data, const Tensor& batch_sizes, at::TensorList hx, at::TensorList params,
                                             bool has_biases, int64_t layers, double dropout, bool train, bool bidirectional) {
  if (hx.size() != 2 || !fits<nt::Lstm>(data, hx, params, has_biases, layers, bidirectional))
    return at::native::lstm(data, batch_sizes, hx, params, has_biases, layers, dropout, train, bidirectional);
  auto r = run<nt::Lstm>(data, batch_sizes, hx, params, has_biases, layers, dropout, train, bidirectional);
  return {r[0], r[1], r[2]};
}

std::tuple<Tensor, Tensor, Tensor> lstm_input(const Tensor& input, at::TensorList hx, at::TensorList params, bool has_biases,
                                              int64_t layers, double dropout, bool train, bool bidirectional, bool batch_first) {
  if (hx.size() != 2 || !is_rectangle(input) || !fits<nt::Lstm>(input.flatten(0, 1), hx, params, has_biases, layers, bidirectional))
    return at::native::lstm(input, hx, params, has_biases, layers, dropout, train, bidirectional, batch_first);
  auto r = run_rectangle<nt::Lstm>(input, hx, params, has_biases, layers, dropout, train, bidirectional, batch_first);
  return {r[0], r[1], r[2]};
}

std::tuple<Tensor, Tensor> gru_data(const Tensor& data, const Tensor& batch_sizes, const Tensor& hx, at::TensorList params,
                                    bool has_biases, int64_t layers, double dropout, bool train, bool bidirectional) {
  if (!fits<nt::Gru>(data, hx, params, has_biases, layers, bidirectional))
    return at::native::gru(data, batch_sizes, hx, params, has_biases, layers, dropout, train, bidirectional);
  auto r = run<nt::Gru>(data, batch_sizes, hx, params, has_biases, layers, dropout, train, bidirectional);
  return {r[0], r[1]};
}

std::tuple<Tensor, Tensor> gru_input(const Tensor& input, const Tensor& hx, at::TensorList params, bool has_biases, int64_t layers,
                                     double dropout, bool train, bool bidirectional, bool batch_first) {
  if (!is_rectangle(input) || !fits<nt::Gru>(input.flatten(0, 1), hx, params, has_biases, layers, bidirectional))
    return at::native::gru(input, hx, params, has_biases, layers, dropout, train, bidirectional, batch_first);
  auto r = run_rectangle<nt::Gru>(input, hx, params, has_biases, layers, dropout, train, bidirectional, batch_first);
  return {r[0], r[1]};
}

}  // namespace

namespace nt {

void replace_recurrent() {
  for (auto key : {c10::DispatchKey::CPU, c10::DispatchKey::AutogradCPU}) {
    // Never freed: a library that goes takes its kernels with it.
    auto* library = new torch::Library(torch::Library::IMPL, "aten", key, __FILE__, __LINE__);
    library->impl("lstm.data", TORCH_FN(lstm_data));
    library->impl("lstm.input", TORCH_FN(lstm_input));
    library->impl("gru.data", TORCH_FN(gru_data));
    library->impl("gru.input", TORCH_FN(gru_input));
  }
}

}  // namespace nt
