using System.Text.Json.Nodes;
using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Data;
using NlpTransfer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NlpTransfer.Classifiers;

/// <summary>
/// Continues an encoder's pretraining on unlabelled texts of the domain it is to be used in (Gururangan et al. 2020, "Don't stop
/// pretraining"): tokens are hidden, whole words at a time and others in each epoch, and guessed.
/// </summary>
public sealed class EncoderAdaptation : IDisposable
{
    private const string ModelFile = "model.safetensors", Vocabulary = "vocab.txt";

    private static readonly string[] Special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    private readonly string folder;
    private readonly AdaptationOptions options;
    private readonly Device device;
    private readonly MaskedLanguageModel model;
    private readonly EncoderPreprocessor preprocessor;
    private readonly WholeWordMask mask;

    /// <summary>Reads a built-in encoder by its name, or an encoder's folder in Hugging Face's layout.</summary>
    /// <exception cref="OptionsException">The options have faults.</exception>
    /// <exception cref="DirectoryNotFoundException">It is neither the name of an encoder nor a folder.</exception>
    /// <exception cref="InvalidDataException">It is of another family than BERT's, or its vocabulary lacks <c>[MASK]</c>.</exception>
    public EncoderAdaptation(string nameOrFolder, AdaptationOptions? options = null, Device? device = null)
    {
        (this.options, this.device) = (options ?? new(), device ?? CPU);
        OptionsException.ThrowIfAny(nameof(AdaptationOptions), this.options.Validate());
        folder = BuiltInEncoders.Resolve(nameOrFolder);
        manual_seed(this.options.Training.Seed); // a new head draws from torch's generator
        model = MaskedLanguageModel.Load(folder, isHeadNeeded: false);
        if (this.device.type != DeviceType.CPU) model.to(this.device);
        preprocessor = new EncoderPreprocessor(folder, model.Backbone.Config, Math.Min(this.options.MaxTokens, model.Backbone.Config.MaxTokens));
        mask = Mask(Path.Combine(folder, Vocabulary), this.options.MaskedShare);
    }

    /// <summary>Whether the weights had no head for hidden tokens; a new one is then trained first.</summary>
    public bool HeadIsNew => !model.HeadIsPretrained;

    /// <summary>The encoder with its head.</summary>
    public MaskedLanguageModel Model => model;

    /// <summary>Trains in place.</summary>
    /// <param name="texts">Unlabelled; labels are not looked at.</param>
    /// <param name="heldOut">Texts that are not trained on; they choose the best epoch and give the perplexities.</param>
    /// <param name="cancellation">Ends it after the step at hand; the run's newest checkpoint then holds that step.</param>
    /// <param name="run">Where checkpoints, metrics and logs go. Opened instead of created, training continues where it was stopped.</param>
    /// <exception cref="ArgumentException">There are no texts, or none with a word in it.</exception>
    /// <exception cref="CheckpointException">A checkpoint cannot be written, or none can be continued from.</exception>
    public AdaptationResult Train(
        TextDataset texts, TextDataset heldOut, IEnumerable<ITrainingCallback>? callbacks = null, CancellationToken cancellation = default, TrainingRunFolder? run = null)
    {
        var (whole, objective) = (options.Whole(HeadIsNew), new MaskedObjective(model));
        if (run is not null) Expect(run, texts, heldOut);
        var (training, validation) = (Masked(texts, cancellation), Masked(heldOut, cancellation));
        objective.Check(validation, "measure the perplexity");
        double? before = HeadIsNew ? null : objective.Evaluate(validation, device, cancellation).Loss;
        using var recorder = run?.Recorder;
        var result = new Trainer(objective, whole, [.. recorder is null ? Array.Empty<ITrainingCallback>() : [recorder], .. callbacks ?? []], device, checkpoints: run?.Checkpoints).Train(training, validation, cancellation);
        before ??= result.Epochs.Where(e => e.Phase == AdaptationOptions.HeadPhase).Min(e => e.Validation!.Loss);
        return new(Math.Exp(before.Value), Math.Exp(objective.Evaluate(validation, device, cancellation).Loss), HeadIsNew, result);
    }

    /// <summary>Writes a folder in Hugging Face's layout that loads wherever the encoder it came from did: encoder, head, its pooler as it was, tokenizer.</summary>
    /// <exception cref="IOException">The place is taken, or cannot be written.</exception>
    public void Save(string path) => AtomicFolder.Write(path, existing => File.Exists(Path.Combine(existing, EncoderConfig.FileName)), temporary =>
    {
        using var scope = NewDisposeScope();
        preprocessor.Save(temporary);
        SentenceFolder.Copy(folder, temporary);
        File.Copy(Path.Combine(folder, EncoderConfig.FileName), Path.Combine(temporary, EncoderConfig.FileName));
        using var before = EncoderWeights.Open(folder, model.Backbone.Config);
        var family = BertFamily.Instance;
        SafetensorsWriter.WriteInto(temporary, ModelFile, model.state_dict().Select(t => KeyValuePair.Create(family.HubName(t.Key), t.Value)).Concat(before.Pooler()));
    });

    public void Dispose() => model.Dispose();

    // Written when training starts, after the checkpoint to continue from was found to be of the same texts.
    private void Expect(TrainingRunFolder run, TextDataset texts, TextDataset heldOut)
    {
        (run.Checkpoints.Identity["data training_sha256"], run.Checkpoints.Identity["data held_out_sha256"]) = (texts.ContentHash, heldOut.ContentHash);
        (run.Checkpoints.Identity["masked share"], run.Checkpoints.Identity["tokens a piece"]) = (FormattableString.Invariant($"{options.MaskedShare}"), FormattableString.Invariant($"{options.MaxTokens}"));
        run.Recorder.WhenStarted = () => run.Describe("adaptation", new JsonObject { ["encoder"] = folder, ["masked_share"] = options.MaskedShare, ["max_tokens"] = options.MaxTokens, ["texts"] = texts.Count, ["held_out"] = heldOut.Count });
    }

    private MaskedTexts Masked(TextDataset texts, CancellationToken cancellation) => new(texts, preprocessor, mask, options.Training.Seed, cancellation);

    private static WholeWordMask Mask(string vocabulary, double share)
    {
        if (!File.Exists(vocabulary)) throw new InvalidDataException($"Expected {vocabulary}, which says where words begin, found none; only encoders with WordPiece's vocabulary can be adapted.");
        var tokens = File.ReadAllLines(vocabulary);
        var hidden = Array.IndexOf(tokens, Special[^1]);
        return hidden >= 0
            ? new(tokens, Special.Select(s => Array.IndexOf(tokens, s)).ToHashSet(), hidden, share)
            : throw new InvalidDataException($"{vocabulary}: expected the token {Special[^1]}, found none.");
    }
}
