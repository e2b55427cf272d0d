namespace NlpTransfer.Cli.Tests;

/// <summary>A folder with the small random encoder of the fixtures, which knows the words w5 to w210, and labelled texts of them.</summary>
internal static class SmallEncoder
{
    public static string Write(TemporaryFolder folder)
    {
        string path = folder["encoder"];
        Directory.CreateDirectory(path);
        foreach (string file in new[] { "config.json", "model.safetensors" })
            File.Copy(Path.Combine(SourceTree.Find()!, "tests", "fixtures", "bert", "bert-tiny-random", file), Path.Combine(path, file));
        string[] special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
        File.WriteAllLines(Path.Combine(path, "vocab.txt"), special.Concat(Enumerable.Range(5, 206).Select(i => $"w{i}")));
        return path;
    }

    /// <summary>Texts whose label is decided by one of their words.</summary>
    public static string WriteTexts(TemporaryFolder folder, string name, int count = 80) => folder.Write(name, "text,label\n" + string.Concat(
        Enumerable.Range(0, count).Select(i => i % 2 == 0 ? $"w7 w{20 + (i % 50)} w8,even\n" : $"w30 w{80 + (i % 50)} w31,odd\n")));
}
