namespace NlpTransfer.Backbones;

/// <summary>What a recurrent layer is made of.</summary>
public enum RecurrentCell
{
    /// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997).</summary>
    Lstm,

    /// <summary>Gated recurrent units (Cho et al. 2014): three quarters of the weights.</summary>
    Gru,
}
