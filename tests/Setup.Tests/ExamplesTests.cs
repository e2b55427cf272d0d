using System.Diagnostics;

namespace Setup.Tests;

/// <summary>What the README shows is what lies in src/Examples, and that runs.</summary>
public sealed class ExamplesTests : IDisposable
{
    private const string CatsAndDogs = "cats-and-dogs.cs", CallsWorker = "worker.cs";

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

    // A tenth of CIFAR-10's cats and dogs, which are not the repository's to publish.
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task CatsAndDogs_OnSomeOfThem_BothWorkflowsRun()
    {
        string? shared = new DirectoryInfo(Repository.Root).Parent?.GetDirectories("shared").FirstOrDefault()?.FullName;
        Assert.SkipUnless(shared is not null && File.Exists(Path.Combine(shared, "data/cifar10/test.tar.xz")), "shared/data/cifar10 is not beside the repository; it may not be published with it.");
        string pictures = Directory.CreateDirectory(Path.Combine(folder, "pictures")).FullName;
        (await Launch.RunAsync(folder, new Dictionary<string, string>(), "tar", "-C", pictures, "--strip-components=1", "-xf", Path.Combine(shared, "data/cifar10/test.tar.xz"), "--wildcards", "*/cat/*7.jpg", "*/dog/*7.jpg")).AssertSucceeded();

        LaunchResult ran = await Launch.RunAsync(
            folder, new Dictionary<string, string>(), "dotnet", "run", "--configuration", "Release", Path.Combine(Examples, CatsAndDogs), pictures, Path.Combine(shared, "models/efficientnet-lite0/efficientnet-lite0-57934424.pth"), "1");

        ran.AssertSucceeded();
        Assert.Matches(@"^lightweight: accuracy [01]\.\d{3} after \d+ s\nstandard: accuracy [01]\.\d{3} after \d+ s\n$", ran.Output);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Worker_AgainstARealOne_TrainsAndAsks()
    {
        var info = new ProcessStartInfo(Path.Combine(Repository.Root, "nlp-transfer"), ["worker", "--folder", Path.Combine(folder, "worker"), "--listen", "127.0.0.1:0", "--offline"]) { RedirectStandardError = true };
        using var worker = Process.Start(info)!;
        try
        {
            string? line;
            do line = await worker.StandardError.ReadLineAsync(TestContext.Current.CancellationToken); while (line is not null && !line.Contains("Listening on ", StringComparison.Ordinal));
            Assert.NotNull(line);
            var rest = worker.StandardError.ReadToEndAsync(CancellationToken.None); // what it says further must not fill the pipe

            LaunchResult ran = await Launch.RunAsync(folder, new Dictionary<string, string>(), "dotnet", "run", "--configuration", "Release", Path.Combine(Examples, CallsWorker), line.Split("Listening on ")[1].Split(';')[0]);

            ran.AssertSucceeded();
            Assert.Matches(@"^queued\nrunning\nsucceeded\naccuracy [01]\.\d\d\nversion 1: (ham|spam)\n$", ran.Output);
            Assert.False(rest.IsCompleted, "The worker ended by itself.");
        }
        finally
        {
            worker.Kill(entireProcessTree: true);
            await worker.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public void Examples_EachOne_IsRunByATest() =>
        Assert.Equal(Directory.GetFiles(Examples, "*.cs").Select(Path.GetFileName).Order(), Outputs.Select(o => o.Data.Item1).Concat([CatsAndDogs, CallsWorker]).Order());

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
