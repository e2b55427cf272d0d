using Microsoft.Playwright;
using static NlpTransfer.Worker.Tests.Experiments;

namespace NlpTransfer.Worker.Tests.Dashboard;

/// <summary>The dashboard in headless Chromium, with real trainings behind it.</summary>
public sealed class DashboardTests : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    // What makes the page wider than the screen; a table may be, in a box that scrolls.
    private const string TooWide = "document.documentElement.scrollWidth <= 360 ? '' : [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 360 && !e.closest('.wide')).map(e => e.outerHTML.slice(0, 100)).join('\\n')";

    private readonly TemporaryFolder folder = new();
    private readonly List<string> complaints = [];
    private HostedWorker worker = null!;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        worker = await HostedWorker.StartAsync(folder["worker"]);
        if (!File.Exists(Chromium)) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] }); // tests may run as root
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        await worker.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Job_IsSubmittedWatchedAndItsModelTried()
    {
        var page = await OpenAsync(1200, ColorScheme.Light);
        await page.GotoAsync(Address("/"));
        await page.FillAsync("#submit [name=experiment]", Small().ToJsonString());
        await page.FillAsync("#submit [name=name]", "<b>from a browser</b>");
        await page.FillAsync("#submit [name=model]", "spam");
        await page.ClickAsync("#submit button");
        await page.WaitForURLAsync("**/jobs/*");
        Assert.Equal("<b>from a browser</b>", await page.TextContentAsync("h1"));
        await page.WaitForSelectorAsync("#state.succeeded");
        await page.WaitForSelectorAsync("#loss polyline.training", new() { State = WaitForSelectorState.Attached });
        await page.WaitForSelectorAsync("#accuracy polyline.accuracy", new() { State = WaitForSelectorState.Attached });
        Assert.True(await page.Locator("#confusion td").CountAsync() == 4);
        Assert.True(await page.Locator("rect.trains").CountAsync() == 3); // head, then head and embeddings
        Assert.Contains("epoch", await page.TextContentAsync("#log"));

        await page.GotoAsync(Address("/"));
        await page.FillAsync("#try [name=text]", "free prize, call now");
        await page.ClickAsync("#try button");
        await page.WaitForSelectorAsync("#answer meter");
        Assert.Equal(2, await page.Locator("#answer meter").CountAsync());
        Assert.Contains("spam", await page.TextContentAsync("#answer"));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Curves_GrowWhileATrainingRunsAndItCanBeCancelledFromThePage()
    {
        var id = await worker.Client.SubmitAsync(Job(Endless()));
        await worker.Client.UntilStepAsync(id, 5);
        var page = await OpenAsync(1200, ColorScheme.Dark);
        await page.GotoAsync(Address($"/jobs/{id}"));
        await page.WaitForSelectorAsync("#loss polyline.training", new() { State = WaitForSelectorState.Attached });
        var first = await page.TextContentAsync("#progress");
        await page.WaitForFunctionAsync("first => document.getElementById('progress').textContent !== first", first);
        await page.ClickAsync("[data-post$=':cancel']");
        await page.WaitForSelectorAsync("#state.cancelled");
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Submit_OfSomethingWrong_ShowsTheSentence()
    {
        var page = await OpenAsync(1200, ColorScheme.Light);
        await page.GotoAsync(Address("/"));
        await page.FillAsync("#submit [name=experiment]", """{"corpus":"topic","backbon":"cnn"}""");
        await page.ClickAsync("#submit button");
        await page.WaitForSelectorAsync("#submit output.fault");
        Assert.Contains("Did you mean 'backbone'?", await page.TextContentAsync("#submit output"));
    }

    [Fact]
    public async Task Pages_OnAPhone_FitItsWidthDarkAndLight()
    {
        var id = await worker.Client.SubmitAsync(Job(Small()));
        await worker.Client.UntilAsync(id, "succeeded");
        var backgrounds = new HashSet<string>();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var page = await OpenAsync(360, scheme);
            foreach (var path in new[] { "/", $"/jobs/{id}" })
            {
                await page.GotoAsync(Address(path));
                Assert.Equal("", await page.EvaluateAsync<string>(TooWide));
                var contrast = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor + ' ' + getComputedStyle(document.body).color");
                backgrounds.Add(contrast);
                Assert.True((await page.ScreenshotAsync()).Length > 2000);
            }
        }
        Assert.Equal(2, backgrounds.Count);
        Assert.Empty(complaints);
    }

    private string Address(string path) => new Uri(worker.Client.Http.BaseAddress!, path).ToString();

    private async Task<IPage> OpenAsync(int width, ColorScheme scheme)
    {
        Assert.SkipWhen(browser is null, "Chromium is not installed; './test' installs it (apt-get install chromium).");
        var page = await browser!.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 800 }, ColorScheme = scheme });
        page.SetDefaultTimeout(120_000); // milliseconds; a busy machine trains slowly
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("400")) complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        return page;
    }
}
