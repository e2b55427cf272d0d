using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>
/// States <c>(B, S, H)</c> and the mask <c>(B, S)</c> to their mean <c>(B, H)</c> by learned weights (Yang et al. 2016,
/// "Hierarchical attention networks for document classification", section 2.2, word attention).
/// </summary>
internal sealed class AttentionPooling : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Linear projection;
    private readonly Linear context;

    public AttentionPooling(long size) : base(nameof(AttentionPooling))
    {
        projection = nn.Linear(size, size);
        context = nn.Linear(size, 1, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, Tensor mask)
    {
        var scores = context.call(projection.call(input).tanh()).squeeze(-1); // (B, S)
        // Not minus infinity, which would give a text without words weights, and gradients, that are no numbers.
        var weights = scores.masked_fill(~mask, float.MinValue).softmax(1); // (B, S)
        return weights.unsqueeze(1).bmm(input).squeeze(1); // (B, H)
    }
}
