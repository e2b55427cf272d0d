namespace NlpTransfer.Worker.Models;

/// <summary>Pictures of a request as files, for as long as they are looked at.</summary>
internal sealed class PictureFiles : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("nlp-transfer-").FullName;

    /// <exception cref="JobException">One is not base64.</exception>
    public PictureFiles(IReadOnlyList<string> images)
    {
        try
        {
            Paths = [.. images.Select(Write)];
        }
        catch (FormatException)
        {
            Dispose();
            throw new JobException(JobFault.Invalid, "images: one of them is not base64.");
        }
    }

    public IReadOnlyList<string> Paths { get; }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Write(string image, int index)
    {
        var path = Path.Combine(folder, $"{index}");
        File.WriteAllBytes(path, Convert.FromBase64String(image));
        return path;
    }
}
