namespace TorchSharp.Tests.Tensors;

/// <summary>How many tensors are alive, those not counted that earlier tests dropped and the collector has not found yet.</summary>
internal static class LiveTensors
{
    public static long Count()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }
}
