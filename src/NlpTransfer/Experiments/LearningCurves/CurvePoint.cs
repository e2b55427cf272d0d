namespace NlpTransfer.Experiments;

/// <summary>A place on a learning curve.</summary>
/// <param name="Examples">To train on.</param>
/// <param name="Pretrained">The runs on what was learned before.</param>
/// <param name="FromScratch">The runs on random weights.</param>
public sealed record CurvePoint(int Examples, ComparedFigure Pretrained, ComparedFigure FromScratch);
