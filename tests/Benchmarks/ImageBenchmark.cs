using System.Diagnostics;
using NlpTransfer.Data;

/// <summary>Photographs of 500 x 375 pixels a second, from JPEG bytes to a normalised 224 x 224 input, on every core.</summary>
internal static class ImageBenchmark
{
    // Pillow 9.4 with NumPy on two cores of the same kind, decode + resize + crop + normalise.
    private const double Pillow = 366;
    private const int Pictures = 64, Rounds = 7, Width = 500, Height = 375;

    internal static void Run(TextWriter output)
    {
        if (Child.Task?.Split('|') is [var kind, var task]) ImageTrainingBenchmark.RunTask(output, kind, task);
        else
        {
            Decode(output);
            ImageTrainingBenchmark.Run(output);
        }
    }

    private static void Decode(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("nlp-transfer-bench-").FullName;
        try
        {
            var files = Enumerable.Range(0, Pictures).Select(i => Write(Path.Combine(folder, $"{i}.jpg"), i)).ToArray();
            var preprocessor = new ImagePreprocessor(new());
            var augmentation = new AugmentationOptions();
            Report(output, "images", Measure(files, (file, target, _) => preprocessor.Fill(file, target), preprocessor.Length));
            Report(output, "augmented", Measure(files, (file, target, i) => preprocessor.Fill(file, target, augmentation, Augmenter.Random(1, 0, i)), preprocessor.Length));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Report(TextWriter output, string name, (double Rate, double Processor) found) => output.WriteLine(
        $"{name,-10} {found.Rate:F0} pictures/s on {Environment.ProcessorCount} cores; Pillow {Pillow:F0}: {found.Rate / Pillow:F2} times as many; {found.Processor * 1e3:F2} ms of processor time each, which is {Environment.ProcessorCount / found.Processor:F0} pictures/s on an idle machine");

    private static (double Rate, double Processor) Measure(ImageFile[] files, Action<ImageFile, float[], int> work, int length)
    {
        void Round() => Parallel.For(0, files.Length, () => new float[length], (i, _, target) => { work(files[i], target, i); return target; }, _ => { });
        Round();
        var used = Process.GetCurrentProcess().TotalProcessorTime;
        var best = Enumerable.Range(0, Rounds).Min(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            Round();
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        });
        used = Process.GetCurrentProcess().TotalProcessorTime - used;
        return (files.Length / best, used.TotalSeconds / (files.Length * Rounds));
    }

    // Waves of several lengths and grain: about as many bytes as a photograph of this size.
    private static ImageFile Write(string path, int seed)
    {
        using var picture = PixelBuffer.Create(Width, Height);
        var random = new SeededRandom(seed);
        for (var i = 0; i < picture.Pixels.Length; i++)
        {
            var (x, y, band) = (i / 3 % Width, i / 3 / Width, i % 3);
            var wave = Math.Sin((x * 0.02 * (band + 1)) + seed) + Math.Sin(y * 0.05) + (0.5 * Math.Sin((x * 0.4) + (y * 0.3)));
            picture.Pixels[i] = (byte)Math.Clamp(128 + (40 * wave) + (10 * random.NextDouble()), 0, 255);
        }
        ImageEncoder.Write(picture, path);
        return new ImageFile(path);
    }
}
