using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Modules one after the other, named "0", "1", ... unless given names.</summary>
        public class Sequential : Module<Tensor, Tensor>
        {
            private readonly List<(string Name, IModule<Tensor, Tensor> Module)> steps = [];

            protected Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) : base(nameof(Sequential))
            {
                foreach ((string step, Module<Tensor, Tensor> module) in modules) append(step, module);
            }

            protected Sequential(params Module<Tensor, Tensor>[] modules) : base(nameof(Sequential))
            {
                foreach (Module<Tensor, Tensor> module in modules) append(module);
            }

            internal Sequential(IEnumerable<(string Name, IModule<Tensor, Tensor> Module)> modules) : base(nameof(Sequential))
            {
                foreach ((string step, IModule<Tensor, Tensor> module) in modules) append(step, module);
            }

            public int Count => steps.Count;

            public IModule<Tensor, Tensor> this[int index] => steps[index].Module;

            /// <summary>Some of the steps with their names; the modules themselves, not copies.</summary>
            public Sequential this[Range index] => new(steps[index]);

            public Sequential this[(int? start, int? end) index] => this[(index.start ?? 0)..(index.end ?? Count)];

            public Sequential append(string name, IModule<Tensor, Tensor> module)
            {
                add_module(name, (Module)module);
                steps.Add((name, module));
                return this;
            }

            public Sequential append(IModule<Tensor, Tensor> module) => append($"{steps.Count}", module);

            /// <summary>Runs the steps; what lies between two of them is disposed.</summary>
            public override Tensor forward(Tensor tensor)
            {
                if (steps.Count == 0) return tensor.alias();
                Tensor current = tensor;
                foreach ((_, IModule<Tensor, Tensor> module) in steps)
                {
                    Tensor next = module.call(current);
                    // In-place steps hand their input on: it must survive, the caller's most of all.
                    if (!ReferenceEquals(next, current) && !ReferenceEquals(current, tensor)) current.Dispose();
                    current = next;
                }
                return current;
            }

            // The steps register themselves; the list is a field that holds no component.
            protected override void RegisterComponents()
            {
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Sequential Sequential() => new([]);

            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => Sequential((IEnumerable<Module<Tensor, Tensor>>)modules);

            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => Sequential((IEnumerable<(string, Module<Tensor, Tensor>)>)modules);

            public static Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules) => Sequential((IEnumerable<Tuple<string, Module<Tensor, Tensor>>>)modules);

            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => new(modules.Select((m, i) => ($"{i}", (IModule<Tensor, Tensor>)m)));

            public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) => new(modules.Select(m => (m.name, (IModule<Tensor, Tensor>)m.submodule)));

            public static Sequential Sequential(IEnumerable<Tuple<string, Module<Tensor, Tensor>>> modules) => new(modules.Select(m => (m.Item1, (IModule<Tensor, Tensor>)m.Item2)));
        }
    }
}
