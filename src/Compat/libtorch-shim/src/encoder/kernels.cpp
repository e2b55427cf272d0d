// One of the widths: NT_KERNELS names the table, NT_LANES the floats of a vector.
#include "attention_loops.h"
#include "large_products.h"
#include "row_loops.h"

namespace nt {

const Kernels NT_KERNELS = {scratch_floats, ::attention, ::attention_backward, kPanel, product_scratch, product, ::add_norm, ::add_norm_backward, ::gelu, ::gelu_backward, ::draw};

}  // namespace nt
