using System.Globalization;

namespace NlpTransfer.FineTuning;

/// <summary>The textbook's table of data size against similarity (the course notes CS231n, "Transfer learning", and the guides built on it).</summary>
internal static class Recommender
{
    private const double LowRate = 0.1, KeptWhenDifferent = 1.0 / 3;
    private const int NewLayer = 128;

    public static ScheduleRecommendation Recommend(int trainingExamples, double similarity, RecommendationLimits limits)
    {
        var which = Case(trainingExamples, similarity, limits);
        var recommendation = For(which);
        var facts = string.Create(CultureInfo.InvariantCulture, $"{trainingExamples:N0} training examples ({Size(trainingExamples, limits)}), similarity {similarity:0.00} ({Likeness(similarity, limits)}). ");
        var workflow = recommendation.Workflow == TransferWorkflow.FeaturesOnce
            ? " The features are computed once and the head trains on them: fast, but without fresh augmentation."
            : " The full pipeline runs each epoch.";
        return recommendation with { Reason = facts + recommendation.Reason + workflow };
    }

    private static TransferCase Case(int examples, double similarity, RecommendationLimits limits) =>
        (examples < limits.SmallBelow, examples >= limits.LargeFrom, similarity >= limits.SimilarFrom, similarity < limits.DifferentBelow) switch
        {
            (true, _, true, _) => TransferCase.SmallSimilar,
            (_, true, true, _) => TransferCase.LargeSimilar,
            (true, _, _, true) => TransferCase.SmallDifferent,
            (_, true, _, true) => TransferCase.LargeDifferent,
            _ => TransferCase.Between,
        };

    private static ScheduleRecommendation For(TransferCase which) => which switch
    {
        TransferCase.SmallSimilar => new(which, FineTuningSchedule.FeatureExtraction(), TransferWorkflow.FeaturesOnce,
            "Small and similar: new head only."),
        TransferCase.LargeSimilar => new(which, FineTuningSchedule.FreezeThenUnfreeze(unfrozenRate: LowRate), TransferWorkflow.FullPipeline,
            "Large and similar: new head, then everything at a low rate."),
        TransferCase.SmallDifferent => new(which, FineTuningSchedule.FeatureExtraction(), TransferWorkflow.FeaturesOnce,
            "Small and different: cut the backbone low (its early features carry over, its late ones do not), new layers on top, train those; the whole network as second candidate.")
        {
            KeptLayers = KeptWhenDifferent,
            HeadLayers = [NewLayer],
            Second = new(which, FineTuningSchedule.FullFineTuning(), TransferWorkflow.FullPipeline, "Small and different, second candidate: the whole network."),
        },
        TransferCase.LargeDifferent => new(which, FineTuningSchedule.FullFineTuning(), TransferWorkflow.FullPipeline,
            "Large and different: new top layers, everything trained, nothing frozen.") { HeadLayers = [NewLayer] },
        _ => new(which, LaterGroups(), TransferWorkflow.FullPipeline,
            "Between them (larger or somewhat different): early groups stay frozen, later ones follow at a very low rate."),
    };

    private static FineTuningSchedule LaterGroups() => new("later-groups",
    [
        new Phase { Name = "new", Groups = [new(GroupSelector.New)], Length = PhaseLength.Epochs(3) },
        new Phase { Name = "later", Groups = [new(GroupSelector.Last(3), LowRate), new(GroupSelector.New, LowRate)], Length = PhaseLength.Epochs(4) },
    ]);

    private static string Size(int examples, RecommendationLimits limits) => examples < limits.SmallBelow ? "small: below " + Number(limits.SmallBelow)
        : examples >= limits.LargeFrom ? "large: from " + Number(limits.LargeFrom)
        : $"between {Number(limits.SmallBelow)} and {Number(limits.LargeFrom)}";

    private static string Likeness(double similarity, RecommendationLimits limits) => similarity >= limits.SimilarFrom ? "similar"
        : similarity < limits.DifferentBelow ? "different" : "somewhat different";

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
