using System.Text.Json.Nodes;
using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using NlpTransfer.Heads;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>
/// A classifier over word vectors. Vectors lie in <c>vectors.safetensors</c> beside <c>vocab.txt</c>, everything else in
/// <c>model.safetensors</c>. Both tables are kept, those of words that training never saw too, so that a loaded classifier
/// predicts what the saved one did without the file the vectors came from.
/// </summary>
internal sealed class WordVectorParts : TextModelParts
{
    public const string Type = "word-vectors";

    private const string VectorsFile = "vectors.safetensors", ModelFile = "model.safetensors", Seen = "seen", Unseen = "unseen", Original = "original";

    private readonly WordVectorConfig config;
    private readonly WordEmbedding embeddings;

    private WordVectorParts(WordVectorConfig config, WordVocabulary vocabulary, WordEmbedding embeddings, PretrainedPart pretrained, WordShares? shares = null)
    {
        (this.config, this.embeddings) = (config, embeddings);
        Preprocessor = new WordPreprocessor(new WordTokenizer(config.Tokenizer), vocabulary, config.MaxTokens);
        Backbone = config.Backbone.Build(embeddings, pretrained, shares);
    }

    public override string ModelType => Type;

    public override string Description => $"{config.Backbone.Name} over {(config.IsPretrained ? "pretrained" : "randomly initialised")} word vectors of {embeddings.Dimension} dimensions, {embeddings.SeenCount + embeddings.Unseen.shape[0]} words";

    public override ITextPreprocessor Preprocessor { get; }

    public override Backbone Backbone { get; }

    /// <param name="vectors">Pretrained; null starts from random numbers. Read here only, and may be disposed afterwards.</param>
    public static (WordVectorParts Parts, VectorCoverage Coverage) Create(TextClassifierOptions options, TextDataset training, WordVectors? vectors, CancellationToken cancellation)
    {
        var tokenizer = new WordTokenizer(options.Tokenizer);
        var texts = training.AsParallel().AsOrdered().WithCancellation(cancellation).Select(e => WordPreprocessor.Words(e, tokenizer, options.MaxTokens));
        var tables = WordTables.Build(texts, vectors, options.Words, options.Seed);
        var original = options.Backbone.HasStaticChannel ? Table(tables.Seen, tables.Dimension) : null;
        var embeddings = new WordEmbedding(Table(tables.Seen, tables.Dimension), Table(tables.Unseen, tables.Dimension), original);
        var config = new WordVectorConfig { Backbone = options.Backbone, Tokenizer = options.Tokenizer, MaxTokens = options.MaxTokens, IsPretrained = vectors is not null };
        return (new(config, tables.Vocabulary, embeddings, vectors is null ? PretrainedPart.None : PretrainedPart.Vectors, tables.Shares), tables.Coverage);
    }

    /// <param name="section">What <see cref="Config"/> gave.</param>
    /// <param name="warmStart">How new classes will be put on top; null for the classifier as it is.</param>
    public static WordVectorParts Load(string folder, JsonNode section, PretrainedOptions? warmStart)
    {
        if (warmStart?.Pooling is not null) throw new OptionsException(nameof(PretrainedOptions), [$"Pooling is for encoders; {folder} is a classifier over word vectors."]);
        if (warmStart?.Layers is not null) throw new OptionsException(nameof(PretrainedOptions), [$"Layers is for encoders; {folder} is a classifier over word vectors."]);
        if (warmStart?.Lora is not null) throw new OptionsException(nameof(PretrainedOptions), [$"Lora is for encoders; {folder} is a classifier over word vectors."]);
        var config = ClassifierFiles.Read<WordVectorConfig>(section, Path.Combine(folder, ClassifierFiles.Config));
        config = config with { MaxTokens = warmStart?.MaxTokens ?? config.MaxTokens };
        var path = Path.Combine(folder, WordPreprocessor.VocabularyFile);
        var vocabulary = WordVocabulary.Load(path);
        using var file = SafetensorsReader.Open(Path.Combine(folder, VectorsFile));
        var embeddings = new WordEmbedding(file.Read(Seen), file.Read(Unseen), config.Backbone.HasStaticChannel ? file.Read(Original) : null);
        var rows = embeddings.SeenCount + embeddings.Unseen.shape[0];
        if (rows != vocabulary.Words.Count) throw new InvalidDataException($"{path} has {vocabulary.Words.Count} words, but {VectorsFile} beside it has {rows} rows; expected as many. The folder's files belong to different classifiers.");
        var pretrained = warmStart is not null ? PretrainedPart.Backbone : config.IsPretrained ? PretrainedPart.Vectors : PretrainedPart.None;
        return new(config, vocabulary, embeddings, pretrained);
    }

    public override JsonNode Config() => ClassifierFiles.ToNode(config);

    public override void Save(string folder, ClassificationModel model)
    {
        Preprocessor.Save(folder);
        SafetensorsWriter.WriteInto(folder, VectorsFile, [new(Seen, embeddings.Seen), new(Unseen, embeddings.Unseen), .. embeddings.Original is { } original ? [new(Original, original)] : Array.Empty<KeyValuePair<string, Tensor>>()]);
        SafetensorsWriter.WriteInto(folder, ModelFile, model.state_dict().Where(t => !IsTable(t.Key)));
    }

    public override void LoadWeights(string folder, ClassificationModel model) => Load(folder, model, _ => true, "");

    public override void LoadBackbone(string folder) => Load(folder, Backbone, name => name.StartsWith(BackbonePrefix, StringComparison.Ordinal), BackbonePrefix);

    private const string BackbonePrefix = "backbone.";

    private static void Load(string folder, nn.Module module, Func<string, bool> isWanted, string prefix)
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder, ModelFile);
        using var file = SafetensorsReader.Open(path);
        var tensors = file.Entries.Where(e => isWanted(e.Name)).ToDictionary(e => e.Name[prefix.Length..], e => file.Read(e.Name));
        StateDict.Load(module, tensors, path, IsTable);
    }

    private static bool IsTable(string name) => name.Split('.').Contains(WordBackboneOptions.EmbeddingsGroup);

    private static Tensor Table(float[] values, int dimension) => tensor(values, [values.Length / dimension, dimension]);
}
