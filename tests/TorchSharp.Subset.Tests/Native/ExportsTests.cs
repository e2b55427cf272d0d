using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using TorchSharp.Native;

namespace TorchSharp.Tests.Native;

/// <summary>Each import has an export and each export an import: a name that one side forgot shows here and not at a user's.</summary>
public partial class ExportsTests
{
    private static readonly string[] Imports =
        [.. typeof(NativeMethods).GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public).Select(m => m.Name).Where(n => n.StartsWith("nt_", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Fact]
    public void ImportsAndExports_OfTheSources_AreTheSameNames() => Assert.Equal(Imports, SourceExports());

    [Fact]
    public void EveryImport_IsExportedByTheBuiltShim()
    {
        IntPtr shim = NativeLibrary.Load(LoadedShim());
        Assert.Equal([], Imports.Where(name => !NativeLibrary.TryGetExport(shim, name, out _)));
    }

    private static string[] SourceExports() =>
        [.. Directory.EnumerateFiles(Sources(), "*.cpp").SelectMany(file => Exported().Matches(File.ReadAllText(file))).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)];

    private static string Sources([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Compat/libtorch-shim/src"));

    // Where the shim lies is the loader's business; that it is loaded shows in the process's own map.
    private static string LoadedShim()
    {
        Assert.NotEqual(IntPtr.Zero, NativeMethods.nt_torch_version());
        return File.ReadLines("/proc/self/maps").First(line => line.EndsWith($"lib{NativeMethods.Library}.so", StringComparison.Ordinal)) is var line
            ? line[line.IndexOf('/', StringComparison.Ordinal)..]
            : "";
    }

    [GeneratedRegex(@"NT_(?:FUNCTION\(|EXPORT [\w *]+?)\b(nt_\w+)")]
    private static partial Regex Exported();
}
