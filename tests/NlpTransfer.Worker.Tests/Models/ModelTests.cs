using System.Text.Json.Nodes;
using NlpTransfer.Classifiers;
using NlpTransfer.Worker.Models;
using static NlpTransfer.Worker.Tests.Experiments;

namespace NlpTransfer.Worker.Tests.Models;

public sealed class ModelTests : IAsyncLifetime
{
    private static readonly string[] Texts = ["You have won a free prize, call now", "are you coming to lunch", "free entry, text WIN", "ok see you later", ""];

    // 24 x 24 pixels, redder to bluer.
    private const string Picture = "iVBORw0KGgoAAAANSUhEUgAAABgAAAAYCAIAAABvFaqvAAAAbElEQVR42q3MEReAMAAA4XEcj+M4jsfxOI7jOI7jcTwex/2O7kfce9/phRqDgjoFo17BKCoYDQpGo4LRpGA0KxglBaNFwSgrGK0KRpuC0a5gdCgYnQpGl4LRrWBUFIweBaOqYNQUjF4Fo0/xAxuqCG7CWvnrAAAAAElFTkSuQmCC";

    private readonly TemporaryFolder folder = new();
    private HostedWorker worker = null!;

    private WorkerClient Client => worker.Client;

    public async ValueTask InitializeAsync() => worker = await HostedWorker.StartAsync(folder["worker"]);

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Model_IsTrainedPromotedAskedAndRolledBack()
    {
        var first = await TrainAsync(Job(Small(1), j => j["model"] = "spam"));
        var answers = await PredictAsync("spam", Texts);
        Assert.Equal(1, (int)answers["version"]!);
        AssertEqual(Direct("spam", 1, Texts), answers);

        var second = await TrainAsync(Job(Small(2), j => j["model"] = "spam"));
        answers = await PredictAsync("spam", Texts);
        Assert.Equal(2, (int)answers["version"]!);
        AssertEqual(Direct("spam", 2, Texts), answers);

        Assert.Equal(200, (await Client.PostAsync("/v1/models/spam:rollback")).Status);
        Assert.Equal(1, (int)(await PredictAsync("spam", Texts))["version"]!);
        Assert.Equal(409, (await Client.PostAsync("/v1/models/spam:rollback")).Status);
        Assert.Equal(200, (await Client.PostAsync("/v1/models/spam:promote", new JsonObject { ["version"] = 2 })).Status);
        Assert.Equal(404, (await Client.PostAsync("/v1/models/spam:promote", new JsonObject { ["version"] = 3 })).Status);
        var model = await Client.GetAsync("/v1/models/spam");
        Assert.Equal([first, second], model["versions"]!.AsArray().Select(v => (string?)v!["job_id"]));

        Assert.Equal(201, (await Client.PostAsync("/v1/models/other/versions", new JsonObject { ["job"] = first })).Status);
        AssertEqual(Direct("spam", 1, Texts), await PredictAsync("other", Texts));
        Assert.Equal(400, (await Client.PostAsync("/v1/models/Not%20a%20name/versions", new JsonObject { ["job"] = first })).Status);
    }

    [Fact]
    public async Task Predict_OfManyRequestsAtOnce_GivesEachItsOwnAnswer()
    {
        await TrainAsync(Job(Small(), j => j["model"] = "spam"));
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => $"text number {i} {(i % 3 == 0 ? "free prize" : "lunch")}")];
        var answers = await Task.WhenAll(texts.Select(t => PredictAsync("spam", t)));
        var direct = Direct("spam", 1, texts);
        for (var i = 0; i < texts.Length; i++) Assert.Equal(direct[i].ProbabilityOf("spam"), (double)answers[i]["predictions"]![0]!["probabilities"]!["spam"]!, 1e-5);
    }

    [Fact]
    public async Task Predict_OfAPicture_EqualsTheDirectCallAndADamagedOneIsItsRequestsFault()
    {
        using var classifier = ImageClassifier.Create("mobilenet_v2", ["cat", "dog"]);
        classifier.Save(folder["pictures"]);
        await worker.Service<ModelRegistry>().AddAsync("pictures", "by hand", folder["pictures"], promote: true);
        var picture = Convert.FromBase64String(Picture);
        File.WriteAllBytes(folder["one.png"], picture);
        var (status, answer) = await Client.PostAsync("/v1/models/pictures:predict", new JsonObject { ["images"] = new JsonArray(Picture) });
        Assert.True(status == 200, answer.ToJsonString());
        Assert.Equal(classifier.Predict(folder["one.png"]).ProbabilityOf("cat"), (double)answer["predictions"]![0]!["probabilities"]!["cat"]!, 1e-5);
        (status, answer) = await Client.PostAsync("/v1/models/pictures:predict", new JsonObject { ["images"] = new JsonArray(Convert.ToBase64String(picture[..20])) });
        Assert.Equal((400, "images: one of them cannot be read as a picture."), (status, (string?)answer["detail"]));
        (status, answer) = await Client.PostAsync("/v1/models/pictures:predict", new JsonObject { ["texts"] = new JsonArray("a cat") });
        Assert.Equal((400, "The model reads pictures; send images."), (status, (string?)answer["detail"]));
    }

    [Fact]
    public async Task Predict_RightAfterAJobPromotedItsModel_AnswersWithIt()
    {
        using var classifier = ImageClassifier.Create("mobilenet_v2", ["cat", "dog"]);
        classifier.Save(folder["pictures"]);
        foreach (var version in new[] { 1, 2, 3 })
        {
            await worker.Service<ModelRegistry>().AddAsync("pictures", $"job {version}", folder["pictures"], promote: true);
            var (_, answer) = await Client.PostAsync("/v1/models/pictures:predict", new JsonObject { ["images"] = new JsonArray(Picture) });
            Assert.Equal(version, (int)answer["version"]!);
        }
    }

    [Theory]
    [InlineData("""{}""", "Give texts, or images in base64.")]
    [InlineData("""{"texts":[]}""", "Give 1 to 256 inputs, not 0.")]
    [InlineData("""{"texts":["a"],"images":["b"]}""", "Give texts, or images in base64.")]
    public async Task Predict_OfSomethingWrong_SaysWhat(string body, string sentence)
    {
        var (status, problem) = await Client.PostAsync("/v1/models/spam:predict", JsonNode.Parse(body));
        Assert.Equal(400, status);
        Assert.Equal(sentence, (string?)problem["detail"]);
    }

    private async Task<string> TrainAsync(JsonObject job)
    {
        var id = await Client.SubmitAsync(job);
        await Client.UntilAsync(id, "succeeded");
        return id;
    }

    private async Task<JsonNode> PredictAsync(string model, params string[] texts)
    {
        var (status, answer) = await Client.PostAsync($"/v1/models/{model}:predict", new JsonObject { ["texts"] = new JsonArray([.. texts.Select(t => (JsonNode?)t)]) });
        Assert.True(status == 200, answer.ToJsonString());
        return answer;
    }

    private IReadOnlyList<Prediction> Direct(string model, int version, string[] texts)
    {
        using var classifier = TextClassifier.Load(folder[$"worker/models/{model}/{version:d4}"]);
        return classifier.Predict(texts);
    }

    private static void AssertEqual(IReadOnlyList<Prediction> expected, JsonNode answers)
    {
        var actual = answers["predictions"]!.AsArray();
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (prediction, answer) in expected.Zip(actual))
        {
            Assert.Equal(prediction.Label, (string?)answer!["label"]);
            Assert.Equal(prediction.ProbabilityOf("spam"), (double)answer["probabilities"]!["spam"]!, 1e-5);
        }
    }
}
