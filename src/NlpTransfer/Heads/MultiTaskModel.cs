using NlpTransfer.Backbones;
using static TorchSharp.torch;

namespace NlpTransfer.Heads;

/// <summary>One backbone under the heads of several tasks, which are one layer group, <c>head</c>.</summary>
internal sealed class MultiTaskModel : LayeredModel
{
    private readonly Backbone backbone;
    private readonly nn.Module heads;
    private readonly ClassificationModel[] tasks;

    /// <param name="tasks">Each with a head of its own over the same backbone.</param>
    public MultiTaskModel(IReadOnlyList<ClassificationModel> tasks) : base(nameof(MultiTaskModel))
    {
        (this.tasks, backbone) = ([.. tasks], tasks[0].Backbone);
        heads = nn.ModuleList(tasks.Select(t => t.Head).ToArray());
        LayerGroups = [.. backbone.LayerGroups, new LayerGroup(ClassificationModel.HeadGroup, [heads])];
        RegisterComponents();
        GroupCheck.Run(this, LayerGroups);
    }

    /// <summary>By the task's number; they share the backbone.</summary>
    public IReadOnlyList<ClassificationModel> Tasks => tasks;

    public override IReadOnlyList<LayerGroup> LayerGroups { get; }

    public override double UsualRate => backbone.UsualRate;

    /// <summary>Runs groups of the backbone; which head comes next, only a task's own model knows.</summary>
    public override Activations Forward(Activations input, int from, int to) => backbone.Forward(input, from, to);

    internal override string Kind => backbone.GetType().FullName!;
}
