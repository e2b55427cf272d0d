using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace NlpTransfer.Worker;

/// <summary>
/// API keys, of which only SHA-256 is kept: a key is 256 random bits, which no dictionary holds, so a slow hash would add nothing. The file has a
/// line a key: name, role, hash.
/// </summary>
public sealed partial class ApiKeys
{
    private const string Prefix = "nt_";

    private readonly IReadOnlyList<(string Name, Role Role, byte[] Hash)> keys;

    private ApiKeys(IReadOnlyList<(string, Role, byte[])> keys) => this.keys = keys;

    /// <exception cref="InvalidDataException">A line is damaged.</exception>
    public static ApiKeys Load(string file)
    {
        var lines = File.ReadAllLines(file).Select((text, i) => (Text: text.Trim(), Number: i + 1)).Where(l => l.Text.Length > 0 && l.Text[0] != '#');
        return new([.. lines.Select(l => Parse(l.Text) ?? throw new InvalidDataException($"{file}, line {l.Number}: expected NAME read|submit|admin SHA256; make keys with 'nlp-transfer worker --new-key NAME:ROLE'."))]);
    }

    /// <summary>Adds a key to the file.</summary>
    /// <returns>The key, which is nowhere else.</returns>
    /// <exception cref="ArgumentException">The name cannot be, or is taken.</exception>
    public static string Create(string file, string name, Role role)
    {
        if (!Name().IsMatch(name)) throw new ArgumentException($"A key's name must be 1 to 40 letters, digits, '-', '_' or '.', was '{name}'.", nameof(name));
        if (File.Exists(file) && Load(file).keys.Any(k => k.Name == name)) throw new ArgumentException($"{file} has a key called '{name}' already; choose another name, or remove its line.", nameof(name));
        var key = Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Replace('+', '-').Replace('/', '_').TrimEnd('=');
        if (!File.Exists(file) && !OperatingSystem.IsWindows()) using (new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite })) { }
        File.AppendAllText(file, $"{name} {role.ToString().ToLowerInvariant()} {Convert.ToHexStringLower(Hash(key))}\n");
        return key;
    }

    /// <summary>Who holds a key; null for nobody. Takes as long for a wrong key as for a right one.</summary>
    public (string Name, Role Role)? Find(string key)
    {
        var hash = Hash(key);
        (string, Role)? found = null;
        foreach (var known in keys)
            if (CryptographicOperations.FixedTimeEquals(hash, known.Hash)) found = (known.Name, known.Role);
        return found;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static (string, Role, byte[])? Parse(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, var role, var hash] && Enum.TryParse<Role>(role, ignoreCase: true, out var parsed) && parsed != Role.None && Hex().IsMatch(hash)
            ? (name, parsed, Convert.FromHexString(hash))
            : null;

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{1,40}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[0-9a-fA-F]{64}\z")]
    private static partial Regex Hex();
}
