using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>What is added to one linear layer's output. Stands beside the layer, whose own weights and keys so stay what they are.</summary>
internal sealed class LoraLinear : nn.Module<Tensor, Tensor>
{
    private readonly Linear lora_A;
    private readonly Linear lora_B;
    private readonly Tensor lora_scale; // a buffer: it decides what the layer gives, and so belongs to every hash of the group
    private readonly Dropout dropout;
    private readonly Linear[] layer; // in an array: a field of its own would make it this module's child

    /// <param name="layer">The layer; its parameters stay with the module that owns it.</param>
    public LoraLinear(string name, Linear layer, LoraOptions options) : base(nameof(LoraLinear))
    {
        (Name, this.layer) = (name, [layer]);
        lora_A = nn.Linear(layer.in_features, options.Rank, hasBias: false);
        lora_B = nn.Linear(options.Rank, layer.out_features, hasBias: false);
        nn.init.zeros_(lora_B.weight!);
        lora_scale = tensor((float)options.Scale).DetachFromDisposeScope();
        dropout = nn.Dropout(options.Dropout);
        RegisterComponents();
        layer.register_forward_hook((_, input, output) => IsMerged ? output : output + call(input));
    }

    /// <summary>What Hugging Face transformers calls the layer.</summary>
    public string Name { get; }

    /// <summary>What is added to.</summary>
    public Linear Layer => layer[0];

    /// <summary><c>(rank, in)</c></summary>
    public Tensor A => lora_A.weight!;

    /// <summary><c>(out, rank)</c></summary>
    public Tensor B => lora_B.weight!;

    public bool IsMerged { get; private set; }

    public override Tensor forward(Tensor input) => lora_B.call(lora_A.call(dropout.call(input))) * lora_scale; // (..., out)

    public void Merge()
    {
        Add(1);
        IsMerged = true;
    }

    public void Unmerge()
    {
        Add(-1);
        IsMerged = false;
    }

    private void Add(double sign)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        Layer.weight!.add_(B.matmul(A) * lora_scale * sign); // (out, in)
    }
}
