namespace NlpTransfer.Embeddings;

/// <summary>How word vectors are written in a file. Each may also be compressed with gzip.</summary>
public enum VectorFormat
{
    /// <summary>GloVe's text: <c>word v1 v2 ...</c> a line, no header. Words may contain spaces (840B has some).</summary>
    GloveText,

    /// <summary>The text form of word2vec, gensim and fastText's <c>.vec</c>: a first line <c>count dimension</c>, then as GloVe.</summary>
    Word2VecText,

    /// <summary>word2vec's C binary: a line <c>count dimension</c>, then word, space and little-endian float32 values.</summary>
    Word2VecBinary,

    /// <summary>fastText's <c>.bin</c> model, supervised or not, with subword buckets.</summary>
    FastTextBinary,

    /// <summary>winkNLP's JSON document, whose rows carry norm and index after the values.</summary>
    WinkJson,

    /// <summary>This library's own file: memory-mapped, with a prebuilt index.</summary>
    Vectors,
}
