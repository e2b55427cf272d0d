namespace TorchSharp.Modules;

/// <summary>What <see cref="AdamStep"/> needs of a parameter's state.</summary>
internal interface IAdamState
{
    AdamTensors Tensors { get; }

    /// <summary>Steps taken.</summary>
    ref long Step { get; }
}
