using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;
using Parser = YamlDotNet.Core.Parser;

namespace NlpTransfer.FineTuning;

/// <summary>One document of YAML, or of JSON read as the YAML that it also is, which keeps the place of every value.</summary>
internal static class YamlText
{
    private const long LargestFile = 1 << 20;
    private const int DeepestFile = 16;

    /// <summary>The text of a file of bounded size.</summary>
    /// <param name="what">What the file should hold, such as "a schedule".</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="OptionsException">It is too large.</exception>
    public static string Load(string path, string what)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no {what.Split(' ')[^1]} file '{path}'.", path);
        var size = new FileInfo(path).Length;
        if (size > LargestFile) throw new OptionsException(path, [$"{path}: expected {what} of at most {LargestFile:N0} bytes, found {size:N0}."]);
        return File.ReadAllText(path);
    }

    public static bool IsJson(string path) => Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase);

    /// <param name="source">What messages call the text.</param>
    /// <param name="isJson">Whether it must be JSON.</param>
    /// <param name="what">What it should hold.</param>
    /// <param name="aliases">Whether a value may stand for one that was written before; a text of few lines could become endless by that.</param>
    /// <exception cref="OptionsException">It is neither, or nested too deep.</exception>
    public static YamlNode Root(string text, string source, bool isJson, string what, bool aliases = true)
    {
        try
        {
            if (isJson) JsonNode.Parse(text);
            Check(text, source, what, aliases);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1) return stream.Documents[0].RootNode;
            throw Fault(source, 1, $"expected one {what.Split(' ')[^1]}, found {(stream.Documents.Count == 0 ? "nothing" : $"{stream.Documents.Count} documents")}.");
        }
        catch (JsonException error)
        {
            throw Fault(source, (error.LineNumber ?? 0) + 1, $"this is no JSON: {error.Message}");
        }
        catch (YamlException error)
        {
            throw Fault(source, error.Start.Line, $"this is no YAML: {error.Message}");
        }
    }

    // Nodes are built by recursion, which a file of brackets would send through the stack.
    private static void Check(string text, string source, string what, bool aliases)
    {
        var (parser, depth) = (new Parser(new StringReader(text)), 0);
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > DeepestFile) throw Fault(source, parser.Current.Start.Line, $"expected {what}, found lists within lists within lists.");
            if (!aliases && parser.Current is AnchorAlias alias) throw Fault(source, alias.Start.Line, $"'*{alias.Value}' stands for another value; write that value here.");
        }
    }

    private static OptionsException Fault(string source, long line, string what) => new(source, [$"{source}, line {line}: {what}"]);
}
