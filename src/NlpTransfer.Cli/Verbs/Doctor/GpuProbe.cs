namespace NlpTransfer.Cli.Verbs.Doctor;

/// <summary>Whether there is an NVIDIA GPU, and whether torch can use it.</summary>
internal static class GpuProbe
{
    private const string DriverFile = "/proc/driver/nvidia/version";

    /// <summary>Driver and usability.</summary>
    public static Finding Find(bool torchSeesIt, int devices)
    {
        if (torchSeesIt)
            return new Finding("gpu", "CUDA", $"{devices} device{(devices == 1 ? "" : "s")}");
        return File.Exists(DriverFile)
            ? new Finding("gpu", "CUDA", "a driver is there, but this torch has no CUDA", FindingState.Warning,
                "start with './nlp-transfer --torch cuda VERB' to build against a torch with CUDA")
            : new Finding("gpu", "CUDA", "none; the CPU is used");
    }
}
