using System.Text;
using NlpTransfer.Embeddings;

namespace NlpTransfer.Backbones;

/// <summary>
/// The words a model knows; a word's id is its row. Row 0 is padding, row 1 stands for every unknown word, then come the words
/// of the training data, the frequent ones first, then further words of the vector file.
/// </summary>
internal sealed class WordVocabulary
{
    public const int Padding = 0, Unknown = 1;

    private const string PaddingName = "[PAD]", UnknownName = "[UNK]";

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> ids;

    public WordVocabulary(IReadOnlyList<string> words)
    {
        Words = [PaddingName, UnknownName, .. words];
        var byWord = new Dictionary<string, int>(Words.Count, StringComparer.Ordinal);
        for (var id = 2; id < Words.Count; id++) byWord.Add(Words[id], id);
        ids = byWord.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>By id.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The id of a word, <see cref="Unknown"/> where there is none.</summary>
    public int IdOf(ReadOnlySpan<char> word) => ids.TryGetValue(word, out var id) ? id : Unknown;

    /// <summary>Reads what <see cref="Save"/> wrote: one word a line.</summary>
    /// <exception cref="InvalidDataException">The file does not begin with the two special words, or a word comes twice.</exception>
    public static WordVocabulary Load(string path)
    {
        var lines = File.ReadAllLines(path, Encoding.UTF8);
        if (lines is not [PaddingName, UnknownName, ..])
            throw new InvalidDataException($"{path}: expected {PaddingName} and {UnknownName} in the first two lines, found '{string.Join("', '", lines.Take(2))}'.");
        var twice = lines.GroupBy(l => l, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw new InvalidDataException($"{path}: the word '{twice.Key}' comes {twice.Count()} times; expected each once.");
        return new(lines[2..]);
    }

    public void Save(string path) => AtomicFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        foreach (var word in Words) writer.WriteLine(word);
    });
}
