using static TorchSharp.torch.nn;

namespace TorchSharp;

/// <summary>A loss of two arguments, reduced to its mean, its sum or not at all.</summary>
public abstract class Loss<T1, T2, TResult> : Module<T1, T2, TResult>
{
    public Loss(Reduction reduction = Reduction.Mean) : base("Loss") => this.reduction = reduction;

    public Reduction reduction { get; }
}

/// <summary>A loss of three arguments, reduced to its mean, its sum or not at all.</summary>
public abstract class Loss<T1, T2, T3, TResult> : Module<T1, T2, T3, TResult>
{
    public Loss(Reduction reduction = Reduction.Mean) : base("Loss") => this.reduction = reduction;

    public Reduction reduction { get; }
}

/// <summary>A loss of four arguments, reduced to its mean, its sum or not at all.</summary>
public abstract class Loss<T1, T2, T3, T4, TResult> : Module<T1, T2, T3, T4, TResult>
{
    public Loss(Reduction reduction = Reduction.Mean) : base("Loss") => this.reduction = reduction;

    public Reduction reduction { get; }
}
