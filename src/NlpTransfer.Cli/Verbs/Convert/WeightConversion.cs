using NlpTransfer.Checkpoints;
using TorchSharp;

namespace NlpTransfer.Cli.Verbs.Convert;

/// <summary>Weights of any format to one safetensors file, bit for bit.</summary>
internal static class WeightConversion
{
    /// <summary>Converts and reports.</summary>
    /// <exception cref="UsageException">The output is not called as a safetensors file.</exception>
    public static int Run(VerbRun run, string input, string output)
    {
        if (!output.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"convert: '{input}' holds weights, which become safetensors; call the output *.safetensors, was '{output}'.");
        long start = run.Terminal.Clock.GetTimestamp();
        using var scope = torch.NewDisposeScope();
        using var file = WeightFile.Open(input);
        var tensors = file.ReadAll();
        SafetensorsWriter.Write(output, tensors);
        run.Terminal.Error.WriteLine($"{tensors.Count:N0} tensors, {tensors.Values.Sum(tensor => tensor.numel()):N0} numbers in {Duration.Text(run.Terminal.Clock.GetElapsedTime(start))}");
        if (run.Json)
            JsonOutput.WriteDocument(run.Terminal.Output, new { Output = output, From = WeightFormats.NameOf(file.Format), To = "safetensors", Tensors = tensors.Count, Bytes = new FileInfo(output).Length });
        else
            run.Terminal.Output.WriteLine(output);
        return ExitCode.Done;
    }
}
