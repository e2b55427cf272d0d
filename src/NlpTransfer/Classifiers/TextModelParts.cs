using System.Text.Json.Nodes;
using NlpTransfer.Backbones;
using NlpTransfer.Checkpoints;
using NlpTransfer.Heads;

namespace NlpTransfer.Classifiers;

/// <summary>What differs between the kinds of text classifiers: preprocessor, backbone, and how both are kept on disk.</summary>
internal abstract class TextModelParts
{
    /// <summary>What <c>config.json</c> calls this kind.</summary>
    public abstract string ModelType { get; }

    /// <summary>One line for people.</summary>
    public abstract string Description { get; }

    public abstract ITextPreprocessor Preprocessor { get; }

    public abstract Backbone Backbone { get; }

    /// <summary>What trains in the weights' place; null where they train themselves.</summary>
    public virtual LoraAdapter? Adapter => null;

    /// <summary>Sets what the backbone computes in where nothing is trained.</summary>
    /// <exception cref="NotSupportedException">It cannot; one sentence says why.</exception>
    public virtual void ComputeIn(InferencePrecision precision)
    {
        if (precision != InferencePrecision.Float32) throw new NotSupportedException("Only encoders compute in bfloat16; over word vectors it would gain nothing.");
    }

    /// <summary>The head that suits the backbone.</summary>
    public virtual HeadOptions DefaultHead => new();

    /// <summary>A head that was asked for, as the backbone's family can keep it on disk.</summary>
    public virtual HeadOptions Suited(HeadOptions head) => head;

    /// <summary>What became of the weights that were read; null where there were none.</summary>
    public virtual WeightReport? Weights => null;

    /// <summary>This kind's own section of <c>config.json</c>.</summary>
    public abstract JsonNode Config();

    /// <summary>Keys of <c>config.json</c> that other programs read; empty where there are none.</summary>
    public virtual JsonObject HubConfig() => [];

    /// <summary>Writes everything but <c>config.json</c>'s common part and the cards.</summary>
    public abstract void Save(string folder, ClassificationModel model);

    /// <summary>Reads the weights that <see cref="Save"/> wrote.</summary>
    public abstract void LoadWeights(string folder, ClassificationModel model);

    /// <summary>Reads the weights below the head.</summary>
    public abstract void LoadBackbone(string folder);

    /// <summary>Keeps the backbone for the next classifier that begins with it.</summary>
    /// <returns>Whether it did; else the backbone is to be disposed of.</returns>
    public virtual bool HandOn() => false;
}
