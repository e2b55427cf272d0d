using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

/// <summary>
/// The same models as one writes them from the manual: a padded batch through an embedding, every layer over every position,
/// masks put on afterwards, and AdamW as a chain of tensor operations.
/// </summary>
internal sealed class PlainText : nn.Module
{
    private readonly Embedding embedding;
    private readonly LSTM? lstm;
    private readonly ModuleList<Conv1d>? convolutions;
    private readonly Dropout dropout = nn.Dropout(0.5);
    private readonly Linear output;

    /// <param name="kind">mean, bilstm or cnn</param>
    public PlainText(string kind, Tensor vectors, int classes) : base(nameof(PlainText))
    {
        embedding = nn.Embedding_from_pretrained(vectors, freeze: true, padding_idx: 0);
        var width = vectors.shape[1];
        lstm = kind == "bilstm" ? nn.LSTM(width, 128, batchFirst: true, bidirectional: true) : null;
        convolutions = kind == "cnn" ? nn.ModuleList(new[] { 3L, 4, 5 }.Select(w => nn.Conv1d(width, 100, w)).ToArray()) : null;
        output = nn.Linear(kind switch { "bilstm" => 256, "cnn" => 300, _ => width }, classes);
        RegisterComponents();
    }

    /// <summary>Rows of the vectors.</summary>
    public long Words => embedding.weight!.shape[0];

    /// <summary>Whether the vectors train too.</summary>
    public bool TrainsVectors { set => embedding.weight!.requires_grad = value; }

    /// <summary>Ids <c>(B, S)</c> and mask <c>(B, S)</c> to logits.</summary>
    public Tensor Logits(Tensor ids, Tensor mask) => output.call(dropout.call(Features(embedding.call(ids), mask)));

    private Tensor Features(Tensor vectors, Tensor mask)
    {
        if (convolutions is not null) return Convolve(vectors);
        var real = mask.unsqueeze(-1); // (B, S, 1)
        if (lstm is null) return (vectors * real).sum(1) / real.sum(1).clamp_min(1); // (B, D)
        var states = lstm.call(vectors).Item1; // (B, S, 256)
        return states.masked_fill(~real, float.NegativeInfinity).amax(1);
    }

    private Tensor Convolve(Tensor vectors)
    {
        if (vectors.shape[1] < 5) vectors = cat([vectors, zeros(vectors.shape[0], 5 - vectors.shape[1], vectors.shape[2])], 1);
        var columns = vectors.transpose(1, 2); // (B, D, S)
        return cat([.. convolutions!.Select(c => nn.functional.relu(c.call(columns)).amax(2))], 1);
    }
}
