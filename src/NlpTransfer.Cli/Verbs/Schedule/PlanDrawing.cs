using System.Globalization;
using NlpTransfer.FineTuning;

namespace NlpTransfer.Cli.Verbs.Schedule;

/// <summary>A plan as a table of groups and epochs, the top group first as in a model's picture; or as JSON.</summary>
internal sealed class PlanDrawing(VerbRun run, SchedulePlan plan, double learningRate)
{
    private const int CellWidth = 9, MostSpansOfAPhase = 8;
    private const string Frozen = "·";

    /// <summary>Writes it to standard output.</summary>
    public void Write()
    {
        if (run.Json)
            WriteJson();
        else
            WriteText(run.Terminal.Output);
    }

    private static string Number(double value) => value.ToString("0.##e+0", CultureInfo.InvariantCulture);

    private void WriteText(TextWriter output)
    {
        var columns = plan.Phases.SelectMany((phase, p) => Merged(phase.Spans).Select(span => (Phase: p, Span: span))).ToList();
        int names = Math.Max(8, plan.Groups.Max(g => g.Name.Length)) + 2;
        int perBlock = Math.Max(1, (run.Terminal.Width - names) / CellWidth);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Schedule {plan.Schedule}, base rate {learningRate:0.######}; the highest rate of each group in each epoch, {Frozen} is frozen"));
        foreach (var block in columns.Chunk(perBlock))
            WriteBlock(output, block, names);
        output.WriteLine();
        for (int p = 0; p < plan.Phases.Count; p++)
            output.WriteLine(Line(p, plan.Phases[p]));
    }

    private void WriteBlock(TextWriter output, (int Phase, PlannedSpan Span)[] block, int names)
    {
        output.WriteLine();
        output.WriteLine("phase".PadRight(names) + string.Concat(block.Select((c, i) => Cell(i == 0 || block[i - 1].Phase != c.Phase ? $"{c.Phase + 1}" : ""))));
        output.WriteLine("epoch".PadRight(names) + string.Concat(block.Select(c => Cell(c.Span.Label))));
        for (int g = plan.Groups.Count - 1; g >= 0; g--)
            output.WriteLine(plan.Groups[g].Name.PadRight(names) + string.Concat(block.Select(c => Cell(c.Span.Rates[g] == 0 ? Frozen : Number(c.Span.Rates[g])))));
    }

    private static string Cell(string text) => text.PadLeft(CellWidth);

    private static string Line(int index, PlannedPhase phase) => string.Create(CultureInfo.InvariantCulture,
        $"phase {index + 1}, {phase.Name}: {phase.Length}, {phase.LearningRates}; {phase.TrainableParameters:N0} parameters train, {phase.FrozenParameters:N0} are frozen");

    // Long phases would fill the page with columns that differ little.
    private static IEnumerable<PlannedSpan> Merged(IReadOnlyList<PlannedSpan> spans)
    {
        int size = (spans.Count + MostSpansOfAPhase - 1) / MostSpansOfAPhase;
        return spans.Chunk(size).Select(part => part.Length == 1
            ? part[0]
            : new PlannedSpan($"{part[0].Label}-{part[^1].Label}", part.Sum(s => s.Epochs), [.. part[0].Rates.Select((_, g) => part.Max(s => s.Rates[g]))]));
    }

    private void WriteJson() => JsonOutput.WriteDocument(run.Terminal.Output, new
    {
        plan.Schedule,
        LearningRate = learningRate,
        Groups = plan.Groups.Select(g => new { g.Name, g.IsPretrained, g.Parameters }),
        Phases = plan.Phases.Select(p => new
        {
            p.Name,
            Length = p.Length.ToString(),
            p.LearningRates,
            p.TrainableParameters,
            p.FrozenParameters,
            p.FrozenPrefix,
            Epochs = p.Spans.Select(s => new { Epoch = s.Label, Rates = plan.Groups.Zip(s.Rates).ToDictionary(r => r.First.Name, r => r.Second) }),
        }),
    });
}
