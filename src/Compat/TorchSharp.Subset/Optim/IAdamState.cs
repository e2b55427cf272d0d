using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What <see cref="AdamStep"/> needs of a parameter's state.</summary>
internal interface IAdamState
{
    Parameter Parameter { get; }

    /// <summary>Steps taken.</summary>
    long Step { get; set; }

    Tensor Mean { get; }

    Tensor Square { get; }

    /// <summary>With <c>amsgrad</c>.</summary>
    Tensor? Largest { get; }
}
