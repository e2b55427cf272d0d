using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors.Values;

/// <summary>Operations by name, each with the values it must give, worked out by hand or by <see cref="Math"/>.</summary>
public sealed class OperationTable : IEnumerable<string>
{
    private readonly Dictionary<string, (Func<Tensor> Run, double[] Expected)> rows = [];

    public void Add(string name, Func<Tensor> run, params double[] expected) => rows.Add(name, (run, expected));

    public TheoryData<string> Names => [.. rows.Keys];

    public IEnumerator<string> GetEnumerator() => rows.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Runs one row and compares every element to 1e-9 relative.</summary>
    public void Check(string name)
    {
        using var scope = NewDisposeScope();
        (Func<Tensor> run, double[] expected) = rows[name];
        double[] found = Numbers(run());
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++)
            Assert.True(Close(expected[i], found[i]), $"{name}, element {i}: expected [{string.Join(", ", expected)}], found [{string.Join(", ", found)}]");
    }

    /// <summary>A Float64 vector.</summary>
    public static Tensor V(params double[] values) => tensor(values);

    /// <summary>A Float64 matrix, row by row.</summary>
    public static Tensor M(long rows, params double[] values) => tensor(values).view(rows, values.Length / rows);

    public static Tensor I(params long[] values) => tensor(values);

    public static Tensor B(params int[] values) => tensor(values).to_type(ScalarType.Bool);

    public static double[] Numbers(Tensor tensor) => tensor.to(ScalarType.Float64).contiguous().data<double>().ToArray();

    private static bool Close(double expected, double found) =>
        double.IsNaN(expected) ? double.IsNaN(found)
        : double.IsInfinity(expected) ? expected.Equals(found)
        : Math.Abs(expected - found) <= 1e-9 * Math.Max(1, Math.Abs(expected));
}
