// Random generators: made, seeded, saved and restored.
#include "shim.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>

static at::Generator& generator(void* handle) { return *static_cast<at::Generator*>(handle); }

NT_FUNCTION(nt_generator_new, (uint64_t seed, int32_t device_type, int32_t device_index, void** out), {
  auto type = static_cast<c10::DeviceType>(device_type);
  auto made = type == c10::DeviceType::CPU
                  ? at::make_generator<at::CPUGeneratorImpl>(seed)
                  : at::globalContext().defaultGenerator(c10::Device(type, device_index)).clone();
  made.set_current_seed(seed);
  *out = new at::Generator(std::move(made));
})

NT_FUNCTION(nt_generator_default, (int32_t device_type, int32_t device_index, void** out), {
  auto device = c10::Device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index));
  *out = new at::Generator(at::globalContext().defaultGenerator(device));
})

NT_EXPORT void nt_generator_release(void* handle) noexcept { delete static_cast<at::Generator*>(handle); }

NT_FUNCTION(nt_generator_set_seed, (void* handle, uint64_t seed), {
  std::lock_guard<std::mutex> lock(generator(handle).mutex());
  generator(handle).set_current_seed(seed);
})

// A fresh seed from the operating system's entropy, as torch.Generator.seed() draws it.
NT_FUNCTION(nt_generator_reseed, (void* handle, uint64_t* out), {
  std::lock_guard<std::mutex> lock(generator(handle).mutex());
  *out = generator(handle).seed();
})

NT_FUNCTION(nt_generator_get_seed, (void* handle, uint64_t* out), {
  std::lock_guard<std::mutex> lock(generator(handle).mutex());
  *out = generator(handle).current_seed();
})

NT_FUNCTION(nt_generator_get_state, (void* handle, void** out), { *out = nt::give(generator(handle).get_state()); })

NT_FUNCTION(nt_generator_set_state, (void* handle, void* state), { generator(handle).set_state(nt::borrow(state)); })

// Seeds the default generator of every device.
NT_FUNCTION(nt_manual_seed, (uint64_t seed), { at::manual_seed(seed); })
