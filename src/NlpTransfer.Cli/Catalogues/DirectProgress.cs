namespace NlpTransfer.Cli;

/// <summary>Progress that is handled where it is reported; .NET's own posts it to other threads, which may come late.</summary>
internal sealed class DirectProgress<T>(Action<T> handle) : IProgress<T>
{
    public void Report(T value) => handle(value);
}
