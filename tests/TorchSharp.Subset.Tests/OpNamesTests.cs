using System.Reflection;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>Operators are looked up by name at their first call: a misspelt one would only show when a user calls it.</summary>
public class OpNamesTests
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    [Fact]
    public void EveryOperatorField_NamesAnOperatorOfThisLibtorch()
    {
        FieldInfo[] fields = [.. typeof(Tensor).Assembly.GetTypes().Where(t => !t.ContainsGenericParameters).SelectMany(t => t.GetFields(Statics)).Where(f => f.FieldType == typeof(Op))];
        string[] unknown = [.. fields.Where(f => !((Op)f.GetValue(null)!).Exists).Select(f => $"{f.DeclaringType!.FullName}.{f.Name}")];
        Assert.True(fields.Length > 400, $"only {fields.Length} operators found");
        Assert.True(unknown.Length == 0, $"unknown to libtorch {__version__}: {string.Join(", ", unknown)}");
    }
}
