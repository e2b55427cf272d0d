using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Modules by index, registered as "0", "1", ...</summary>
        public class ModuleList<T> : Module, IList<T> where T : Module
        {
            private readonly List<T> list = [];

            public ModuleList(params T[] modules) : base(nameof(ModuleList<T>)) => extend(modules);

            public int Count => list.Count;

            public bool IsReadOnly => false;

            public T this[int index]
            {
                get => list[index];
                set => Change(() => list[index] = value);
            }

            public void Add(T item) => Change(() => list.Add(item));

            public void append(params T[] parameters) => extend(parameters);

            public void extend(IEnumerable<T> modules) => Change(() => list.AddRange(modules));

            public void Insert(int index, T item) => Change(() => list.Insert(index, item));

            public bool Remove(T item)
            {
                bool removed = false;
                Change(() => removed = list.Remove(item));
                return removed;
            }

            public void RemoveAt(int index) => Change(() => list.RemoveAt(index));

            public void Clear() => Change(list.Clear);

            public bool Contains(T item) => list.Contains(item);

            public int IndexOf(T item) => list.IndexOf(item);

            public void CopyTo(T[] array, int arrayIndex) => list.CopyTo(array, arrayIndex);

            public IEnumerator<T> GetEnumerator() => list.GetEnumerator();

            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

            protected override void RegisterComponents()
            {
            }

            private void Change(Action change)
            {
                change();
                ClearModules();
                for (int i = 0; i < list.Count; i++) register_module($"{i}", list[i]);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

            public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);
        }
    }
}
