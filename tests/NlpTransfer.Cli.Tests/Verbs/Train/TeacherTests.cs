using System.Text.Json;

namespace NlpTransfer.Cli.Tests.Verbs.Train;

[Collection(TorchGenerator.Name)]
public sealed class TeacherTests(TrainedModel teacher) : IClassFixture<TrainedModel>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_WithATeacherAndUnlabelledTexts_LearnsFromBothAndSaysSo()
    {
        var rows = Corpus();
        string few = _folder.Write("few.csv", "text,label\n" + string.Concat(rows.Take(60).Select(r => r + "\n")));
        string many = _folder.Write("many.csv", "text,label\n" + string.Concat(rows.Skip(60).Select(r => r + "\n")));
        string[] command = ["train", "--data", few, "--test", many, "--vectors", "none", "--backbone", "mean", "--epochs", "12", "--set", "learning-rate=0.02", "--set", "min-word-count=1", "--json", "--offline"];
        var alone = await CommandLineRunner.RunAsync([.. command, "--out", _folder["alone"]]);
        var taught = await CommandLineRunner.RunAsync([.. command, "--teacher", teacher.Run, "--unlabelled", many, "--out", _folder["taught"]]);

        Assert.True(taught.ExitCode == 0, taught.Error);
        Assert.True(Loss(taught) < Loss(alone), $"{Loss(taught)} with a teacher, {Loss(alone)} without");
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder["taught"], "model", "training.json")));
        Assert.Equal(rows.Length - 60, record.RootElement.GetProperty("data").GetProperty("unlabelled_examples").GetInt32());
        Assert.True(File.Exists(Path.Combine(_folder["taught"], "teacher.safetensors")));
    }

    [Theory]
    [InlineData("--unlabelled is about distillation; give --teacher FOLDER too.", false, "--unlabelled", "x.csv")]
    [InlineData("--distill-weight is about distillation; give --teacher FOLDER too.", false, "--distill-weight", "0.3")]
    [InlineData("--distill-weight must be from 0 to 1, was 3.", true, "--distill-weight", "3")]
    [InlineData("--distill-temperature must be a number, was 'hot'.", true, "--distill-temperature", "hot")]
    [InlineData("there is no file or folder 'nowhere'", false, "--teacher", "nowhere")]
    [InlineData("The teacher must have the student's labels, business, science-technology, sports, world; it has ham, spam.", true)]
    public async Task Train_WithWrongArguments_SaysWhatWasMeant(string message, bool withTeacher, params string[] arguments)
    {
        string[] known = withTeacher ? ["--teacher", teacher.Run] : [];
        string corpus = message.Contains("sports", StringComparison.Ordinal) ? "topic" : "sms-spam";
        var result = await CommandLineRunner.RunAsync(["train", "--corpus", corpus, "--vectors", "none", .. known, .. arguments, "--out", _folder["none"]]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error);
        Assert.False(Directory.Exists(_folder["none"]));
    }

    private static double Loss(CliResult result) => JsonDocument.Parse(result.Output).RootElement.GetProperty("test").GetProperty("loss").GetDouble();

    private static string[] Corpus() => [.. File.ReadLines(Path.Combine(SourceTree.Find()!, "corpora", "sms-spam.csv")).Skip(1).Where(l => l.EndsWith(",ham", StringComparison.Ordinal) || l.EndsWith(",spam", StringComparison.Ordinal)).Where(l => l.Count(c => c == '"') % 2 == 0)];
}
