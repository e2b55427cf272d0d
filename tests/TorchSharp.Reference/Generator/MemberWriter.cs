namespace TorchSharp.Reference;

/// <summary>One recorded member as C#, with a body that is never run.</summary>
internal static class MemberWriter
{
    private const string Body = " => throw null!;";

    internal static string Write(TypeNode type, SurfaceLine member, bool inInterface) =>
        (member.IsObsolete ? "[global::System.Obsolete] " : "") + Declaration(type, member, inInterface);

    private static string Declaration(TypeNode type, SurfaceLine member, bool inInterface) => member.Kind switch
    {
        "ctor" => Constructor(type, member.Text),
        "field" => Field(member.Text),
        "method" => Method(type, member.Text, inInterface),
        "property" => Property(member.Text, inInterface),
        "operator" => Operator(member.Text),
        "enum" => "@" + member.Text + ",",
        _ => throw new FormatException($"{type.Name} has a member of the unknown kind '{member.Kind}'."),
    };

    private static string Constructor(TypeNode type, string text)
    {
        Modifiers modifiers = Modifiers.Split(text);
        string list = modifiers.Rest[modifiers.Rest.IndexOf('(')..];
        return $"{modifiers.Spelled} {type.BareName}({Parameters.Write(list[1..^1])}){Body}";
    }

    private static string Field(string text)
    {
        Modifiers modifiers = Modifiers.Split(text);
        List<string> parts = SurfaceText.Split(modifiers.Rest, " : ");
        List<string> typed = SurfaceText.Split(parts[1], " = ");
        string value = typed.Count > 1 ? " = " + Parameters.Default(typed[0], typed[1]) : "";
        return $"{modifiers.Spelled} {SurfaceText.Rooted(typed[0])} @{parts[0]}{value};";
    }

    private static string Method(TypeNode type, string text, bool inInterface)
    {
        Modifiers modifiers = Modifiers.Split(text);
        string signature = modifiers.Rest;
        if (signature.StartsWith("Finalize()", StringComparison.Ordinal)) return $"~{type.BareName}(){Body}";
        int open = signature.IndexOf('(');
        int close = SurfaceText.Closing(signature, open);
        (string result, string constraints) = Result(signature[(close + 1)..]);
        string spelled = inInterface ? "" : modifiers.Spelled;
        string kept = modifiers.IsOverride ? "" : constraints;
        string body = inInterface || modifiers.IsAbstract ? ";" : Body;
        return $"{spelled} {result} @{signature[..open]}({Parameters.Write(signature[(open + 1)..close])}){kept}{body}";
    }

    private static (string Type, string Constraints) Result(string tail)
    {
        string text = tail[" : ".Length..];
        int where = SurfaceText.IndexOf(text, " where ", 0);
        return where < 0 ? (SurfaceText.Rooted(text), "") : (SurfaceText.Rooted(text[..where]), SurfaceText.Rooted(text[where..]));
    }

    private static string Property(string text, bool inInterface)
    {
        Modifiers modifiers = Modifiers.Split(text);
        List<string> parts = SurfaceText.Split(modifiers.Rest, " : ");
        int brace = SurfaceText.IndexOf(parts[1], " {", 0);
        string accessors = parts[1][brace..];
        if (!inInterface && !modifiers.IsAbstract) accessors = accessors.Replace(";", Body, StringComparison.Ordinal);
        return $"{(inInterface ? "" : modifiers.Spelled)} {SurfaceText.Rooted(parts[1][..brace])} {PropertyName(parts[0])}{accessors}";
    }

    private static string PropertyName(string name) =>
        name.StartsWith("this[", StringComparison.Ordinal) ? $"this[{Parameters.Write(name[5..^1])}]" : "@" + name;

    private static string Operator(string text)
    {
        Modifiers modifiers = Modifiers.Split(text);
        int open = modifiers.Rest.IndexOf('(');
        int close = SurfaceText.Closing(modifiers.Rest, open);
        string result = SurfaceText.Rooted(modifiers.Rest[(close + 4)..]);
        string name = modifiers.Rest[3..open];
        string head = name is "Implicit" or "Explicit" ? $"{name.ToLowerInvariant()} operator {result}" : $"{result} operator {Symbol(name)}";
        return $"{modifiers.Spelled} {head}({Parameters.Write(modifiers.Rest[(open + 1)..close])}){Body}";
    }

    private static string Symbol(string name) => name switch
    {
        "Addition" => "+",
        "Subtraction" or "UnaryNegation" => "-",
        "Multiply" => "*",
        "Division" => "/",
        "Modulus" => "%",
        "BitwiseAnd" => "&",
        "BitwiseOr" => "|",
        "ExclusiveOr" => "^",
        "OnesComplement" => "~",
        "Equality" => "==",
        "Inequality" => "!=",
        "LessThan" => "<",
        "LessThanOrEqual" => "<=",
        "GreaterThan" => ">",
        "GreaterThanOrEqual" => ">=",
        _ => throw new FormatException($"The operator op_{name} has no known symbol."),
    };
}
