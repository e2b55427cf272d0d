using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors.WrongCalls;

/// <summary>
/// One call that must fail. Its tensors are written as a dtype's letter and a shape, one word each:
/// f Float32, d Float64, i Int64, b Bool, c ComplexFloat32, m Float32 on the meta device (which stands for
/// another device), x disposed.
/// </summary>
public sealed record WrongCall(string Operation, string Tensors, Func<Tensor[], object?> Call)
{
    /// <summary>Runs the call; null when it failed as it must, otherwise what was wrong with that.</summary>
    public string? Fault()
    {
        using var scope = NewDisposeScope();
        string[] words = Tensors.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Exception? error = Record.Exception(() => Call([.. words.Select(Make)]));
        return error is null ? "no exception"
            : error.GetType() != ExpectedType ? $"{error.GetType().Name} instead of {ExpectedType.Name}: {error.Message}"
            : !error.Message.Contains(Operation, StringComparison.Ordinal) ? $"does not name {Operation}: {error.Message}"
            : words.Select(Described).FirstOrDefault(d => !error.Message.Contains(d, StringComparison.Ordinal)) is { } missing ? $"does not show {missing}: {error.Message}"
            : null;
    }

    private Type ExpectedType =>
        Tensors.Contains('x', StringComparison.Ordinal) ? typeof(InvalidOperationException) : typeof(System.Runtime.InteropServices.ExternalException);

    private static Tensor Make(string word)
    {
        Tensor made = zeros(Shape(word), TypeOf(word), word[0] == 'm' ? META : CPU);
        if (word[0] == 'x') made.Dispose();
        return made;
    }

    private static string Described(string word) =>
        word[0] == 'x' ? "disposed" : $"{TypeOf(word)}[{string.Join(", ", Shape(word))}]";

    private static long[] Shape(string word) =>
        word.Length == 1 ? [] : [.. word[1..].Split(',').Select(d => long.Parse(d, CultureInfo.InvariantCulture))];

    private static ScalarType TypeOf(string word) => word[0] switch
    {
        'd' => ScalarType.Float64,
        'i' => ScalarType.Int64,
        'b' => ScalarType.Bool,
        'c' => ScalarType.ComplexFloat32,
        _ => ScalarType.Float32,
    };
}
