using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.utils.rnn;

namespace NlpTransfer.Backbones;

/// <summary>
/// One layer in both directions: <c>(B, S, inputs)</c> and the mask <c>(B, S)</c> to states <c>(B, S, 2 * hidden)</c>. It runs
/// over packed sequences, so that the backward direction starts at a text's last word and padding costs nothing.
/// </summary>
internal sealed class RecurrentLayer : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly nn.Module cells;
    private readonly Dropout dropout;
    private readonly Func<PackedSequence, PackedSequence> run;

    public RecurrentLayer(long inputs, long hidden, RecurrentCell cell, double inputDropout) : base(nameof(RecurrentLayer))
    {
        dropout = nn.Dropout(inputDropout);
        (cells, run) = cell == RecurrentCell.Lstm ? Lstm(inputs, hidden) : Gru(inputs, hidden);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, Tensor mask)
    {
        // Packing knows no empty sequence: a text without words is run over one vector of padding, and pooling leaves it out.
        var lengths = mask.sum(1).clamp_min(1).cpu(); // (B)
        using var packed = pack_padded_sequence(dropout.call(input), lengths, batch_first: true, enforce_sorted: false);
        using var states = run(packed);
        return pad_packed_sequence(states, batch_first: true, total_length: input.shape[1]).Item1; // (B, S, 2 * hidden)
    }

    private static (nn.Module Cells, Func<PackedSequence, PackedSequence> Run) Lstm(long inputs, long hidden)
    {
        var lstm = nn.LSTM(inputs, hidden, batchFirst: true, bidirectional: true);
        return (lstm, packed => lstm.call(packed).Item1);
    }

    private static (nn.Module Cells, Func<PackedSequence, PackedSequence> Run) Gru(long inputs, long hidden)
    {
        var gru = nn.GRU(inputs, hidden, batchFirst: true, bidirectional: true);
        return (gru, packed => gru.call(packed).Item1);
    }
}
