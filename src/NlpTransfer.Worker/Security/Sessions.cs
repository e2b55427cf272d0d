using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace NlpTransfer.Worker.Security;

/// <summary>Who is signed in to the dashboard: a random word in a cookie stands for a key, which the browser does not keep.</summary>
internal sealed class Sessions(WorkerOptions options)
{
    public const string Cookie = "nt_session";
    private const int Most = 1000;
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<string, (string Name, Role Role, DateTimeOffset Until)> sessions = new();

    public string Begin(string name, Role role)
    {
        var now = options.Time.GetUtcNow();
        foreach (var old in sessions.Where(s => s.Value.Until < now).Select(s => s.Key)) sessions.TryRemove(old, out _);
        if (sessions.Count >= Most) throw new JobException(JobFault.Busy, "Too many people are signed in; try again later.");
        var word = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        sessions[word] = (name, role, now + Lasts);
        return word;
    }

    public (string Name, Role Role)? Find(string word) => sessions.TryGetValue(word, out var found) && found.Until > options.Time.GetUtcNow() ? (found.Name, found.Role) : null;

    public void End(string word) => sessions.TryRemove(word, out _);
}
