using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What batch and instance normalisation share: weight and bias (C), running statistics (C) as buffers.</summary>
public abstract class NormBase : Module<Tensor, Tensor>
{
    private Parameter? _weight;
    private Parameter? _bias;
    private Tensor? _running_mean;
    private Tensor? _running_var;
    private Tensor? _num_batches_tracked;

    public NormBase(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name) : base(name)
    {
        (this.num_features, this.eps, this.momentum) = (num_features, eps, momentum);
        (this.affine, this.track_running_stats) = (affine, track_running_stats);
        if (affine)
        {
            ConditionallyRegisterParameter("weight", _weight = Module.Owned(ones(num_features, dtype, device)));
            ConditionallyRegisterParameter("bias", _bias = Module.Owned(zeros(num_features, dtype, device)));
        }
        if (!track_running_stats) return;
        ConditionallyRegisterBuffer("running_mean", _running_mean = zeros(num_features, dtype, device).DetachFromDisposeScope());
        ConditionallyRegisterBuffer("running_var", _running_var = ones(num_features, dtype, device).DetachFromDisposeScope());
        ConditionallyRegisterBuffer("num_batches_tracked", _num_batches_tracked = zeros([], ScalarType.Int64, device).DetachFromDisposeScope());
    }

    public long num_features { get; }

    public double eps { get; set; }

    /// <summary>The share of the newest batch in the running statistics; null averages over all batches.</summary>
    public double? momentum { get; set; }

    public bool affine { get; }

    public bool track_running_stats { get; }

    public Parameter weight
    {
        get => _weight!;
        set => ConditionallyRegisterParameter("weight", _weight = value);
    }

    public Parameter? bias
    {
        get => _bias;
        set => ConditionallyRegisterParameter("bias", _bias = value);
    }

    public Tensor? running_mean
    {
        get => _running_mean;
        set => ConditionallyRegisterBuffer("running_mean", _running_mean = value);
    }

    public Tensor? running_var
    {
        get => _running_var;
        set => ConditionallyRegisterBuffer("running_var", _running_var = value);
    }

    public Tensor? num_batches_tracked
    {
        get => _num_batches_tracked;
        set => ConditionallyRegisterBuffer("num_batches_tracked", _num_batches_tracked = value);
    }

    public void reset_running_stats()
    {
        if (!track_running_stats) return;
        init.zeros_(_running_mean!);
        init.ones_(_running_var!);
        init.zeros_(_num_batches_tracked!);
    }

    public void reset_parameters()
    {
        reset_running_stats();
        if (_weight is not null) init.ones_(_weight);
        if (_bias is not null) init.zeros_(_bias);
    }

    protected abstract void ValidateInputDimensions(Tensor input);

    private protected void CheckRank(Tensor input, int least, int most)
    {
        if (input.ndim < least || input.ndim > most)
            throw new ArgumentException($"{GetName()}: expected an input of {(least == most ? $"{least}" : $"{least} or {most}")} dimensions, got shape [{string.Join(", ", input.shape)}].", nameof(input));
    }

    /// <summary>The share of this batch in the running statistics; counts the batch.</summary>
    private protected double NextShare()
    {
        if (!training || _num_batches_tracked is null) return momentum ?? 0;
        using (no_grad()) _num_batches_tracked.add_(1);
        return momentum ?? 1.0 / _num_batches_tracked.item<long>();
    }
}
