using TorchSharp.Native;

namespace TorchSharp;

// Other shapes over the same elements: views where libtorch can make one.
public static partial class torch
{
    public static Tensor movedim(Tensor input, long source, long destination) => input.movedim([source], [destination]);

    public static Tensor moveaxis(Tensor input, long source, long destination) => input.moveaxis([source], [destination]);
    public static Tensor moveaxis(Tensor input, (long, long) source, (long, long) destination) => input.moveaxis([source.Item1, source.Item2], [destination.Item1, destination.Item2]);
    public static Tensor moveaxis(Tensor input, (long, long, long) source, (long, long, long) destination) => input.moveaxis([source.Item1, source.Item2, source.Item3], [destination.Item1, destination.Item2, destination.Item3]);
    public static Tensor moveaxis(Tensor input, (long, long, long, long) source, (long, long, long, long) destination) => input.moveaxis([source.Item1, source.Item2, source.Item3, source.Item4], [destination.Item1, destination.Item2, destination.Item3, destination.Item4]);

    public static IEnumerable<Tensor> atleast_1d(params Tensor[] input) => ShapeStaticOps.Atleast1dSequence.CallList(input);

    public static IEnumerable<Tensor> atleast_2d(params Tensor[] input) => ShapeStaticOps.Atleast2dSequence.CallList(input);

    public static IEnumerable<Tensor> atleast_3d(params Tensor[] input) => ShapeStaticOps.Atleast3dSequence.CallList(input);

    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => ShapeStaticOps.BroadcastTensors.CallList(tensors);

    public static Tensor reshape(Tensor input, params long[] shape) => input.reshape(shape);

    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) => input.flatten(start_dim, end_dim);

    public static Tensor unflatten(Tensor input, long dim, Size sizes) => input.unflatten(dim, sizes);
    public static Tensor unflatten(Tensor input, long dim, params long[] sizes) => input.unflatten(dim, sizes);

    public static Tensor ravel(Tensor input) => input.ravel();

    public static Tensor squeeze(Tensor input, long? dim = null) => input.squeeze(dim);
    public static Tensor squeeze_(Tensor input, long? dim = null) => input.squeeze_(dim);

    public static Tensor unsqueeze(Tensor input, long dim) => input.unsqueeze(dim);
    public static Tensor unsqueeze_(Tensor input, long dim) => input.unsqueeze_(dim);

    public static Tensor permute(Tensor input, params long[] permutation) => input.permute(permutation);

    public static Tensor transpose(Tensor input, long dim0, long dim1) => input.transpose(dim0, dim1);

    public static Tensor swapaxes(Tensor input, long axis0, long axis1) => input.swapaxes(axis0, axis1);

    public static Tensor swapdims(Tensor input, long dim0, long dim1) => input.swapdims(dim0, dim1);

    public static Tensor movedim(Tensor input, long[] source, long[] destination) => input.movedim(source, destination);

    public static Tensor moveaxis(Tensor input, long[] source, long[] destination) => input.moveaxis(source, destination);

    public static Tensor t(Tensor input) => input.t();

    public static Tensor broadcast_to(Tensor input, params long[] shape) => input.broadcast_to(shape);

    public static Tensor adjoint(Tensor input) => input.adjoint();

    public static Tensor diagonal(Tensor input, long offset = 0, long dim1 = 0, long dim2 = 1) => input.diagonal(offset, dim1, dim2);

    public static Tensor diag_embed(Tensor input, long offset = 0, long dim1 = -2, long dim2 = -1) => input.diag_embed(offset, dim1, dim2);

    public static Tensor diag(Tensor input, long diagonal = 0) => input.diag(diagonal);

    public static Tensor diagflat(Tensor input, long offset = 0) => input.diagflat(offset);

    /// <summary>The shape that tensors of these shapes have together.</summary>
    /// <exception cref="ArgumentException">Two sizes differ and neither is 1.</exception>
    public static Size broadcast_shapes(params long[][] shapes)
    {
        var sizes = new long[shapes.Max(s => s.Length)];
        Array.Fill(sizes, 1);
        foreach (long[] shape in shapes) Broadcast(shape, sizes.AsSpan(sizes.Length - shape.Length), shapes);
        return sizes;
    }

    private static void Broadcast(long[] shape, Span<long> into, long[][] all)
    {
        for (int i = 0; i < shape.Length; i++)
        {
            if (shape[i] == 1) continue;
            if (into[i] != 1 && into[i] != shape[i])
                throw new ArgumentException($"broadcast_shapes: sizes {into[i]} and {shape[i]} do not fit in {string.Join(", ", all.Select(s => $"[{string.Join(", ", s)}]"))}.", nameof(all));
            into[i] = shape[i];
        }
    }

    private static class ShapeStaticOps
    {
        internal static readonly Op Atleast1dSequence = new("atleast_1d.Sequence");
        internal static readonly Op Atleast2dSequence = new("atleast_2d.Sequence");
        internal static readonly Op Atleast3dSequence = new("atleast_3d.Sequence");
        internal static readonly Op BroadcastTensors = new("broadcast_tensors");
    }
}
