using NlpTransfer.Embeddings;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Embeddings.Catalogue;

public sealed class NlpTransferPathsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("/somewhere", "/cache", "/somewhere")]
    [InlineData(null, "/cache", "/cache/nlp-transfer")]
    [InlineData("", "", "/home/me/.cache/nlp-transfer")]
    [InlineData(null, null, "/home/me/.cache/nlp-transfer")]
    public void Resolve_OutsideACheckout_FollowsTheEnvironment(string? home, string? cache, string expected) =>
        Assert.Equal(expected, Resolve(_folder.Root, home, cache).Root);

    [Fact]
    public void Resolve_InsideACheckout_IsTheCheckoutUnlessAPlaceIsStated()
    {
        _folder.Write("NlpTransfer.sln", "");
        var program = Path.Combine(_folder.Root, "artifacts", "bin");
        Directory.CreateDirectory(program);
        Assert.Equal(_folder.Root, Resolve(program, null, "/cache").Root);
        Assert.Equal("/somewhere", Resolve(program, "/somewhere", null).Root);
    }

    [Fact]
    public void FindBuiltIn_LooksInTheRootThenTheCheckout()
    {
        var checkout = Path.Combine(_folder.Root, "checkout");
        var inCheckout = _folder.Write("checkout/corpora/a.csv", "text,label");
        _folder.Write("checkout/NlpTransfer.sln", "");
        var paths = Resolve(checkout, Path.Combine(_folder.Root, "home"), null);
        Assert.Equal(inCheckout, paths.FindBuiltIn("corpora/a.csv"));
        var inHome = _folder.Write("home/corpora/a.csv", "text,label");
        Assert.Equal(inHome, paths.FindBuiltIn("corpora/a.csv"));
        Assert.Null(paths.FindBuiltIn("corpora/none.csv"));
    }

    public void Dispose() => _folder.Dispose();

    private static NlpTransferPaths Resolve(string program, string? home, string? cache) =>
        NlpTransferPaths.Resolve(program, name => name == "NLPTRANSFER_HOME" ? home : name == "XDG_CACHE_HOME" ? cache : null, "/home/me");
}
