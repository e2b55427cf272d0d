using System.Security.Cryptography;
using System.Text.Json;
using NlpTransfer.Embeddings;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Embeddings.Catalogue;

public sealed class CatalogueTests
{
    private static readonly NlpTransfer.Embeddings.Catalogue BuiltIn = NlpTransfer.Embeddings.Catalogue.BuiltIn();

    [Fact]
    public void BuiltIn_NamesWhatTheDocumentationPromises() =>
        Assert.Superset(new HashSet<string> { "glove-100d", "glove-100d-sample", "spam-assassin", "sms-spam", "sentiment", "topic" }, BuiltIn.Entries.Select(entry => entry.Name).ToHashSet());

    [Fact]
    public void BuiltIn_FilesOfTheRepository_AreExactlyAsRecorded()
    {
        foreach (var entry in BuiltIn.Entries.Where(entry => entry.Npm is null))
        {
            var bytes = File.ReadAllBytes(Path.Combine(TestFiles.Repository, entry.Path));
            Assert.Equal((entry.Name, entry.Size, entry.Sha256), (entry.Name, bytes.LongLength, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        }
    }

    [Fact]
    public void Find_MisspelledName_SuggestsTheNearest()
    {
        var error = Assert.Throws<ArgumentException>(() => BuiltIn.Find("glove-10d"));
        Assert.Contains("Did you mean 'glove-100d'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_UnknownMember_IsAnError() =>
        Assert.Throws<JsonException>(() => NlpTransfer.Embeddings.Catalogue.Parse("""[{"name":"x","kind":"Corpus","description":"","source":"","licence":"","path":"x","size":1,"sha265":""}]"""));
}
