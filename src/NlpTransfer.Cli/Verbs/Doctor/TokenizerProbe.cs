using Microsoft.ML.Tokenizers;

namespace NlpTransfer.Cli.Verbs.Doctor;

/// <summary>Who supplies the tokenizers.</summary>
internal static class TokenizerProbe
{
    /// <summary>The assembly in use.</summary>
    public static IEnumerable<Finding> Find()
    {
        var assembly = typeof(BertTokenizer).Assembly;
        yield return new Finding("tokenizer", "supplier", $"{assembly.GetName().Name} {assembly.GetName().Version} ({assembly.Location})");
    }
}
