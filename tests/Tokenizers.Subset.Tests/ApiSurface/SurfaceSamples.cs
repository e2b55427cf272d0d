using System.Numerics;

namespace Microsoft.ML.Tokenizers.Tests.Samples;

// One member for each convention of the recorded lists; SurfaceFormatterTests has the line that each must give.

public enum Level : sbyte
{
    Low = -1,
    High = 7,
}

public delegate IntPtr Allocate(int id, IntPtr length);

public interface IStep<T>
{
    int Size { get; set; }

    T call(T input1);
}

public abstract class Sample : IDisposable
{
    public const double euler = 0.5772156649015329;
    public static readonly Sample? Empty;
    protected internal long counter;

    protected Sample(IntPtr handle, Level level = Level.High) => counter = handle + (long)level;

    public (string name, Sample)? Pair { get; protected set; }

    public Sample this[params long[] indices] => this;

    protected abstract List<string?> Names { get; }

    public static implicit operator Sample((int? start, int? end) range) => throw new NotSupportedException(range.ToString());

    public void Dispose() => GC.SuppressFinalize(this);

    public abstract int forward(Dictionary<string, (Sample, bool)> map, ReadOnlySpan<char> text, out string? rest);

    protected internal virtual T item<T>(ref Level? level, float eps = 1E-08f, double rate = 0.002, Complex value = default)
        where T : unmanaged => default;

    public override string ToString() => "";

    [Obsolete("old")]
    public static string[]? old(string? mode = "fro", char uplo = 'L', bool keep = true) => mode is null ? null : [mode, $"{uplo}{keep}"];
}

public static class SampleExtensions
{
    public static T to<T>(this T module, int index = -1, CancellationToken token = default) where T : Sample, IDisposable => module;
}

public sealed class SampleOf<TKey, TValue> : IStep<TValue> where TValue : class, new()
{
    public int Size { get; set; }

    public TValue call(TValue input1) => input1;

    public readonly struct Inner : IEquatable<Inner>
    {
        public bool Equals(Inner other) => true;

        public override bool Equals(object? obj) => obj is Inner;

        public override int GetHashCode() => 0;
    }
}
