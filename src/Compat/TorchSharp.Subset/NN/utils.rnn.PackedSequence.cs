namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            public static partial class rnn
            {
                /// <summary>
                /// Sequences without padding: the first steps of all, then the second steps of those that have one, and so on.
                /// Owns its tensors; belongs to a dispose scope as a tensor does.
                /// </summary>
                public sealed class PackedSequence : IDisposable
                {
                    /// <summary>(steps of all sequences, ...).</summary>
                    public readonly Tensor data;

                    /// <summary>(L) on the CPU: how many sequences have a step 0, 1, ...</summary>
                    public readonly Tensor batch_sizes;

                    /// <summary>(N): where each packed sequence stood before sorting; invalid when they were given sorted.</summary>
                    public readonly Tensor sorted_indices;

                    /// <summary>(N): where each sequence went when sorted; invalid when they were given sorted.</summary>
                    public readonly Tensor unsorted_indices;

                    internal PackedSequence(Tensor data, Tensor batch_sizes, Tensor? sorted_indices, Tensor? unsorted_indices)
                    {
                        this.data = data.DetachFromDisposeScope();
                        this.batch_sizes = batch_sizes.DetachFromDisposeScope();
                        this.sorted_indices = sorted_indices?.DetachFromDisposeScope() ?? new Tensor(IntPtr.Zero);
                        this.unsorted_indices = unsorted_indices?.DetachFromDisposeScope() ?? new Tensor(IntPtr.Zero);
                        OwningDisposeScope = DisposeScopeManager.Register(this);
                    }

                    internal DisposeScope? OwningDisposeScope { get; set; }

                    public PackedSequence MoveToOuterDisposeScope()
                    {
                        OwningDisposeScope?.MoveToOuter(this);
                        return this;
                    }

                    public PackedSequence DetachFromDisposeScope()
                    {
                        OwningDisposeScope?.Detach(this);
                        return this;
                    }

                    public PackedSequence MoveToOtherDisposeScope(PackedSequence other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

                    public PackedSequence MoveToOtherDisposeScope(DisposeScope? other)
                    {
                        if (OwningDisposeScope is not null) OwningDisposeScope.MoveToOther(other, this);
                        else other?.Attach(this);
                        return this;
                    }

                    public void Dispose()
                    {
                        if (OwningDisposeScope is { } scope) scope.MarkAsDisposed(this);
                        else if (!data.IsInvalid) DisposeScopeManager.CountDisposedOutside(this);
                        OwningDisposeScope = null;
                        data.Dispose();
                        batch_sizes.Dispose();
                        sorted_indices.Dispose();
                        unsorted_indices.Dispose();
                    }
                }
            }
        }
    }
}
