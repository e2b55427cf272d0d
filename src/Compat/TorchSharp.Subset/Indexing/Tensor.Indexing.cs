using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Op IndexOp = new("index.Tensor");
        private static readonly Op IndexPutOp = new("index_put_");
        private static readonly Op IndexSliceOp = new("slice.Tensor");
        private static readonly Op IndexSelectOp = new("select.int");
        private static readonly Op IndexUnsqueezeOp = new("unsqueeze");
        private static readonly Op IndexCopyOp = new("copy_");
        private static readonly Op IndexAliasOp = new("alias");

        // Numbers select, so each takes one dimension away; assignment writes through the view.
        public Tensor this[long i1] { get => At([i1]); set => Assign([i1], value); }

        public Tensor this[long i1, long i2] { get => At([i1, i2]); set => Assign([i1, i2], value); }

        public Tensor this[long i1, long i2, long i3] { get => At([i1, i2, i3]); set => Assign([i1, i2, i3], value); }

        public Tensor this[long i1, long i2, long i3, long i4] { get => At([i1, i2, i3, i4]); set => Assign([i1, i2, i3, i4], value); }

        public Tensor this[long i1, long i2, long i3, long i4, long i5] { get => At([i1, i2, i3, i4, i5]); set => Assign([i1, i2, i3, i4, i5], value); }

        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6] { get => At([i1, i2, i3, i4, i5, i6]); set => Assign([i1, i2, i3, i4, i5, i6], value); }

        public Tensor this[params long[] indices] { get => At(indices); set => Assign(indices, value); }

        /// <summary>Index tensors, one a dimension from the first on: advanced indexing.</summary>
        public Tensor this[params Tensor[] indices] { get => index(indices); set => index_put_(value, indices); }

        /// <summary>Any mix of numbers, slices, new axes and index tensors, as in Python.</summary>
        public Tensor this[params TensorIndex[] indices] { get => index(indices); set => index_put_(value, indices); }

        public Tensor index(params Tensor[] indices) => IndexOp.Call(this, Value.Optionals(indices));

        public Tensor index(params TensorIndex[] indices)
        {
            (Tensor view, Tensor?[] tensors) = BasicView(indices);
            if (tensors.All(t => t is null)) return view;
            using (view) return IndexOp.Call(view, Value.Optionals(tensors));
        }

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) => IndexPutOp.InPlace(this, Value.Optionals(indices), value, accumulate);

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Scalar value, params Tensor[] indices)
        {
            using Tensor number = NewFull([], value, dtype, device, false, null);
            return index_put_(number, indices, false);
        }

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            (Tensor view, Tensor?[] tensors) = BasicView(indices);
            using (view)
            {
                if (tensors.Any(t => t is not null) || accumulate) IndexPutOp.Do(view, Value.Optionals(tensors), value, accumulate);
                else IndexCopyOp.Do(view, value);
            }
            return this;
        }

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using Tensor number = NewFull([], value, dtype, device, false, null);
            return index_put_(number, indices, false);
        }

        private Tensor At(ReadOnlySpan<long> indices)
        {
            Tensor view = this;
            foreach (long i in indices) view = Replace(view, IndexSelectOp.Call(view, 0L, i));
            return view;
        }

        private void Assign(ReadOnlySpan<long> indices, Tensor value)
        {
            using Tensor view = At(indices);
            IndexCopyOp.Do(view, value);
        }

        /// <summary>Applies everything but index tensors as views; the list has, for each dimension of the view, its index tensor or null.</summary>
        private (Tensor View, Tensor?[] Tensors) BasicView(TensorIndex[] indices)
        {
            Tensor view = this;
            var tensors = new List<Tensor?>();
            long dimension = 0;
            foreach (TensorIndex index in indices)
            {
                if (index.Kind == TensorIndex.IndexKind.Ellipsis) dimension = view.ndim - Consumed(indices);
                else view = Step(view, index, ref dimension, tensors);
            }
            return (ReferenceEquals(view, this) ? IndexAliasOp.Call(this) : view, [.. tensors]);
        }

        private Tensor Step(Tensor view, TensorIndex index, ref long dimension, List<Tensor?> tensors)
        {
            switch (index.Kind)
            {
                case TensorIndex.IndexKind.Single:
                    return Replace(view, IndexSelectOp.Call(view, dimension, index.Start!.Value));
                case TensorIndex.IndexKind.Slice:
                    bool all = index.Start is null && index.Stop is null && index.Step is null;
                    return all ? Skip(view, ref dimension) : Replace(view, IndexSliceOp.Call(view, dimension++, index.Start, index.Stop, index.Step ?? 1));
                case TensorIndex.IndexKind.NewAxis:
                    return Replace(view, IndexUnsqueezeOp.Call(view, dimension++));
                case TensorIndex.IndexKind.Bool:
                    view = Replace(view, IndexUnsqueezeOp.Call(view, dimension));
                    Put(tensors, dimension++, tensor(new[] { index.Truth }));
                    return view;
                default:
                    Put(tensors, dimension, index.Indices!);
                    // A mask covers as many dimensions as it has itself.
                    dimension += index.Indices!.dtype == ScalarType.Bool ? index.Indices.ndim : 1;
                    return view;
            }
        }

        private static Tensor Skip(Tensor view, ref long dimension)
        {
            if (dimension >= view.ndim) throw new IndexOutOfRangeException($"index: too many indices for a tensor of shape [{string.Join(", ", view.shape)}].");
            dimension++;
            return view;
        }

        private static void Put(List<Tensor?> tensors, long dimension, Tensor index)
        {
            while (tensors.Count < dimension) tensors.Add(null);
            tensors.Add(index);
        }

        // How many dimensions the indices after an ellipsis will use.
        private static long Consumed(TensorIndex[] indices)
        {
            int after = Array.FindIndex(indices, i => i.Kind == TensorIndex.IndexKind.Ellipsis) + 1;
            return indices.Skip(after).Sum(i => i.Kind switch
            {
                TensorIndex.IndexKind.NewAxis or TensorIndex.IndexKind.Bool or TensorIndex.IndexKind.Ellipsis => 0,
                TensorIndex.IndexKind.Tensor when i.Indices!.dtype == ScalarType.Bool => i.Indices.ndim,
                _ => 1,
            });
        }

        // Intermediate views are released at once: an index expression leaves one new tensor behind.
        private Tensor Replace(Tensor old, Tensor made)
        {
            if (!ReferenceEquals(old, this)) old.Dispose();
            return made;
        }
    }
}
