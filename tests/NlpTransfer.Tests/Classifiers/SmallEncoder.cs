using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Classifiers;

/// <summary>A folder with the small random encoder; its 211 ids get names, w5 to w210 after the special ones.</summary>
internal static class SmallEncoder
{
    public static string Write(string folder)
    {
        var path = Path.Combine(folder, "encoder");
        Directory.CreateDirectory(path);
        foreach (var file in new[] { "config.json", "model.safetensors" }) File.Copy(Path.Combine(TestFiles.Fixture("bert/bert-tiny-random"), file), Path.Combine(path, file), true);
        string[] special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
        File.WriteAllLines(Path.Combine(path, "vocab.txt"), special.Concat(Enumerable.Range(5, 206).Select(i => $"w{i}")));
        return path;
    }
}
