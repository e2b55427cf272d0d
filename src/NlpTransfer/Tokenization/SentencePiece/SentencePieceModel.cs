using System.Text;

namespace NlpTransfer.Tokenization;

/// <summary>A SentencePiece model file (<c>sentencepiece_model.proto</c>): pieces with scores, and how texts are normalised before.</summary>
internal sealed record SentencePieceModel
{
    private const int UnigramType = 1;

    public required IReadOnlyList<SentencePiece> Pieces { get; init; }

    /// <summary>Rules for replacing characters, compiled; empty for none.</summary>
    public byte[] CharacterMap { get; init; } = [];

    /// <summary>Whether a text begins as if a space stood before it.</summary>
    public bool AddDummyPrefix { get; init; } = true;

    /// <summary>Whether spaces around a text go and runs of them become one.</summary>
    public bool RemoveExtraWhitespaces { get; init; } = true;

    /// <summary>Whether a space becomes U+2581.</summary>
    public bool EscapeWhitespaces { get; init; } = true;

    /// <summary>Whether what cannot be spelled becomes its bytes.</summary>
    public bool ByteFallback { get; init; }

    /// <exception cref="TokenizerFormatException">The file is no unigram model.</exception>
    public static SentencePieceModel Load(string path)
    {
        var pieces = new List<SentencePiece>();
        var model = new SentencePieceModel { Pieces = pieces };
        var reader = new ProtoReader(File.ReadAllBytes(path), path);
        while (reader.Next())
            model = reader.Field switch
            {
                1 => model.With(Piece(reader.Bytes, path), pieces),
                2 => model.WithTrainer(reader.Bytes, path),
                3 => model.WithNormalizer(reader.Bytes, path),
                _ => model,
            };
        return pieces.Exists(p => p.Kind == SentencePieceKind.Unknown) ? model : throw new TokenizerFormatException("expected a SentencePiece model with a piece for what is unknown, found none.", path);
    }

    private SentencePieceModel With(SentencePiece piece, List<SentencePiece> pieces)
    {
        pieces.Add(piece);
        return this;
    }

    private static SentencePiece Piece(ReadOnlySpan<byte> message, string path)
    {
        var (text, score, kind) = ("", 0f, SentencePieceKind.Normal);
        var reader = new ProtoReader(message, path);
        while (reader.Next())
        {
            if (reader.Field == 1) text = Encoding.UTF8.GetString(reader.Bytes);
            if (reader.Field == 2) score = reader.Single;
            if (reader.Field == 3) kind = (SentencePieceKind)reader.Value;
        }
        return new(text, score, kind);
    }

    private SentencePieceModel WithTrainer(ReadOnlySpan<byte> message, string path)
    {
        var (type, fallback) = (UnigramType, false);
        var reader = new ProtoReader(message, path);
        while (reader.Next())
        {
            if (reader.Field == 3) type = (int)reader.Value;
            if (reader.Field == 35) fallback = reader.Value != 0;
        }
        return type == UnigramType ? this with { ByteFallback = fallback } : throw new TokenizerFormatException($"expected a unigram model (model_type 1), found model_type {type}. Use the folder's tokenizer.json.", path);
    }

    private SentencePieceModel WithNormalizer(ReadOnlySpan<byte> message, string path)
    {
        var made = this;
        var reader = new ProtoReader(message, path);
        while (reader.Next())
            made = reader.Field switch
            {
                2 => made with { CharacterMap = reader.Bytes.ToArray() },
                3 => made with { AddDummyPrefix = reader.Value != 0 },
                4 => made with { RemoveExtraWhitespaces = reader.Value != 0 },
                5 => made with { EscapeWhitespaces = reader.Value != 0 },
                _ => made,
            };
        return made;
    }
}
