using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Classifiers;

/// <summary>A folder with the small random encoder of a family. All but RoBERTa's and ALBERT's have no vocabulary, so their 211 ids get names.</summary>
internal static class FamilyFolder
{
    public static string Write(string root, string name)
    {
        var path = Path.Combine(root, name);
        Directory.CreateDirectory(path);
        var source = TestFiles.Fixture($"encoders/{name}");
        foreach (var file in Directory.GetFiles(source).Where(f => Path.GetFileName(f) is not ("expected.json" or "tokens.json"))) File.Copy(file, Path.Combine(path, Path.GetFileName(file)));
        if (name is "roberta-random" or "albert-random") return path;
        string[] special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
        File.WriteAllLines(Path.Combine(path, "vocab.txt"), special.Concat(Enumerable.Range(5, 206).Select(i => $"w{i}")));
        return path;
    }
}
