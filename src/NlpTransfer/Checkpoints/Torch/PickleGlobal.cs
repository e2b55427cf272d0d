namespace NlpTransfer.Checkpoints;

/// <summary>A Python name that a pickle refers to. Kept as a name: nothing is ever looked up or called.</summary>
internal sealed record PickleGlobal(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}
