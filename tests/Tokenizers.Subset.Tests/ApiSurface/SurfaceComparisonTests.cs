using ApiSurface;
using Microsoft.ML.Tokenizers.Tests.Samples;

namespace Microsoft.ML.Tokenizers.Tests.ApiSurface;

public class SurfaceComparisonTests
{
    private static readonly SurfaceMember[] Members = [.. SurfaceFormatter.Format(typeof(Sample))];
    private static readonly string[] Lines = [.. Members.Select(m => m.Line)];

    [Fact]
    public void Extras_OfTheRecordedMembersThemselves_AreNone() => Assert.Empty(Extras(Lines));

    [Fact]
    public void Extras_MemberThatIsNotRecorded_IsReported() =>
        Assert.Contains("Dispose() : void", Assert.Single(Extras(Lines.Where(l => !l.Contains("Dispose()")))));

    [Theory]
    [InlineData("1E-08f", "1E-06f")]
    [InlineData("static old", "old")]
    [InlineData("protected set; ", "")]
    [InlineData("char uplo", "char mode")]
    [InlineData("string name, ", "string, ")]
    [InlineData("abstract forward", "virtual forward")]
    [InlineData("int? start", "int start")]
    [InlineData("abstract class : IDisposable", "abstract class")]
    public void Extras_AnythingElseThatDiffers_IsReportedWithTheRecordedLine(string mine, string recorded)
    {
        string extra = Assert.Single(Extras(Lines.Select(l => l.Replace(mine, recorded))));
        Assert.Contains("\n    recorded: ", extra);
    }

    [Fact]
    public void Extras_WithoutNullability_ForgivesTheQuestionMarkOfReferencesOnly()
    {
        string[] oblivious = [.. Lines.Select(l => l.Replace("string?", "string").Replace("[]?", "[]").Replace("Sample?", "Sample"))];
        Assert.Empty(Extras(oblivious, nullability: false));
        Assert.Equal(4, Extras(oblivious, nullability: true).Count);
        Assert.Single(Extras(oblivious.Select(l => l.Replace("Level?", "Level")), nullability: false));
    }

    [Fact]
    public void Extras_FewerInterfacesThanRecorded_AreFine() =>
        Assert.Empty(Extras(Lines.Select(l => l.Replace("class : IDisposable", "class : ICloneable, IDisposable"))));

    [Fact]
    public void Extras_OverrideOfObjectsMember_IsFine() =>
        Assert.Empty(Extras(Lines.Where(l => !l.Contains("ToString"))));

    private static IReadOnlyList<string> Extras(IEnumerable<string> recorded, bool nullability = true) =>
        new SurfaceComparison(new RecordedSurface(recorded), nullability).Extras(Members);
}
