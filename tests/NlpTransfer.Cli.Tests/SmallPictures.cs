namespace NlpTransfer.Cli.Tests;

/// <summary>Bitmaps of 8 x 8 pixels, of one grey with a lighter corner.</summary>
internal static class SmallPictures
{
    /// <summary>A folder with as many dark as light ones, each class in its own.</summary>
    public static void Write(TemporaryFolder folder, string name, int each)
    {
        for (var i = 0; i < each; i++)
        {
            Write(folder, $"{name}/dark/{i}.bmp", (byte)(20 + i));
            Write(folder, $"{name}/light/{i}.bmp", (byte)(150 + i));
        }
    }

    /// <summary>One of a grey.</summary>
    public static void Write(TemporaryFolder folder, string name, byte grey)
    {
        byte[] pixels = [.. Enumerable.Range(0, 64).SelectMany(p => Enumerable.Repeat((byte)(p % 8 < 2 && p < 16 ? grey + 40 : grey), 3))];
        byte[] head = new byte[54];
        (head[0], head[1], head[10], head[14], head[18], head[22], head[26], head[28]) = ((byte)'B', (byte)'M', 54, 40, 8, 8, 1, 24);
        BitConverter.TryWriteBytes(head.AsSpan(2), 54 + pixels.Length);
        BitConverter.TryWriteBytes(head.AsSpan(34), pixels.Length);
        string path = folder[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, [.. head, .. pixels]);
    }
}
