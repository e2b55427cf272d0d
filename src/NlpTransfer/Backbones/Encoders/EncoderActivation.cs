using static TorchSharp.torch;

namespace NlpTransfer.Backbones;

/// <summary>The activations that <c>hidden_act</c> can name.</summary>
internal static class EncoderActivation
{
    public static IReadOnlyList<string> Names { get; } = ["gelu", "gelu_new", "relu", "silu"];

    public static Func<Tensor, Tensor> ByName(string name) => name switch
    {
        "gelu" => nn.functional.gelu,
        "gelu_new" => GeluNew,
        "relu" => x => nn.functional.relu(x),
        "silu" => x => nn.functional.silu(x),
        _ => throw new ArgumentException($"There is no activation '{name}'.{NameSuggestion.DidYouMean(name, Names)}", nameof(name)),
    };

    // The approximation by tanh of GPT-2's authors, which Hugging Face calls gelu_new.
    private static Tensor GeluNew(Tensor x) => 0.5 * x * (1 + tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x.pow(3)))));
}
