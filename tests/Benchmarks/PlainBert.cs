using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

/// <summary>
/// BERT as one writes it from the paper, with a mean over real tokens and a linear head: every operation on its own, every padded
/// place computed. Field names are the keys of the published weights.
/// </summary>
internal sealed class PlainBert : nn.Module
{
    private readonly Embedding word_embeddings, position_embeddings, token_type_embeddings;
    private readonly LayerNorm LayerNorm;
    private readonly Dropout dropout;
    private readonly ModuleList<PlainBertLayer> layer;
    private readonly Linear classifier;

    public PlainBert(EncoderConfig config, int classes) : base(nameof(PlainBert))
    {
        word_embeddings = nn.Embedding(config.VocabSize, config.HiddenSize);
        position_embeddings = nn.Embedding(config.MaxPositionEmbeddings, config.HiddenSize);
        token_type_embeddings = nn.Embedding(config.TypeVocabSize, config.HiddenSize);
        LayerNorm = nn.LayerNorm(config.HiddenSize, config.LayerNormEps);
        dropout = nn.Dropout(config.HiddenDropoutProb);
        layer = nn.ModuleList(Enumerable.Range(0, config.NumHiddenLayers).Select(_ => new PlainBertLayer(config)).ToArray());
        classifier = nn.Linear(config.HiddenSize, classes);
        RegisterComponents();
    }

    /// <summary>The encoder's weights of a Hugging Face folder.</summary>
    public void Load(string folder)
    {
        using var guard = no_grad();
        using var file = WeightFile.OpenFolder(folder);
        foreach (var (name, parameter) in named_parameters().Where(p => !p.name.StartsWith("classifier", StringComparison.Ordinal)))
        {
            using var scope = NewDisposeScope();
            parameter.copy_(file.Read(name.StartsWith("layer.", StringComparison.Ordinal) ? $"encoder.{name}" : $"embeddings.{name}"));
        }
    }

    /// <summary>Freezes the embeddings and all layers but the topmost.</summary>
    public void TrainTop(int layers)
    {
        foreach (var module in new nn.Module[] { word_embeddings, position_embeddings, token_type_embeddings, LayerNorm }.Concat(layer.SkipLast(layers)))
            foreach (var parameter in module.parameters()) parameter.requires_grad = false;
    }

    /// <summary>Ids <c>(B, S)</c> and mask <c>(B, S)</c> to logits.</summary>
    public Tensor Logits(Tensor ids, Tensor mask)
    {
        var places = arange(ids.shape[1]); // (S)
        var states = word_embeddings.call(ids) + position_embeddings.call(places) + token_type_embeddings.call(zeros_like(ids)); // (B, S, H)
        states = dropout.call(LayerNorm.call(states));
        var bias = zeros(ids.shape[0], 1, 1, ids.shape[1]).masked_fill_(~mask.unsqueeze(1).unsqueeze(1), float.MinValue); // (B, 1, 1, S)
        foreach (var block in layer) states = block.call(states, bias);
        var real = mask.unsqueeze(-1); // (B, S, 1)
        return classifier.call(dropout.call((states * real).sum(1) / real.sum(1))); // (B, classes)
    }
}
