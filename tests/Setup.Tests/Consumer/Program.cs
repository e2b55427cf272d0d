// What an outside project does with the package: its built-in data, its tensors, its native library.
using NlpTransfer.Data;
using NlpTransfer.Embeddings;
using static TorchSharp.torch;

string corpus = NlpTransferPaths.Default().FindBuiltIn("corpora/topic.csv")!;
TextDataset data = TextDataset.Load(corpus);
using WordVectors vectors = WordVectors.Open(new CatalogueStore().Get("glove-100d-sample"));

using var scope = NewDisposeScope();
Tensor weights = ones(vectors.Dimension, data.LabelNames.Count, requires_grad: true);
Tensor features = tensor(vectors.Row(vectors.IndexOf("market")).ToArray()).view(1, vectors.Dimension);
features.matmul(weights).sum().backward();

Console.WriteLine($"{data.Count} texts, {data.LabelNames.Count} labels, gradient {weights.grad!.shape[0]} x {weights.grad.shape[1]}");
