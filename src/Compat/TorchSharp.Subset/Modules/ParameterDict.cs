using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Parameters by name, in the order in which they were added.</summary>
        public class ParameterDict : Module, IDictionary<string, Parameter>, IList<(string, Parameter)>
        {
            private readonly NamedEntries<Parameter> entries = new();

            public ParameterDict() : base(nameof(ParameterDict))
            {
            }

            public int Count => entries.Count;

            public bool IsReadOnly => false;

            public ICollection<string> Keys => [.. keys()];

            public ICollection<Parameter> Values => [.. values()];

            public Parameter this[string key]
            {
                get => entries[key];
                set => Change(() => entries[key] = value);
            }

            public (string, Parameter) this[int index]
            {
                get => entries[index];
                set => Change(() => entries[index] = value);
            }

            public void Add(string key, Parameter value) => Insert(Count, (key, value));

            public void Add((string, Parameter) item) => Insert(Count, item);

            public void Add(KeyValuePair<string, Parameter> item) => Add(item.Key, item.Value);

            public void Insert(int index, (string, Parameter) item) => Change(() => entries.Insert(index, item));

            public bool Remove(string key)
            {
                bool removed = false;
                Change(() => removed = entries.Remove(key));
                return removed;
            }

            public bool Remove((string, Parameter) item) => Contains(item) && Remove(item.Item1);

            public bool Remove(KeyValuePair<string, Parameter> item) => Remove((item.Key, item.Value));

            public void RemoveAt(int index) => Change(() => entries.RemoveAt(index));

            public void Clear() => Change(entries.Clear);

            public void clear() => Clear();

            public bool ContainsKey(string key) => entries.IndexOf(key) >= 0;

            public bool Contains((string, Parameter) item) => IndexOf(item) >= 0;

            public bool Contains(KeyValuePair<string, Parameter> item) => Contains((item.Key, item.Value));

            public int IndexOf((string, Parameter) item) => entries.IndexOf(item);

            public bool TryGetValue(string key, [MaybeNullWhen(false)] out Parameter value) => entries.TryGet(key, out value);

            public void CopyTo((string, Parameter)[] array, int arrayIndex) => entries.All.ToArray().CopyTo(array, arrayIndex);

            public void CopyTo(KeyValuePair<string, Parameter>[] array, int arrayIndex) => Pairs().ToArray().CopyTo(array, arrayIndex);

            public IEnumerable<string> keys() => entries.All.Select(e => e.Key);

            public IEnumerable<Parameter> values() => entries.All.Select(e => e.Value);

            public IEnumerator<(string, Parameter)> items() => entries.All.GetEnumerator();

            public IEnumerator<(string, Parameter)> GetEnumerator() => items();

            IEnumerator<KeyValuePair<string, Parameter>> IEnumerable<KeyValuePair<string, Parameter>>.GetEnumerator() => Pairs().GetEnumerator();

            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => items();

            protected override void RegisterComponents()
            {
            }

            private IEnumerable<KeyValuePair<string, Parameter>> Pairs() => entries.All.Select(e => KeyValuePair.Create(e.Key, e.Value));

            private void Change(Action change)
            {
                string[] before = [.. keys()];
                change();
                foreach (string key in before) ConditionallyRegisterParameter(key, null);
                foreach ((string key, Parameter parameter) in entries.All) ConditionallyRegisterParameter(key, parameter);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static ParameterDict ParameterDict(params (string, Parameter)[] parameters)
            {
                var dictionary = new ParameterDict();
                foreach ((string, Parameter) parameter in parameters) dictionary.Add(parameter);
                return dictionary;
            }
        }
    }
}
