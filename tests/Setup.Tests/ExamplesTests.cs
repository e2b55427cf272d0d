namespace Setup.Tests;

/// <summary>What the README shows is what lies in src/Examples, and that runs.</summary>
public sealed class ExamplesTests : IDisposable
{
    private static readonly string Examples = Path.Combine(Repository.Root, "src", "Examples");

    private readonly string folder = Directory.CreateTempSubdirectory("examples").FullName;

    public static TheoryData<string, string> Outputs => new()
    {
        { "sentiment.cs", @"^accuracy 0\.\d\d: (positive|negative)\n$" },
        { "spam-mails.cs", @"^\d+ mails, accuracy 0\.[6-9]\d\n$" },
        { "unfreezing.cs", @"^new layers: most is frozen\neverything: most trains\naccuracy 0\.[6-9]\d\n$" },
        { "own-backbone.cs", @"^accuracy 0\.[6-9]\d\n$" },
        { "several-labels.cs", @"^micro F1 0\.\d\d, figures from 0\.\d\d on\n[a-z +-]*figures[a-z +-]*\n$" },
        { "spam-threshold.cs", @"^spam from 0\.\d\d on: precision (0\.9\d|1\.00), recall [01]\.\d\d\non texts that nothing was chosen by: precision [01]\.\d\d, recall [01]\.\d\d\n$" },
        { "topics.cs", @"^accuracy 0\.\d\d: sports\n$" },
        { "word-vectors.cs", @"^accuracy 0\.\d{3}, macro F1 0\.\d{3}\nspam 0\.\d\d\n$" },
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Outputs))]
    [Trait("Speed", "Slow")]
    public async Task Example_FromAFolderWithTheBuiltInData_Runs(string name, string output)
    {
        foreach (string data in new[] { "corpora", "embeddings" })
            Directory.CreateSymbolicLink(Path.Combine(folder, data), Path.Combine(Repository.Root, data));

        LaunchResult ran = await Launch.RunAsync(folder, new Dictionary<string, string>(), "dotnet", "run", "--configuration", "Release", Path.Combine(Examples, name));

        ran.AssertSucceeded();
        Assert.Matches(output, ran.Output);
    }

    [Fact]
    public void Examples_EachOne_IsRunByATest() =>
        Assert.Equal(Directory.GetFiles(Examples, "*.cs").Select(Path.GetFileName).Order(), Outputs.Select(o => o.Data.Item1).Order());

    [Fact]
    public void Readme_EveryCSharpBlock_IsAnExample()
    {
        string[] blocks = [.. File.ReadAllText(Path.Combine(Repository.Root, "README.md")).Split("```csharp\n").Skip(1).Select(b => b.Split("```")[0])];
        string[] examples = [.. Directory.GetFiles(Examples, "*.cs").Select(File.ReadAllText)];
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(examples, example => example == block || WithoutDirectives(example) == block));
    }

    private static string WithoutDirectives(string source) => string.Join('\n', source.Split('\n').SkipWhile(l => l.StartsWith("#:", StringComparison.Ordinal)));
}
