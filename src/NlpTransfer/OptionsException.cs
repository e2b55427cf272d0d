namespace NlpTransfer;

/// <summary>Options that cannot be used, with every fault at once, found before any work is done.</summary>
public sealed class OptionsException : ArgumentException
{
    public OptionsException(string optionsName, IReadOnlyList<string> faults)
        : base($"{optionsName}: {string.Join(" ", faults)}") => Faults = faults;

    /// <summary>One sentence a fault: the property, what it must be, what it was.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>Throws when <paramref name="faults"/> holds any.</summary>
    public static void ThrowIfAny(string optionsName, IReadOnlyList<string> faults)
    {
        if (faults.Count > 0) throw new OptionsException(optionsName, faults);
    }
}
