namespace TorchSharp;

/// <summary>Which scope a tensor or a packed sequence belongs to.</summary>
internal static class ScopeOwned
{
    internal static DisposeScope? ScopeOf(IDisposable disposable) => disposable switch
    {
        torch.Tensor tensor => tensor.OwningDisposeScope,
        torch.nn.utils.rnn.PackedSequence packed => packed.OwningDisposeScope,
        _ => null,
    };

    internal static void SetScope(IDisposable disposable, DisposeScope? scope)
    {
        if (disposable is torch.Tensor tensor) tensor.OwningDisposeScope = scope;
        else if (disposable is torch.nn.utils.rnn.PackedSequence packed) packed.OwningDisposeScope = scope;
    }
}
