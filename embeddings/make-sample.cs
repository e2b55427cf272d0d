#:property PublishAot=false
#:project ../src/NlpTransfer/NlpTransfer.csproj
// Makes glove-100d-sample.vectors again: the words of the three default corpora, most frequent first as in the
// full file, out of the catalogue's glove-100d. Run from the repository's root:
//   dotnet run -c Release embeddings/make-sample.cs
using NlpTransfer.Data;
using NlpTransfer.Embeddings;

var store = new CatalogueStore();
var tokenizer = new WordTokenizer();
var words = new[] { "sentiment", "topic", "sms-spam" }
    .SelectMany(corpus => TextDataset.Load(store.Get(corpus)))
    .SelectMany(example => tokenizer.Tokenize(example.Text))
    .ToHashSet(StringComparer.Ordinal);

using var sample = WordVectors.Open(store.Get("glove-100d"), new VectorReadOptions { Words = words });
sample.Save("embeddings/glove-100d-sample.vectors");
Console.WriteLine($"{sample.Count} of {words.Count} words x {sample.Dimension}");
