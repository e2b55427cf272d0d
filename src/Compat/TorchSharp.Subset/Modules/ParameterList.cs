using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Parameters by index, registered as "0", "1", ...</summary>
        public class ParameterList : Module, IList<Parameter>
        {
            private readonly List<Parameter> list = [];

            public ParameterList(params Parameter[] parameters) : base(nameof(ParameterList)) => extend(parameters);

            public int Count => list.Count;

            public bool IsReadOnly => false;

            public Parameter this[int index]
            {
                get => list[index];
                set => Change(() => list[index] = value);
            }

            public void Add(Parameter item) => Change(() => list.Add(item));

            public void append(params Parameter[] parameters) => extend(parameters);

            public void extend(IEnumerable<Parameter> parameters) => Change(() => list.AddRange(parameters));

            public void Insert(int index, Parameter item) => Change(() => list.Insert(index, item));

            public bool Remove(Parameter item)
            {
                int at = IndexOf(item);
                if (at >= 0) RemoveAt(at);
                return at >= 0;
            }

            public void RemoveAt(int index) => Change(() => list.RemoveAt(index));

            public void Clear() => Change(list.Clear);

            public bool Contains(Parameter item) => IndexOf(item) >= 0;

            public int IndexOf(Parameter item) => list.FindIndex(p => ReferenceEquals(p, item));

            public void CopyTo(Parameter[] array, int arrayIndex) => list.CopyTo(array, arrayIndex);

            public IEnumerator<Parameter> GetEnumerator() => list.GetEnumerator();

            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

            protected override void RegisterComponents()
            {
            }

            private void Change(Action change)
            {
                int before = list.Count;
                change();
                for (int i = 0; i < Math.Max(before, list.Count); i++) ConditionallyRegisterParameter($"{i}", i < list.Count ? list[i] : null);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static ParameterList ParameterList(params Parameter[] parameters) => new(parameters);
        }
    }
}
