using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Tensors.WrongCalls;

/// <summary>Collects wrong calls; each row also yields, for each of its tensors, the call with that tensor disposed.</summary>
public sealed class WrongCallTable : IEnumerable<WrongCall>
{
    private readonly List<WrongCall> calls = [];

    public void Add(string operation, Func<Tensor, object?> call, params string[] tensors) =>
        AddAll(operation, t => call(t[0]), tensors);

    public void Add(string operation, Func<Tensor, Tensor, object?> call, params string[] tensors) =>
        AddAll(operation, t => call(t[0], t[1]), tensors);

    public void Add(string operation, Func<Tensor, Tensor, Tensor, object?> call, params string[] tensors) =>
        AddAll(operation, t => call(t[0], t[1], t[2]), tensors);

    public IEnumerator<WrongCall> GetEnumerator() => calls.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void AddAll(string operation, Func<Tensor[], object?> call, string[] tensors)
    {
        foreach (string words in tensors) calls.Add(new WrongCall(operation, words, call));
        string[] first = tensors[0].Split(' ');
        for (int i = 0; i < first.Length; i++)
        {
            string[] spoilt = [.. first];
            spoilt[i] = "x" + first[i][1..];
            calls.Add(new WrongCall(operation, string.Join(' ', spoilt), call));
        }
    }
}
