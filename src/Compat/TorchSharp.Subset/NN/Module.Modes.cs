using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual void train(bool train = true)
            {
                training = train;
                foreach ((_, Module module) in submodules) module.train(train);
            }

            public virtual void eval() => train(false);

            /// <summary>Forgets the gradients, or fills them with zeros.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (Parameter parameter in parameters())
                {
                    if (set_to_none) parameter.grad = null;
                    else using (Tensor? gradient = parameter.grad) gradient?.zero_();
                }
            }

            /// <summary>Calls a function on every submodule, the innermost first, and then on this one.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach ((_, Module module) in submodules) module.apply(fn);
                fn(this);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                Convert(null, new Device(deviceType, deviceIndex), non_blocking);

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking) => Convert(dtype, device, non_blocking);

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking) => Convert(dtype, null, non_blocking);

            // Each tensor keeps its .NET object and gets another native one, so that fields and optimizers stay valid.
            private Module Convert(ScalarType? dtype, Device? device, bool non_blocking)
            {
                using IDisposable noGrad = no_grad();
                foreach (Parameter parameter in parameters()) parameter.Become(dtype, device, non_blocking);
                foreach (Tensor buffer in buffers()) buffer.Become(is_floating_point(buffer.dtype) ? dtype : null, device, non_blocking);
                return this;
            }
        }
    }
}
