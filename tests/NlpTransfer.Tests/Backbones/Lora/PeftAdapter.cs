using NlpTransfer.Backbones;
using NlpTransfer.Classifiers;
using NlpTransfer.Tests.Backbones.Encoders;
using NlpTransfer.Tests.Data;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Backbones.Lora;

/// <summary>The adapter that peft wrote, with its encoder in a folder of its own and its recorded logits.</summary>
internal sealed class PeftAdapter
{
    public PeftAdapter(string root)
    {
        (Encoder, Folder) = (Path.Combine(root, "encoder"), Path.Combine(root, "adapter"));
        Directory.CreateDirectory(Encoder);
        Directory.CreateDirectory(Folder);
        File.Copy(Path.Combine(Reference.Folder, "config.json"), Path.Combine(Encoder, "config.json"));
        File.Copy(Path.Combine(Reference.Folder, "base.safetensors"), Path.Combine(Encoder, "model.safetensors"));
        foreach (var file in new[] { "adapter_config.json", "adapter_model.safetensors" }) File.Copy(Path.Combine(Reference.Folder, file), Path.Combine(Folder, file));
        string[] special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]; // its 211 ids get names
        File.WriteAllLines(Path.Combine(Encoder, "vocab.txt"), special.Concat(Enumerable.Range(5, 206).Select(i => $"w{i}")));
    }

    public ReferenceEncoder Reference { get; } = new("bert-lora");

    /// <summary>A Hugging Face folder of the encoder with the head it had before.</summary>
    public string Encoder { get; }

    /// <summary>peft's two files and nothing else.</summary>
    public string Folder { get; }

    public TextClassifier Load() => TextClassifier.Load(Folder, encoder: Encoder);

    public Tensor Logits(TextClassifier classifier)
    {
        using var guard = no_grad();
        return classifier.Model.Forward(Reference.Input);
    }
}
