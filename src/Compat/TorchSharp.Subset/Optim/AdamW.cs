using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
public class AdamW : OptimizerHelper, IBetas
{
    public AdamW(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    public AdamW(IEnumerable<ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
    {
        if (lr < 0) throw new ArgumentException($"Invalid learning rate: {lr}", nameof(lr));
        if (beta1 is < 0 or >= 1) throw new ArgumentException($"Invalid beta1 value: {beta1}", nameof(beta1));
        if (beta2 is < 0 or >= 1) throw new ArgumentException($"Invalid beta2 value: {beta2}", nameof(beta2));
        if (eps < 0) throw new ArgumentException($"Invalid eps value: {eps}", nameof(eps));
        if (weight_decay < 0) throw new ArgumentException($"Invalid weight_decay value: {weight_decay}", nameof(weight_decay));
        _defaults = new Options
        {
            LearningRate = lr, InitialLearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps,
            weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize,
        };
        foreach (ParamGroup group in parameters) add_param_group(group);
    }

    /// <summary>The decay rates of the two running means; of the first group when read, of all when set.</summary>
    public (double, double) Betas
    {
        get => ((ParamGroup)_parameter_groups[0]).Betas;
        set
        {
            foreach (ParamGroup group in _parameter_groups.Cast<ParamGroup>()) group.Betas = value;
        }
    }

    public override void add_param_group(Modules.ParamGroup param_group) => base.add_param_group(param_group);

    public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(
        group =>
        {
            Options o = group.Options;
            var numbers = new AdamNumbers
            {
                LearningRate = o.LearningRate!.Value, Beta1 = o.beta1!.Value, Beta2 = o.beta2!.Value, Epsilon = o.eps!.Value,
                WeightDecay = o.weight_decay!.Value, Decoupled = 1, Maximize = o.maximize == true ? 1 : 0,
            };
            AdamStep.Apply([.. group.Parameters.Select(p => (State)StateOf(p))], numbers);
        },
        closure);

    protected override void Dispose(bool disposing) => base.Dispose(disposing);

    private protected override OptimizerOptions Complete(OptimizerOptions? options)
    {
        var o = options as Options ?? new Options();
        var d = (Options)_defaults;
        o.LearningRate ??= d.LearningRate;
        o.beta1 ??= d.beta1;
        o.beta2 ??= d.beta2;
        o.eps ??= d.eps;
        o.weight_decay ??= d.weight_decay;
        o.amsgrad ??= d.amsgrad;
        o.maximize ??= d.maximize;
        return o;
    }

    private protected override OptimizerState NewState(Parameter parameter, OptimizerOptions options)
    {
        var state = new State(parameter);
        state.Initialize(options);
        return state;
    }

    /// <summary>Options of a parameter group; what is null comes from the optimizer.</summary>
    public class Options : OptimizerOptions
    {
        public double? beta1;
        public double? beta2;
        public double? eps;
        public double? weight_decay;
        public bool? amsgrad;
        public bool? maximize;

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var o = (Options)source;
            (beta1, beta2, eps) = (o.beta1, o.beta2, o.eps);
            (weight_decay, amsgrad, maximize) = (o.weight_decay, o.amsgrad, o.maximize);
        }
    }

    /// <summary>Parameters with options of their own.</summary>
    public class ParamGroup : ParamGroup<Options>, IBetas
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize })
        {
        }

        public (double, double) Betas
        {
            get => (Options.beta1!.Value, Options.beta2!.Value);
            set => (Options.beta1, Options.beta2) = value;
        }
    }

    /// <summary>The running means of one parameter.</summary>
    public sealed class State : OptimizerState, IDisposable, IAdamState
    {
        public long step;
        public Tensor exp_avg = null!;
        public Tensor exp_avg_sq = null!;
        public Tensor? max_exp_avg_sq;

        public State(Parameter parameter) : base(parameter)
        {
        }

        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            exp_avg = Zeros(_parameter);
            exp_avg_sq = Zeros(_parameter);
            max_exp_avg_sq = ((Options)options).amsgrad == true ? Zeros(_parameter) : null;
        }

        public override void LoadStateDict(OptimizerState source)
        {
            var other = (State)source;
            step = other.step;
            Copy(ref exp_avg!, other.exp_avg);
            Copy(ref exp_avg_sq!, other.exp_avg_sq);
            Copy(ref max_exp_avg_sq, other.max_exp_avg_sq);
        }

        public override void to(Device device)
        {
            exp_avg.Become(null, device, false);
            exp_avg_sq.Become(null, device, false);
            max_exp_avg_sq?.Become(null, device, false);
        }

        public override bool ApproximatelyEquals(OptimizerState other) => other is State s && step == s.step &&
            Close(exp_avg, s.exp_avg) && Close(exp_avg_sq, s.exp_avg_sq) && Close(max_exp_avg_sq, s.max_exp_avg_sq);

        public void Dispose()
        {
            exp_avg?.Dispose();
            exp_avg_sq?.Dispose();
            max_exp_avg_sq?.Dispose();
        }

        AdamTensors IAdamState.Tensors => new(_parameter, exp_avg, exp_avg_sq, max_exp_avg_sq);

        ref long IAdamState.Step => ref step;
    }
}
