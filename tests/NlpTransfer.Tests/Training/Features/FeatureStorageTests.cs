using NlpTransfer.FineTuning;
using NlpTransfer.Tests.Data;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Tests.Training.Features;

/// <summary>Where features are kept: memory, files, nowhere; and that it makes no difference.</summary>
[Collection(TorchGenerator.Name)]
public sealed class FeatureStorageTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private FeatureCacheOptions InFiles => new() { Memory = 0, Folder = folder.Root };

    private string[] Files => Directory.GetFiles(folder.Root);

    [Theory]
    [InlineData("bert", 1)]
    [InlineData("bert", 3)]
    [InlineData("bilstm", 2)]
    [InlineData("cnn", 1)]
    public void Train_WithinEachBudget_HasTheSameLossesToTheBit(string backbone, int trainable)
    {
        var memory = Train(backbone, trainable, new(), FeatureStorage.Memory);
        var file = Train(backbone, trainable, InFiles, FeatureStorage.File);
        var none = Train(backbone, trainable, InFiles with { Mode = FeatureCacheMode.Always, FolderLimit = 0 }, FeatureStorage.Recomputed);
        Assert.Equal(memory, file);
        Assert.Equal(memory, none);
        Assert.Empty(Files); // nothing can know this data again
    }

    [Fact]
    public void Train_Again_ReadsTheFileOfTheFirstRun()
    {
        var first = Train("bert", 2, InFiles, FeatureStorage.File, "toy");
        var files = Files;
        Assert.Equal(2, files.Length);
        Assert.Equal(first, Train("bert", 2, InFiles, FeatureStorage.EarlierFile, "toy"));
        Assert.Equal(first, Train("bert", 2, new() { Folder = folder.Root }, FeatureStorage.EarlierFile, "toy")); // also where memory would do
        Assert.Equal(files.Order(), Files.Order());
    }

    [Theory]
    [InlineData("byte", "does not fit its checksum")]
    [InlineData("header", "begins otherwise")]
    [InlineData("short", "bytes, expected")]
    public void Train_WithADamagedFile_SaysSoAndBuildsItAnew(string damage, string message)
    {
        var first = Train("bert", 2, InFiles, FeatureStorage.File, "toy");
        foreach (var file in Files) Damage(file, damage);
        var (found, reports) = FeatureRuns.Train(FeatureRuns.Model("bert"), FineTuningSchedule.LastGroups(2, 3), InFiles, Named("toy"));
        Assert.Equal(first, found);
        Assert.All(reports, r => Assert.Equal(FeatureStorage.File, r.Storage));
        Assert.All(reports, r => Assert.Contains(message, r.Remark));
        Assert.Equal(first, Train("bert", 2, InFiles, FeatureStorage.EarlierFile, "toy"));
    }

    [Fact]
    public void Train_WithAFileThatComesOutOtherwiseHere_BuildsItAnew()
    {
        var first = Train("bert", 2, InFiles, FeatureStorage.File, "toy");
        foreach (var file in Files) // as another processor would have rounded: a whole file, with its checksum
        {
            var bytes = File.ReadAllBytes(file);
            bytes[FeatureFile.HeaderBytes] ^= 1;
            FeatureFile.Write(file, Path.GetFileNameWithoutExtension(file), [bytes[FeatureFile.HeaderBytes..^8]]);
        }
        var (found, reports) = FeatureRuns.Train(FeatureRuns.Model("bert"), FineTuningSchedule.LastGroups(2, 3), InFiles, Named("toy"));
        Assert.All(reports, r => Assert.Contains("this machine computes other bits", r.Remark));
        Assert.Equal(first, found);
    }

    [Fact]
    public void Train_WithOtherWeightsOrDataOrPrecision_UsesFilesOfItsOwn()
    {
        Train("bert", 2, InFiles, FeatureStorage.File, "toy");
        var other = FeatureRuns.Model("bert");
        using (no_grad()) other.LayerGroups[1].Parameters.First().add_(1e-3f);
        var reports = FeatureRuns.Train(other, FineTuningSchedule.LastGroups(2, 3), InFiles, Named("toy")).Reports;
        Assert.All(reports, r => Assert.Equal((FeatureStorage.File, null), (r.Storage, r.Remark)));
        Train("bert", 2, InFiles, FeatureStorage.File, "other");
        Train("bert", 2, InFiles with { Precision = FeaturePrecision.Float16 }, FeatureStorage.File, "toy");
        Train("bert", 3, InFiles, FeatureStorage.File, "toy");
        Assert.Equal(10, Files.Length);
    }

    [Fact]
    public void Train_WhereMemoryHoldsOneDataSetOnly_KeepsTheOtherInAFile()
    {
        var all = FeatureRuns.Train(FeatureRuns.Model("bert"), FineTuningSchedule.LastGroups(2, 3), new()).Reports;
        var budget = all[0].Bytes + all[1].Bytes - 1;
        var reports = FeatureRuns.Train(FeatureRuns.Model("bert"), FineTuningSchedule.LastGroups(2, 3), new() { Memory = budget, Folder = folder.Root }).Reports;
        Assert.Equal([("training", FeatureStorage.Memory), ("validation", FeatureStorage.File)], reports.Select(r => (r.Data, r.Storage)));
    }

    [Fact]
    public void Train_WhereNothingHoldsTheFeatures_RunsTheFrozenGroupsAndSaysWhy()
    {
        var reports = FeatureRuns.Train(FeatureRuns.Model("bert"), FineTuningSchedule.LastGroups(2, 3), InFiles with { FolderLimit = 1000 }).Reports;
        Assert.All(reports, r => Assert.Equal(FeatureStorage.None, r.Storage));
        Assert.Contains("memory for it is 0.0 MB, and no file can be written", reports[0].Remark);
        Assert.Empty(Files);
    }

    [Fact]
    public void Train_WhereTheFolderIsAFile_RunsTheFrozenGroupsAndSaysWhy()
    {
        var path = folder.Write("taken", "text");
        var reports = FeatureRuns.Train(FeatureRuns.Model("bert"), FineTuningSchedule.LastGroups(2, 3), new() { Memory = 0, Folder = path }).Reports;
        Assert.All(reports, r => Assert.Contains(path, r.Remark));
    }

    [Fact]
    public void Files_BeyondTheFoldersLimit_GoInTheOrderOfTheirLastUse()
    {
        Train("cnn", 1, InFiles, FeatureStorage.File, "a");
        var limit = Files.Sum(f => new FileInfo(f).Length) * 2;
        foreach (var file in Files) File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1));
        Train("cnn", 1, InFiles, FeatureStorage.File, "b");
        Train("cnn", 1, InFiles, FeatureStorage.EarlierFile, "a"); // used last, though older
        Train("cnn", 1, InFiles with { FolderLimit = limit }, FeatureStorage.File, "c");
        Train("cnn", 1, InFiles with { FolderLimit = limit }, FeatureStorage.EarlierFile, "a");
        Assert.Equal(4, Files.Length);
    }

    private static ToyData Named(string name) => new(70, 1) { Fingerprint = name };

    private static void Damage(string file, string how)
    {
        var bytes = File.ReadAllBytes(file);
        if (how == "short") bytes = bytes[..^20];
        else bytes[how == "header" ? 3 : bytes.Length / 2] ^= 16;
        File.WriteAllBytes(file, bytes);
    }

    private static double[] Train(string backbone, int trainable, FeatureCacheOptions cache, FeatureStorage expected, string? name = null)
    {
        var (losses, reports) = FeatureRuns.Train(FeatureRuns.Model(backbone), FineTuningSchedule.LastGroups(trainable, 3), cache, name is null ? null : Named(name));
        Assert.All(reports, r => Assert.True(r.Storage == expected, $"{r.Data}: {r.Storage}, expected {expected}. {r}"));
        return losses;
    }
}
