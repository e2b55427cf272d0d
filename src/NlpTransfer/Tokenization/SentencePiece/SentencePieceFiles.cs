namespace NlpTransfer.Tokenization;

/// <summary>A tokenizer from a SentencePiece model in a Hugging Face folder. The model's own rules count, as the sentencepiece library applies them.</summary>
internal static class SentencePieceFiles
{
    private static readonly string[] Names = ["spiece.model", "spm.model"];

    public static string? PathIn(string folder) => Names.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists);

    /// <exception cref="TokenizerFormatException">The file cannot be used, or lacks a special token.</exception>
    public static EncoderTokenizer Read(string path, int padding)
    {
        var model = SentencePieceModel.Load(path);
        var (first, separator) = (Id("[CLS]"), Id("[SEP]"));
        return new(new SentencePieceSubwords(model, path), new([first], [separator], [separator], padding));

        int Id(string piece)
        {
            var id = Enumerable.Range(0, model.Pieces.Count).FirstOrDefault(i => model.Pieces[i].Text == piece, -1);
            return id >= 0 ? id : throw new TokenizerFormatException($"expected the special piece {piece}.", path);
        }
    }
}
