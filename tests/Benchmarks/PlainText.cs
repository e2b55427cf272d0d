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
    private readonly GRU? gru;
    private readonly Sequential? hidden;
    private readonly Tensor? shares;
    private readonly ModuleList<Conv1d>? convolutions;
    private readonly Dropout dropout = nn.Dropout(0.5);
    private readonly Linear output;

    /// <param name="kind">What our backbones are called: mean, sif, dan, cnn, bilstm or bigru.</param>
    /// <param name="vectors"><c>(words, D)</c></param>
    /// <param name="classes">How many labels.</param>
    public PlainText(string kind, Tensor vectors, int classes) : base(nameof(PlainText))
    {
        embedding = nn.Embedding_from_pretrained(vectors, freeze: true, padding_idx: 0);
        var width = vectors.shape[1];
        if (kind == "bilstm") lstm = nn.LSTM(width, 128, batchFirst: true, bidirectional: true);
        if (kind == "bigru") gru = nn.GRU(width, 128, batchFirst: true, bidirectional: true);
        if (kind == "cnn") convolutions = nn.ModuleList(new[] { 3L, 4, 5 }.Select(w => nn.Conv1d(width, 100, w)).ToArray());
        if (kind == "dan") hidden = nn.Sequential(nn.Linear(width, 300), nn.ReLU(), nn.Dropout(0.2), nn.Linear(300, 300), nn.ReLU());
        if (kind == "sif") shares = rand(vectors.shape[0]); // what a word weighs; any numbers cost the same
        output = nn.Linear(kind switch { "bilstm" or "bigru" => 256, "cnn" or "dan" => 300, _ => width }, classes);
        RegisterComponents();
    }

    /// <summary>Rows of the vectors.</summary>
    public long Words => embedding.weight!.shape[0];

    /// <summary>Whether the vectors train too.</summary>
    public bool TrainsVectors { set => embedding.weight!.requires_grad = value; }

    /// <summary>Ids <c>(B, S)</c> and mask <c>(B, S)</c> to logits.</summary>
    public Tensor Logits(Tensor ids, Tensor mask) => output.call(dropout.call(Features(ids, mask)));

    private Tensor Features(Tensor ids, Tensor mask)
    {
        var vectors = embedding.call(ids); // (B, S, D)
        if (convolutions is not null) return Convolve(vectors);
        var real = mask.unsqueeze(-1); // (B, S, 1)
        var states = lstm?.call(vectors).Item1 ?? gru?.call(vectors).Item1; // (B, S, 256)
        if (states is not null) return states.masked_fill(~real, float.NegativeInfinity).amax(1);
        if (shares is not null) vectors = vectors * shares.index_select(0, ids.flatten()).view(ids.shape).unsqueeze(-1);
        if (hidden is not null && training) real = real & (rand(real.shape) > 0.3); // words that are dropped
        var mean = (vectors * real).sum(1) / real.sum(1).clamp_min(1); // (B, D)
        return hidden?.call(mean) ?? mean;
    }

    private Tensor Convolve(Tensor vectors)
    {
        if (vectors.shape[1] < 5) vectors = cat([vectors, zeros(vectors.shape[0], 5 - vectors.shape[1], vectors.shape[2])], 1);
        var columns = vectors.transpose(1, 2); // (B, D, S)
        return cat([.. convolutions!.Select(c => nn.functional.relu(c.call(columns)).amax(2))], 1);
    }
}
