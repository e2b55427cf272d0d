using NlpTransfer.Experiments;

namespace NlpTransfer.Tests.Experiments;

/// <summary>Options like those of a training.</summary>
internal static class TestKeys
{
    public static ExperimentKeys Keys { get; } = new()
    {
        Options = ["data", "backbone", "schedule", "epochs", "seed", "threads"],
        Switches = ["offline"],
        Repeatable = ["freeze"],
        Settings = ["dropout", "learning-rate", "hidden-sizes", "training-examples", "pretrained"],
        InFull = (key, value, folder) => key == "data" ? Path.GetFullPath(value, folder) : value,
    };

    public static Experiment Parse(string text) => ExperimentFile.Parse(text, Keys, "/work-place/mine.yml");

    public static IReadOnlyList<string> Faults(string text) => Assert.Throws<OptionsException>(() => Parse(text)).Faults;
}
