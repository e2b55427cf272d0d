using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A parameter and its running means.</summary>
/// <param name="Largest">With <c>amsgrad</c>.</param>
internal readonly record struct AdamTensors(Parameter Parameter, Tensor Mean, Tensor Square, Tensor? Largest);
