using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Every parameter, then every persistent buffer, by dotted name; the tensors themselves, not copies.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                string path = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach ((string key, Parameter parameter) in named_parameters()) destination.TryAdd(path + key, parameter);
                foreach ((string key, Tensor buffer) in named_buffers(include_nonpersistent: false)) destination.TryAdd(path + key, buffer);
                return destination;
            }

            /// <summary>Copies values by name.</summary>
            /// <param name="source">Tensors by dotted name.</param>
            /// <param name="strict">Whether a missing or an unexpected name is an error.</param>
            /// <param name="skip">Names to leave alone.</param>
            /// <exception cref="InvalidOperationException">The shapes differ, or with <paramref name="strict"/> the names; the message lists them.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                Dictionary<string, Tensor> own = state_dict();
                List<string> missing = [.. own.Keys.Where(k => !source.ContainsKey(k) && !Skipped(skip, k))];
                List<string> unexpected = [.. source.Keys.Where(k => !own.ContainsKey(k) && !Skipped(skip, k))];
                List<string> misshapen = [.. own.Where(o => source.TryGetValue(o.Key, out Tensor? s) && !Skipped(skip, o.Key) && !s.shape.SequenceEqual(o.Value.shape))
                    .Select(o => $"{o.Key}: expected {Sizes(o.Value)}, found {Sizes(source[o.Key])}")];
                if (misshapen.Count > 0 || (strict && missing.Count + unexpected.Count > 0))
                    throw new InvalidOperationException($"load_state_dict into {GetName()}: {Listed("missing", missing)}, {Listed("unexpected", unexpected)}, {Listed("of another shape", misshapen)}.");
                using IDisposable noGrad = no_grad();
                foreach ((string key, Tensor target) in own)
                    if (source.TryGetValue(key, out Tensor? value) && !Skipped(skip, key))
                        target.copy_(value);
                return (missing, unexpected);
            }

            private static bool Skipped(IList<string>? skip, string key) => skip is not null && skip.Contains(key);

            private static string Listed(string what, List<string> keys) =>
                keys.Count == 0 ? $"0 {what}" : $"{keys.Count} {what} ({string.Join(", ", keys.Take(5))}{(keys.Count > 5 ? ", ..." : "")})";

            private static string Sizes(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
        }
    }
}
