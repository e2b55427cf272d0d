using NlpTransfer.Backbones;

namespace NlpTransfer.Classifiers;

/// <summary>Where the files of a pretrained model lie: all in one folder, or an adapter in one and its encoder in another.</summary>
/// <param name="Name">What the encoder is called for adapters made on it.</param>
/// <param name="Files">Configuration and tokenizer.</param>
/// <param name="Weights">The encoder's weights.</param>
/// <param name="Adapter">Null where there is none.</param>
internal sealed record PretrainedFolder(string Name, string Files, string Weights, AdapterFolder? Adapter)
{
    /// <summary>Whether the adapter's additions go into the weights, so that an ordinary model comes of it.</summary>
    public bool Merges { get; init; }

    /// <param name="nameOrFolder">A built-in encoder, or a folder of an encoder, a classifier or an adapter.</param>
    /// <param name="adapterBase">The encoder that an adapter stands on; null takes what its configuration says.</param>
    /// <exception cref="DirectoryNotFoundException">It is not there, or the encoder is not.</exception>
    /// <exception cref="InvalidDataException">The adapter's files are damaged, or of another kind.</exception>
    public static PretrainedFolder Find(string nameOrFolder, string? adapterBase = null)
    {
        var folder = BuiltInEncoders.Resolve(nameOrFolder);
        if (!AdapterFolder.IsIn(folder)) return new(BuiltInEncoders.PublicName(nameOrFolder), folder, folder, null);
        var adapter = AdapterFolder.Open(folder);
        var name = adapterBase ?? adapter.Config.Base ?? throw new DirectoryNotFoundException($"{folder} holds an adapter that does not say which encoder it was trained on. {Remedy}");
        var weights = Encoder(folder, name);
        if (AdapterFolder.IsIn(weights)) throw new InvalidDataException($"{folder} holds an adapter on {weights}, which is an adapter itself. Merge that one first, and name the result as its encoder.");
        return new(BuiltInEncoders.PublicName(name), File.Exists(Path.Combine(folder, ClassifierFiles.Config)) ? folder : weights, weights, adapter);
    }

    private const string Remedy = "Name its encoder: TextClassifier.Load(folder, encoder: ...), or nlp-transfer convert FOLDER OUTPUT --merge --encoder NAME.";

    private static string Encoder(string folder, string name)
    {
        try
        {
            return BuiltInEncoders.Resolve(name);
        }
        catch (DirectoryNotFoundException)
        {
            throw new DirectoryNotFoundException($"The adapter in {folder} was trained on '{name}', which is neither a folder nor a built-in encoder. {Remedy}");
        }
    }
}
