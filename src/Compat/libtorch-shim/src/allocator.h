#pragma once

namespace nt {

/// From now on tensors on the CPU take their memory from malloc; those that are there keep theirs.
void install_allocator();

}  // namespace nt
