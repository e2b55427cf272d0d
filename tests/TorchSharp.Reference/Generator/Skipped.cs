using System.Text.RegularExpressions;

namespace TorchSharp.Reference;

/// <summary>The recorded lines that have no C# spelling outside TorchSharp itself, each with its reason.</summary>
internal static partial class Skipped
{
    internal static bool Contains(string line) => HandleType().IsMatch(line) || NotCSharp().IsMatch(line) || Protobuf().IsMatch(line) || Legacy().IsMatch(line);

    // The SafeHandle types of modules and data iterators: protected, tied to TorchSharp's own native
    // library, and of no use to anybody who derives from Module.
    [GeneratedRegex(@"\.HType\b")]
    private static partial Regex HandleType();

    // An operator whose name C# has no syntax for.
    [GeneratedRegex(@"\bop_MinusMinusGreater\b")]
    private static partial Regex NotCSharp();

    // Summaries of the protobuf classes that come with another package; SummaryWriter does without them.
    [GeneratedRegex(@"(?<![\w.])Tensorboard\.")]
    private static partial Regex Protobuf();

    // The old native data loaders: their interface list is recorded without the tuple names that its
    // implementation has, which C# refuses.
    [GeneratedRegex(@"\bTorchSharp\.Data\.")]
    private static partial Regex Legacy();
}
