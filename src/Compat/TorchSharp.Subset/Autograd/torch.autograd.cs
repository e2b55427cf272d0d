using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Op RetainGradOp = new("retain_grad");

        /// <summary>Accumulates the gradients of this one-element tensor in the leaves that it was computed from.</summary>
        public void backward() => autograd.backward([this]);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>Keeps the gradient of a tensor that is not a leaf.</summary>
        public void retain_grad() => RetainGradOp.Do(this);
    }

    /// <summary>Automatic differentiation.</summary>
    public static class autograd
    {
        /// <summary>Accumulates gradients in the leaves, or only in <paramref name="inputs"/>.</summary>
        /// <param name="tensors">What is differentiated.</param>
        /// <param name="grad_tensors">The gradient of each; may be left out for those of one element.</param>
        /// <param name="retain_graph">Keeps the graph for another pass; the same as <paramref name="create_graph"/> unless given.</param>
        /// <param name="create_graph">Records the pass itself, for higher derivatives.</param>
        /// <param name="inputs">Where gradients are accumulated; every leaf unless given.</param>
        public static unsafe void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            IntPtr[] roots = Handles(tensors), gradients = Handles(grad_tensors), leaves = Handles(inputs);
            fixed (IntPtr* r = roots, g = gradients, l = leaves)
            {
                int failed = NativeMethods.nt_backward(r, roots.Length, g, gradients.Length, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0, l, leaves.Length);
                NativeError.ThrowIfFailed(failed, "backward");
            }
            KeepAlive(tensors, grad_tensors, inputs);
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        /// <summary>The sum of the outputs' gradients with respect to each input, without touching <c>grad</c>.</summary>
        /// <returns>One gradient an input; null where it took no part and <paramref name="allow_unused"/> permits that.</returns>
        public static unsafe IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            IntPtr[] roots = Handles(outputs), leaves = Handles(inputs), gradients = Handles(grad_outputs);
            var found = new IntPtr[leaves.Length];
            fixed (IntPtr* r = roots, l = leaves, g = gradients, f = found)
            {
                int failed = NativeMethods.nt_grad(r, roots.Length, l, leaves.Length, g, gradients.Length, retain_graph || create_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, f);
                NativeError.ThrowIfFailed(failed, "autograd.grad");
            }
            KeepAlive(outputs, inputs, grad_outputs);
            return Array.ConvertAll(found, handle => handle == IntPtr.Zero ? null! : new Tensor(handle));
        }

        /// <summary>Makes a backward pass that yields a non-number an error until the result is disposed.</summary>
        public static AnomalyMode detect_anomaly(bool check_nan = true) => new(true, check_nan);

        public static AnomalyMode set_detect_anomaly(bool mode, bool check_nan = true) => new(mode, check_nan);

        private static IntPtr[] Handles(IList<Tensor>? tensors) => tensors is null ? [] : [.. tensors.Select(t => t.Handle)];

        private static void KeepAlive(params IList<Tensor>?[] lists)
        {
            foreach (IList<Tensor>? list in lists)
                foreach (Tensor tensor in list ?? [])
                    GC.KeepAlive(tensor);
        }
    }
}
