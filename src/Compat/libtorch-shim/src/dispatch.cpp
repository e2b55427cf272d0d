// Finding and calling operators: ATen's dispatcher knows every operator by its schema, with
// defaults, autograd and devices, so one boxed call serves them all.
#include "shim.h"

#include <cstdlib>
#include <cstring>
#include <vector>

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/stack.h>

namespace nt {

static thread_local std::string last_error;
void set_error(const char* message) { last_error = message; }

struct Operator {
  c10::OperatorHandle handle;
  std::vector<c10::IValue> defaults;  // None where the schema has no default
  std::vector<uint8_t> is_required;
};

template <typename T>
static c10::List<T> list(const NtValue& v) {
  const T* items = static_cast<const T*>(v.p);
  c10::List<T> result;
  result.reserve(v.count);
  for (int32_t i = 0; i < v.count; i++) result.push_back(items[i]);
  return result;
}

static c10::IValue tensors(const NtValue& v) {
  void* const* handles = static_cast<void* const*>(v.p);
  c10::List<at::Tensor> result;
  result.reserve(v.count);
  for (int32_t i = 0; i < v.count; i++) result.push_back(borrow(handles[i]));
  return result;
}

static c10::IValue optional_tensors(const NtValue& v) {
  void* const* handles = static_cast<void* const*>(v.p);
  c10::List<c10::optional<at::Tensor>> result;
  result.reserve(v.count);
  for (int32_t i = 0; i < v.count; i++)
    result.push_back(handles[i] ? c10::optional<at::Tensor>(borrow(handles[i])) : c10::nullopt);
  return result;
}

static c10::IValue bools(const NtValue& v) {
  const uint8_t* items = static_cast<const uint8_t*>(v.p);
  c10::List<bool> result;
  for (int32_t i = 0; i < v.count; i++) result.push_back(items[i] != 0);
  return result;
}

static c10::IValue box(const NtValue& v) {
  switch (v.tag) {
    case tag::None: return c10::IValue();
    case tag::Tensor: return borrow(v.p);
    case tag::Int: return v.i;
    case tag::Double: return v.d;
    case tag::Bool: return v.i != 0;
    case tag::String: return std::string(static_cast<const char*>(v.p), v.count);
    case tag::IntList: return list<int64_t>(v);
    case tag::DoubleList: return list<double>(v);
    case tag::BoolList: return bools(v);
    case tag::TensorList: return tensors(v);
    case tag::OptionalTensorList: return optional_tensors(v);
    case tag::Device:
      return c10::Device(static_cast<c10::DeviceType>(static_cast<int32_t>(v.i)),
                         static_cast<c10::DeviceIndex>(v.i >> 32));
    case tag::Generator: return *static_cast<at::Generator*>(v.p);
    case tag::Complex: {
      const double* parts = static_cast<const double*>(v.p);
      return c10::complex<double>(parts[0], parts[1]);
    }
    default: TORCH_CHECK(false, "unknown value tag ", v.tag);
  }
}

template <typename List>
static void* give_list(const List& tensors) {
  void** handles = static_cast<void**>(std::malloc(sizeof(void*) * (tensors.size() + 1)));
  for (size_t i = 0; i < tensors.size(); i++) handles[i] = give(at::Tensor(tensors[i]));
  return handles;
}

static NtValue unbox(c10::IValue&& value) {
  NtValue v{};
  if (value.isTensor()) {
    v.tag = tag::Tensor;
    v.p = give(std::move(value).toTensor());
  } else if (value.isInt()) {
    v.tag = tag::Int;
    v.i = value.toInt();
  } else if (value.isBool()) {
    v.tag = tag::Bool;
    v.i = value.toBool();
  } else if (value.isDouble()) {
    v.tag = tag::Double;
    v.d = value.toDouble();
  } else if (value.isTensorList()) {
    auto tensors = value.toTensorVector();
    v.tag = tag::TensorList;
    v.count = static_cast<int32_t>(tensors.size());
    v.p = give_list(tensors);
  } else if (!value.isNone()) {
    TORCH_CHECK(false, "result of type ", value.tagKind(), " is not carried");
  }
  return v;
}

static void push_arguments(const Operator& op, const NtValue* values, int32_t count, torch::jit::Stack& stack) {
  TORCH_CHECK(static_cast<size_t>(count) <= op.defaults.size(), op.handle.schema(), ": takes ", op.defaults.size(),
              " arguments, got ", count);
  for (int32_t i = 0; i < count; i++) stack.emplace_back(box(values[i]));
  for (size_t i = count; i < op.defaults.size(); i++) {
    TORCH_CHECK(!op.is_required[i], op.handle.schema(), ": argument ", i, " has no default");
    stack.emplace_back(op.defaults[i]);
  }
}

// The stack is kept per thread, because allocating it anew costs a tenth of a cheap call;
// cleared on the way out, also by an exception, so that no tensor outlives its call in it.
struct StackLease {
  torch::jit::Stack& stack;
  StackLease() : stack(slot()) { stack.clear(); }
  ~StackLease() { stack.clear(); }
  static torch::jit::Stack& slot() {
    static thread_local torch::jit::Stack instance;
    return instance;
  }
};

static void call(const Operator& op, const NtValue* values, int32_t count, NtValue* results, int32_t capacity,
                 int32_t* result_count) {
  StackLease lease;
  push_arguments(op, values, count, lease.stack);
  op.handle.callBoxed(&lease.stack);
  *result_count = static_cast<int32_t>(lease.stack.size());
  if (capacity == 0) return;
  TORCH_CHECK(*result_count <= capacity, op.handle.schema(), ": more results than the caller has room for");
  for (int32_t i = 0; i < *result_count; i++) results[i] = unbox(std::move(lease.stack[i]));
}

}  // namespace nt

NT_EXPORT const char* nt_last_error() noexcept { return nt::last_error.c_str(); }

NT_EXPORT void nt_free(void* memory) noexcept { std::free(memory); }

// `*out` stays null when this libtorch has no such operator.
NT_FUNCTION(nt_find, (const char* name, const char* overload, void** out), {
  auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
  *out = nullptr;
  if (!handle.has_value()) return;
  auto op = new nt::Operator{*handle, {}, {}};
  for (const auto& argument : handle->schema().arguments()) {
    op->defaults.push_back(argument.default_value().value_or(c10::IValue()));
    op->is_required.push_back(!argument.default_value().has_value() &&
                              argument.type()->kind() != c10::TypeKind::OptionalType);
  }
  *out = op;
})

// With `capacity` 0 the results are dropped: an in-place call hands back what the caller has already.
NT_FUNCTION(nt_call,
            (void* op, const NtValue* values, int32_t count, NtValue* results, int32_t capacity, int32_t* result_count),
            { nt::call(*static_cast<nt::Operator*>(op), values, count, results, capacity, result_count); })

// The schema as text, for error messages and tests; free with nt_free.
NT_FUNCTION(nt_schema, (void* op, char** out), {
  std::ostringstream text;
  text << static_cast<nt::Operator*>(op)->handle.schema();
  *out = strdup(text.str().c_str());
})
