using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// A part of a network: parameters, buffers and submodules under names. A subclass calls
        /// <see cref="RegisterComponents"/> at the end of its constructor, which takes the names from its fields.
        /// </summary>
        public partial class Module : IDisposable
        {
            private readonly List<(string Name, Parameter Parameter)> ownParameters = [];
            private readonly List<(string Name, Tensor Buffer, bool Persistent)> ownBuffers = [];
            private readonly List<(string Name, Module Module)> submodules = [];
            private bool registered;

            protected string name;

            protected Module(string name) => this.name = name;

            ~Module() => Dispose(false);

            /// <summary>Whether dropout and batch statistics are active.</summary>
            public virtual bool training { get; private protected set; } = true;

            public virtual string GetName() => name;

            /// <summary>Registers what the fields hold; their order is the order of the state dictionary. Runs once.</summary>
            protected virtual void RegisterComponents()
            {
                if (registered) return;
                registered = true;
                foreach (FieldInfo field in ComponentFields()) RegisterField(field);
            }

            public virtual void register_parameter(string name, Parameter param)
            {
                CheckFree(name);
                ownParameters.Add((name, param));
            }

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                CheckFree(name);
                ownBuffers.Add((name, tensor, persistent));
            }

            public virtual void register_module(string name, Module submodule)
            {
                CheckFree(name);
                submodule.RegisterComponents();
                submodules.Add((name, submodule));
            }

            public void add_module(string name, Module module) => register_module(name, module);

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach ((_, Parameter parameter) in ownParameters) parameter.Dispose();
                foreach ((_, Tensor buffer, _) in ownBuffers) buffer.Dispose();
                foreach ((_, Module module) in submodules) module.Dispose();
            }

            protected void ClearModules() => submodules.Clear();

            /// <summary>Registers a parameter, in the place of an earlier one of the same name; null takes the name away.</summary>
            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                int at = ownParameters.FindIndex(p => p.Name == name);
                if (value is null) ownParameters.RemoveAll(p => p.Name == name);
                else if (at >= 0) ownParameters[at] = (name, value);
                else ownParameters.Add((name, value));
            }

            protected void ConditionallyRegisterParameter(string name, Tensor value) =>
                ConditionallyRegisterParameter(name, value is null ? null : value as Parameter ?? new Parameter(value));

            /// <summary>Registers a buffer, in the place of an earlier one of the same name; null takes the name away.</summary>
            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                int at = ownBuffers.FindIndex(b => b.Name == name);
                if (value is null) ownBuffers.RemoveAll(b => b.Name == name);
                else if (at >= 0) ownBuffers[at] = (name, value, persistent);
                else ownBuffers.Add((name, value, persistent));
            }

            /// <summary>Makes a weight of a built-in module outlive the scope that it was made in.</summary>
            internal static Parameter Owned(Tensor data, bool requires_grad = true)
            {
                var parameter = new Parameter(data, requires_grad);
                parameter.DetachFromDisposeScope();
                return parameter;
            }

            private IEnumerable<FieldInfo> ComponentFields()
            {
                const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
                for (Type? type = GetType(); type is not null && type != typeof(Module); type = type.BaseType)
                    foreach (FieldInfo field in type.GetFields(Declared))
                        yield return field;
            }

            private void RegisterField(FieldInfo field)
            {
                string fieldName = field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
                object? value = field.GetValue(this);
                if (value is null || IsRegistered(fieldName, value)) return;
                if (value is Module module) register_module(fieldName, module);
                else if (value is Parameter parameter) register_parameter(fieldName, parameter);
                else if (value is Tensor buffer) register_buffer(fieldName, buffer);
            }

            private bool IsRegistered(string name, object value) =>
                ownParameters.Any(p => p.Name == name || ReferenceEquals(p.Parameter, value)) ||
                ownBuffers.Any(b => b.Name == name || ReferenceEquals(b.Buffer, value)) ||
                submodules.Any(m => m.Name == name || ReferenceEquals(m.Module, value));

            private void CheckFree(string name)
            {
                if (ownParameters.Any(p => p.Name == name) || ownBuffers.Any(b => b.Name == name) || submodules.Any(m => m.Name == name))
                    throw new InvalidOperationException($"{GetName()}: a component named '{name}' is registered already.");
            }
        }
    }
}
