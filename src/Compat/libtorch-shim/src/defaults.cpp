// The dtype that factories use when none is given.
#include "shim.h"

#include <c10/core/DefaultDtype.h>

NT_EXPORT int32_t nt_default_dtype() noexcept { return static_cast<int32_t>(c10::get_default_dtype_as_scalartype()); }

NT_FUNCTION(nt_set_default_dtype, (int32_t dtype), {
  const auto type = static_cast<at::ScalarType>(dtype);
  TORCH_CHECK(at::isFloatingType(type), "the default dtype must be a floating one, got ", type);
  c10::set_default_dtype(c10::scalarTypeToTypeMeta(type));
})
