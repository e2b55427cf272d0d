// Tests here count live tensors, seed the default generator and set thread numbers: all of them belong to the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
