namespace NlpTransfer.Backbones;

/// <summary>How much of a backbone over word vectors is pretrained.</summary>
internal enum PretrainedPart
{
    /// <summary>It starts from random numbers.</summary>
    None,

    /// <summary>Its word vectors.</summary>
    Vectors,

    /// <summary>All of it: it comes from a trained classifier.</summary>
    Backbone,
}
