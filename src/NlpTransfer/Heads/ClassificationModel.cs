using NlpTransfer.Backbones;
using NlpTransfer.Training;
using static TorchSharp.torch;

namespace NlpTransfer.Heads;

/// <summary>Backbone and head as one module, inputs to logits. Owns both.</summary>
public sealed class ClassificationModel : LayeredModel
{
    /// <summary>The name of the top group.</summary>
    public const string HeadGroup = "head";

    private readonly Backbone backbone;
    private readonly Head head;

    /// <param name="backbone">Inputs to features.</param>
    /// <param name="head">Features to logits.</param>
    /// <param name="problem">Whether its logits are of labels that exclude each other.</param>
    /// <exception cref="ArgumentException">A parameter is in two layer groups or in none, or two groups share a name.</exception>
    public ClassificationModel(Backbone backbone, Head head, ProblemType problem = ProblemType.SingleLabel) : base(nameof(ClassificationModel))
    {
        (this.backbone, this.head, Problem) = (backbone, head, problem);
        LayerGroups = [.. backbone.LayerGroups, new LayerGroup(HeadGroup, [head])];
        RegisterComponents();
        GroupCheck.Run(this, LayerGroups);
    }

    public Backbone Backbone => backbone;

    public Head Head => head;

    /// <summary>How many labels an input has: decides loss and metrics.</summary>
    public ProblemType Problem { get; }

    /// <summary>The backbone's groups and <c>head</c>, bottom to top.</summary>
    public override IReadOnlyList<LayerGroup> LayerGroups { get; }

    /// <summary>That of the backbone.</summary>
    public override double UsualRate => backbone.UsualRate;

    /// <summary>Inputs, or what flows into the group <paramref name="from"/>, to logits <c>(B, classes)</c>.</summary>
    public Tensor Forward(Activations input, int from = 0) => Forward(input, from, LayerGroups.Count).Values;

    /// <inheritdoc />
    public override Activations Forward(Activations input, int from, int to)
    {
        var body = backbone.LayerGroups.Count;
        if (from < body) input = backbone.Forward(input, from, Math.Min(to, body));
        return from <= body && to > body ? new Activations(head.call(input.Values)) : input;
    }

    internal override string Kind => backbone.Kind;

    internal override string? Recipe => backbone.Recipe;
}
