using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using NlpTransfer.Embeddings;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Embeddings.Catalogue;

/// <summary>A package, an npm that "downloads" it, and a catalogue that lists it.</summary>
internal sealed class FakeRegistry : IDisposable
{
    private readonly TempFolder _folder = new();

    public FakeRegistry(params (string Name, string Content)[] files)
    {
        Tarball = Path.Combine(_folder.Root, "package.tgz");
        using (var gzip = new GZipStream(File.Create(Tarball), CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip))
        {
            foreach (var (name, content) in files)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)) });
            }
        }

        Wanted = files.Where(file => file.Name.EndsWith(".txt", StringComparison.Ordinal)).ToArray();
    }

    public string Tarball { get; }

    public (string Name, string Content)[] Wanted { get; }

    public string Home => Path.Combine(_folder.Root, "home");

    public NpmSource Source => new()
    {
        Package = "@x/mail",
        Version = "1.0.0",
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Tarball))),
        Size = new FileInfo(Tarball).Length,
        Prefix = "package/data/",
        Suffix = ".txt",
        Files = Wanted.Length,
        Bytes = Wanted.Sum(file => file.Content.Length),
    };

    /// <summary>A program that does what <c>npm pack ... --pack-destination FOLDER</c> does, or whatever the script says.</summary>
    public string Npm(string? script = null)
    {
        var path = _folder.Write("npm", $"#!/bin/sh\n{script ?? $"cp '{Tarball}' \"$5/mail-1.0.0.tgz\""}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    public CatalogueStore Store(NpmSource? source = null, string? npm = null, CatalogueKind kind = CatalogueKind.Corpus, bool offline = false, TimeSpan? timeout = null)
    {
        source ??= Source;
        var entry = new CatalogueEntry
        {
            Name = "mail",
            Kind = kind,
            Description = "A test.",
            Source = "here",
            Licence = "CC0-1.0",
            Path = kind == CatalogueKind.Vectors ? "embeddings/mail.vectors" : "corpora/downloads/mail",
            Size = source.Bytes,
            Npm = source,
        };
        var options = new CatalogueStoreOptions { NpmCommand = npm ?? Npm(), Offline = offline, NpmTimeout = timeout ?? TimeSpan.FromMinutes(1) };
        return new CatalogueStore(new NlpTransfer.Embeddings.Catalogue([entry]), NlpTransferPaths.At(Home), options);
    }

    /// <summary>Everything below the home folder, so that nothing half-done can hide.</summary>
    public string[] Left() => Directory.Exists(Home)
        ? [.. Directory.GetFileSystemEntries(Home, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Home, path)).Order(StringComparer.Ordinal)]
        : [];

    public void Dispose() => _folder.Dispose();
}
