using System.Diagnostics;

namespace NlpTransfer.Worker.Jobs;

/// <summary>The command line that trains.</summary>
internal static class JobProgram
{
    private const string Name = "nlp-transfer";

    /// <exception cref="NlpTransfer.OptionsException">It is not found.</exception>
    private static string Find(WorkerOptions options)
    {
        string[] places = options.Program is { } stated ? [stated] : [.. new[] { Name, $"{Name}.exe", $"{Name}.dll" }.Select(n => Path.Combine(AppContext.BaseDirectory, n))];
        return places.FirstOrDefault(File.Exists)
            ?? throw new OptionsException(nameof(WorkerOptions), [$"Program: there is no {string.Join(" or ", places)}; name the built command line, nlp-transfer, which each training runs in."]);
    }

    /// <summary>How it is started with some arguments.</summary>
    /// <exception cref="NlpTransfer.OptionsException">It is not found.</exception>
    public static ProcessStartInfo Command(WorkerOptions options, IEnumerable<string> arguments)
    {
        var program = Find(options);
        return program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? new("dotnet", [program, .. arguments]) : new(program, arguments);
    }
}
