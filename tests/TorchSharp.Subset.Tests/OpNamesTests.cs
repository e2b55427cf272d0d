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
        IEnumerable<FieldInfo> fields = typeof(Tensor).Assembly.GetTypes().Where(t => !t.ContainsGenericParameters).SelectMany(t => t.GetFields(Statics));
        (FieldInfo Field, Op Op)[] operators = [.. fields.SelectMany(f => Operators(f).Select(op => (f, op)))];
        string[] unknown = [.. operators.Where(o => !o.Op.Exists).Select(o => $"{o.Field.DeclaringType!.FullName}.{o.Field.Name}")];
        Assert.True(operators.Length > 400, $"only {operators.Length} operators found");
        Assert.True(unknown.Length == 0, $"unknown to libtorch {__version__}: {string.Join(", ", unknown)}");
    }

    // A field holds an operator, several, or an object that is made of some (an activation with its in-place form).
    private static IEnumerable<Op> Operators(FieldInfo field)
    {
        if (field.FieldType == typeof(Op)) return [(Op)field.GetValue(null)!];
        if (field.FieldType == typeof(Op[])) return (Op[])field.GetValue(null)!;
        return field.FieldType.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Where(f => f.FieldType == typeof(Op))
            .Select(part => (Op)part.GetValue(field.GetValue(null))!);
    }
}
