using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Learning rates that follow the number of steps.</summary>
        public static class lr_scheduler
        {
            /// <summary>Multiplies each group's initial rate by a function of the epoch.</summary>
            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new impl.LambdaLR(optimizer, lr_lambda, last_epoch, verbose);

            /// <summary>What all schedules share. The constructor takes the first step, as in PyTorch.</summary>
            public abstract class LRScheduler
            {
                protected int _step_count;

                private readonly Optimizer? optimizer;
                private readonly bool verbose;

                protected LRScheduler()
                {
                }

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    this.optimizer = optimizer;
                    this.verbose = verbose;
                    LastEpoch = last_epoch;
                    if (last_epoch != -1) return;
                    foreach (ILearningRateController group in optimizer.ParamGroups) group.InitialLearningRate = group.LearningRate;
                }

                private protected int LastEpoch { get; private set; }

                private protected IEnumerable<ILearningRateController> Groups => optimizer!.ParamGroups;

                public virtual void step() => step(null);

                public virtual void step(int? epoch)
                {
                    _step_count++;
                    LastEpoch = epoch ?? LastEpoch + 1;
                    Apply(get_lr());
                }

                public virtual void step(double current, int? epoch = null) => step(epoch);

                public IEnumerable<double> get_last_lr() => [.. Groups.Select(g => g.LearningRate)];

                protected virtual IEnumerable<double> get_lr() => Groups.Select(g => g.LearningRate);

                private void Apply(IEnumerable<double> rates)
                {
                    foreach ((ILearningRateController group, double rate) in Groups.Zip(rates.ToArray()))
                    {
                        group.LearningRate = rate;
                        if (verbose) Console.WriteLine($"Adjusting learning rate to {rate}");
                    }
                }
            }

            /// <summary>The schedules themselves.</summary>
            public static class impl
            {
                /// <summary>A function of the epoch, the same for all groups or one for each.</summary>
                public class LambdaLR : LRScheduler
                {
                    private readonly IReadOnlyList<Func<int, double>> lambdas;

                    public LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, optimizer.ParamGroups.Select(_ => lr_lambda), last_epoch, verbose)
                    {
                    }

                    public LambdaLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        lambdas = [.. lr_lambdas];
                        step();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        Groups.Zip(lambdas, (group, lambda) => group.InitialLearningRate * lambda(LastEpoch));
                }
            }
        }
    }
}
