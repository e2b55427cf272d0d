using ApiSurface;
using Microsoft.ML.Tokenizers.Tests.Samples;

namespace Microsoft.ML.Tokenizers.Tests.ApiSurface;

public class SurfaceFormatterTests
{
    private const string Name = "Microsoft.ML.Tokenizers.Tests.Samples.";

    [Fact]
    public void Format_Class_WritesEveryMemberAsTheRecordedListsDo() => AssertLines(typeof(Sample),
    [
        "Sample [type] abstract class : IDisposable",
        "Sample [ctor] protected .ctor(IntPtr handle, #Level level = Level.High)",
        "Sample [field] const euler : double = 0.5772156649015329",
        "Sample [field] static readonly Empty : #Sample?",
        "Sample [field] protected internal counter : long",
        "Sample [property] Pair : (string name, #Sample)? { get; protected set; }",
        "Sample [property] this[params long[] indices] : #Sample { get; }",
        "Sample [property] protected abstract Names : List<string?> { get; }",
        "Sample [operator] static op_Implicit((int? start, int? end) range) : #Sample",
        "Sample [method] Dispose() : void",
        "Sample [method] abstract forward(Dictionary<string,(#Sample, bool)> map, ReadOnlySpan<char> text, out string? rest) : int",
        "Sample [method] protected internal virtual item<T>(ref #Level? level, float eps = 1E-08f, double rate = 0.002, System.Numerics.Complex value = default) : T where T : unmanaged",
        "Sample [method] override ToString() : string",
        "Sample [method] static old(string? mode = \"fro\", char uplo = 'L', bool keep = true) : string[]? [Obsolete]",
    ]);

    [Fact]
    public void Format_Enum_WritesUnderlyingTypeAndValues() => AssertLines(typeof(Level),
        ["Level [type] enum : sbyte", "Level [enum] Low = -1", "Level [enum] High = 7"]);

    [Fact]
    public void Format_Delegate_WritesItsSignatureOnly() => AssertLines(typeof(Allocate),
        ["Allocate [type] delegate", "Allocate [delegate] (int id, IntPtr length) : IntPtr"]);

    [Fact]
    public void Format_Interface_WritesNoModifiers() => AssertLines(typeof(IStep<>),
        ["IStep<T> [type] interface", "IStep<T> [property] Size : int { get; set; }", "IStep<T> [method] call(T input1) : T"]);

    [Fact]
    public void Format_ExtensionClass_WritesThisAndConstraints() => AssertLines(typeof(SampleExtensions),
    [
        "SampleExtensions [type] static class",
        "SampleExtensions [method] static to<T>(this T module, int index = -1, System.Threading.CancellationToken token = default) : T where T : #Sample, IDisposable",
    ]);

    [Fact]
    public void Format_GenericClass_WritesItsParametersAndConstraints() => AssertLines(typeof(SampleOf<,>),
    [
        "SampleOf<TKey,TValue> [type] sealed class : #IStep<TValue> where TValue : class, new()",
        "SampleOf<TKey,TValue> [ctor] .ctor()",
        "SampleOf<TKey,TValue> [property] Size : int { get; set; }",
        "SampleOf<TKey,TValue> [method] call(TValue input1) : TValue",
    ]);

    [Fact]
    public void Format_NestedStructOfGeneric_KeepsTheOuterParameters() => AssertLines(typeof(SampleOf<,>.Inner),
    [
        "SampleOf<TKey,TValue>.Inner [type] readonly struct : IEquatable<#SampleOf<TKey,TValue>.Inner>",
        "SampleOf<TKey,TValue>.Inner [method] Equals(#SampleOf<TKey,TValue>.Inner other) : bool",
        "SampleOf<TKey,TValue>.Inner [method] override Equals(object? obj) : bool",
        "SampleOf<TKey,TValue>.Inner [method] override GetHashCode() : int",
    ]);

    private static void AssertLines(Type type, string[] expected) => Assert.Equal(
        expected.Select(l => Name + l.Replace("#", Name)).Order(StringComparer.Ordinal),
        SurfaceFormatter.Format(type).Select(m => m.Line).Order(StringComparer.Ordinal));
}
