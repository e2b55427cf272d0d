using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Optimizers, and schedules of their learning rates.</summary>
    public static partial class optim
    {
        /// <summary>Something whose learning rate can be set: a parameter group.</summary>
        public interface ILearningRateController
        {
            double LearningRate { get; set; }

            /// <summary>The rate that schedules start from.</summary>
            double InitialLearningRate { get; set; }
        }

        /// <summary>An optimizer with momentum.</summary>
        public interface IMomentum
        {
            double Momentum { get; set; }
        }

        /// <summary>An optimizer with decay rates of its running means.</summary>
        public interface IBetas
        {
            (double, double) Betas { get; set; }
        }

        /// <summary>Changes parameters by their gradients.</summary>
        public abstract class Optimizer : IDisposable
        {
            protected IList<ParamGroup> _parameter_groups = [];

            private protected Optimizer()
            {
            }

            ~Optimizer() => Dispose(false);

            public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

            /// <summary>One update.</summary>
            /// <param name="closure">Computes the loss again, or null.</param>
            /// <returns>The closure's loss, or null without one.</returns>
            public virtual Tensor? step(Func<Tensor>? closure = null) => closure?.Invoke();

            /// <summary>Fills every gradient with zeros, in place.</summary>
            public virtual void zero_grad()
            {
                foreach (Parameter parameter in parameters())
                    using (Tensor? gradient = parameter.grad)
                        gradient?.zero_();
            }

            public virtual IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(g => g.Parameters);

            public virtual void add_param_group(ParamGroup param_group) => _parameter_groups.Add(param_group);

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
            }

            /// <summary>Options and state of an optimizer, for saving and restoring.</summary>
            public class StateDictionary
            {
                internal StateDictionary()
                {
                }

                /// <summary>One entry a parameter group.</summary>
                public List<OptimizerOptions> Options { get; } = [];

                /// <summary>One entry a parameter, in the order of the groups.</summary>
                public List<OptimizerState> State { get; } = [];

                /// <summary>For each group, where its parameters' states stand in <see cref="State"/>.</summary>
                public List<List<int>> StateIndexRef { get; } = [];
            }
        }
    }
}
