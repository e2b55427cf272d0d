using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                foreach ((string prefix, Module module) in Scopes(recurse))
                    foreach ((string own, Parameter parameter) in module.ownParameters)
                        if (seen.Add(parameter)) yield return (prefix + own, parameter);
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(p => p.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                foreach ((string prefix, Module module) in Scopes(recurse))
                    foreach ((string own, Tensor buffer, bool persistent) in module.ownBuffers)
                        if ((persistent || include_nonpersistent) && seen.Add(buffer)) yield return (prefix + own, buffer);
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(b => b.buffer);

            public virtual IEnumerable<(string name, Module module)> named_children() => submodules.Select(m => (m.Name, m.Module));

            public virtual IEnumerable<Module> children() => submodules.Select(m => m.Module);

            /// <summary>All modules below this one with their dotted paths, depth first; this one is not among them.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules() =>
                Scopes(true).Skip(1).Select(s => (s.Prefix[..^1], s.Module));

            public virtual IEnumerable<Module> modules() => named_modules().Select(m => m.module);

            public virtual Parameter? get_parameter(string target) => named_parameters().FirstOrDefault(p => p.name == target).parameter;

            public virtual Tensor? get_buffer(string target) => named_buffers().FirstOrDefault(b => b.name == target).buffer;

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            // This module, then those below it, depth first, each with the prefix of its names.
            private IEnumerable<(string Prefix, Module Module)> Scopes(bool recurse, string prefix = "")
            {
                yield return (prefix, this);
                if (!recurse) yield break;
                foreach ((string name, Module module) in submodules)
                    foreach ((string Prefix, Module Module) scope in module.Scopes(true, $"{prefix}{name}."))
                        yield return scope;
            }
        }
    }
}
