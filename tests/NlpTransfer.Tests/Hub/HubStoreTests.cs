using System.Text;
using NlpTransfer.Classifiers;
using NlpTransfer.Embeddings;
using NlpTransfer.Hub;
using NlpTransfer.Tests.Classifiers;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Hub;

/// <summary>Pulling models from a hub that does everything wrong that a server can.</summary>
public sealed class HubStoreTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly byte[] weights;
    private readonly FakeHub hub;

    public HubStoreTests()
    {
        var encoder = SmallEncoder.Write(folder.Root);
        weights = File.ReadAllBytes(Path.Combine(encoder, "model.safetensors"));
        hub = new(
            ("README.md", "a card"u8.ToArray()), ("config.json", File.ReadAllBytes(Path.Combine(encoder, "config.json"))), ("vocab.txt", File.ReadAllBytes(Path.Combine(encoder, "vocab.txt"))),
            ("1_Pooling/config.json", "{}"u8.ToArray()), ("model.safetensors", weights), ("pytorch_model.bin", [1, 2, 3]), ("onnx/model.onnx", [4]), ("training_args.bin", [5]));
    }

    public void Dispose()
    {
        hub.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Pull_OfAModel_BringsWhatIsNeededAndNoPickle()
    {
        var model = Store().Pull(FakeHub.Model);
        Assert.Equal(["1_Pooling/config.json", "README.md", "config.json", "model.safetensors", "vocab.txt"], model.Files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(FakeHub.Commit, model.Commit);
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(model.Folder, "model.safetensors")));
        using var classifier = TextClassifier.Load(model.Folder);
        Assert.Equal(["negative", "neutral", "positive"], classifier.LabelNames);
    }

    [Fact]
    public void Pull_ASecondTime_FetchesNoFile()
    {
        var first = Store().Pull(FakeHub.Model);
        var requests = hub.FileRequests;
        Assert.Equal(first.Folder, Store().Pull(FakeHub.Model).Folder);
        Assert.Equal(requests, hub.FileRequests);
    }

    [Fact]
    public void Pull_Offline_FindsWhatIsHereAndNothingElse()
    {
        var offline = Options with { Offline = true };
        Assert.Contains("offline", Assert.Throws<CatalogueUnavailableException>(() => Store(offline).Pull(FakeHub.Model)).Message);
        Assert.Empty(hub.Requests);
        var pulled = Store().Pull(FakeHub.Model);
        var requests = hub.Requests.Count;
        Assert.Equal(pulled.Folder, Store(offline).Pull(FakeHub.Model).Folder);
        Assert.Equal(pulled.Folder, Store(offline).FindLocal(FakeHub.Model, FakeHub.Commit)!.Folder);
        Assert.Null(Store(offline).FindLocal(FakeHub.Model, "another"));
        Assert.Equal(requests, hub.Requests.Count);
    }

    [Theory]
    [InlineData("Drop")]
    [InlineData("Stall")]
    public void Pull_WhenTheConnectionFails_GoesOnWhereItStood(string fault)
    {
        OnlyWeightsFail(Enum.Parse<FakeHub.Fault>(fault), Enum.Parse<FakeHub.Fault>(fault));
        var model = Store().Pull(FakeHub.Model);
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(model.Folder, "model.safetensors")));
        Assert.Equal([0, weights.Length / 2, weights.Length * 3L / 4], hub.Requests.Where(r => r.Path.EndsWith(".safetensors", StringComparison.Ordinal)).Select(r => r.From), new Near(2));
    }

    [Fact]
    public void Pull_ByAnotherProcessAfterFailures_GoesOnWhereTheFirstStood()
    {
        OnlyWeightsFail(FakeHub.Fault.Drop);
        Assert.Throws<CatalogueUnavailableException>(() => Store(Options with { Attempts = 1 }).Pull(FakeHub.Model));
        Assert.Null(Store().FindLocal(FakeHub.Model));
        Store().Pull(FakeHub.Model);
        Assert.Equal(weights.Length / 2, hub.Requests[^1].From);
    }

    [Fact]
    public void Pull_FromAServerThatForgetsRanges_BeginsAgain()
    {
        OnlyWeightsFail(FakeHub.Fault.Drop, FakeHub.Fault.ForgetsRanges);
        var model = Store().Pull(FakeHub.Model);
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(model.Folder, "model.safetensors")));
    }

    [Fact]
    public void Pull_FromABusyServer_Waits()
    {
        OnlyWeightsFail(FakeHub.Fault.Busy, FakeHub.Fault.Busy);
        Assert.NotNull(Store().Pull(FakeHub.Model));
    }

    [Fact]
    public void Pull_WhereItNeverWorks_EndsWithTheReason()
    {
        OnlyWeightsFail([.. Enumerable.Repeat<FakeHub.Fault?>(FakeHub.Fault.Busy, 9)]);
        var error = Assert.Throws<CatalogueUnavailableException>(() => Store().Pull(FakeHub.Model));
        Assert.Contains("503", error.Message);
        Assert.Equal(Options.Attempts, hub.Requests.Count(r => r.Path.EndsWith(".safetensors", StringComparison.Ordinal)));
    }

    [Fact]
    public void Pull_OfWrongBytesOnce_TriesOnceMore()
    {
        OnlyWeightsFail(FakeHub.Fault.WrongBytes);
        var model = Store().Pull(FakeHub.Model);
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(model.Folder, "model.safetensors")));
    }

    [Theory]
    [InlineData("WrongBytes", "should hash to")]
    [InlineData("AnnouncesMore", "announced with")]
    [InlineData("SendsMore", "longer than")]
    public void Pull_OfSomethingElseThanListed_RefusesIt(string fault, string message)
    {
        var wrong = Enum.Parse<FakeHub.Fault>(fault);
        OnlyWeightsFail(wrong, wrong);
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Store().Pull(FakeHub.Model)).Message);
        Assert.Null(Store().FindLocal(FakeHub.Model));
    }

    [Theory]
    [InlineData("404 Not Found", "Check its name")]
    [InlineData("401 Unauthorized", "HF_TOKEN")]
    [InlineData("403 Forbidden", "HF_TOKEN")]
    public void Pull_OfWhatTheHubDoesNotGive_SaysWhatToDo(string status, string message)
    {
        hub.ListStatus = status;
        Assert.Contains(message, Assert.Throws<CatalogueUnavailableException>(() => Store().Pull(FakeHub.Model)).Message);
        Assert.Single(hub.Requests);
    }

    [Fact]
    public void Pull_ThroughARedirect_LeavesTheTokenBehind()
    {
        using var storage = new FakeHub([.. hub.Files.Select(f => (f.Key, f.Value))]);
        hub.RedirectTo = storage.Endpoint;
        Store(Options with { Token = "secret" }).Pull(FakeHub.Model);
        Assert.All(hub.Requests, r => Assert.Equal("Bearer secret", r.Token));
        Assert.Equal(5, storage.Requests.Count);
        Assert.All(storage.Requests, r => Assert.Null(r.Token));
    }

    [Fact]
    public void Pull_InACircle_Ends()
    {
        hub.RedirectTo = hub.Endpoint;
        Assert.Contains("redirects more than", Assert.Throws<InvalidDataException>(() => Store().Pull(FakeHub.Model)).Message);
    }

    [Fact]
    public void Pull_OfShards_FollowsTheIndex()
    {
        hub.Files.Remove("model.safetensors");
        hub.Files["model.safetensors.index.json"] = """{"weight_map":{"a":"model-00001-of-00002.safetensors","b":"model-00002-of-00002.safetensors","c":"model-00001-of-00002.safetensors"}}"""u8.ToArray();
        foreach (var part in new[] { "1", "2" }) hub.Files[$"model-0000{part}-of-00002.safetensors"] = Encoding.ASCII.GetBytes(part);
        hub.Files["model-00003-of-00002.safetensors"] = [9];
        var model = Store().Pull(FakeHub.Model);
        Assert.Equal(3, model.Files.Keys.Count(f => f.StartsWith("model", StringComparison.Ordinal)));
        Assert.DoesNotContain("model-00003-of-00002.safetensors", model.Files.Keys);
        Assert.DoesNotContain("pytorch_model.bin", model.Files.Keys);
    }

    [Fact]
    public void Pull_OfAnIndexThatNamesWhatIsNotThere_SaysSo()
    {
        hub.Files.Remove("model.safetensors");
        hub.Files["model.safetensors.index.json"] = """{"weight_map":{"a":"model-00001-of-00002.safetensors"}}"""u8.ToArray();
        Assert.Contains("names 'model-00001-of-00002.safetensors'", Assert.Throws<InvalidDataException>(() => Store().Pull(FakeHub.Model)).Message);
    }

    [Fact]
    public void Pull_OfAModelWithoutWeights_SaysWhatItHas()
    {
        hub.Files.Remove("model.safetensors");
        hub.Files.Remove("pytorch_model.bin");
        Assert.Contains("onnx/model.onnx", Assert.Throws<InvalidDataException>(() => Store().Pull(FakeHub.Model)).Message);
    }

    [Fact]
    public void Pull_WithoutSafetensors_TakesThePickle()
    {
        hub.Files.Remove("model.safetensors");
        Assert.Contains("pytorch_model.bin", Store().Pull(FakeHub.Model).Files.Keys);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../outside")]
    public void Pull_OfAFileOutsideTheFolder_FetchesNothing(string path)
    {
        hub.Files[path] = [1];
        Assert.Contains("outside", Assert.Throws<InvalidDataException>(() => Store().Pull(FakeHub.Model)).Message);
        Assert.Equal(0, hub.FileRequests);
    }

    [Fact]
    public void Pull_OfMoreThanAllowed_FetchesNothing()
    {
        Assert.Contains("MaxBytes", Assert.Throws<InvalidDataException>(() => Store(Options with { MaxBytes = 1000 }).Pull(FakeHub.Model)).Message);
        Assert.Equal(0, hub.FileRequests);
    }

    [Theory]
    [InlineData("../x", null)]
    [InlineData("a/b/c", null)]
    [InlineData("", null)]
    [InlineData("a/b", "../x")]
    public void Pull_OfWhatIsNoName_SaysSo(string name, string? revision)
    {
        Assert.Throws<ArgumentException>(() => Store().Pull(name, revision));
        Assert.Empty(hub.Requests);
    }

    [Fact]
    public void Validate_OfWrongOptions_NamesEach() => Assert.Equal(5, new HubOptions { Endpoint = "ftp://x", Attempts = 0, StallTimeout = default, RetryDelay = TimeSpan.FromSeconds(-1), MaxBytes = 0 }.Validate().Count);

    private HubOptions Options => new() { Endpoint = hub.Endpoint, Token = null, Offline = false, Attempts = 3, StallTimeout = TimeSpan.FromSeconds(2), RetryDelay = TimeSpan.FromMilliseconds(5) };

    private HubStore Store(HubOptions? options = null) => new(NlpTransferPaths.At(Path.Combine(folder.Root, "home")), options ?? Options);

    // Files come in their order; the weights are the last.
    private void OnlyWeightsFail(params FakeHub.Fault?[] faults)
    {
        for (var i = 0; i < 4; i++) hub.Faults.Enqueue(null);
        foreach (var fault in faults) hub.Faults.Enqueue(fault);
    }

    private sealed class Near(long distance) : IEqualityComparer<long>
    {
        public bool Equals(long x, long y) => Math.Abs(x - y) <= distance;

        public int GetHashCode(long value) => 0;
    }
}
