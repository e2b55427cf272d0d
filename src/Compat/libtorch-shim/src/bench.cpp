// The yardstick of the dispatch benchmark: the same operation called `count` times from C++.
#include "shim.h"

#include <ATen/Functions.h>

NT_FUNCTION(nt_bench_add, (void* self, void* other, int64_t count, int32_t in_place), {
  at::Tensor a = nt::borrow(self);
  at::Tensor b = nt::borrow(other);
  for (int64_t i = 0; i < count; i++) {
    if (in_place) {
      a.add_(b);
    } else {
      at::Tensor sum = a.add(b);
    }
  }
})
