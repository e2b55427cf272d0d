namespace NlpTransfer.Backbones;

/// <summary>The families that there are, by what <c>config.json</c> calls them.</summary>
internal static class EncoderFamilies
{
    private static readonly Dictionary<string, EncoderFamily> All = new EncoderFamily[]
    {
        BertFamily.Instance, DistilBertFamily.Instance, RobertaFamily.Instance, ElectraFamily.Instance, AlbertFamily.Instance,
        MpNetFamily.Instance, ModernBertFamily.Instance, DebertaV2Family.Instance, Gpt2Family.Instance,
    }.ToDictionary(f => f.ModelType, StringComparer.Ordinal);

    public static IReadOnlyCollection<string> ModelTypes => All.Keys;

    public static bool Knows(string? modelType) => modelType is not null && All.ContainsKey(modelType);

    /// <exception cref="ArgumentException">There is no such family.</exception>
    public static EncoderFamily ByModelType(string modelType) => All.TryGetValue(modelType, out var family)
        ? family
        : throw new ArgumentException($"{Unknown(modelType)}", nameof(modelType));

    /// <summary>A sentence that says which families there are.</summary>
    public static string Unknown(string? modelType) => $"model_type must be one of {string.Join(", ", ModelTypes)}, was {modelType ?? "missing"}.{NameSuggestion.DidYouMean(modelType ?? "", ModelTypes)}";
}
