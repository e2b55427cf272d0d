using System.Diagnostics;
using NlpTransfer.Tests.Data;

namespace NlpTransfer.Tests.Classifiers.Images;

/// <summary>CIFAR-10's test pictures as JPEG files, one folder a class; the data is not the repository's to publish.</summary>
internal static class CifarPictures
{
    /// <summary>All 10,000 in a folder that the caller removes; skips the test where there are none.</summary>
    public static TempFolder Extract()
    {
        var archive = TestFiles.SharedData("cifar10/test.tar.xz");
        var folder = new TempFolder();
        using var tar = Process.Start(new ProcessStartInfo("tar", ["-C", folder.Root, "--strip-components=1", "-xf", archive]))!;
        tar.WaitForExit();
        Assert.Equal(0, tar.ExitCode);
        return folder;
    }
}
