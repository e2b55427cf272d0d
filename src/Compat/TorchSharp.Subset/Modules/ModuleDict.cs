using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Modules by name, in the order in which they were added.</summary>
        public class ModuleDict<T> : Module, IDictionary<string, T>, IList<(string, T)> where T : Module
        {
            private readonly NamedEntries<T> entries = new();

            public ModuleDict() : base(nameof(ModuleDict<T>))
            {
            }

            public int Count => entries.Count;

            public bool IsReadOnly => false;

            public ICollection<string> Keys => [.. keys()];

            public ICollection<T> Values => [.. values()];

            public T this[string key]
            {
                get => entries[key];
                set => Change(() => entries[key] = value);
            }

            public (string, T) this[int index]
            {
                get => entries[index];
                set => Change(() => entries[index] = value);
            }

            public void Add(string key, T value) => Insert(Count, (key, value));

            public void Add((string, T) item) => Insert(Count, item);

            public void Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

            public void Insert(int index, (string, T) item) => Change(() => entries.Insert(index, item));

            public bool Remove(string key)
            {
                bool removed = false;
                Change(() => removed = entries.Remove(key));
                return removed;
            }

            public bool Remove((string, T) item) => Contains(item) && Remove(item.Item1);

            public bool Remove(KeyValuePair<string, T> item) => Remove((item.Key, item.Value));

            public void RemoveAt(int index) => Change(() => entries.RemoveAt(index));

            public void Clear() => Change(entries.Clear);

            public void clear() => Clear();

            public bool ContainsKey(string key) => entries.IndexOf(key) >= 0;

            public bool Contains((string, T) item) => IndexOf(item) >= 0;

            public bool Contains(KeyValuePair<string, T> item) => Contains((item.Key, item.Value));

            public int IndexOf((string, T) item) => entries.IndexOf(item);

            public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => entries.TryGet(key, out value);

            public void CopyTo((string, T)[] array, int arrayIndex) => entries.All.ToArray().CopyTo(array, arrayIndex);

            public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) => Pairs().ToArray().CopyTo(array, arrayIndex);

            public IEnumerable<string> keys() => entries.All.Select(e => e.Key);

            public IEnumerable<T> values() => entries.All.Select(e => e.Value);

            public IEnumerator<(string, T)> items() => entries.All.GetEnumerator();

            public IEnumerator<(string, T)> GetEnumerator() => items();

            IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() => Pairs().GetEnumerator();

            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => items();

            protected override void RegisterComponents()
            {
            }

            private IEnumerable<KeyValuePair<string, T>> Pairs() => entries.All.Select(e => KeyValuePair.Create(e.Key, e.Value));

            private void Change(Action change)
            {
                change();
                ClearModules();
                foreach ((string key, T module) in entries.All) register_module(key, module);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static ModuleDict<Module> ModuleDict(params (string, Module)[] modules) => ModuleDict<Module>(modules);

            public static ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module
            {
                var dictionary = new ModuleDict<T>();
                foreach ((string, T) module in modules) dictionary.Add(module);
                return dictionary;
            }
        }
    }
}
