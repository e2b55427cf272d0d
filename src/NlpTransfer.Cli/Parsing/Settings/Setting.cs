namespace NlpTransfer.Cli;

/// <summary>
/// One key of <c>--set key=value</c>: what it means, and how it changes options of type <typeparamref name="T"/>.
/// </summary>
internal sealed record Setting<T>(string Key, string Meaning, Func<T, SettingValue, T> Apply);
